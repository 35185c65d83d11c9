"""The policies: how many checks have which verdict.

One whose checks have several verdicts, or fail, has a row; those of which nothing is known, and
those that hold, share a few lines.
"""

from collections.abc import Iterator, Sequence

from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.marks import COLOURS, MARKS, SEVERITIES, marked
from checker.formats.style import Style
from checker.formats.width import wrapped
from checker.report.gate import QUIET
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


def alike(report: Report, policies: Sequence[int]) -> Sequence[tuple[Verdict, Sequence[int]]]:
    """The policies of which all checks are unknown, or pass but where they do not apply."""
    groups: dict[Verdict, list[int]] = {Verdict.UNKNOWN: [], Verdict.PASS: []}
    for n in policies:
        occurring = {verdict for verdict in MARKS if report.cells.count(n, verdict)}
        if occurring == {Verdict.UNKNOWN}:
            groups[Verdict.UNKNOWN].append(n)
        elif Verdict.PASS in occurring <= QUIET:
            groups[Verdict.PASS].append(n)
    return [(verdict, own) for verdict, own in groups.items() if own]


def shared_lines(
    report: Report, verdict: Verdict, policies: Sequence[int], *, width: int, style: Style
) -> Iterator[str]:
    """The names of policies with the number of their checks; of unknown ones by severity."""
    severities: dict[Severity | None, list[str]] = {}
    for n in policies:
        policy = report.policies[n]
        key = policy.severity if verdict is Verdict.UNKNOWN else None
        text = f"{plain(policy.id)}{_TIE}({report.cells.count(n, verdict):,})"
        severities.setdefault(key, []).append(text)
    for severity, names in severities.items():
        own = "" if severity is None else f", {severity.value}"
        lead = f"{MARKS[verdict]} {verdict.value}"
        lines = wrapped(f"{lead}{own}: {', '.join(names)}", width - 4)
        first, *others = (line.replace(_TIE, " ") for line in lines)
        yield f"  {marked(verdict, style)}{first[len(lead) :]}"
        yield from (f"    {line}" for line in others)
