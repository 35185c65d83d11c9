"""The policy: one rule about one kind of subject, parsed and type-checked."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from checker.cel.syntax import Expression
from checker.policy.template import Template
from checker.verdict import OnMissing, Severity

WHOLES = ("inventory", "portfolio")
"""The kinds of subjects besides a vendor and the elements of its lists."""

BUDGET_A_VENDOR = 1_000
"""Units that each vendor adds to the budget of a policy that looks at all of them at once."""


class Policy(NamedTuple):
    """A policy as it is in force, overrides applied.

    Attributes:
        kind: what one verdict is about (`for`).
        params: the values that `params.…` has in every expression.
        variables: named sub-expressions; each may read those before it.
        when: where it is false the policy does not apply; None applies everywhere.
        overridden: names of what the organisation's configuration changed.
    """

    id: str
    title: str
    severity: Severity
    kind: str
    params: Mapping[str, Any]
    variables: Mapping[str, Expression]
    when: Expression | None
    require: Expression
    message: Template
    on_missing: OnMissing
    may_be_idle: bool
    why: str
    fix: str
    controls: Mapping[str, tuple[str, ...]]
    enabled: bool
    overridden: tuple[str, ...]


def roots(kind: str) -> tuple[str, ...]:
    """The CEL variables of a policy of this kind, `variables` aside."""
    about = {"vendor": ("vendor",), "inventory": (), "portfolio": ()}.get(kind, ("vendor", kind))
    around = ("portfolio",) if kind == "portfolio" else ("inventory", "portfolio")
    return (*about, *around, "params", "now")
