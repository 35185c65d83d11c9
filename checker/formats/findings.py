"""The findings that a table tells, and each as text: what, where, and what would make it pass."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from checker.formats.escape import plain
from checker.formats.marks import SEVERITIES, marked
from checker.formats.remedies import would_pass
from checker.formats.style import Style
from checker.formats.width import columns, cut, hanging, wrapped
from checker.record import NamedTuple
from checker.report.explanation import Evidence
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, Result
from checker.report.subjects import lacking
from checker.verdict import Severity, Verdict

ALL = 1_000
"""Findings of a report that are all explained; to explain one is dear."""

SOME = 100
"""Findings that are explained where there are more."""

EACH = 3
"""Subjects of a policy that cannot be evaluated, which are told."""

_LINES = 3
_VALUE = 80
_PART = 12

Ranks = Mapping[tuple[str, str], int]
"""The order of vendors, by inventory and id; what it lacks comes last."""

Foresee = Callable[[Sequence[Cell]], None]
"""Is told which cells the explainer will be asked for, in this order."""


class Shown(NamedTuple):
    """A finding that is explained."""

    cell: Cell
    result: Result


class Findings(NamedTuple):
    """The findings of a report, as far as a table tells them.

    Attributes:
        errors: a few of each policy.
        fails: by vendor, the worst first, and of one by severity.
        brief: the fails after those, which are not explained.
        unknown: those that are explained, in the same order.
        unlisted: the unknown ones about a list that is not recorded, with its name.
        untold: how many more unknown ones there are.
    """

    errors: Sequence[Shown]
    fails: Sequence[Shown]
    brief: Sequence[Cell]
    unknown: Sequence[Shown]
    unlisted: Sequence[tuple[Cell, str]]
    untold: int


def chosen(report: Report, explainer: Explainer, ranks: Ranks, foresee: Foresee) -> Findings:
    """The findings to tell: every fail, and as much of the rest as is explained in good time."""

    def explained(cells: Sequence[Cell]) -> list[Shown]:
        return [Shown(cell, report.result(cell, explainer)) for cell in cells]

    def order(cell: Cell) -> tuple[int, int, int]:
        about = cell.subject.inventory, cell.subject.vendor
        severity = report.policies[cell.policy].severity
        return ranks.get(about, len(ranks)), severity.rank, cell.policy

    fails = sorted(_select(report, Verdict.FAIL, None), key=order)
    found = report.summary.verdicts
    total = found.get(Verdict.FAIL, 0) + found.get(Verdict.UNKNOWN, 0)
    budget, each = (ALL, None) if total <= ALL else (SOME, SOME)
    unlisted, others = _unknown(report, max(budget - len(fails), SOME // 4), each)
    told = len(unlisted) + len(others)
    errors, unknown = [*_select(report, Verdict.ERROR, EACH)], sorted(others, key=order)
    foresee([*errors, *fails[:budget], *unknown])
    return Findings(
        explained(errors),
        explained(fails[:budget]),
        fails[budget:],
        explained(unknown),
        unlisted,
        found.get(Verdict.UNKNOWN, 0) - told,
    )


def unforeseen(_cells: Sequence[Cell]) -> None:
    """Nobody explains ahead."""


def _select(report: Report, verdict: Verdict, each: int | None) -> Iterator[Cell]:
    for policy in range(len(report.policies)):
        yield from islice(report.cells.select(policy, frozenset({verdict})), each)


def _unknown(
    report: Report, budget: int, each: int | None
) -> tuple[list[tuple[Cell, str]], list[Cell]]:
    """The unknown cells that need no explanation, and some of the others of each policy.

    Args:
        report: of which they are.
        budget: how many of the others there may be.
        each: how many cells of a policy are looked at.
    """
    unlisted: list[tuple[Cell, str]] = []
    others: list[list[Cell]] = []
    for cells in (
        list(islice(report.cells.select(policy, frozenset({Verdict.UNKNOWN})), each))
        for policy in range(len(report.policies))
    ):
        named = [(cell, lacking(report.policies[cell.policy], cell.subject)) for cell in cells]
        unlisted += [(cell, name) for cell, name in named if name]
        others.append([cell for cell, name in named if not name])
    share = max(
        (n for n in range(1, budget + 1) if sum(min(n, len(own)) for own in others) <= budget),
        default=1,
    )
    return unlisted, [cell for own in others for cell in own[:share]]


def finding(shown: Shown, *, width: int, style: Style) -> Iterator[str]:
    """A fail in few lines; its place and its remedy are whole, whatever the width."""
    result = shown.result
    place = f"    {plain(str(result.place))}"
    # What is cut of the part is its beginning, which others share; the message tells it, too.
    room = max(width - columns(place) - 2, _PART)
    place = f"{place}  {_end(_part(result), room)}".rstrip()
    remedy = would_pass(result.remedies, result.subject)
    beside = f"{place}  {remedy}"
    rest = [place, *(hanging("    ", remedy, width) if remedy else ())]
    if remedy and columns(beside) <= width:
        rest = [beside]
    label = result.policy.severity.value
    what = f"{label} {_policy(result)}: {plain(result.message)}"
    lines = _first(what, max(_LINES - len(rest), 1), width - 4)
    yield f"  {_labelled(lines[0], result.policy.severity, style)}"
    yield from (f"    {line}" for line in lines[1:])
    yield from rest


def _labelled(line: str, severity: Severity, style: Style) -> str:
    label = severity.value
    return f"{style(SEVERITIES[severity], label)}{line[len(label) :]}"


def _first(text: str, most: int, width: int) -> list[str]:
    """A text in a few lines; of a longer one the middle is left out: often its end is the value."""
    lines = list(islice(wrapped(text, width), most + 1))
    if len(lines) > most:
        whole = lines[: most - 1]
        rest = text[sum(map(len, whole)) :].lstrip()
        head = width * 3 // 5
        lines = [*whole, f"{cut(rest, head)}{_end(rest, width - head + 1).removeprefix('…')}"]
    return [cut(line, width) for line in lines]


def _end(text: str, width: int) -> str:
    """The text, or as much of its end as `width` columns hold behind a sign that it was cut."""
    if columns(text) <= width:
        return text
    text = text[-width:]
    while columns(text) > width - 1:
        text = text[1:]
    return f"…{text}"


def _policy(result: Result) -> str:
    return f"{plain(result.policy.id)}{'' if result.gating else ' (does not block)'}"


def _part(result: Result) -> str:
    """The part of the vendor, as `explain` takes it after the vendor's name."""
    subject = result.subject
    return plain(str(subject).removeprefix(f"{subject.vendor}/")) if subject.collection else ""


def detailed(shown: Shown, *, width: int, style: Style) -> Iterator[str]:
    """A finding with the whole message, its evidence, and what the policy says to do."""
    result = shown.result
    severity = result.policy.severity
    part = _part(result)
    text = f"{severity.value} {_policy(result)}{part and f' on {part}'}"
    what = _labelled(text, severity, style)
    yield f"  {marked(result.verdict, style)} {what}"
    if result.message:
        yield from hanging("    ", plain(result.message), width)
    # Never broken, so that a terminal can make it a link.
    yield f"    {plain(str(result.place))}"
    for evidence in result.evidence:
        yield f"      {evidence_line(evidence)}"
    if result.omitted:
        yield f"      and {result.omitted:,} more"
    remedy = would_pass(result.remedies, result.subject)
    if remedy:
        yield from hanging("    ", remedy, width)
    if result.policy.fix:
        yield from hanging("    fix: ", plain(result.policy.fix), width)


def brief(cell: Cell, report: Report, style: Style) -> str:
    """A fail that is not explained, in one line."""
    policy = report.policies[cell.policy]
    label = style(SEVERITIES[policy.severity], policy.severity.value)
    return f"  {label} {plain(policy.id)} on {plain(str(cell.subject))}"


def evidence_line(evidence: Evidence) -> str:
    """`vendors[0].owner (not recorded)`."""
    path = plain(evidence.path)
    anchor = "" if evidence.anchor is None else f" (anchor at {plain(str(evidence.anchor))})"
    if not evidence.recorded:
        return f"{path} (not recorded){anchor}"
    value = json.dumps(evidence.value, ensure_ascii=False, allow_nan=False)
    if len(value) > _VALUE:
        value = f"{value[:_VALUE]}…"
    return f"{path} = {plain(value)}{anchor}"
