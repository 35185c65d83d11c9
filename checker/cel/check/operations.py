"""Check operators and calls: each operand first, then whether they fit together."""

from collections.abc import Iterator, Sequence

from checker.cel.check.calls import WHOLE, Argument, result_of
from checker.cel.check.checking import Checking, Scope
from checker.cel.check.formats import format_problem
from checker.cel.check.operands import yields
from checker.cel.check.place import place
from checker.cel.check.unify import is_number, spelt
from checker.cel.check.values import Side, check_equal, check_member, check_rules, check_values
from checker.cel.functions.meanings import meanings_of
from checker.cel.syntax import Call, Conditional, ListLiteral, Literal, MapLiteral, Node, Operation
from checker.cel.traits import Format, Meaning
from checker.cel.types import BOOL, DYN, Kind, Type

_OF_CALENDAR = {"zone": Format.ZONE, "holidays": Format.MOMENT}
_DAYS = "dates are text: overdue(date, now) asks if one has passed, before(a, b) if a is first"


def operation(checking: Checking, node: Operation, scope: Scope) -> Type:
    """The type of an operation."""
    if len(node.operands) == 1:
        return _unary(checking, node, scope)
    if node.operator in {"==", "!=", "in"}:
        return _equality(checking, node, scope)
    one, other = (checking.present(operand, scope) for operand in node.operands)
    result = yields(node.operator, one, other)
    if result is BOOL:
        left, right = node.operands
        sides = _shown(checking, left, one), _shown(checking, right, other)
        check_rules(*sides, checking.issues, ordered=True)
    if result is None:
        message = f"'{node.operator}' does not take {spelt(one)} and {spelt(other)}"
        checking.error(node, message, _instead(one, other))
    return result or DYN


def _instead(one: Type, other: Type) -> str | None:
    if is_number(one) or is_number(other):
        return WHOLE
    return _DAYS if {one.kind, other.kind} == {Kind.STRING, Kind.TIMESTAMP} else None


def _unary(checking: Checking, node: Operation, scope: Scope) -> Type:
    (operand,) = node.operands
    if node.operator == "!":
        checking.boolean(operand, scope, "'!' takes")
        return BOOL
    type_ = checking.present(operand, scope)
    if type_.kind not in {Kind.INT, Kind.DOUBLE, Kind.DYN}:
        checking.error(operand, f"'-' does not take {spelt(type_)}")
        return DYN
    return type_


def _equality(checking: Checking, node: Operation, scope: Scope) -> Type:
    left, right = node.operands
    offset = place(node, checking.text)
    one = _side(checking, left, scope)
    if node.operator != "in":
        check_equal(one, _side(checking, right, scope), offset, checking.issues)
    elif isinstance(right, ListLiteral):
        for element in right.elements:
            side = _side(checking, element, scope)
            check_equal(one, side, side.offset, checking.issues)
    else:
        container = Side(
            checking.present(right, scope), checking.source(right), place(right, checking.text)
        )
        check_member(one, container, offset, checking.issues)
    return BOOL


def _side(checking: Checking, node: Node, scope: Scope) -> Side:
    return _shown(checking, node, checking.visit(node, scope))


def _shown(checking: Checking, node: Node, type_: Type) -> Side:
    number = _number(node)
    return Side(type_, checking.source(node), place(node, checking.text), number)


def _number(node: Node) -> int | float | None:
    match node:
        case Literal(value=bool()):
            return None
        case Literal(value=int() | float() as value):
            return value
        case Operation(operator="-", operands=[Literal(value=int() | float() as value)]):
            return -value
        case _:
            return None


def call(checking: Checking, node: Call, scope: Scope) -> Type:
    """The type of a call."""
    nodes = node.arguments if node.target is None else (node.target, *node.arguments)
    arguments = [
        Argument(checking.present(each, scope), place(each, checking.text)) for each in nodes
    ]
    method = node.target is not None
    offset = place(node, checking.text)
    for each in nodes:
        _calendar(checking, each)
    if Meaning.MEMBERS in meanings_of(node.function) and len(nodes) == 2:
        _same_values(checking, nodes, arguments, offset)
    return result_of(
        node.function, arguments, offset, checking.functions, checking.issues, method=method
    )


def _calendar(checking: Checking, node: Node) -> None:
    """Check the zone and the days of a map that is written out: only calendars are passed so."""
    for key, value in node.entries if isinstance(node, MapLiteral) else ():
        form = _OF_CALENDAR.get(str(key.value)) if isinstance(key, Literal) else None
        for each in _literals(value) if form is not None else ():
            if form and isinstance(each.value, str):
                problem = format_problem(form, each.value)
                if problem is not None:
                    checking.error(each, problem)


def _literals(node: Node) -> Iterator[Literal]:
    """The literals that a node may be, or that are elements of the list that it is."""
    match node:
        case Literal():
            yield node
        case ListLiteral(elements=several):
            for each in several:
                yield from _literals(each)
        case Conditional(then=then, otherwise=otherwise):
            yield from _literals(then)
            yield from _literals(otherwise)


def _same_values(
    checking: Checking, nodes: tuple[Node, ...], arguments: Sequence[Argument], offset: int
) -> None:
    one, other = (
        Side(argument.type.element or DYN, checking.source(node), argument.offset)
        for node, argument in zip(nodes, arguments, strict=True)
    )
    check_values(one, other, offset, checking.issues)
