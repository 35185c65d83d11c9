"""The writer: a node of a syntax tree becomes lines of a body, and the value that they come to."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import assert_never

from checker.cel.compile import access, logic, macros, operation
from checker.cel.compile import call as calls
from checker.cel.compile.body import Body
from checker.cel.compile.lookup import sought
from checker.cel.compile.scope import Scope
from checker.cel.compile.shapes import strings_of, unwound
from checker.cel.compile.source import Code, Source, Write
from checker.cel.compile.steady import names_read
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
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


class Writer:
    """Writes the nodes of the expressions of one policy.

    Args:
        names: the root variables in the order of their slots, from 1.
        steady: those of them that hold the same objects in many frames.
    """

    def __init__(self, names: Sequence[str], steady: AbstractSet[str]) -> None:
        self._steady = steady
        self._roots = {name: slot for slot, name in enumerate(names, start=1)}
        self._source = Source()

    def _node(self, node: Node, scope: Scope) -> Code:
        if scope.body.is_full and not isinstance(node, Literal | Name):
            function, parameters = self._apart(node, scope)
            return Code(f"{function}({', '.join(('frame', *parameters))})")
        return self._written(node, scope)

    def _apart(self, node: Node, scope: Scope) -> tuple[str, Sequence[str]]:
        """A function of its own for a node, which takes the local names that it may read."""
        name, parameters = self._source.name(), scope.locals
        body = Body(self._source, parameters)
        value = self._written(node, scope._replace(body=body))
        self._source.define(body.function(name, value))
        return name, parameters

    def _written(self, node: Node, scope: Scope) -> Code:
        body = scope.body
        match node:
            case Literal(value=value):
                return body.source.literal(value)
            case Name() | Select() | Index():
                return self._access(node, scope)
            case Has():
                return self._has(node, scope)
            case ListLiteral() | MapLiteral():
                return self._construction(node, scope)
            case And(operands=operands):
                return logic.junction(body, self._all(operands, scope), decisive=False)
            case Or(operands=operands):
                return logic.junction(body, self._all(operands, scope), decisive=True)
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                chosen = self._all((then, otherwise), scope)
                return logic.conditional(body, self._node(condition, scope), *chosen)
            case Operation():
                return self._operation(node, scope)
            case Call():
                return self._called(node, scope)
            case Comprehension():
                return self._comprehension(node, scope)
            case Bind(name=name, value=value, body=inner):
                function, parameters = self._apart(value, scope)
                lazy = body.local(f"once({', '.join((function, 'frame', *parameters))})")
                return self._node(inner, scope.with_bound(name, lazy))
            case _:
                assert_never(node)

    def _called(self, node: Call, scope: Scope) -> Code:
        given = node.arguments if node.target is None else (node.target, *node.arguments)
        method = node.target is not None
        literals = [each.value for each in given if isinstance(each, Literal)]
        if len(literals) == len(given):
            known = calls.value_of_literals(node.function, literals, method=method)
            if known is not None:
                return scope.body.source.literal(*known)
        read = names_read(node, self._steady) if self._steady else None
        if not read or any(scope.names.get(name) != self._roots[name] for name in read):
            return calls.call(scope.body, node.function, self._all(given, scope), method=method)
        body, name = Body(self._source), self._source.name()
        arguments = self._all(given, scope._replace(body=body))
        whole = calls.call(body, node.function, arguments, method=method)
        slots = sorted(self._roots[each] for each in read)
        self._source.define([*body.function(name, whole), f"{name} = kept({slots}, {name})"])
        return Code(f"{name}(frame)")

    def _all(self, nodes: Sequence[Node], scope: Scope) -> list[Write]:
        return [partial(self._node, node, scope) for node in nodes]

    def _access(self, node: Name | Select | Index, scope: Scope) -> Code:
        base, fields = unwound(node)
        if isinstance(base, Name):
            return scope.read(base.name, fields)
        if isinstance(base, Index):
            value = access.element_of(scope.body, *self._all((base.operand, base.key), scope))
        else:
            value = self._node(base, scope)
        return access.path(scope.body, value, fields)

    def _has(self, node: Has, scope: Scope) -> Code:
        match node.operand:
            case Name(name=name) if scope.holds_variables(name):
                return scope.body.source.literal(node.field in scope.variables)
            case operand:
                return access.has(scope.body, self._node(operand, scope), node.field)

    def _construction(self, node: ListLiteral | MapLiteral, scope: Scope) -> Code:
        if isinstance(node, MapLiteral):
            entries = [
                (partial(self._node, key, scope), partial(self._node, value, scope))
                for key, value in node.entries
            ]
            return access.map_of(scope.body, entries)
        values = [each.value for each in node.elements if isinstance(each, Literal)]
        if len(values) == len(node.elements):
            return scope.body.source.literal(values)
        return access.list_of(scope.body, self._all(node.elements, scope))

    def _operation(self, node: Operation, scope: Scope) -> Code:
        body = scope.body
        match node.operator, node.operands:
            case "!", (operand,):
                return logic.negation(body, self._node(operand, scope))
            case "-", (operand,):
                return Code(f"negate({self._node(operand, scope).text})")
            case ("==" | "!=") as sign, (operand, Literal(value=value)) | (
                Literal(value=value),
                operand,
            ):
                asked = self._node(operand, scope)
                return operation.equality_with_literal(body, asked, value, negated=sign == "!=")
            case "in", (item, ListLiteral(elements=elements)) if strings_of(elements) is not None:
                strings = frozenset(strings_of(elements) or ())
                return operation.membership_of_strings(body, self._node(item, scope), strings)
            case sign, (left, right):
                return operation.binary(body, sign, *self._all((left, right), scope))
            case _:
                raise ValueError(f"no such operation: {node.operator}")

    def _comprehension(self, node: Comprehension, scope: Scope) -> Code:
        body = scope.body
        source = self._node(node.source, scope)
        variables = [body.source.name() for _ in node.variables]
        inner = scope.with_names(dict(zip(node.variables, variables, strict=True)))
        asked = partial(self._node, node.body, inner)
        if node.macro is Macro.SORT_BY:
            return macros.sorted_by(body, source, variables[0], asked)
        over = macros.loop(body, source, variables)
        match node.macro:
            case Macro.ALL:
                return macros.quantifier(body, over, asked, decisive=False)
            case Macro.EXISTS:
                found = sought(node, inner.names)
                if found is None:
                    return macros.quantifier(body, over, asked, decisive=True)
                wanted = partial(self._node, found.other, scope)
                return macros.exists_where(body, over, asked, macros.Search(found.field, wanted))
            case Macro.EXISTS_ONE:
                return macros.exactly_one(body, over, asked)
            case Macro.FILTER:
                return macros.filtered(body, over, asked, variables[0])
            case Macro.MAP:
                condition = node.condition and partial(self._node, node.condition, inner)
                return macros.mapped(body, over, asked, condition)
            case _:
                assert_never(node.macro)
