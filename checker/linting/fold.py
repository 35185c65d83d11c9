"""Folding: what a condition can come to, from literals, parameters, types and contradictions.

Sound, never guessed: an outcome that is left out cannot happen in any valid inventory.
"""

from collections.abc import Sequence
from typing import NamedTuple

from checker.cel.functions.location_index import overloads_of
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
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.types import Kind
from checker.cel.walk import children
from checker.linting.closed import Known
from checker.linting.context import Context
from checker.linting.outcome import (
    ANY,
    EITHER,
    ERROR,
    FALSE,
    MISSING,
    NO_VALUE,
    TRUE,
    Outcome,
    Outcomes,
    junction,
    negated,
)
from checker.linting.scope import Key, Scope
from checker.linting.unsatisfiable import Goal, impossible

_NOTHING: Outcomes = frozenset()


class Folding(NamedTuple):
    """The facts known at a condition.

    Attributes:
        given: conditions without which it does not matter: a policy's `when`.
        recorded: what these prove to be recorded.
        found: the outcomes that were asked for, as the keys of `knowledge` are.
    """

    context: Context
    found: dict[tuple[int, tuple[str, ...]], Outcomes]
    given: tuple[Goal, ...] = ()
    recorded: frozenset[Key] = frozenset()

    def outcomes(self, node: Node, scope: Scope) -> Outcomes:
        """The possible outcomes of a condition."""
        place = id(node), tuple(scope.roots.values())
        outcomes = self.found.get(place)
        if outcomes is None:
            outcomes = self.found[place] = self._folded(node, scope)
        return outcomes

    def _folded(self, node: Node, scope: Scope) -> Outcomes:
        outcomes = self._outcomes(node, scope)
        if outcomes >= EITHER:
            for wanted, outcome in ((True, TRUE), (False, FALSE)):
                if impossible([*self.given, (node, wanted, scope)], self.context):
                    outcomes -= outcome
        return outcomes

    def _outcomes(self, node: Node, scope: Scope) -> Outcomes:
        known = self.context.known(node, scope)
        if known is not None:
            return _outcome_of(known)
        stands_for = self.context.definition(node, scope)
        if stands_for is not None:
            return self.outcomes(*stands_for)
        match node:
            case And(operands=operands):
                return junction(self._all(operands, scope), decisive=Outcome.FALSE)
            case Or(operands=operands):
                return junction(self._all(operands, scope), decisive=Outcome.TRUE)
            case Operation(operator="!", operands=(operand,)):
                return negated(self.outcomes(operand, scope))
            case Conditional():
                return self._conditional(node, scope)
            case Has(operand=operand, field=field):
                known_field = (scope.type_of(operand).fields or {}).get(field)
                always = known_field is not None and known_field.required
                return (TRUE if always else EITHER) | self.hazards(operand, scope)
            case Comprehension():
                return self._macro(node, scope)
            case _:
                return EITHER | self.hazards(node, scope)

    def _all(self, nodes: Sequence[Node], scope: Scope) -> list[Outcomes]:
        return [self.outcomes(node, scope) for node in nodes]

    def _conditional(self, node: Conditional, scope: Scope) -> Outcomes:
        chosen = self.outcomes(node.condition, scope)
        outcomes = chosen & NO_VALUE
        if chosen & TRUE:
            outcomes |= self.outcomes(node.then, scope)
        if chosen & FALSE:
            outcomes |= self.outcomes(node.otherwise, scope)
        return outcomes

    def _macro(self, node: Comprehension, scope: Scope) -> Outcomes:
        if node.macro not in {Macro.ALL, Macro.EXISTS, Macro.EXISTS_ONE}:
            return ANY
        of_none, other = (TRUE, FALSE) if node.macro is Macro.ALL else (FALSE, TRUE)
        known = self.context.known(node.source, scope)
        if known is not None and known.error is None and not known.value:
            return of_none
        body = self.outcomes(node.body, scope.inside(node))
        return of_none | (body & (other | NO_VALUE)) | self.hazards(node.source, scope)

    def hazards(self, node: Node, scope: Scope) -> Outcomes:
        """The ways in which a node may end without a value."""
        known = self.context.known(node, scope)
        if known is not None:
            return _NOTHING if known.error is None else ERROR
        stands_for = self.context.definition(node, scope)
        if stands_for is not None:
            return self.hazards(*stands_for)
        below = _NOTHING.union(*(self.hazards(each, scope) for each in children(node)))
        match node:
            case Literal() | Name() | ListLiteral() | Operation(operator="==" | "!=" | "in"):
                return below
            case (
                Select(operand=operand, field=field)
                | Index(operand=operand, key=Literal(value=str(field)))
            ):
                field_ = (scope.type_of(operand).fields or {}).get(field)
                if field_ is None:
                    return NO_VALUE
                sure = field_.required or self.context.key(node, scope) in self.recorded
                return below if sure else below | MISSING
            case Operation(operator="<" | "<=" | ">" | ">=", operands=operands):
                return below if _typed(operands, scope) else below | ERROR
            case Call() if _total(node):
                return below if _typed(tuple(children(node)), scope) else below | ERROR
            case _:
                return NO_VALUE

    def fails(self, node: Node, scope: Scope) -> bool:
        """Return whether a node is always an error: it has a part, needed in any case, that is."""
        known = self.context.known(node, scope)
        if known is not None:
            return known.error is not None
        stands_for = self.context.definition(node, scope)
        if stands_for is not None:
            return self.fails(*stands_for)
        match node:
            case And() | Or() | Bind():
                return False
            case Conditional(condition=needed) | Comprehension(source=needed):
                return self.fails(needed, scope)
            case _:
                return any(self.fails(each, scope) for each in children(node))


def _outcome_of(known: Known) -> Outcomes:
    if known.error is not None or not isinstance(known.value, bool):
        return ERROR
    return TRUE if known.value else FALSE


def _total(call: Call) -> bool:
    """Return whether every overload has a value for all values of its types."""
    method = call.target is not None
    overloads = [overload for overload in overloads_of(call.function) if overload.method is method]
    return bool(overloads) and all(overload.traits.total for overload in overloads)


def _typed(nodes: Sequence[Node], scope: Scope) -> bool:
    """Return whether the types leave no doubt that these can be compared or counted."""
    types = [scope.type_of(node) for node in nodes]
    return not any(type_.nullable or type_.kind is Kind.DYN for type_ in types)
