"""The subjects of one policy, each with its verdict and the name by which it can be explained."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.marks import MARKS, SEVERITIES, marked
from checker.formats.moment import moment
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import columns, hanging
from checker.report.report import PolicyEntry, Report
from checker.report.subjects import names
from checker.verdict import Verdict


def render(report: Report, *, width: int, colour: bool) -> str:
    """The list as text that ends with a line break.

    Args:
        report: of one policy.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    return "".join(f"{line.rstrip()}\n" for line in _lines(report, width, Style(colour)))


def _lines(report: Report, width: int, style: Style) -> Iterator[str]:
    (policy,) = report.policies
    severity = style(SEVERITIES[policy.severity], policy.severity.value)
    yield f"{severity} {style(Colour.BOLD, plain(f'{policy.id}: {policy.title}'))}"
    yield ""
    cells = list(report.cells)
    counts = [(verdict, report.cells.count(0, verdict)) for verdict in MARKS]
    parts = [f"{MARKS[verdict]} {count} {verdict.value}" for verdict, count in counts if count]
    told = ": ".join([number(len(cells), "subject"), *([", ".join(parts)] if parts else [])])
    yield from hanging("  ", f"{told}, as of {moment(plain(report.as_of))}", width)
    if not cells:
        yield from hanging("  ", _nobody(policy), width)
        return
    yield ""
    wide = max(_columns(cell.verdict) for cell in cells)
    for cell, name in zip(cells, names(cells), strict=True):
        gap = " " * (wide - _columns(cell.verdict))
        yield f"  {marked(cell.verdict, style)}{gap}  {plain(name)}"
    yield ""
    yield from hanging("  ", f"why: vendorgate explain {plain(policy.id)} SUBJECT", width)


def _columns(verdict: Verdict) -> int:
    return columns(f"{MARKS[verdict]} {verdict.value}")


def _nobody(policy: PolicyEntry) -> str:
    return f"the policy is for: {policy.subject_kind}; no inventory has one"
