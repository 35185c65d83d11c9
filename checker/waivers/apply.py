"""Applying waivers: findings that a valid waiver covers become `waived`, and no other cell changes.

A waiver that is expired, not approved, too long or broader than approved covers nothing, so that
the finding is back, and names it. An `error` is never covered: nothing was found that somebody
could have accepted.
"""

from collections.abc import Iterator, Mapping, Sequence

from checker.record import NamedTuple
from checker.report.addresses import Address, Addresses, Located, rewritten
from checker.report.gate import gates
from checker.report.matrix import Matrix
from checker.report.report import fingerprint
from checker.report.waivers import (
    SEVERITIES,
    Rule,
    State,
    WaiverDefect,
    WaiverEntry,
    Waivers,
)
from checker.time.text import DAY
from checker.values import Timestamp
from checker.verdict import FailOn, Severity, Verdict
from checker.waivers.aim import Aim, Scope, aim
from checker.waivers.waiver import EVERYTHING, Waiver, WaiverFile

SOON = 14
"""Days before its last one on which a waiver is about to expire."""

_COVERED = frozenset({Verdict.FAIL, Verdict.UNKNOWN})

_DEFECT = {
    State.EXPIRED: Rule.EXPIRED,
    State.UNAPPROVED: Rule.UNAPPROVED,
    State.SELF_APPROVED: Rule.SELF_APPROVED,
    State.TOO_LONG: Rule.TOO_LONG,
    State.OVER_BROAD: Rule.OVER_BROAD,
    State.DANGLING: Rule.DANGLING,
}


class Measure(NamedTuple):
    """The things that waivers are measured against.

    Attributes:
        severities: of each policy of the run.
        as_of: the moment of evaluation.
        fail_on: the lowest severity that gates.
    """

    severities: Sequence[Severity]
    as_of: Timestamp
    fail_on: FailOn


class Waived(NamedTuple):
    """The cells with what is waived, and the waivers."""

    matrix: Matrix
    waivers: Waivers


def apply(file: WaiverFile, matrix: Matrix, scope: Scope, measure: Measure) -> Waived:
    """The matrix in which covered findings are `waived`, and how each waiver stands."""
    addresses = Addresses(matrix)
    entries: list[WaiverEntry] = []
    defects: list[WaiverDefect] = []
    by_cell: dict[str, int] = {}
    covered: set[Address] = set()
    for index, waiver in enumerate(file.waivers):
        aimed = aim(waiver, scope, addresses)
        found = [each for each in aimed.cells if each.verdict in _COVERED]
        reasons = dict(_reasons(waiver, aimed, found, file.lives, measure))
        state = next(iter(reasons), State.IN_FORCE)
        covering = found if state is State.IN_FORCE else []
        covered |= {each.address for each in covering}
        if state is not State.PENDING:
            for each in found:
                by_cell[fingerprint(waiver.policy, each.subject)] = index
        entries.append(_entry(waiver, state, len(covering), measure.as_of))
        told = {_DEFECT[each]: why for each, why in reasons.items() if each in _DEFECT}
        if state is State.IN_FORCE:
            told.update(_remarks(waiver, aimed, covering, measure.as_of))
        defects += (_defect(rule, waiver, why, measure.fail_on) for rule, why in told.items())
    defects.sort(key=lambda each: each.severity.rank)
    waivers = Waivers(tuple(entries), tuple(defects), by_cell)
    return Waived(rewritten(matrix, covered, Verdict.WAIVED), waivers)


def _reasons(
    waiver: Waiver,
    aimed: Aim,
    found: Sequence[Located],
    lives: Mapping[Severity, int],
    measure: Measure,
) -> Iterator[tuple[State, str]]:
    """The reasons for which a waiver is not in force; the first is its state."""
    now = measure.as_of.nanoseconds
    if aimed.elsewhere:
        yield State.ELSEWHERE, ""
        return
    if aimed.wrong:
        yield State.DANGLING, aimed.wrong
        return
    if now < waiver.begins:
        yield State.PENDING, ""
        return
    if now >= waiver.ends:
        back = _counted(len(found), "finding is back", "findings are back")
        told = back if found else "it covers nothing any more: remove it"
        yield State.EXPIRED, f"expired on {waiver.expires}: {told}"
        return
    if not waiver.approved_by:
        yield State.UNAPPROVED, "is not approved, and covers nothing (expected 'approved_by')"
    elif _who(waiver.approved_by) == _who(waiver.owner):
        told = f"is approved by its own owner, '{waiver.owner}', and covers nothing"
        yield State.SELF_APPROVED, told
    severities = {measure.severities[each.address.policy] for each in aimed.cells}
    for severity in severities:
        if waiver.days > lives[severity]:
            most = f"at most {lives[severity]}, as '{waiver.policy}' is {severity.value}"
            told = f"lasts {waiver.days} days, and covers nothing (expected {most})"
            yield State.TOO_LONG, told
    if waiver.subject == EVERYTHING and len(found) > waiver.covers:
        told = f"would cover {len(found)} findings, and covers none"
        yield State.OVER_BROAD, f"{told} ({_counted(waiver.covers, 'was', 'were')} approved)"


def _remarks(
    waiver: Waiver, aimed: Aim, covering: Sequence[Located], as_of: Timestamp
) -> Iterator[tuple[Rule, str]]:
    """The things to know about a waiver that is in force."""
    undecided = any(each.verdict is Verdict.ERROR for each in aimed.cells)
    left = _days_left(waiver, as_of)
    if not covering and not undecided:
        yield Rule.UNUSED, "covers nothing: remove it"
    elif covering and left <= SOON:
        yield Rule.ENDING, f"ends in {_counted(left, 'day')}, on {waiver.expires}"


def _defect(rule: Rule, waiver: Waiver, why: str, fail_on: FailOn) -> WaiverDefect:
    message = f"waiver '{waiver.id}' {why}" if rule is not Rule.DANGLING else _pointing(waiver, why)
    gating = gates(Verdict.FAIL, SEVERITIES[rule], fail_on)
    return WaiverDefect(rule, waiver.id, gating, message, waiver.place)


def _pointing(waiver: Waiver, why: str) -> str:
    return f"waiver '{waiver.id}' is about nothing: {why}"


def _entry(waiver: Waiver, state: State, covers: int, as_of: Timestamp) -> WaiverEntry:
    return WaiverEntry(
        id=waiver.id,
        policy=waiver.policy,
        inventory=waiver.inventory,
        vendor=waiver.vendor,
        subject=waiver.subject,
        reason=waiver.reason,
        owner=waiver.owner,
        approved_by=waiver.approved_by,
        ticket=waiver.ticket,
        created=waiver.created,
        expires=waiver.expires,
        days_left=_days_left(waiver, as_of),
        state=state,
        covers=covers,
        place=waiver.place,
    )


def _days_left(waiver: Waiver, as_of: Timestamp) -> int:
    return waiver.last - as_of.nanoseconds // DAY


def _who(name: str) -> str:
    """A person's name, however it is spelt: an approval of one's own is none in capitals, too."""
    return " ".join(name.split()).casefold()


def _counted(count: int, noun: str, plural: str = "") -> str:
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
