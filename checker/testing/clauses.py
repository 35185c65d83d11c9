"""The clauses of a policy: its variables, `when` and `require`, with what the schema tells."""

from checker.cel.check.survey import Survey, survey
from checker.cel.outcomes import analysis
from checker.cel.outcomes.analysis import Standing
from checker.cel.outcomes.scope import Key
from checker.cel.syntax import Expression
from checker.cel.types import Field
from checker.inventory import LISTS
from checker.policy.inspect import names_of, variables_type
from checker.policy.policy import Policy
from checker.record import NamedTuple


class Clause(NamedTuple):
    """An expression of a policy.

    Attributes:
        name: `variables.<name>`, `when` or `require`: its path in the policy's YAML.
        expression: its text and tree.
        survey: what the type checker knows of its nodes.
        standing: what is known of its possible outcomes.
    """

    name: str
    expression: Expression
    survey: Survey
    standing: Standing


def clauses(policy: Policy) -> tuple[Clause, ...]:
    """The clauses of a policy: first its variables, in their order, then `when` and `require`."""
    names = names_of(policy.subject_kind, policy.params, policy.fields)
    variables: dict[str, Field] = {}
    parts: list[analysis.Clause] = []
    surveys: dict[str, Survey] = {}
    for name, expression in policy.variables.items():
        known = {**names, "variables": variables_type(variables)}
        parts.append(analysis.Clause(f"variables.{name}", expression, known, name))
        surveys[parts[-1].label] = survey(expression, known)
        variables[name] = Field(surveys[parts[-1].label].type, required=True)
    names["variables"] = variables_type(variables)
    if policy.when is not None:
        parts.append(analysis.Clause("when", policy.when, names, given=True))
    parts.append(analysis.Clause("require", policy.require, names))
    for part in parts:
        surveys.setdefault(part.label, survey(part.expression, names))
    standings = analysis.analyse(parts, None, _listed(policy))
    return tuple(
        Clause(part.label, part.expression, surveys[part.label], standings[part.label])
        for part in parts
    )


def _listed(policy: Policy) -> frozenset[Key]:
    """The list that a policy is for: where it is not recorded, no element is asked about."""
    if policy.subject_kind not in LISTS:
        return frozenset()
    return frozenset({("field", ("name", "vendor"), LISTS[policy.subject_kind])})
