"""The case: an example, and what one policy must say of it."""

from collections.abc import Mapping
from typing import Any

from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Place
from checker.record import NamedTuple
from checker.values import Timestamp
from checker.verdict import Verdict


class Case(NamedTuple):
    """One test of one policy.

    Attributes:
        policy: the id of the policy.
        name: unique among the tests of the policy.
        document: where it is written.
        path: where in that document.
        fixture: where in that document the fixture stands on which `given` builds; empty for none.
        given: what the policy sees, by its names in CEL; valid, though not complete.
        params: what replaces the policy's own parameters, and nothing else.
        expect: the verdict on the one subject, or the verdict on each of several by name.
        message: what the finding must say, to the letter; None if that does not matter.
    """

    policy: str
    name: str
    document: Document
    path: Path
    fixture: Path
    given: Mapping[str, Any]
    now: Timestamp
    params: Mapping[str, Any]
    expect: Verdict | Mapping[str, Verdict]
    message: str | None = None

    @property
    def place(self) -> Place:
        """The place of the case."""
        return self.document.positions.value(self.path)

    def where(self, path: Path) -> Place:
        """The place, or the gap, of the value given at a path (`data`, `encryption`)."""
        positions = self.document.positions
        start = (*self.path, "given")
        own, place = positions.nearest((*start, *path))
        if not self.fixture:
            return place
        fixture, there = positions.nearest((*self.fixture, *path))
        longer = len(fixture) - len(self.fixture) > len(own) - len(start)
        return there if longer else place
