"""The compiler: one syntax tree becomes one Python closure over a frame, which decides.

It keeps no record of what it read: the tracking evaluator (`checker.cel.trace`) does, for the few
cells that did not pass.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, assert_never

from checker.cel.compile import access, logic, macros, operation
from checker.cel.compile import call as calls
from checker.cel.compile.frame import UNSET, Evaluator, constant, refusal
from checker.cel.compile.lookup import places, sought
from checker.cel.compile.memo import memoised
from checker.cel.compile.scope import Scope
from checker.cel.compile.shapes import place_of, strings_of, unwound
from checker.cel.compile.steady import kept, names_read
from checker.cel.depth import DEEPEST, depth
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

BUDGET: Final = 1_000_000
"""Units that one evaluation may spend: iterations of comprehensions, and the cost of calls."""


class Compiler:
    """The compiler of one policy: its expressions share a frame.

    First come the variables, then the expressions, then the frames.

    Attributes:
        memo: the slots of the variables, to be reset to UNSET before a frame is used again.
    """

    def __init__(self, names: Sequence[str], steady: AbstractSet[str] = frozenset()) -> None:
        """The root variables in the order of their slots, from 1.

        Args:
            steady: those of them that hold the same objects in many frames.
        """
        self._steady = steady
        self.memo = range(len(names) + 1, len(names) + 1)
        self._roots = {name: slot for slot, name in enumerate(names, start=1)}
        self._declared: list[tuple[str, Expression]] = []
        self._variables: dict[str, Evaluator] | None = None
        self._depths: dict[str, int] = {}
        self._size = len(names) + 1

    def variable(self, name: str, expression: Expression) -> None:
        """Declare `variables.<name>`: evaluated when first read, once per frame."""
        if self._variables is not None:
            raise ValueError(f"variable {name!r} after the first expression")
        self._declared.append((name, expression))
        self.memo = range(self.memo.start, self.memo.stop + 1)
        self._size += 1

    def compile(self, expression: Expression) -> Evaluator:
        """The evaluator of an expression.

        It raises Missing (or another KeyError), CelError or BudgetSpent, and nothing else.
        """
        return self._bounded(expression, self._visible())

    def frame(self) -> list[Any]:
        """A new frame, to be asked for when all expressions are compiled."""
        self._visible()
        return [BUDGET, *[UNSET] * (self._size - 1)]

    def _visible(self) -> Mapping[str, Evaluator]:
        # Only now are the slots of all variables known, and local slots can follow them.
        if self._variables is None:
            self._variables = {}
            for slot, (name, expression) in zip(self.memo, self._declared, strict=True):
                evaluator = self._bounded(expression, dict(self._variables))
                self._variables[name] = memoised(slot, evaluator)
                self._depths[name] = depth(expression.root, self._depths)
        return self._variables

    def _bounded(self, expression: Expression, variables: Mapping[str, Evaluator]) -> Evaluator:
        if depth(expression.root, self._depths) > DEEPEST:
            return refusal(f"more than {DEEPEST} levels, with the variables that it reads")
        return self._node(expression.root, Scope(self._roots, {}, variables))

    def _slot(self) -> int:
        # Never used twice: a variable may be evaluated within a comprehension that reads it.
        self._size += 1
        return self._size - 1

    def _node(self, node: Node, scope: Scope) -> Evaluator:
        match node:
            case Literal(value=value):
                return constant(value)
            case Name() | Select() | Index():
                return self._access(node, scope)
            case Has():
                return self._has(node, scope)
            case ListLiteral() | MapLiteral():
                return self._construction(node, scope)
            case And(operands=operands):
                return logic.junction(self._all(operands, scope), decisive=False)
            case Or(operands=operands):
                return logic.junction(self._all(operands, scope), decisive=True)
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                return logic.conditional(*self._all((condition, then, otherwise), scope))
            case Operation():
                return self._operation(node, scope)
            case Call():
                return self._called(node, scope)
            case Comprehension():
                return self._comprehension(node, scope)
            case Bind(name=name, value=value, body=body):
                slot = self._slot()
                lazy = memoised(slot, self._node(value, scope))
                return macros.bound(slot, self._node(body, scope.with_bound(name, lazy)))
            case _:
                assert_never(node)

    def _called(self, node: Call, scope: Scope) -> Evaluator:
        given = node.arguments if node.target is None else (node.target, *node.arguments)
        method = node.target is not None
        if all(isinstance(each, Literal) for each in given):
            evaluators = self._all(given, scope)
            return calls.call_of_literals(node.function, evaluators, method=method)
        read = names_read(node, self._steady) if self._steady else None
        if not read or any(scope.slots.get(name) != self._roots[name] for name in read):
            return calls.call(node.function, self._all(given, scope), method=method)
        whole = calls.call(node.function, self._all(given, scope), method=method)
        return kept([self._roots[name] for name in sorted(read)], whole)

    def _all(self, nodes: Sequence[Node], scope: Scope) -> list[Evaluator]:
        return [self._node(node, scope) for node in nodes]

    def _access(self, node: Name | Select | Index, scope: Scope) -> Evaluator:
        base, fields = unwound(node)
        if isinstance(base, Name):
            return scope.read(base.name, fields)
        if isinstance(base, Index):
            evaluator = access.element_of(*self._all((base.operand, base.key), scope))
        else:
            evaluator = self._node(base, scope)
        return access.fields_of(evaluator, fields)

    def _has(self, node: Has, scope: Scope) -> Evaluator:
        match node.operand:
            case Name(name=name) if scope.holds_variables(name):
                return constant(node.field in scope.variables)
            case operand:
                return access.has(self._node(operand, scope), node.field)

    def _construction(self, node: ListLiteral | MapLiteral, scope: Scope) -> Evaluator:
        if isinstance(node, MapLiteral):
            entries = [(self._node(k, scope), self._node(v, scope)) for k, v in node.entries]
            return access.map_of(entries)
        values = [each.value for each in node.elements if isinstance(each, Literal)]
        if len(values) == len(node.elements):
            return constant(values)
        return access.list_of(self._all(node.elements, scope))

    def _operation(self, node: Operation, scope: Scope) -> Evaluator:
        match node.operator, node.operands:
            case "!", (operand,):
                return logic.negation(self._node(operand, scope))
            case "-", (operand,):
                return operation.negative(self._node(operand, scope))
            case ("==" | "!=") as sign, (operand, Literal(value=value)) | (
                Literal(value=value),
                operand,
            ):
                return self._equality(operand, value, scope, negated=sign == "!=")
            case "in", (item, ListLiteral(elements=elements)) if strings_of(elements) is not None:
                strings = frozenset(strings_of(elements) or ())
                return operation.membership_of_strings(self._node(item, scope), strings)
            case sign, (left, right):
                wanted, among = place_of(left, scope), place_of(right, scope)
                if sign == "in" and wanted is not None and among is not None:
                    return operation.membership_of_fields(wanted, among)
                return operation.binary(sign, self._node(left, scope), self._node(right, scope))
            case _:
                raise ValueError(f"no such operation: {node.operator}")

    def _equality(self, operand: Node, literal: Any, scope: Scope, *, negated: bool) -> Evaluator:
        place = place_of(operand, scope)
        if place is not None and type(literal) is str:
            return operation.equality_of_field_with_string(place, literal, negated=negated)
        return operation.equality_with_literal(self._node(operand, scope), literal, negated=negated)

    def _comprehension(self, node: Comprehension, scope: Scope) -> Evaluator:
        slot = self._slot()
        source = self._node(node.source, scope)
        if len(node.variables) == 1:
            inner = scope.with_slots({node.variables[0]: slot})
            among = macros.elements(source)
        else:
            pair = self._slot(), self._slot()
            inner = scope.with_slots(dict(zip(node.variables, pair, strict=True)))
            among = macros.pairs(source)
        body = self._node(node.body, inner)
        condition = None if node.condition is None else self._node(node.condition, inner)
        if len(node.variables) == 2:
            if condition is None:
                body = macros.unpacked(slot, pair, body)
            else:
                condition = macros.unpacked(slot, pair, condition)
        match node.macro:
            case Macro.ALL:
                return macros.quantifier(among, slot, body, decisive=False)
            case Macro.EXISTS:
                return self._exists(node, among, slot, body, inner)
            case Macro.EXISTS_ONE:
                return macros.exactly_one(among, slot, body)
            case Macro.FILTER:
                return macros.filtered(among, slot, body)
            case Macro.MAP:
                return macros.mapped(among, slot, body, condition)
            case Macro.SORT_BY:
                return macros.sorted_by(source, slot, body)
            case _:
                assert_never(node.macro)

    def _exists(
        self, node: Comprehension, among: macros.Elements, slot: int, body: Evaluator, scope: Scope
    ) -> Evaluator:
        asked = macros.quantifier(among, slot, body, decisive=True)
        found = sought(node, scope.slots)
        if found is None:
            return asked
        where = places(found.field, self._node(found.other, scope))
        return macros.exists_where(among, slot, body, where, asked)
