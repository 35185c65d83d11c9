"""The clauses of a policy: its variables, `when` and `require`, with what the schema tells."""

from collections.abc import Mapping
from typing import NamedTuple

from checker.cel.check.survey import Survey, survey
from checker.cel.syntax import Expression, Node
from checker.cel.types import Field
from checker.cel.walk import children, field_read
from checker.policy.inspect import names_of, variables_type
from checker.policy.policy import Policy


class Clause(NamedTuple):
    """An expression of a policy.

    Attributes:
        name: `variables.<name>`, `when` or `require`: its path in the policy's YAML.
        expression: its text and tree.
        survey: what the type checker knows of its nodes.
    """

    name: str
    expression: Expression
    survey: Survey


def clauses(policy: Policy) -> tuple[Clause, ...]:
    """The clauses of a policy: first its variables, in their order, then `when` and `require`."""
    names = names_of(policy.subject_kind, policy.params)
    given = () if policy.when is None else (policy.when,)
    early = set() if policy.when is None else reads(policy.when.root, policy.variables)
    clauses: list[Clause] = []
    variables: dict[str, Field] = {}
    for name, expression in policy.variables.items():
        names["variables"] = variables_type(variables)
        known = survey(expression, names, () if name in early else given)
        variables[name] = Field(known.type, required=True)
        clauses.append(Clause(f"variables.{name}", expression, known))
    names["variables"] = variables_type(variables)
    if policy.when is not None:
        clauses.append(Clause("when", policy.when, survey(policy.when, names)))
    return (*clauses, Clause("require", policy.require, survey(policy.require, names, given)))


def reads(node: Node, variables: Mapping[str, Expression]) -> set[str]:
    """The names of all variables that an expression reads, also through one another."""
    name = variable_of(node)
    if name is not None:
        return {name} | reads(variables[name].root, variables)
    return set().union(*(reads(child, variables) for child in children(node)))


def variable_of(node: Node) -> str | None:
    """The variable that a node reads: `variables.name`, `variables["name"]`."""
    return field_read(node, "variables")
