"""The clauses of a policy: its variables, `when` and `require`, with what the schema tells."""

from collections.abc import Mapping
from typing import NamedTuple

from checker.cel.check.schema_types import roots as schema_roots
from checker.cel.check.schema_types import type_of_value
from checker.cel.check.survey import Survey, survey
from checker.cel.syntax import Expression, Node
from checker.cel.types import Field, Kind, Type
from checker.cel.walk import children, field_read
from checker.inventory import LISTS
from checker.policy.policy import Policy, roots
from checker.validate import schema


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
    types = _schema()
    names = {name: types[name] for name in roots(policy.kind) if name in types}
    names["params"] = type_of_value(dict(policy.params))
    given = () if policy.when is None else (policy.when,)
    early = set() if policy.when is None else reads(policy.when.root, policy.variables)
    found: list[Clause] = []
    variables: dict[str, Field] = {}
    for name, expression in policy.variables.items():
        names["variables"] = Type(Kind.OBJECT, fields=dict(variables), name="variables")
        known = survey(expression, names, () if name in early else given)
        variables[name] = Field(known.type, required=True)
        found.append(Clause(f"variables.{name}", expression, known))
    names["variables"] = Type(Kind.OBJECT, fields=variables, name="variables")
    if policy.when is not None:
        found.append(Clause("when", policy.when, survey(policy.when, names)))
    return (*found, Clause("require", policy.require, survey(policy.require, names, given)))


def reads(node: Node, variables: Mapping[str, Expression]) -> set[str]:
    """The names of all variables that an expression reads, also through one another."""
    name = variable_of(node)
    if name is not None:
        return {name} | reads(variables[name].root, variables)
    return set().union(*(reads(child, variables) for child in children(node)))


def variable_of(node: Node) -> str | None:
    """The variable that a node reads: `variables.name`, `variables["name"]`."""
    return field_read(node, "variables")


def _schema() -> Mapping[str, Type]:
    return schema_roots(schema.load("inventory"), LISTS)
