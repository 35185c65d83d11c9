"""Changes in words: what a diff says, whatever the format it says it in."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.marks import MARKS
from checker.formats.moment import moment
from checker.formats.style import Colour
from checker.formats.summary import number
from checker.record import NamedTuple
from checker.report.diff import CellChange, Diff, Kind, Presence, RecordChange, RuleChange, State
from checker.verdict import FailOn, Verdict

SIGNS = {Presence.CAME: "+", Presence.WENT: "-", Presence.CHANGED: "~"}
_COMMIT = 12


class Answer(NamedTuple):
    """The answer in one line: its colour, and whether it is a bad one."""

    colour: Colour
    text: str
    bad: bool


def answer(diff: Diff) -> Answer:
    """The answer whether the later state is worse, and blocks."""
    if diff.after.undecided:
        return Answer(Colour.ALARM, "COULD NOT DECIDE", bad=True)
    new = number(diff.new, "new finding")
    fixed = f", {len(diff.of(Kind.FIXED))} fixed" if diff.of(Kind.FIXED) else ""
    if diff.gating:
        verb = "blocks" if diff.gating == 1 else "block"
        changes = number(diff.gating, "change")
        return Answer(Colour.ALARM, f"WORSE: {changes} {verb}, {new}{fixed}", bad=True)
    if diff.new:
        return Answer(Colour.YELLOW, f"{new}{fixed}", bad=False)
    return Answer(Colour.GREEN, f"no new finding{fixed}", bad=False)


def named(state: State) -> str:
    """The name of a state, with its commit."""
    name = plain(state.name) or "the work tree"
    commit = state.commit[:_COMMIT]
    return f"{name} ({commit})" if commit and not state.name.startswith(commit) else name


def moments(diff: Diff) -> str:
    """The moments of the two states; one, if it is the same."""
    before, after = (moment(plain(each.as_of)) for each in (diff.before, diff.after))
    return f"as of {after}" if before == after else f"as of {before} and {after}"


def blocking(diff: Diff) -> str:
    """The changes that block, in words."""
    if diff.fail_on_new is FailOn.NEVER:
        return "blocking on no finding (--fail-on-new never)"
    return f"blocking on new findings (--fail-on-new {diff.fail_on_new.value})"


def counted(state: State) -> str:
    """`97 checks: ✓ 90 pass, ✗ 7 fail`."""
    parts = ", ".join(
        f"{MARKS[verdict]} {state.count(verdict):,} {verdict.value}"
        for verdict in Verdict
        if state.count(verdict) or verdict is Verdict.PASS
    )
    return f"{number(state.checks, 'check')} of {number(state.vendors, 'vendor')}: {parts}"


def step(change: CellChange) -> str:
    """`pass → fail`."""
    before, after = (
        "(no check)" if each is None else each.value for each in (change.before, change.after)
    )
    return f"{before} → {after}"


def whose(causes: CellChange | RuleChange) -> str:
    """`by inventory and policies`; empty if it is not known."""
    told = " and ".join(cause.value for cause in causes.causes)
    return f"by {told}" if told else ""


def rule(change: RuleChange) -> str:
    """A rule that came, went or changed, on one line."""
    what = "; ".join(change.what)
    gating = " (blocks)" if change.gating else ""
    by = f" [{whose(change)}]" if whose(change) else ""
    told = f": {what}" if what else ""
    return f"{SIGNS[change.presence]} {change.kind} {change.id}{told}{gating}{by}"


def record(change: RecordChange) -> str:
    """A record that came, went or changed, on one line."""
    own = change.id if change.kind in {"vendor", "inventory"} else f"{change.vendor}/{change.id}"
    renamed = f" (was {change.before})" if change.before else ""
    return f"{SIGNS[change.presence]} {change.kind} {own}{renamed}"


def asides(diff: Diff) -> Iterator[str]:
    """The things to know besides the changes."""
    yield from diff.after.undecided
    yield from diff.notes
    if diff.others:
        verb = "check differs and is" if diff.others == 1 else "checks differ and are"
        yield f"{diff.others:,} {verb} no finding, before or after"
