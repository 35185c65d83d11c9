"""Forecasting a run: what it decides now, and what will be found if nobody acts."""

from collections.abc import Callable, Sequence

from checker.cel.civil import date_of
from checker.cel.limits import TIMESTAMP_MAX
from checker.cel.times import DAY, format_timestamp
from checker.cel.values import Duration, Timestamp
from checker.cel.zones import offset_at
from checker.evaluate.evaluate import evaluate
from checker.explain.explain import explainer
from checker.forecast.clockwork import depends_on_now
from checker.forecast.outlook import Outlook, Turn, watchable
from checker.inventory import Inventory, portfolio
from checker.policy.policy import Policy
from checker.report.explanation import Explanation
from checker.report.forecast import Change, Counts, Forecast
from checker.report.gate import exit_code
from checker.report.report import FINDINGS, Cell, Input, Report, fingerprint, gates
from checker.verdict import Severity, Verdict

_QUIET = frozenset({Verdict.PASS, Verdict.SKIP})


def forecast(
    policies: Sequence[Policy],
    inventories: Sequence[Inventory],
    *,
    version: str,
    inputs: Sequence[Input],
    as_of: Timestamp,
    fail_on: Severity,
    within: Duration,
    fail_within: Duration | None,
) -> Forecast:
    """What becomes a finding within a time, if nobody acts: a pure function of its arguments.

    Args:
        policies: in order of id, disabled ones too.
        inventories: of which `vendors` are checked; in order of id.
        within: how far to look ahead.
        fail_within: a change so soon gates; None: none does.
    """
    report = evaluate(
        policies,
        inventories,
        version=version,
        inputs=inputs,
        as_of=as_of,
        fail_on=fail_on,
        jobs=1,
    )
    end = _after(as_of, within)
    limit = None if fail_within is None else _after(as_of, fail_within)
    notes: list[str] = []
    counts, turns = _looked(report, policies, inventories, (as_of.nanoseconds, end), notes)
    turns.sort(key=lambda turn: (turn.at, report.policies[turn.cell.policy].severity.rank))
    changes = tuple(_change(report, turn, as_of, limit, inventories) for turn in turns)
    return Forecast(
        version=version,
        as_of=report.as_of,
        until=format_timestamp(Timestamp(end)),
        fail_within=None if limit is None else format_timestamp(Timestamp(limit)),
        inputs=report.inputs,
        changes=changes,
        counts=counts,
        notes=tuple(notes),
        undecided=report.undecided,
        exit_code=exit_code(
            undecided=report.undecided, gating=sum(change.due for change in changes)
        ),
        explain=_explainer(policies, inventories, changes, turns),
    )


def _after(moment: Timestamp, span: Duration) -> int:
    return min(moment.nanoseconds + span.nanoseconds, TIMESTAMP_MAX)


def _looked(
    report: Report,
    policies: Sequence[Policy],
    inventories: Sequence[Inventory],
    window: tuple[int, int],
    notes: list[str],
) -> tuple[Counts, list[Turn]]:
    """What each cell comes to in the window."""
    whole = portfolio(inventories)
    turns: list[Turn] = []
    found = steady = timeless = 0
    for number, policy in enumerate(policies):
        found += sum(report.cells.count(number, verdict) for verdict in FINDINGS)
        quiet = sum(report.cells.count(number, verdict) for verdict in _QUIET)
        if not policy.enabled or not depends_on_now(policy):
            timeless += quiet
            continue
        outlook = Outlook(policy, inventories, whole, *window)
        own = [
            turn
            for cell in filter(watchable(policy), report.cells.select(number, _QUIET))
            if (turn := outlook.turn(cell)) is not None
        ]
        steady += quiet - len(own)
        turns += own
        notes += outlook.notes()
    return Counts(len(turns), found, steady, timeless), turns


def _change(
    report: Report,
    turn: Turn,
    as_of: Timestamp,
    limit: int | None,
    inventories: Sequence[Inventory],
) -> Change:
    entry = report.policies[turn.cell.policy]
    zone = _zone(turn.cell, inventories)
    day = _day(Timestamp(turn.at), zone)
    date = date_of(day)
    soon = limit is not None and turn.at <= limit
    return Change(
        policy=entry,
        subject=turn.cell.subject,
        at=format_timestamp(Timestamp(turn.at)),
        day=f"{date.year:04}-{date.month:02}-{date.day:02}",
        days=day - _day(as_of, zone),
        verdict=turn.verdict,
        due=soon and gates(turn.verdict, entry.severity, report.fail_on),
        fingerprint=fingerprint(entry.id, turn.cell.subject),
    )


def _zone(cell: Cell, inventories: Sequence[Inventory]) -> str:
    """Where the day of a change is a day; the portfolio has no calendar."""
    if cell.subject.document < 0:
        return "UTC"
    calendar = inventories[cell.subject.document].view["calendar"]
    return str(calendar.get("zone", "UTC"))


def _day(moment: Timestamp, zone: str) -> int:
    return (moment.nanoseconds + offset_at(moment, zone)) // DAY


def _explainer(
    policies: Sequence[Policy],
    inventories: Sequence[Inventory],
    changes: Sequence[Change],
    turns: Sequence[Turn],
) -> Callable[[Change], Explanation]:
    """What explains a change, as a report of its moment would."""
    known = {change.fingerprint: turn for change, turn in zip(changes, turns, strict=True)}
    # Changes are asked for in order: those of one moment share what it takes to explain one.
    latest: dict[int, Callable[[Cell], Explanation]] = {}

    def explain(change: Change) -> Explanation:
        turn = known[change.fingerprint]
        if turn.at not in latest:
            latest.clear()
            latest[turn.at] = explainer(policies, inventories, Timestamp(turn.at))
        return latest[turn.at](turn.cell._replace(verdict=turn.verdict))

    return explain
