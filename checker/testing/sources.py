"""Sources: where in which file a policy is written."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.parse.document import Document
from checker.parse.offsets import place
from checker.parse.positions import Path
from checker.problems import Place


class Source(NamedTuple):
    """The document that declares a policy, and the policy's path in it."""

    document: Document
    path: Path

    def at(self, clause: Path) -> Place:
        """Where a part of the policy (`require`, or nothing for all of it) stands."""
        return self.document.positions.value((*self.path, *clause))

    def inside(self, clause: Path, text: str, offset: int) -> Place:
        """Where a code point of the text at a path of the policy (`require`) stands."""
        return place(self.document.positions, (*self.path, *clause), text, offset)


def sources(documents: Sequence[Document]) -> Mapping[str, Source]:
    """Where every policy of valid documents stands, by id."""
    return {
        policy["id"]: Source(document, ("policies", index))
        for document in documents
        for index, policy in enumerate(document.data["policies"])
    }
