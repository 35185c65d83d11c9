"""The snapshot: what a state came to, as plain data, and what can be asked of the state itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.comparing.grounds import Grounds
from checker.evaluate.run import Run
from checker.record import NamedTuple
from checker.report.diff import State
from checker.report.matrix import Cell, Matrix
from checker.report.report import Report


class Snapshot(NamedTuple):
    """A state that was checked.

    Attributes:
        report: of the check.
        decided: the cells before waivers; those of the report, where that is all that is known.
        grounds: None for a report that was read: it knows digests of whole files alone.
    """

    report: Report
    decided: Matrix
    grounds: Grounds | None


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Attributes:
        name: as it was asked for; empty for the work tree.
        commit: the id of the commit, if it is one.
        reason: the message of a finding.
        run: everything that was checked, to decide a cell again; None for a report that was read.
        has: whether a file is there; None as above.
    """

    name: str
    commit: str
    snapshot: Snapshot
    reason: Callable[[Cell], str]
    run: Callable[[], Run] | None = None
    has: Callable[[str], bool] | None = None

    @property
    def report(self) -> Report:
        """The report of the check."""
        return self.snapshot.report

    def state(self) -> State:
        """The side as a diff tells it."""
        report = self.report
        return State(
            name=self.name,
            commit=self.commit,
            as_of=report.as_of,
            version=report.version,
            inputs=report.inputs,
            counts=tuple(report.summary.verdicts.items()),
            vendors=report.summary.vendors,
            undecided=report.undecided,
        )


Renamed = Mapping[str, str]
"""By the id that an inventory had the one that it has now; those that kept theirs are not in it."""
