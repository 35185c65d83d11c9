"""A diff in Markdown, for the comment of a merge request and the summary of a CI step.

As in `formats.markdown`: what comes from a file stands in code spans, and the whole stays below
what GitHub takes; of more the worst are told, and how many are not.
"""

from collections.abc import Iterator, Sequence

from checker.formats.changes import (
    answer,
    asides,
    blocking,
    counted,
    moments,
    named,
    record,
    rule,
    step,
    whose,
)
from checker.formats.markdown import LARGEST, code, cut, size
from checker.report.diff import CellChange, Diff, DiffExplainer, Kind

_LAST = 8_000
"""Bytes that the changes of checks leave to what stands behind them."""

_NOTES = 20


def render(diff: Diff, explainer: DiffExplainer) -> str:
    """The answer, the two states, the changes by kind, rules and records."""
    head = [*_head(diff)]
    room = LARGEST - size(head) - _LAST
    body: list[str] = []
    for kind in Kind:
        body += _section(diff.of(kind), kind, explainer, room - size(body))
    room = LARGEST - size(head) - size(body) - _LAST // 4
    for title, texts in (
        ("Policies, regimes, configuration, waivers", [rule(each) for each in diff.rules]),
        ("Vendors and their records", [record(each) for each in diff.records]),
    ):
        lines = [*_listed(title, texts, room)]
        room -= size(lines)
        body += lines
    return "".join(f"{line}\n" for line in [*head, *body])


def _head(diff: Diff) -> Iterator[str]:
    yield f"## vendorgate: {answer(diff).text}"
    yield ""
    before, after = (code(named(each), 200) for each in (diff.before, diff.after))
    yield f"From {before} to {after}, {code(moments(diff))}, {blocking(diff)}."
    yield ""
    yield f"- before: {counted(diff.before)}"
    yield f"- after: {counted(diff.after)}"
    told = [*asides(diff)]
    yield from (f"- note: {code(each)}" for each in told[:_NOTES])
    if len(told) > _NOTES:
        yield f"- {len(told) - _NOTES} more notes are not shown."
    yield ""


def _section(
    changes: Sequence[CellChange], kind: Kind, explainer: DiffExplainer, room: int
) -> Iterator[str]:
    if not changes:
        return
    yield f"### {kind.value.capitalize()} ({len(changes):,})"
    yield ""
    yield from cut((_change(each, explainer) for each in changes), len(changes), "change", room)
    yield ""


def _change(change: CellChange, explainer: DiffExplainer) -> str:
    explanation = explainer.explain(change)
    blocks = ", **blocks**" if change.gating else ""
    told = (
        f"- **{change.severity.value}** {code(change.policy, 80)} {code(str(change.subject), 200)}"
    )
    told += f": {step(change)}, {whose(change)}{blocks}"
    if change.messages is not None:
        told += f"; was {code(change.messages[0])}, now {code(change.messages[1])}"
    if explanation is None:
        return told
    if explanation.message and change.messages is None:
        told += f": {code(explanation.message)}"
    return f"{told} at {code(str(explanation.place), 200)}"


def _listed(title: str, texts: Sequence[str], room: int) -> Iterator[str]:
    if not texts:
        return
    yield f"### {title}"
    yield ""
    yield from cut((f"- {code(each)}" for each in texts), len(texts), "line", room)
    yield ""
