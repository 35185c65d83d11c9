"""The roll-up by owner as CSV: a row for each owner, and how many findings he has."""

from collections import Counter
from collections.abc import Sequence

from checker.formats.brief import brief
from checker.formats.csv import UNDECIDED, written
from checker.formats.owners import Owned, by_owner
from checker.report.report import Report
from checker.report.undone import Undone
from checker.verdict import Verdict

_COUNTED = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.ERROR)
COLUMNS = (
    "as_of",
    "owner",
    "vendors",
    "findings",
    "blocking",
    *(verdict.value for verdict in _COUNTED),
    UNDECIDED,
)
"""The last one tells, in rows of no owner, why the run could not decide."""


def render(report: Report) -> str:
    """A head, the reasons of a run that could not decide, then every owner."""
    reasons = (_reason(report.as_of, each) for each in report.undecided)
    owners = (_owner(report.as_of, owned) for owned in by_owner(report))
    return written(COLUMNS, [*reasons, *owners])


def render_undone(undone: Undone) -> str:
    """A head and a row for each problem: none of them is an owner."""
    ending = f"no report, as the run ended with exit code {undone.code:d}"
    texts = (ending, *(f"{each.place}: {each.message}" for each in undone.problems))
    return written(COLUMNS, [_reason("", text) for text in texts])


def _owner(as_of: str, owned: Owned) -> Sequence[str]:
    verdicts = Counter(cell.verdict for cell in owned.findings)
    counts = (len(owned.vendors), len(owned.findings), owned.blocking)
    return (
        as_of,
        brief(owned.owner),
        *map(str, counts),
        *(str(verdicts[verdict]) for verdict in _COUNTED),
        "",
    )


def _reason(as_of: str, text: str) -> Sequence[str]:
    return (as_of, "", *("" for _ in range(3 + len(_COUNTED))), brief(text))
