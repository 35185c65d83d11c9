"""The policies: how many checks have which verdict, a row each.

On the first day of an inventory most policies have nothing but unknown checks: these share lines.
"""

from collections.abc import Iterator, Sequence

from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.marks import COLOURS, MARKS, SEVERITIES, marked
from checker.formats.style import Style
from checker.formats.width import wrapped
from checker.report.reach import Reach
from checker.report.report import Report
from checker.verdict import Severity, Verdict

_NAME = 12
_TIE = "\N{NO-BREAK SPACE}"


def applied(report: Report) -> Sequence[int]:
    """The policies that applied to something, by their indexes: the most severe first."""
    reached = (n for n, each in enumerate(report.policies) if each.reach is Reach.APPLIED)
    return sorted(reached, key=lambda n: (report.policies[n].severity.rank, n))


def policy_table(report: Report, policies: Sequence[int], *, numbered: bool) -> TextTable:
    """A row a policy.

    Args:
        report: of which they are.
        policies: their indexes.
        numbered: whether the number of each is told, by which a column of the matrix names it.
    """
    entries = [report.policies[n] for n in policies]
    numbers = [StyledText(str(n)) for n in range(1, len(entries) + 1)]
    severities = [StyledText(each.severity.value, SEVERITIES[each.severity]) for each in entries]
    counted = []
    for verdict, mark in MARKS.items():
        counts = [report.cells.count(n, verdict) for n in policies]
        texts = [StyledText(str(count or ""), COLOURS[verdict]) for count in counts]
        if any(counts):
            counted.append(Column(verdict.value, texts, short=mark, numeric=True))
    return TextTable(
        [
            *([Column("", numbers)] if numbered else []),
            Column("Policies", [StyledText(plain(each.id)) for each in entries], least=_NAME),
            Column("severity", severities),
            *counted,
        ]
    )


def unknown(report: Report, policies: Sequence[int]) -> Sequence[int]:
    """The policies of which every check is unknown, where they are most of them; else none."""
    others = [verdict for verdict in MARKS if verdict is not Verdict.UNKNOWN]
    found = [n for n in policies if not any(report.cells.count(n, verdict) for verdict in others)]
    return found if 2 * len(found) > len(policies) else ()


def shared_lines(
    report: Report, policies: Sequence[int], *, width: int, style: Style
) -> Iterator[str]:
    """The names of policies of which every check is unknown, by severity, with their number."""
    severities: dict[Severity, list[str]] = {}
    for n in policies:
        policy = report.policies[n]
        text = f"{plain(policy.id)}{_TIE}({report.cells.count(n, Verdict.UNKNOWN):,})"
        severities.setdefault(policy.severity, []).append(text)
    for severity, names in severities.items():
        lead = f"{MARKS[Verdict.UNKNOWN]} {Verdict.UNKNOWN.value}"
        lines = wrapped(f"{lead}, {severity.value}: {', '.join(names)}", width - 4)
        first, *others = (line.replace(_TIE, " ") for line in lines)
        yield f"  {marked(Verdict.UNKNOWN, style)}{first[len(lead) :]}"
        yield from (f"    {line}" for line in others)
