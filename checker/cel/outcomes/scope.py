"""The scope of a condition that is folded: what its names mean, and which reads are the same."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from checker.cel.check.check import check
from checker.cel.syntax import (
    Bind,
    Comprehension,
    Expression,
    Index,
    Literal,
    Name,
    Node,
    Select,
    Span,
)
from checker.cel.types import DYN, INT, STRING, Kind, Type
from checker.cel.walk import field_read
from checker.record import NamedTuple

Key: TypeAlias = tuple[Any, ...]
"""The key that two expressions share if they always have the same value."""


class Scope(NamedTuple):
    """The scope of a node.

    Attributes:
        label: another one for each expression.
        text: of the expression that the node is part of.
        names: the types of all names.
        roots: what the variables of macros around are called, so that no two are the same.
        types: those that were asked for, by the identity of the node and what its names mean.
        bound: what the names of `cel.bind` around stand for.
        recorded: the reads that find something wherever the node is evaluated.
        guarded: those that find something, or the node does not matter: beside `has(x) &&`.
    """

    label: str
    text: str
    names: Mapping[str, Type]
    roots: Mapping[str, str]
    types: dict[tuple[int, tuple[str, ...]], Type]
    bound: "Mapping[str, tuple[Node, Scope]]"
    recorded: frozenset[Key]
    guarded: frozenset[Key]

    def type_of(self, node: Node) -> Type:
        """The type of a node."""
        place = id(node), tuple(self.roots.values())
        type_ = self.types.get(place)
        if type_ is None:
            type_ = self.types[place] = check(Expression(self.text, node), self.names)[0]
        return type_

    def inside(self, node: Comprehension) -> "Scope":
        """The scope of a macro's body, on some element that there is."""
        types = _element_types(self.type_of(node.source), len(node.variables))
        bound = {name: value for name, value in self.bound.items() if name not in node.variables}
        names = dict(zip(node.variables, types, strict=True))
        return self._naming(node, names)._replace(bound=bound)

    def beside(self, node: Bind) -> "Scope":
        """The scope of the body of `cel.bind`."""
        inner = self._naming(node, {node.name: self.type_of(node.value)})
        return inner._replace(bound={**self.bound, node.name: (node.value, self)})

    def knowing(self, keys: frozenset[Key]) -> "Scope":
        """The same where more is recorded."""
        return self._replace(recorded=self.recorded | keys) if keys else self

    def guarding(self, keys: frozenset[Key]) -> "Scope":
        """The same where more is recorded, or nothing depends on it."""
        return self._replace(guarded=self.guarded | keys) if keys else self

    def _naming(self, node: Node, names: Mapping[str, Type]) -> "Scope":
        roots = {name: f"{name}#{self.label}#{node.id}" for name in names}
        return self._replace(names={**self.names, **names}, roots={**self.roots, **roots})

    def hidden(self) -> frozenset[str]:
        """The names that a macro around gave another meaning."""
        return frozenset(self.roots)


def _element_types(source: Type, variables: int) -> tuple[Type, ...]:
    first, second = {
        Kind.LIST: (INT, source.element or DYN),
        Kind.MAP: (source.key or DYN, source.element or DYN),
        Kind.OBJECT: (STRING, DYN),
    }.get(source.kind, (DYN, DYN))
    if variables == 2:
        return first, second
    return (second if source.kind is Kind.LIST else first,)


def variable_of(node: Node, scope: Scope) -> str | None:
    """The policy's variable that a node reads: `variables.x`."""
    return None if "variables" in scope.roots else field_read(node, "variables")


def scope_of(label: str, text: str, names: Mapping[str, Type]) -> Scope:
    """The scope of a whole expression."""
    return Scope(label, text, names, {}, {}, {}, frozenset(), frozenset())


def key_of(node: Node, scope: Scope, variables: Mapping[str, tuple[Node, Scope]]) -> Key:
    """The key of an expression; a policy's variable has that of what it stands for."""
    name = variable_of(node, scope)
    if name is not None and name in variables:
        return key_of(*variables[name], variables)
    match node:
        case Literal(value=value):
            return ("literal", type(value).__name__, value)
        case Name(name=name) if name in scope.bound:
            return key_of(*scope.bound[name], variables)
        case Name(name=name):
            return ("name", scope.roots.get(name, name))
        case (
            Select(operand=operand, field=field)
            | Index(operand=operand, key=Literal(value=str(field)))
        ):
            return ("field", key_of(operand, scope, variables), field)
        case Comprehension(macro=macro, source=source, variables=bound):
            inner = _binding(scope, bound)
            below = tuple(_part(each, inner, variables) for each in (node.condition, node.body))
            return ("macro", macro.value, len(bound), key_of(source, scope, variables), below)
        case Bind(name=bound_name, value=value, body=body):
            inner = _binding(scope, (bound_name,))
            return ("bind", key_of(value, scope, variables), key_of(body, inner, variables))
        case _:
            return (type(node).__name__, *(_part(each, scope, variables) for each in node[1:]))


def _binding(scope: Scope, names: tuple[str, ...]) -> Scope:
    """The same expression has the same key, wherever it stands: its own names are numbered."""
    roots = {name: f"#{len(scope.roots) + number}" for number, name in enumerate(names)}
    bound = {name: value for name, value in scope.bound.items() if name not in names}
    return scope._replace(roots={**scope.roots, **roots}, bound=bound)


def _part(value: Any, scope: Scope, variables: Mapping[str, tuple[Node, Scope]]) -> Any:
    if isinstance(value, Span):
        return None
    if isinstance(value, Node):
        return key_of(value, scope, variables)
    if type(value) is tuple:
        return tuple(_part(each, scope, variables) for each in value)
    return value
