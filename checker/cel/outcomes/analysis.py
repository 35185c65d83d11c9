"""Analysis: the possible outcomes of a policy's expressions, among one another."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.cel.outcomes.closed import Constants
from checker.cel.outcomes.context import Context
from checker.cel.outcomes.fold import Folding
from checker.cel.outcomes.recorded import Recorded
from checker.cel.outcomes.scope import Key, Scope, scope_of
from checker.cel.syntax import Expression, Node
from checker.cel.types import Type
from checker.cel.walk import children, field_read
from checker.record import NamedTuple


class Clause(NamedTuple):
    """An expression of a policy.

    Attributes:
        label: another one for each.
        names: the types of what it may read.
        variable: the name of the variable that it is, if it is one.
        given: without it the others do not matter, but for the variables that it reads.
    """

    label: str
    expression: Expression
    names: Mapping[str, Type]
    variable: str = ""
    given: bool = False


class Standing(NamedTuple):
    """An expression as it stands in its policy: what is known there, and the scope of its root."""

    folding: Folding
    scope: Scope


def analyse(
    clauses: Sequence[Clause],
    params: Mapping[str, Any] | None,
    recorded: frozenset[Key] = frozenset(),
) -> dict[str, Standing]:
    """The facts known at each expression, by its label.

    Args:
        clauses: all expressions of one policy that the type checker finds nothing wrong with.
        params: the values of its parameters; None takes none for granted.
        recorded: the reads that find something wherever the policy is asked.
    """
    variables = {each.variable: each.expression for each in clauses if each.variable}
    scopes = {
        each.label: scope_of(each.label, each.expression.text, each.names).knowing(recorded)
        for each in clauses
    }
    context = _context(clauses, scopes, Constants(variables, params))
    free = Folding(context, {})
    given = [(each.expression.root, True, scopes[each.label]) for each in clauses if each.given]
    known = frozenset[Key]().union(
        *(Recorded(context).where(root, scope, outcome=True) for root, _, scope in given)
    )
    early = {name for root, _, _ in given for name in read_variables(root, variables)}
    late = {
        each.label: scope if _early(each, early) else scope.knowing(known)
        for each, scope in zip(clauses, scopes.values(), strict=True)
    }
    applied = Folding(_context(clauses, late, context.constants), {}, tuple(given))
    return {
        each.label: Standing(free if _early(each, early) else applied, late[each.label])
        for each in clauses
    }


def read_variables(node: Node, variables: Mapping[str, Expression]) -> Iterator[str]:
    """The names of all variables that an expression reads, also through one another."""
    name = field_read(node, "variables")
    if name is not None and name in variables:
        yield name
        yield from read_variables(variables[name].root, variables)
    for child in children(node):
        yield from read_variables(child, variables)


def _early(clause: Clause, early: set[str]) -> bool:
    return clause.given or clause.variable in early


def _context(
    clauses: Sequence[Clause], scopes: Mapping[str, Scope], constants: Constants
) -> Context:
    variables = {
        each.variable: (each.expression.root, scopes[each.label])
        for each in clauses
        if each.variable
    }
    return Context(variables, constants, {}, {})
