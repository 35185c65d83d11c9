"""Following: in which direction a condition turns as one parameter grows.

A number grows as it rises, a boolean from false to true, a list by more elements, a period of time
by its length, and a mapping by the values behind the same keys. The answer is for all inventories,
or it is that nothing can be told; of an expression that is not known here nothing can be told.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from checker.cel.functions.location_index import overloads_of
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Expression,
    Index,
    Literal,
    Macro,
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.traits import Direction, Meaning
from checker.cel.walk import children, field_read
from checker.record import NamedTuple


class Growth(Enum):
    """The growth of a value as the parameter grows."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    UNTOLD = "untold"

    def __and__(self, other: "Growth") -> "Growth":
        """The growth of what grows with both."""
        if self is other or other is Growth.NONE:
            return self
        return other if self is Growth.NONE else Growth.UNTOLD

    def __neg__(self) -> "Growth":
        """The growth of what shrinks as this grows."""
        return {Growth.UP: Growth.DOWN, Growth.DOWN: Growth.UP}.get(self, self)


class Shape(Enum):
    """The shape of a parameter, by which it grows."""

    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    PERIOD = "period"


class Parameter(NamedTuple):
    """The parameter that grows.

    Attributes:
        shape: of it; of a mapping, that of the values behind its keys.
        mapping: whether it is a mapping.
        variables: of the policy, which may read it.
    """

    name: str
    shape: Shape
    mapping: bool
    variables: Mapping[str, Expression]


_Scope = Mapping[str, Growth]
"""The growth of the names that comprehensions and bindings give."""

_ORDER = {"<": (-1, 1), "<=": (-1, 1), ">": (1, -1), ">=": (1, -1), "+": (1, 1), "-": (1, -1)}
_START_AND_LIMIT = (0, 1)
"""The arguments of `due` with which the deadline is later."""

_SETS = {"sets.contains": (1, -1), "sets.intersects": (1, 1)}


def growth(node: Node, of: Parameter, scope: _Scope = {}) -> Growth:  # noqa: B006 it is not written
    """The growth of the value of a node: of a condition, from false to true."""
    match node:
        case Name(name=name):
            whole = name in {"params", "variables"} and name not in scope
            return Growth.UNTOLD if whole else scope.get(name, Growth.NONE)
        case Select() | Index():
            return _read(node, of, scope)
        case And(operands=nodes) | Or(operands=nodes):
            return _both([growth(each, of, scope) for each in nodes])
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            branches = growth(then, of, scope) & growth(otherwise, of, scope)
            return branches & _unread([condition], of, scope)
        case Operation():
            return _operation(node, of, scope)
        case Call():
            return _call(node, of, scope)
        case Comprehension():
            return _comprehension(node, of, scope)
        case Bind(name=name, value=value, body=body):
            return growth(body, of, {**scope, name: growth(value, of, scope)})
        case _:
            return _unread(list(children(node)), of, scope)


def _both(found: Sequence[Growth]) -> Growth:
    whole = Growth.NONE
    for each in found:
        whole = whole & each
    return whole


def _unread(nodes: Sequence[Node], of: Parameter, scope: _Scope) -> Growth:
    """The growth of what follows from nodes in ways that are not known."""
    steady = all(growth(each, of, scope) is Growth.NONE for each in nodes)
    return Growth.NONE if steady else Growth.UNTOLD


def _read(node: Select | Index, of: Parameter, scope: _Scope) -> Growth:
    if "params" not in scope and (name := field_read(node, "params")) is not None:
        return Growth.UP if name == of.name else Growth.NONE
    if "variables" not in scope and (name := field_read(node, "variables")) is not None:
        return growth(of.variables[name].root, of)
    inside = growth(node.operand, of, scope)
    key = _unread([node.key], of, scope) if isinstance(node, Index) else Growth.NONE
    if inside is Growth.NONE or of.mapping:
        return inside & key
    return Growth.UNTOLD


def _operation(node: Operation, of: Parameter, scope: _Scope) -> Growth:
    found = [growth(each, of, scope) for each in node.operands]
    if all(each is Growth.NONE for each in found):
        return Growth.NONE
    # A text that is a period is compared by its letters.
    ordered = of.shape is not Shape.PERIOD
    match node.operator, found:
        case "!", [one]:
            return -one
        case "-", [one] if ordered:
            return -one
        case "in", [Growth.NONE, several]:
            return several
        case "*", [one, other] if ordered:
            left, right = node.operands
            return one if _not_negative(right) else other if _not_negative(left) else Growth.UNTOLD
        case sign, [one, other] if sign in _ORDER and ordered:
            left_turn, right_turn = _ORDER[sign]
            return _turned(one, left_turn) & _turned(other, right_turn)
        case _:
            return Growth.UNTOLD


def _turned(found: Growth, turn: int) -> Growth:
    return found if turn > 0 else -found


def _not_negative(node: Node) -> bool:
    return (
        isinstance(node, Literal)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value >= 0
    )


def _comprehension(node: Comprehension, of: Parameter, scope: _Scope) -> Growth:
    source = growth(node.source, of, scope)
    # The index of an element is another one in a longer list, and behind a key is what grows.
    if source is not Growth.NONE and (of.mapping or len(node.variables) > 1):
        return Growth.UNTOLD
    inside = {**scope, **dict.fromkeys(node.variables, Growth.NONE)}
    body = growth(node.body, of, inside)
    condition = Growth.NONE if node.condition is None else growth(node.condition, of, inside)
    match node.macro:
        case Macro.ALL:
            return -source & body
        case Macro.EXISTS | Macro.FILTER:
            return source & body
        case Macro.MAP if body is Growth.NONE:
            return source & condition
        case _ if source is body is condition is Growth.NONE:
            return Growth.NONE
        case _:
            return Growth.UNTOLD


def _call(node: Call, of: Parameter, scope: _Scope) -> Growth:
    given = node.arguments if node.target is None else (node.target, *node.arguments)
    found = [growth(each, of, scope) for each in given]
    moving = [index for index, each in enumerate(found) if each is not Growth.NONE]
    if not moving:
        return Growth.NONE
    if node.function in _SETS:
        return _both([_turned(*each) for each in zip(found, _SETS[node.function], strict=True)])
    turns = [_turn(node.function, index, of) for index in moving]
    if 0 in turns:
        return Growth.UNTOLD
    return _both([_turned(found[i], turn) for i, turn in zip(moving, turns, strict=True)])


def _turn(function: str, index: int, of: Parameter) -> int:
    """The turn of a function's value by an argument: 1 with it, -1 against it, 0 if unknown."""
    turns = set()
    for overload in overloads_of(function):
        traits = overload.traits
        if len(overload.parameters) <= index and not overload.variadic:
            continue
        if index in traits.monotone:
            turns.add(1 if traits.monotone[index] is Direction.RISING else -1)
        elif (traits.meaning is Meaning.DUE and index in _START_AND_LIMIT) or (
            traits.meaning is Meaning.SIZE and of.shape is not Shape.PERIOD and not of.mapping
        ):
            turns.add(1)
        else:
            turns.add(0)
    return turns.pop() if len(turns) == 1 else 0
