"""Elements: what `list.all(x, …)` asks of each entry; each can fail though another already does."""

from collections.abc import Iterator

from checker.cel.syntax import (
    Call,
    Comprehension,
    Expression,
    Index,
    ListLiteral,
    Literal,
    Macro,
    Node,
    Operation,
)
from checker.cel.walk import children
from checker.evaluate.run import Run
from checker.forecasting.clockwork import moves, moving_names
from checker.forecasting.outlook import Outlook
from checker.policy.policy import Policy
from checker.report.matrix import Cell
from checker.verdict import Verdict

MOST = 100
"""Entries of a list that are looked at one by one."""


def lists(policy: Policy) -> Comprehension | None:
    """The `all` that a policy requires of a list that stays as it is; None for anything else."""
    match policy.require.root:
        case Comprehension(macro=Macro.ALL, variables=(_,), source=source) as root:
            return None if moves(source, moving_names(policy)) else root
    return None


def elements(
    policy: Policy, root: Comprehension, run: Run, cells: list[Cell], end: int
) -> Iterator[tuple[str, Outlook, list[Cell]]]:
    """For each place in the list, what is asked there, and the cells whose list has that place.

    Args:
        policy: one that requires `root`.
        cells: those to look at.
    """
    text, left = policy.require.text, cells
    for number in range(MOST):
        longer = Outlook(_with(policy, _longer(root.source, number)), run, end)
        left = [cell for cell in left if longer.verdict(cell) is Verdict.PASS]
        if not left:
            return
        place = f"{spoken(root.source, text)}[{number}]: {spoken(root.body, text)}"
        yield place, Outlook(_with(policy, _alone(root, number)), run, end), left


def spoken(node: Node, text: str) -> str:
    """A part of an expression as it is written, on one line."""
    return " ".join(text[node.span.start : node.span.end].split())


def _with(policy: Policy, root: Node) -> Policy:
    return policy._replace(require=Expression(policy.require.text, root))


def _longer(source: Node, number: int) -> Node:
    """`source.size() > number`."""
    free = _free(source)
    size = Call(free, source.span, "size", source, ())
    return Operation(free + 1, source.span, ">", (size, Literal(free + 2, source.span, number)))


def _alone(root: Comprehension, number: int) -> Comprehension:
    """`[source[number]].all(x, …)`."""
    free, span = _free(root), root.source.span
    entry = Index(free, span, root.source, Literal(free + 1, span, number))
    return root._replace(source=ListLiteral(free + 2, span, (entry,)))


def _free(node: Node) -> int:
    """An id that no node has."""
    return 1 + max(node.id, *(_free(child) for child in children(node)), 0)
