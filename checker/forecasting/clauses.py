"""Clauses: the parts of a requirement that can fail one by one, though another already does."""

from collections.abc import Iterator

from checker.cel.syntax import And, Expression
from checker.evaluate.run import Run
from checker.forecasting.clockwork import depends_on_now
from checker.forecasting.elements import elements, lists, spoken
from checker.forecasting.outlook import Outlook, Turn, watchable
from checker.policy.policy import Policy
from checker.report.matrix import Cell
from checker.report.subject import Subject
from checker.verdict import Verdict


def clauses(policy: Policy) -> list[Policy]:
    """A policy for each part of a requirement between its outermost `&&` that looks at the clock.

    The whole where there is only one part.
    """
    root, text = policy.require.root, policy.require.text
    operands = root.operands if isinstance(root, And) else (root,)
    parts = (policy._replace(require=Expression(text, part)) for part in operands)
    return [part for part in parts if depends_on_now(part)]


def failing_further(run: Run, policy: Policy, cells: list[Cell], end: int) -> Iterator[Turn]:
    """The first moment, for cells that fail, at which another clause stops holding, too.

    Of a clause about each entry of a list, the first at which another entry does not keep to it.
    """
    watched = list(filter(watchable(policy), cells))
    soonest: dict[Subject, Turn] = {}
    for part in clauses(policy) if watched else ():
        for turn in _of_part(part, run, watched, end):
            known = soonest.setdefault(turn.cell.subject, turn)
            if turn.at < known.at:
                soonest[turn.cell.subject] = turn
    yield from (soonest[cell.subject] for cell in watched if cell.subject in soonest)


def _of_part(part: Policy, run: Run, cells: list[Cell], end: int) -> Iterator[Turn]:
    """The turns of one clause: of the whole where it holds, else of the entries that keep to it."""
    outlook = Outlook(part, run, end)
    verdicts = [outlook.verdict(cell) for cell in cells]
    told = list(zip(cells, verdicts, strict=True))
    holding = [cell for cell, verdict in told if verdict is Verdict.PASS]
    yield from _failing(outlook, holding, spoken(part.require.root, part.require.text))
    every = lists(part)
    failing = [cell for cell, verdict in told if verdict is Verdict.FAIL]
    for place, look, longer in elements(part, every, run, failing, end) if every else ():
        kept = [cell for cell in longer if look.verdict(cell) is Verdict.PASS]
        yield from _failing(look, kept, place)


def _failing(outlook: Outlook, cells: list[Cell], clause: str) -> Iterator[Turn]:
    for cell in cells:
        turn = outlook.turn(cell._replace(verdict=Verdict.PASS))
        if turn is not None and turn.verdict is Verdict.FAIL:
            yield turn._replace(cell=cell, clause=clause)
