"""The part: everything that is known of some inventories after a task, as a value that merges."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.graph.records import Records
from checker.inventory import Outline
from checker.problems import Problem
from checker.record import NamedTuple
from checker.report.report import Input
from checker.report.roster import Roster


class Cells(NamedTuple):
    """The cells of one inventory.

    Attributes:
        roster: its subjects; the number of its document means nothing yet.
        columns: for each policy the codes of the cells about vendors and their lists.
        wholes: for each policy the code of the cell about the inventory, or nothing.
    """

    roster: Roster
    columns: tuple[bytes, ...]
    wholes: tuple[bytes, ...]


class Valid(NamedTuple):
    """An inventory that was read and is valid.

    Attributes:
        names: the part of its data that says who its vendors are.
        records: what the graph of the portfolio is made of; None where nobody asks for it.
        evidence: the files that it names as evidence.
        lacking: what is wrong with these.
    """

    outline: Outline
    cells: Cells
    names: Mapping[str, Any]
    records: Records | None
    evidence: tuple[Input, ...]
    lacking: tuple[Problem, ...]


class File(NamedTuple):
    """A file after a task.

    Attributes:
        sha256: of the very bytes that were read; empty where it could not be.
        problems: everything that is wrong with it.
        valid: None where something is.
    """

    sha256: str
    problems: tuple[Problem, ...]
    valid: Valid | None


class Overlap(Exception):  # noqa: N818
    """Two parts account for one file."""


class Part(NamedTuple):
    """The files of some tasks, by path. Merging is associative and commutative."""

    files: Mapping[str, File] = {}

    def __or__(self, other: "Part") -> "Part":
        """Merge two parts.

        Raises:
            Overlap: a file is in both.
        """
        return merged(iter((self, other)))


def merged(parts: Iterator[Part]) -> Part:
    """One part of many; in which order they come does not show."""
    files: dict[str, File] = {}
    for part in parts:
        twice = files.keys() & part.files.keys()
        if twice:
            raise Overlap(f"{min(twice)} was checked twice")
        files.update(part.files)
    return Part(files)
