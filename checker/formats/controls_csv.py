"""The roll-up by control as CSV: a row for each control, also for those without a policy."""

from collections.abc import Iterator, Sequence

from checker.formats.brief import brief
from checker.formats.controls import bare, state
from checker.formats.csv import UNDECIDED, written
from checker.formats.frameworks import Supported
from checker.formats.marks import MARKS
from checker.report.report import Report
from checker.report.undone import Undone

_COUNTS = tuple(verdict.value for verdict in MARKS)
COLUMNS = ("as_of", "framework", "control", "title", "state", *_COUNTS, "policies")

_NO_POLICY = "no policy is about it"


def render(report: Report, cited: Sequence[Supported]) -> str:
    """A head, the reasons of a run that could not decide, then every control."""
    reasons = (_reason(report.as_of, each) for each in report.undecided)
    controls = (row for framework in cited for row in _controls(report.as_of, framework))
    return written(COLUMNS, [*reasons, *controls])


def render_undone(undone: Undone) -> str:
    """A head and a row for each problem: none of them is a control."""
    ending = f"no report, as the run ended with exit code {undone.code:d}"
    texts = (ending, *(f"{each.place}: {each.message}" for each in undone.problems))
    return written(COLUMNS, [_reason("", text) for text in texts])


def _controls(as_of: str, framework: Supported) -> Iterator[Sequence[str]]:
    name = brief(framework.name)
    for control in framework.controls:
        told = brief(control.id), brief(control.title), state(control)
        ids = "; ".join(brief(policy.id, 80) for policy in control.policies)
        yield (as_of, name, *told, *map(str, control.counts), ids)
    for each in bare(framework):
        yield (as_of, name, each, "", _NO_POLICY, *("0" for _ in _COUNTS), "")


def _reason(as_of: str, text: str) -> Sequence[str]:
    return (as_of, "", "", brief(text), UNDECIDED, *("" for _ in _COUNTS), "")
