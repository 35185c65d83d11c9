"""The footprint of an expression: the parts of its variables that its outcome can depend on.

It is told from the text alone, whatever branch is taken, and errs on the side of too much. Values
that agree in the whole footprint give the same outcome for the same reasons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, assert_never

from checker.cel.functions.meanings import meanings_of
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
    Macro,
    MapLiteral,
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.traits import Meaning
from checker.cel.walk import children, field_read
from checker.record import NamedTuple


@dataclass
class Footprint:
    """The parts of a value that matter; without any, only that it is there.

    Attributes:
        whole: all of it does.
        size: how many elements or which keys it has.
        fields: those that are read by name.
        elements: the parts of each element that matter; None if no element is looked at.
        among: sets of texts; of a text it matters in which of them it is.
    """

    whole: bool = False
    size: bool = False
    fields: "dict[str, Footprint]" = field(default_factory=dict)
    elements: "Footprint | None" = None
    among: "list[frozenset[str]]" = field(default_factory=list)

    def below(self, name: str) -> "Footprint":
        """The footprint of a field."""
        return self.fields.setdefault(name, Footprint())

    def each(self) -> "Footprint":
        """The footprint of the elements."""
        self.elements = self.elements or Footprint()
        return self.elements


class _Value(NamedTuple):
    """The places of the value of a node; of a list that was built, those of its elements."""

    places: tuple[Footprint, ...] = ()
    elements: "tuple[_Value, ...]" = ()


_COMPUTED: Final = _Value()

_Scope: TypeAlias = Mapping[str, _Value]


def footprints(
    expressions: Iterable[Expression],
    variables: Mapping[str, Expression],
    params: Mapping[str, Any] | None = None,
) -> dict[str, Footprint]:
    """The footprints of some expressions together, by the names of the root variables.

    Args:
        expressions: which are read, and what they come to.
        variables: what `variables.<name>` stands for, in the order of their declaration.
        params: the value of `params`, to tell texts apart only as far as the expressions do; None
            where what a text says always matters.
    """
    survey = _Survey(variables, params)
    roots = [expression.root for expression in expressions]
    # In their order, so that however many read each other, none waits for the next.
    for name in _asked(roots, variables):
        survey.variable(name)
    for root in roots:
        survey.consume(survey.read(root, {}))
    return survey.roots


def _asked(roots: Iterable[Node], variables: Mapping[str, Expression]) -> list[str]:
    """The variables that are read, also through one another, in the order of their declaration."""
    asked: set[str] = set()
    open_ = list(roots)
    while open_:
        node = open_.pop()
        name = field_read(node, "variables")
        if name is not None and name in variables and name not in asked:
            asked.add(name)
            open_.append(variables[name].root)
        open_.extend(children(node))
    return [name for name in variables if name in asked]


class _Survey:
    """Reads nodes as the evaluators do, but for all values at once."""

    def __init__(
        self, variables: Mapping[str, Expression], params: Mapping[str, Any] | None
    ) -> None:
        self._variables = variables
        self._params = params
        self._known: dict[str, _Value] = {}
        self.roots: dict[str, Footprint] = {}

    def consume(self, value: _Value) -> None:
        """All of a value matters."""
        for place in value.places:
            place.whole = True
        for element in value.elements:
            self.consume(element)

    def read(self, node: Node, scope: _Scope) -> _Value:
        """The value of a node, with the local variables in scope."""
        match node:
            case Literal():
                return _COMPUTED
            case Name(name=name):
                return (
                    scope[name] if name in scope else _at(self.roots.setdefault(name, Footprint()))
                )
            case Select(operand=operand, field=name):
                return self._field(operand, name, scope)
            case Index(operand=operand, key=Literal(value=str(name))):
                return self._field(operand, name, scope)
            case Has(operand=operand, field=name):
                self._field(operand, name, scope)
                return _COMPUTED
            case Index(operand=operand, key=key):
                self.consume(self.read(key, scope))
                return _element(self.read(operand, scope))
            case Conditional():
                self.consume(self.read(node.condition, scope))
                return _joined((self.read(node.then, scope), self.read(node.otherwise, scope)))
            case Call() if Meaning.SIZE in meanings_of(node.function):
                for operand in children(node):
                    _measure(self.read(operand, scope))
                return _COMPUTED
            case Operation(operands=(left, _)) if texts := self._texts(node, scope):
                self._compare(self.read(left, scope), texts)
                return _COMPUTED
            case ListLiteral() | MapLiteral() | And() | Or() | Operation() | Call():
                # What such a node hands on lies below what is consumed here.
                for operand in children(node):
                    self.consume(self.read(operand, scope))
                return _COMPUTED
            case Comprehension():
                return self._comprehension(node, scope)
            case Bind():
                bound = self.read(node.value, scope)
                return self.read(node.body, {**scope, node.name: bound})
            case _:
                assert_never(node)

    def _texts(self, node: Operation, scope: _Scope) -> frozenset[str]:
        """The texts with which a node compares its first operand; none if it does more."""
        right = node.operands[-1]
        if self._params is None:
            return frozenset()
        name = field_read(right, "params")
        value: Any = None
        if isinstance(right, Literal):
            value = right.value
        elif isinstance(right, ListLiteral):
            value = [getattr(element, "value", None) for element in right.elements]
        elif name is not None and "params" not in scope:
            value = self._params.get(name)
        match node.operator, value:
            case "==" | "!=", str():
                return frozenset({value})
            case "in", list() if all(isinstance(text, str) for text in value):
                return frozenset(value)
            case _:
                return frozenset()

    def _compare(self, value: _Value, texts: frozenset[str]) -> None:
        """Tell apart texts by the sets that they are in; of a list that was built, all matters."""
        if value.elements:
            self.consume(value)
        for place in value.places:
            place.among.append(texts)

    def _field(self, operand: Node, name: str, scope: _Scope) -> _Value:
        if "variables" not in scope and isinstance(operand, Name) and operand.name == "variables":
            return self.variable(name)
        value = self.read(operand, scope)
        return _at(*(place.below(name) for place in value.places))

    def variable(self, name: str) -> _Value:
        """The value of a variable."""
        if name not in self._known:
            self._known[name] = _COMPUTED  # one that reads itself is an error
            if name in self._variables:
                self._known[name] = self.read(self._variables[name].root, {})
        return self._known[name]

    def _comprehension(self, node: Comprehension, scope: _Scope) -> _Value:
        element = _element(self.read(node.source, scope))
        # Of two the first is an index or a key, and of a map the only one: maps matter whole.
        inner = {**scope, **dict.fromkeys(node.variables, _COMPUTED), node.variables[-1]: element}
        if node.condition is not None:
            self.consume(self.read(node.condition, inner))
        self.consume(self.read(node.body, inner))
        chosen = node.macro in {Macro.FILTER, Macro.SORT_BY}
        return _Value(elements=(element,)) if chosen else _COMPUTED


def _at(*places: Footprint) -> _Value:
    return _Value(places)


def _element(value: _Value) -> _Value:
    """The value of any element of a list."""
    built = _joined(value.elements)
    return _Value((*(place.each() for place in value.places), *built.places), built.elements)


def _joined(values: Iterable[_Value]) -> _Value:
    places: tuple[Footprint, ...] = ()
    elements: tuple[_Value, ...] = ()
    for value in values:
        places += value.places
        elements += value.elements
    return _Value(places, elements)


def _measure(value: _Value) -> None:
    """Only how much a value holds matters; what chose the elements of a built list is consumed."""
    for place in value.places:
        place.size = True
