"""Sources: where in which file a policy is written."""

from collections.abc import Mapping, Sequence

from checker.parse.document import Document
from checker.parse.offsets import place
from checker.parse.positions import Path
from checker.problems import Place
from checker.record import NamedTuple


class Source(NamedTuple):
    """The document that declares a policy, and the policy's path in it."""

    document: Document
    path: Path

    def at(self, clause: Path) -> Place:
        """The place of a part of the policy (`require`, or nothing for all of it)."""
        return self.document.positions.value((*self.path, *clause))

    def inside(self, clause: Path, text: str, offset: int) -> Place:
        """The place of a code point of the text at a path of the policy (`require`)."""
        return place(self.document.positions, (*self.path, *clause), text, offset)


def sources(documents: Sequence[Document]) -> Mapping[str, Source]:
    """The source of every policy of valid documents, by id."""
    return {
        policy["id"]: Source(document, ("policies", index))
        for document in documents
        for index, policy in enumerate(document.data["policies"])
    }
