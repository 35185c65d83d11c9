"""The matrix as tables: the first layout that fits the terminal, from words to bare counts."""

from collections.abc import Callable, Iterator, Sequence

from checker.formats.columns import GAP, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.grid import Entry, Grid, grid, unmet
from checker.formats.marks import COLOURS, MARKS, NOTHING, SEVERITIES
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import columns, cut, hanging
from checker.report.gate import FINDINGS
from checker.report.report import Report

_HEADER = 12
_LABEL = 32
_SHORTEST = 12
_NAMES = 50
_MANY = 4
"""From so many vendors on, "all" is quicker to read than their names."""


def matrix(report: Report, *, width: int, style: Style) -> Iterator[str | TextTable]:
    """Tables to draw and lines between them."""
    whole = grid(report)
    if not whole.policies:
        return
    names = [cut(name, _LABEL) for name, _ in whole.rows]
    ids = [plain(report.policies[policy].id) for policy in whole.policies]
    text_tables = (
        [_by_vendor(whole, names, ids), _by_policy(whole, names, ids)] if whole.rows else []
    )
    fitting = next((text_table for text_table in text_tables if text_table.width <= width), None)
    if fitting is None or whole.hidden:
        yield _policies(report, whole, width)
        yield ""
    if fitting is not None:
        yield fitting
        yield from _notes(whole, width, words=True)
        return
    numbered = _numbered(whole, names)
    if whole.rows and numbered.width <= width:
        yield numbered
        yield from _notes(whole, width, words=False)
        return
    yield from _unmet(report, whole, width, style)


def _by_vendor(whole: Grid, names: Sequence[str], ids: Sequence[str]) -> TextTable:
    rows = [
        [StyledText(name), *(_styled(entries.get(policy), _words) for policy in whole.policies)]
        for name, (_, entries) in zip(names, whole.rows, strict=True)
    ]
    return TextTable(["", *map(_stacked, ids)], rows)


def _by_policy(whole: Grid, names: Sequence[str], ids: Sequence[str]) -> TextTable:
    rows = [
        [StyledText(name), *(_styled(entries.get(policy), _words) for _, entries in whole.rows)]
        for name, policy in zip(ids, whole.policies, strict=True)
    ]
    return TextTable(["", *map(_stacked, names)], rows)


def _numbered(whole: Grid, names: Sequence[str]) -> TextTable:
    rows = [
        [StyledText(name), *(_styled(entries.get(policy), _signs) for policy in whole.policies)]
        for name, (_, entries) in zip(names, whole.rows, strict=True)
    ]
    return TextTable(["", *(str(index + 1) for index in range(len(whole.policies)))], rows)


def _styled(entry: Entry | None, text: Callable[[Entry], str]) -> StyledText:
    return (
        StyledText(NOTHING, Colour.DIM)
        if entry is None
        else StyledText(text(entry), COLOURS[entry.verdict])
    )


def _words(entry: Entry) -> str:
    text = f"{MARKS[entry.verdict]} {entry.verdict.value}"
    if entry.checks == 1:
        return text
    count = f"{entry.alike}" if entry.alike == entry.checks else f"{entry.alike}/{entry.checks}"
    return f"{text} {count}"


def _signs(entry: Entry) -> str:
    return MARKS[entry.verdict] + (f"{entry.alike}" if entry.checks > 1 else "")


def _stacked(name: str) -> str:
    """An id in short lines, broken after its hyphens."""
    lines = [""]
    for part in name.replace("-", "-\n").split("\n"):
        if lines[-1] and columns(lines[-1] + part) > _HEADER:
            lines.append(part)
        else:
            lines[-1] += part
    return "\n".join(lines)


def _policies(report: Report, whole: Grid, width: int) -> TextTable:
    """One row a policy: how many checks have which verdict. Its number heads a column below."""
    verdicts = [
        verdict
        for verdict in MARKS
        if any(report.cells.count(policy, verdict) for policy in whole.policies)
    ]
    headers = ["", "policy", "severity", *(f"{MARKS[each]}\n{each.value}" for each in verdicts)]
    rows = []
    for index, policy in enumerate(whole.policies):
        entry = report.policies[policy]
        counts = [(report.cells.count(policy, verdict), verdict) for verdict in verdicts]
        severity = StyledText(entry.severity.value, SEVERITIES[entry.severity])
        tallies = [StyledText(str(count or ""), COLOURS[verdict]) for count, verdict in counts]
        rows.append([StyledText(str(index + 1)), StyledText(plain(entry.id)), severity, *tallies])
    excess = max(TextTable(headers, rows).width - width, 0)
    room = max(max(columns(row[1].text) for row in rows) - excess, _SHORTEST)
    cutting = [[first, StyledText(cut(second.text, room)), *rest] for first, second, *rest in rows]
    return TextTable(headers, cutting, len(verdicts))


def _notes(whole: Grid, width: int, *, words: bool) -> Iterator[str]:
    entries = [entry for _, row in whole.rows for entry in row.values()]
    notes = []
    if not words:
        notes += [
            f"{MARKS[verdict]} {verdict.value}"
            for verdict in MARKS
            if any(entry.verdict is verdict for entry in entries)
        ]
    if any(policy not in row for _, row in whole.rows for policy in whole.policies):
        notes.append(f"{NOTHING} nothing to check")
    several = [entry for entry in entries if entry.checks > 1]
    if several:
        # One that stands in the grid: of several checks not all alike, if there is such an entry.
        example = min(several, key=lambda entry: entry.alike == entry.checks)
        text = _words(example) if words else _signs(example)
        notes.append(f"{text}: {example.alike} of {example.checks} checks")
    if whole.hidden:
        notes.append(_hidden(whole))
    if notes:
        yield ""
        yield from hanging("  ", "; ".join(notes), width + GAP)


def _hidden(whole: Grid) -> str:
    vendors = number(whole.hidden, "vendor")
    if whole.complete:
        return f"{vendors} without findings not shown"
    return f"{vendors} not shown, with findings no worse than these (--vendor ID shows one)"


def _unmet(report: Report, whole: Grid, width: int, style: Style) -> Iterator[str]:
    """For each policy that does not hold the vendors it is about."""
    names = {policy: unmet(report, policy, most=_NAMES) for policy in whole.policies}
    ids = {p: cut(plain(report.policies[p].id), _LABEL) for p in whole.policies if names[p]}
    margin = max(map(columns, ids.values()), default=0) + GAP
    if ids:
        yield f"  {style(Colour.BOLD, 'Policies that do not hold, and on which vendors')}"
    for policy, name in ids.items():
        everybody = len(names[policy]) == report.summary.vendors >= _MANY
        if everybody and report.policies[policy].subject_kind not in {"inventory", "portfolio"}:
            names[policy] = [f"all {report.summary.vendors} vendors"]
        elif sum(report.cells.count(policy, verdict) for verdict in FINDINGS) > _NAMES:
            names[policy].append("and others")
        lead = f"  {name}{' ' * (margin - columns(name))}"
        yield from hanging(lead, ", ".join(names[policy]), width + GAP)
    if whole.hidden:
        yield from ("", f"  {_hidden(whole)}") if ids else (f"  {_hidden(whole)}",)
