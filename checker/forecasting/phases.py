"""The days on which policies begin, end, or change their parameters: what is found from then on."""

from collections.abc import Iterator

from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.forecasting.clockwork import depends_on_now
from checker.forecasting.outlook import Outlook, Turn, watchable
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.gate import FINDINGS
from checker.report.matrix import Cell
from checker.report.report import fingerprint
from checker.values import Timestamp
from checker.verdict import Verdict

_EVERY = frozenset(Verdict)


class Stretch(NamedTuple):
    """A time in which a policy stands as it is: its first and its last nanosecond."""

    start: int
    end: int
    policy: Policy


def stretches(policy: Policy, start: int, end: int) -> list[Stretch]:
    """The times of a policy, from the first of these moments to the last."""
    effective = policy.effective
    days = {effective.begins, effective.ends, *(phase.begins for phase in policy.phases)}
    turns = sorted(day for day in days if day is not None and start < day <= end)
    starts, ends = [start, *turns], [*(turn - 1 for turn in turns), end]
    return [
        Stretch(begin, stop, policy.at(Timestamp(begin)))
        for begin, stop in zip(starts, ends, strict=True)
    ]


def later_turns(
    run: Run, number: int, later: list[Stretch], known: set[str], *, patient: bool = True
) -> Iterator[Turn]:
    """The findings of a policy after the first day on which it changes.

    Args:
        number: the index of the policy in the run.
        later: its times, all but the first.
        known: fingerprints of what is found already, or turns before; more are put in.
    """
    for stretch in later:
        if not stretch.policy.in_force:
            continue
        then = run.at(Timestamp(stretch.start))._replace(policies=(stretch.policy,))
        outlook = Outlook(stretch.policy, then, stretch.end, patient=patient)
        moves = depends_on_now(stretch.policy)
        for cell in decide(then).select(0, _EVERY):
            identity = fingerprint(stretch.policy.id, cell.subject)
            if identity in known:
                continue
            turn = _turn(outlook, cell, stretch, moves=moves)
            if turn is not None:
                known.add(identity)
                yield turn._replace(cell=turn.cell._replace(policy=number))


def _turn(outlook: Outlook, cell: Cell, stretch: Stretch, *, moves: bool) -> Turn | None:
    if cell.verdict in FINDINGS:
        day = stretch.policy.effective.begins
        begins = "policy" if day == stretch.start else "parameters"
        return Turn(cell, stretch.start, cell.verdict, begins=begins)
    if not moves or not watchable(stretch.policy)(cell):
        return None
    turn = outlook.turn(cell)
    return turn if turn is not None and turn.verdict in FINDINGS else None
