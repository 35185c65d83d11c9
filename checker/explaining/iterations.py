"""Rounds: what a macro did with each element of its list, and which of that decided."""

from collections.abc import Iterator, Sequence

from checker.cel.syntax import Comprehension, Macro, Node
from checker.cel.trace.dependency import alike
from checker.cel.trace.record import Record
from checker.record import NamedTuple

MOST = 8
"""Rounds of one macro that are shown: those that decided before the others."""


class Iteration(NamedTuple):
    """The condition or the body of a macro, read for the element with this number (from 0)."""

    number: int
    node: Node
    record: Record
    decided: bool
    needed: bool = True


def iterations(node: Comprehension, record: Record) -> Iterator[Iteration]:
    """Every round, in the order of the elements."""
    match node.macro:
        case _ if record.source is None:
            return
        case Macro.ALL | Macro.EXISTS:
            yield from _quantified(node, record)
        case Macro.MAP:
            yield from _mapped(node, record)
        case Macro.FILTER | Macro.EXISTS_ONE:
            yield from _choosing(node.body, record, record.children)
        case Macro.SORT_BY:
            for index, child in enumerate(record.children):
                yield Iteration(index, node.body, child, decided=child.failed)


def chosen(iterations: Sequence[Iteration]) -> list[Iteration]:
    """The rounds to show, in order."""
    first = sorted(
        range(len(iterations)), key=lambda number: (not iterations[number].decided, number)
    )
    return [iterations[number] for number in sorted(first[:MOST])]


def _quantified(node: Comprehension, record: Record) -> Iterator[Iteration]:
    open_ = True
    for index, child in enumerate(record.children):
        yield Iteration(index, node.body, child, alike(child.outcome, record.outcome), open_)
        open_ = open_ and child.outcome is not (node.macro is Macro.EXISTS)


def _choosing(node: Node, record: Record, children: Sequence[Record]) -> Iterator[Iteration]:
    """Conditions that choose: the last if it failed, else the chosen, else all decide."""
    some = any(child.outcome is True for child in children)
    for index, child in enumerate(children):
        decided = child.failed if record.failed else child.outcome is True or not some
        yield Iteration(index, node, child, decided)


def _mapped(node: Comprehension, record: Record) -> Iterator[Iteration]:
    bodies = [each for each in record.children if each.node is node.body]
    bodies += [each for each in (record.parts or {}).values() if each.node is node.body]
    of_bodies = dict(enumerate(bodies))
    if node.condition is not None:
        conditions = [each for each in record.children if each.node is node.condition]
        passed = [index for index, each in enumerate(conditions) if each.outcome is True]
        of_bodies = dict(zip(passed, bodies, strict=False))
        iterations = list(_choosing(node.condition, record, conditions))
    else:
        iterations = []
    iterations += [
        Iteration(index, node.body, body, decided=body.failed or not record.failed)
        for index, body in of_bodies.items()
    ]
    yield from sorted(iterations, key=lambda iteration: iteration.number)
