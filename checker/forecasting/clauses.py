"""Clauses: the parts of a requirement that can fail one by one, though another already does."""

from collections.abc import Iterator

from checker.cel.syntax import And, Expression, Node
from checker.evaluate.run import Run
from checker.forecasting.clockwork import depends_on_now
from checker.forecasting.outlook import Outlook, Turn, watchable
from checker.policy.policy import Policy
from checker.report.matrix import Cell
from checker.verdict import Verdict


def clauses(policy: Policy) -> list[Policy]:
    """A policy for each part of a requirement between its outermost `&&` that looks at the clock.

    None where there is only one part: there is nothing beside what fails.
    """
    root = policy.require.root
    if not isinstance(root, And):
        return []
    text = policy.require.text
    parts = (policy._replace(require=Expression(text, part)) for part in root.operands)
    return [part for part in parts if depends_on_now(part)]


def spoken(node: Node, text: str) -> str:
    """A clause as it is written, on one line."""
    return " ".join(text[node.span.start : node.span.end].split())


def failing_further(run: Run, policy: Policy, cells: list[Cell], end: int) -> Iterator[Turn]:
    """The first moment, for cells that fail, at which another clause stops holding, too."""
    looks = [(each, Outlook(each, run, end)) for each in clauses(policy)] if cells else []
    for cell in filter(watchable(policy), cells):
        turns = [
            turn._replace(clause=spoken(part.require.root, part.require.text))
            for part, outlook in looks
            if outlook.verdict(cell) is Verdict.PASS
            for turn in [outlook.turn(cell._replace(verdict=Verdict.PASS))]
            if turn is not None and turn.verdict is Verdict.FAIL
        ]
        if turns:
            yield min(turns, key=lambda turn: turn.at)._replace(cell=cell)
