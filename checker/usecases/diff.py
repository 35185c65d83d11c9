"""Comparing two states: revisions, folders, reports, the work tree. `vendorgate diff`."""

from checker import clock
from checker.comparing.diff import diff as compared
from checker.comparing.snapshot import Side
from checker.errors import InputError
from checker.problems import Problem
from checker.record import NamedTuple
from checker.report.diff import CellChange, ExplainedDiff
from checker.report.explanation import Explanation
from checker.usecases.load import Request
from checker.usecases.sides import Checked, Common, Recorded, chosen
from checker.verdict import FailOn


class _Explainer(NamedTuple):
    """The explainer of changes: it explains the check of the later state."""

    after: Recorded | Checked

    def explain(self, change: CellChange) -> Explanation | None:
        """The message and the place of a check as it is now; None if there is none any more."""
        return None if change.cell is None else self.after.explain(change.cell)


def diff(before: str, after: str | None, request: Request, *, fail_on_new: FailOn) -> ExplainedDiff:
    """Read, check and compare two states at one moment.

    Args:
        before: a revision of git, a folder, or a report in JSON.
        after: another; None is the work tree.
        request: of the checks.
        fail_on_new: the lowest severity of a new finding that blocks.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of both states.
        UsageError: a revision that is not there, or one without anything to check.
    """
    request = request._replace(as_of=request.as_of or clock.now())
    problems: list[Problem] = []
    common = Common()
    both: list[tuple[Recorded | Checked, Side]] = []
    for name, may_be_empty in ((before, True), (after, False)):
        try:
            state = chosen(name, request, common, may_be_empty=may_be_empty)
            both.append((state, state.side()))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    (_, old), (state, new) = both
    return ExplainedDiff(compared(old, new, fail_on_new=fail_on_new), _Explainer(state))
