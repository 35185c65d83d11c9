"""Folding: what an expression can come to, from literals, parameters, types and contradictions.

Sound, never guessed: an outcome that is left out cannot happen in any valid inventory.
"""

from collections.abc import Sequence

from checker.cel.functions.location_index import overloads_of
from checker.cel.outcomes.closed import Known
from checker.cel.outcomes.context import Context
from checker.cel.outcomes.outcome import (
    ANY,
    EITHER,
    ERROR,
    FALSE,
    MISSING,
    NO_VALUE,
    NOTHING,
    TRUE,
    Outcome,
    Outcomes,
    junction,
    negated,
)
from checker.cel.outcomes.recorded import Part, parts
from checker.cel.outcomes.scope import Scope
from checker.cel.outcomes.unsatisfiable import Goal, impossible
from checker.cel.outcomes.vague import vague
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
from checker.cel.types import Kind, Type
from checker.cel.walk import children
from checker.record import NamedTuple


class Folding(NamedTuple):
    """The facts known about the expressions of a policy.

    Attributes:
        found: the outcomes that were asked for, by the identity of the node and what its names
            mean.
        given: conditions without which it does not matter: a policy's `when`.
    """

    context: Context
    found: dict[tuple[int, tuple[str, ...]], Outcomes]
    given: tuple[Goal, ...] = ()

    def outcomes(self, node: Node, scope: Scope) -> Outcomes:
        """The possible outcomes of a condition."""
        place = id(node), tuple(scope.roots.values())
        outcomes = self.found.get(place)
        if outcomes is None:
            outcomes = self.found[place] = self._folded(node, scope)
        return outcomes

    def parts(self, node: Node, scope: Scope) -> list[Part]:
        """The nodes right below another, each with the scope in which it stands."""
        return list(parts(node, scope, self.context))

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
            case And():
                return junction(self._all(node, scope), decisive=Outcome.FALSE)
            case Or():
                return junction(self._all(node, scope), decisive=Outcome.TRUE)
            case Operation(operator="!", operands=(operand,)):
                return negated(self.outcomes(operand, scope))
            case Conditional():
                return self._conditional(node, scope)
            case Bind(body=body):
                return self.outcomes(body, scope.beside(node))
            case Has(operand=operand, field=field):
                known_field = (scope.type_of(operand).fields or {}).get(field)
                key = "field", self.context.key(operand, scope), field
                always = known_field is not None and known_field.required
                surely = always or key in scope.recorded
                return (TRUE if surely else EITHER) | self.hazards(operand, scope)
            case Comprehension():
                return self._macro(node, scope)
            case Operation() | Literal():
                return EITHER | self.hazards(node, scope)
            case _:
                return EITHER | self.hazards(node, scope) | _no_bool(scope.type_of(node))

    def _all(self, node: Node, scope: Scope) -> list[Outcomes]:
        return [self.outcomes(part.node, part.scope) for part in self.parts(node, scope)]

    def _conditional(self, node: Conditional, scope: Scope) -> Outcomes:
        chosen, then, otherwise = self.parts(node, scope)
        ways = self.outcomes(chosen.node, chosen.scope)
        outcomes = ways & NO_VALUE
        if ways & TRUE:
            outcomes |= self.outcomes(then.node, then.scope)
        if ways & FALSE:
            outcomes |= self.outcomes(otherwise.node, otherwise.scope)
        return outcomes

    def _macro(self, node: Comprehension, scope: Scope) -> Outcomes:
        if node.macro not in {Macro.ALL, Macro.EXISTS, Macro.EXISTS_ONE}:
            return ANY
        of_none, other = (TRUE, FALSE) if node.macro is Macro.ALL else (FALSE, TRUE)
        known = self.context.known(node.source, scope)
        if known is not None and known.error is None and not known.value:
            return of_none
        body = self.parts(node, scope)[-1]
        outcomes = self.outcomes(body.node, body.scope)
        return of_none | (outcomes & (other | NO_VALUE)) | self.hazards(node.source, scope)

    def hazards(self, node: Node, scope: Scope) -> Outcomes:
        """The ways in which a node may end without a value."""
        known = self.context.known(node, scope)
        if known is not None:
            return NOTHING if known.error is None else ERROR
        stands_for = self.context.definition(node, scope)
        if stands_for is not None:
            return self.hazards(*stands_for)
        match node:
            case And() | Or() | Has() | Operation(operator="!"):
                return self.outcomes(node, scope) & NO_VALUE
            case Comprehension(macro=Macro.ALL | Macro.EXISTS | Macro.EXISTS_ONE):
                return self.outcomes(node, scope) & NO_VALUE
            case Conditional():
                chosen, *ways = self.parts(node, scope)
                outcomes = self.outcomes(chosen.node, chosen.scope)
                taken = [
                    part for part, way in zip(ways, (TRUE, FALSE), strict=True) if outcomes & way
                ]
                return (outcomes & NO_VALUE).union(*(self.hazards(*each[:2]) for each in taken))
            case Bind(body=body):
                return self.hazards(body, scope.beside(node))
            case _:
                below = (self.hazards(*part[:2]) for part in self.parts(node, scope))
                return self._own(node, scope).union(*below)

    def _own(self, node: Node, scope: Scope) -> Outcomes:
        """The ways in which a node may end without a value though all below it have one."""
        match node:
            case Literal() | Name() | ListLiteral() | Operation(operator="==" | "!=" | "in"):
                return NOTHING
            case (
                Select(operand=operand, field=field)
                | Index(operand=operand, key=Literal(value=str(field)))
            ):
                field_ = (scope.type_of(operand).fields or {}).get(field)
                if field_ is None:
                    return NO_VALUE
                key = self.context.key(node, scope)
                sure = field_.required or key in scope.recorded or key in scope.guarded
                return NOTHING if sure else MISSING
            case Index(operand=operand):
                return ERROR if scope.type_of(operand).kind is Kind.LIST else NO_VALUE
            case Operation(operator="<" | "<=" | ">" | ">=", operands=operands):
                return NOTHING if _typed(operands, scope) else ERROR
            case Call():
                sure = _total(node) and _typed(tuple(children(node)), scope)
                return (NOTHING if sure else ERROR) | (MISSING if vague(node, scope) else NOTHING)
            case _:
                return ERROR

    def fails(self, node: Node, scope: Scope) -> bool:
        """Return whether a node is always an error: it has a part, needed in any case, that is."""
        known = self.context.known(node, scope)
        if known is not None:
            return known.error is not None
        stands_for = self.context.definition(node, scope)
        if stands_for is not None:
            return self.fails(*stands_for)
        match node:
            case And() | Or():
                return False
            case Bind(body=body):
                return self.fails(body, scope.beside(node))
            case Conditional(condition=needed) | Comprehension(source=needed):
                return self.fails(needed, scope)
            case _:
                return any(self.fails(each, scope) for each in children(node))


def _outcome_of(known: Known) -> Outcomes:
    if known.error is not None or not isinstance(known.value, bool):
        return ERROR
    return TRUE if known.value else FALSE


def _no_bool(type_: Type) -> Outcomes:
    """An error where a condition may turn out to be none."""
    return NOTHING if type_.kind is Kind.BOOL and not type_.nullable else ERROR


def _total(call: Call) -> bool:
    """Return whether every overload has a value for all values of its types."""
    method = call.target is not None
    overloads = [overload for overload in overloads_of(call.function) if overload.method is method]
    return bool(overloads) and all(overload.traits.total for overload in overloads)


def _typed(nodes: Sequence[Node], scope: Scope) -> bool:
    """Return whether the types leave no doubt that these can be compared or counted."""
    types = [scope.type_of(node) for node in nodes]
    return not any(type_.nullable or type_.kind is Kind.DYN for type_ in types)
