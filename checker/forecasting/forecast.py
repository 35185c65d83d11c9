"""Forecasting a run: what it decides now, and what will be found if nobody acts."""

from collections.abc import Iterable, Iterator

from checker.evaluate.run import Run
from checker.forecasting.clauses import failing_further
from checker.forecasting.clockwork import depends_on_now
from checker.forecasting.outlook import Outlook, Turn, watchable
from checker.forecasting.phases import later_turns, stretches
from checker.forecasting.waivers import waived_turns
from checker.inventory import Inventory
from checker.policy.policy import Policy
from checker.policy.schedule import Standing
from checker.record import NamedTuple
from checker.report.forecast import Change, Counts, Forecast
from checker.report.gate import FINDINGS, exit_code, gates
from checker.report.matrix import Cell
from checker.report.report import Report, fingerprint
from checker.time.limits import TIMESTAMP_MAX
from checker.time.text import DAY, format_day, format_timestamp
from checker.time.zones import offset_at
from checker.values import Duration, Timestamp
from checker.verdict import Verdict

_QUIET = frozenset({Verdict.PASS, Verdict.SKIP})
_OPEN = frozenset({Verdict.UNKNOWN})
_FAILING = frozenset({Verdict.FAIL})

_FAR = 3653 * DAY
"""The time in which the next change is looked for where there is none: ten years."""


class _Seen(NamedTuple):
    """The changes of the cells."""

    counts: Counts
    turns: list[Turn]
    worse: list[Turn]
    notes: list[str]


def forecast(
    run: Run, report: Report, *, within: Duration, fail_within: Duration | None
) -> Forecast:
    """Forecast the findings within a time, if nobody acts: a pure function of its arguments.

    Args:
        run: looked at from its `as_of` on.
        report: what it comes to at that moment.
        within: how far to look ahead.
        fail_within: a change so soon gates; None: none does.
    """
    end = _after(run.as_of, within)
    limit = None if fail_within is None else _after(run.as_of, fail_within)
    seen = _looked(run, report, end)
    # Where nothing turns, the question is when something will.
    later = None if seen.turns else _later(run, report, end)
    changes = tuple(_change(run, report, turn, limit) for turn in _ordered(report, seen.turns))
    return Forecast(
        version=run.version,
        as_of=report.as_of,
        until=format_timestamp(Timestamp(end)),
        fail_within=None if limit is None else format_timestamp(Timestamp(limit)),
        inputs=report.inputs,
        changes=changes,
        later=None if later is None else _change(run, report, later, None),
        worse=tuple(_change(run, report, turn, None) for turn in _ordered(report, seen.worse)),
        counts=seen.counts,
        notes=tuple(seen.notes),
        undecided=report.undecided,
        exit_code=exit_code(
            undecided=report.undecided, gating=sum(change.due for change in changes)
        ),
    )


def _after(moment: Timestamp, span: Duration) -> int:
    return min(moment.nanoseconds + span.nanoseconds, TIMESTAMP_MAX)


def _looked(run: Run, report: Report, end: int) -> _Seen:
    """The changes of each cell until the end."""
    whole = _Seen(Counts(0, 0, 0, 0), [], [], [])
    for number, policy in enumerate(run.policies):
        coming = policy.standing is Standing.COMING
        seen = (_of_coming if coming else _of_policy)(run, report, number, end)
        whole = _Seen(
            Counts(*(a + b for a, b in zip(whole.counts, seen.counts, strict=True))),
            whole.turns + seen.turns,
            whole.worse + seen.worse,
            whole.notes + seen.notes,
        )
    return whole


def _of_coming(run: Run, report: Report, number: int, end: int) -> _Seen:
    """The findings of a policy from its first day on."""
    _, *later = stretches(run.policies[number], run.as_of.nanoseconds, end)
    turns = list(later_turns(run, number, later, _found(report, number, frozenset())))
    cells = sum(report.cells.count(number, verdict) for verdict in Verdict)
    return _Seen(Counts(len(turns), 0, cells - len(turns), 0), turns, [], [])


def _of_policy(run: Run, report: Report, number: int, end: int) -> _Seen:
    policy = run.policies[number]
    first, *later = stretches(policy, run.as_of.nanoseconds, end)
    found = sum(report.cells.count(number, verdict) for verdict in FINDINGS)
    quiet = sum(report.cells.count(number, verdict) for verdict in _QUIET)
    waived = report.cells.count(number, Verdict.WAIVED)
    turns = [*waived_turns(policy, run, report, number, end)] if waived else []
    steady, worse, notes = waived - len(turns), [], []
    moves = policy.evaluated and depends_on_now(policy)
    if moves:
        outlook = Outlook(policy, run, first.end)
        own = list(_turns(outlook, policy, report.cells.select(number, _QUIET)))
        worse = list(_turns(outlook, policy, report.cells.select(number, _OPEN)))
        failing = list(report.cells.select(number, _FAILING))
        worse += failing_further(run, policy, failing, first.end)
        quiet -= len(own)
        turns += own
        notes = list(outlook.notes())
    if later:
        known = _found(report, number, FINDINGS)
        known |= {fingerprint(policy.id, turn.cell.subject) for turn in turns}
        more = list(later_turns(run, number, later, known))
        quiet -= len(more)
        turns += more
    steady, timeless = (steady + quiet, 0) if moves else (steady, quiet)
    return _Seen(Counts(len(turns), found, steady, timeless), turns, worse, notes)


def _found(report: Report, number: int, verdicts: frozenset[Verdict]) -> set[str]:
    """The fingerprints of what has one of the verdicts, or is waived."""
    id_ = report.policies[number].id
    cells = report.cells.select(number, verdicts | {Verdict.WAIVED})
    return {fingerprint(id_, cell.subject) for cell in cells}


def _turns(outlook: Outlook, policy: Policy, cells: Iterable[Cell]) -> Iterator[Turn]:
    for cell in filter(watchable(policy), cells):
        turn = outlook.turn(cell)
        if turn is not None:
            yield turn


def _later(run: Run, report: Report, end: int) -> Turn | None:
    """The first turn after the end, of those that are told exactly."""
    far = min(end + _FAR, TIMESTAMP_MAX)
    turns: list[Turn] = []
    for number, policy in enumerate(run.policies):
        first, *later = stretches(policy, run.as_of.nanoseconds, far)
        if report.cells.count(number, Verdict.WAIVED):
            turns += waived_turns(policy, run, report, number, far)
        if policy.in_force and depends_on_now(policy):
            outlook = Outlook(policy, run, first.end, patient=False)
            turns += _turns(outlook, policy, report.cells.select(number, _QUIET))
        if later:
            verdicts = FINDINGS if policy.in_force else frozenset()
            known = _found(report, number, verdicts)
            turns += later_turns(run, number, later, known, patient=False)
    return next(iter(_ordered(report, turns)), None)


def _ordered(report: Report, turns: Iterable[Turn]) -> list[Turn]:
    """The soonest first, and of one moment the gravest."""
    return sorted(turns, key=lambda t: (t.at, report.policies[t.cell.policy].severity.rank))


def _change(run: Run, report: Report, turn: Turn, limit: int | None) -> Change:
    entry = report.policies[turn.cell.policy]
    zone = _zone(turn.cell, run.inventories)
    day = _day(Timestamp(turn.at), zone)
    soon = limit is not None and turn.at <= limit
    return Change(
        policy=entry,
        subject=turn.cell.subject,
        at=format_timestamp(Timestamp(turn.at)),
        day=format_day(day),
        days=day - _day(run.as_of, zone),
        verdict=turn.verdict,
        due=soon and gates(turn.verdict, entry.severity, report.fail_on),
        fingerprint=fingerprint(entry.id, turn.cell.subject),
        clause=turn.clause,
        waiver=turn.waiver,
        begins=turn.begins,
    )


def _zone(cell: Cell, inventories: tuple[Inventory, ...]) -> str:
    """The zone in which the day of a change is a day; the portfolio has no calendar."""
    if cell.subject.document < 0:
        return "UTC"
    calendar = inventories[cell.subject.document].view["calendar"]
    return str(calendar.get("zone", "UTC"))


def _day(moment: Timestamp, zone: str) -> int:
    return (moment.nanoseconds + offset_at(moment, zone)) // DAY
