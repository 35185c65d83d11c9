"""The tree: an expression clause by clause, each with what it came to and whether that decided."""

from collections.abc import Iterator, Sequence

from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Expression,
    Has,
    Index,
    ListLiteral,
    Literal,
    MapLiteral,
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.trace.dependencies import dependencies_of
from checker.cel.trace.dependency import alike
from checker.cel.trace.record import Record
from checker.explaining.iterations import chosen, iterations
from checker.explaining.values import Presenter
from checker.record import NamedTuple
from checker.report.account import Clause

MOST_CLAUSES = 1_000
"""Clauses of one expression that are drawn: macros in macros make many."""


class Step(NamedTuple):
    """A clause to be drawn: a node, and what it came to if it was read."""

    node: Node
    record: Record | None
    decided: bool
    needed: bool = True
    element: str = ""


class Tree:
    """Draws the expressions of one policy on one subject.

    Attributes:
        deciding: the names of the variables that were found among the clauses that decided.
    """

    def __init__(self, presenter: Presenter) -> None:
        self._presenter = presenter
        self._text = ""
        self._drawn = 0
        self.deciding: set[str] = set()

    def draw(
        self, expression: Expression, record: Record | None, *, decided: bool, needed: bool = True
    ) -> Clause:
        """An expression whole."""
        self._text = expression.text
        self._drawn = 0
        return self._clause(Step(expression.root, record, decided, needed))

    def _clause(self, step: Step) -> Clause:
        node, record = step.node, step.record
        text = self._text[node.span.start : node.span.end]
        clause = Clause(node.id, text, *node.span, element=step.element)
        if record is None:
            return clause._replace(needed=False)
        if step.decided:
            self.deciding.update(_variable(node))
        inner = record
        while inner.children and inner.children[0].node is node and inner.origin is None:
            inner = inner.children[0]  # the same node, before it was found to be no bool
        steps, omitted = self._below(node, inner, step)
        self._drawn += len(steps)
        if self._drawn > MOST_CLAUSES:
            steps, omitted = [], omitted + len(steps)
        return clause._replace(
            **self._presenter.outcome(record)._asdict(),
            decided=step.decided,
            needed=step.needed,
            children=tuple(map(self._clause, steps)),
            omitted=omitted,
        )

    def _below(self, node: Node, record: Record, above: Step) -> tuple[list[Step], int]:
        if isinstance(node, Comprehension):
            return self._comprehension(node, record, above)
        steps = _steps(node, record, decided=above.decided)
        if not above.needed:
            steps = (step._replace(needed=False) for step in steps)
        return [step for step in steps if not _obvious(step.node)], 0

    def _comprehension(
        self, node: Comprehension, record: Record, above: Step
    ) -> tuple[list[Step], int]:
        source = record.source or record.children[0]
        found = list(iterations(node, record))
        shown = chosen(found)
        idle = not any(iteration.decided for iteration in found)
        steps = [Step(node.source, source, above.decided and idle, above.needed)]
        steps += [
            Step(
                iteration.node,
                iteration.record,
                above.decided and iteration.decided,
                above.needed and iteration.needed,
                self._presenter.element(node, source, iteration.number),
            )
            for iteration in shown
        ]
        kept = [step for step in steps if not isinstance(step.node, Literal)]
        return kept, len(found) - len(shown)


def _steps(node: Node, record: Record, *, decided: bool) -> Iterator[Step]:
    """The clauses right below one."""
    match node:
        case And() | Or():
            yield from _junction(node, record, decided=decided)
        case Conditional():
            yield from _conditional(node, record, decided=decided)
        case Operation(operands=nodes) | ListLiteral(elements=nodes):
            yield from _strict(nodes, record.children, decided=decided)
        case Call():
            nodes = node.arguments if node.target is None else (node.target, *node.arguments)
            yield from _strict(nodes, record.children, decided=decided)
        case MapLiteral():
            nodes = tuple(each for entry in node.entries for each in entry)
            yield from _strict(nodes, record.children, decided=decided)
        case Index() if record.source is None:
            yield from _strict((node.operand, node.key), record.children, decided=decided)
        case Index():
            yield from _operand(node.operand, record, decided=decided)
            yield from _strict((node.key,), record.children, decided=False)
        case Select() | Has():
            yield from _operand(node.operand, record, decided=decided)
        case Bind():
            yield Step(node.value, _bound(record, node.value), decided=False)
            yield Step(node.body, record.origin, decided)
        case Literal() | Name() | Comprehension():
            return


def _operand(node: Node, record: Record, *, decided: bool) -> Iterator[Step]:
    """The operand of a field, unless the clause itself shows it: `a.b.c` is one clause."""
    if not _chain(node):
        yield Step(node, record.source or next(iter(record.children), None), decided)


def _junction(node: And | Or, record: Record, *, decided: bool) -> Iterator[Step]:
    open_ = True
    for index, operand in enumerate(node.operands):
        child = record.children[index] if index < len(record.children) else None
        same = child is not None and alike(child.outcome, record.outcome)
        yield Step(operand, child, decided and same, open_)
        open_ = open_ and (child is None or child.outcome is not isinstance(node, Or))


def _conditional(node: Conditional, record: Record, *, decided: bool) -> Iterator[Step]:
    condition, branch = record.children[0], record.origin
    told = branch is not None and bool(dependencies_of(branch))
    yield Step(node.condition, condition, decided and not told)
    taken = condition.outcome is True
    yield Step(node.then, branch if taken else None, decided and told)
    yield Step(node.otherwise, None if taken else branch, decided and told)


def _strict(nodes: Sequence[Node], records: Sequence[Record], *, decided: bool) -> Iterator[Step]:
    """Operands from left to right; the first without a value decides alone."""
    failed = bool(records) and records[-1].failed
    for index, node in enumerate(nodes):
        record = records[index] if index < len(records) else None
        alone = not failed or index == len(records) - 1
        yield Step(node, record, decided and alone)


def _bound(record: Record, node: Node) -> Record | None:
    """The record of a node that `cel.bind` gave a name, wherever the body read it."""
    known: set[int] = set()
    waiting = [record]
    while waiting:
        each = waiting.pop()
        if id(each) in known:
            continue
        known.add(id(each))
        if each.node is node:
            return each
        waiting += [*each.children, *(each.parts or {}).values()]
        waiting += [other for other in (each.origin, each.source) if other is not None]
    return None


def _obvious(node: Node) -> bool:
    """Return whether a clause says what it comes to."""
    match node:
        case Literal():
            return True
        case ListLiteral():
            return all(map(_obvious, node.elements))
        case MapLiteral():
            return all(_obvious(each) for entry in node.entries for each in entry)
        case _:
            return False


def _chain(node: Node) -> bool:
    """Return whether a node only names a place: `vendor.contracts[0].end`."""
    match node:
        case Name():
            return True
        case Select() | Has():
            return _chain(node.operand)
        case Index():
            return isinstance(node.key, Literal) and _chain(node.operand)
        case _:
            return False


def _variable(node: Node) -> Iterator[str]:
    """The name of the policy's variable that a clause takes its value from."""
    while isinstance(node, Select | Index):
        operand = node.operand
        if operand == Name(operand.id, operand.span, "variables"):
            key = node.key if isinstance(node, Index) else None
            yield node.field if isinstance(node, Select) else str(getattr(key, "value", ""))
        node = operand
