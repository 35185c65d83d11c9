"""The policy: one rule about one kind of subject, parsed and type-checked."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from checker.cel.syntax import Expression
from checker.facts.regime import Regimes
from checker.inventory import DERIVED, OF_PORTFOLIO, PORTFOLIO
from checker.overridden import Overridden
from checker.policy.schedule import ALWAYS, Effective, Phase, Standing, changes_to_come
from checker.policy.template import Template
from checker.problems import Place
from checker.record import NamedTuple
from checker.schema.custom import NO_FIELDS, CustomFields
from checker.values import Timestamp
from checker.verdict import OnMissing, Severity

OWN_FACTS = {kind: key for kind, key in DERIVED.items() if key not in OF_PORTFOLIO}
"""The kinds of facts that follow from one inventory alone, and the vendor's list of each."""

BUDGET_A_VENDOR = 1_000
"""Units that each vendor adds to the budget of a policy that looks at all of them at once."""

_NOTHING: Mapping[str, Any] = {}
_WORD = re.compile(r"\w+")

# All but a field of the inventory that is named, and is not its vendors.
_OF_OTHERS = re.compile(r"\binventory\b(?!\s*\.\s*(?!vendors\b)[A-Za-z_])")


class Policy(NamedTuple):
    """A policy as it is in force, overrides applied.

    Attributes:
        subject_kind: what one verdict is about (`for`).
        params: the values that `params.…` has in every expression.
        variables: named sub-expressions; each may read those before it.
        when: where it is false the policy does not apply; None applies everywhere.
        overridden: the values that the organisation's configuration changed.
        place: where it is declared.
        regimes: those that its facts are worked out with; None for one that asks for no facts.
        pack: the name of the pack that the file is of.
        fields: those that the records that it reads may have beyond the inventory's schema.
        declared: what its file says of it, before overrides.
        effective: the days on which it is in force.
        phases: its parameters by the days on which they begin; none where they never change.
        standing: at the moment of the run (`at`).
    """

    id: str
    title: str
    severity: Severity
    subject_kind: str
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
    overridden: tuple[Overridden, ...]
    place: Place
    regimes: Regimes | None = None
    pack: str = ""
    fields: CustomFields = NO_FIELDS
    declared: Mapping[str, Any] = _NOTHING
    effective: Effective = ALWAYS
    phases: tuple[Phase, ...] = ()
    standing: Standing = Standing.IN_FORCE

    @property
    def in_force(self) -> bool:
        """Return whether its findings count."""
        return self.enabled and self.standing is Standing.IN_FORCE

    @property
    def evaluated(self) -> bool:
        """Return whether it is put to subjects; what is coming is shown beforehand."""
        return self.enabled and self.standing is not Standing.OVER

    def at(self, moment: Timestamp) -> "Policy":
        """The policy at a moment; one that is coming has the parameters of its first day."""
        if self.effective == ALWAYS and not self.phases:
            return self
        standing = self.effective.standing(moment)
        now = max(moment.nanoseconds, self.effective.begins or moment.nanoseconds)
        begun = [phase for phase in self.phases if phase.begins <= now]
        if not begun:
            return self._replace(standing=standing)
        later = (phase for phase in self.phases if phase.begins > now)
        phase = begun[-1]
        overridden = (*phase.overridden, *changes_to_come(phase, later))
        return self._replace(standing=standing, params=phase.params, overridden=overridden)

    @property
    def expressions(self) -> Iterator[Expression]:
        """Every expression: the variables, the conditions, those of the message."""
        yield from self.variables.values()
        if self.when is not None:
            yield self.when
        yield self.require
        yield from (piece for piece in self.message.parts if not isinstance(piece, str))

    @property
    def asks_for_facts(self) -> bool:
        """Return whether it is about what follows from records, or reads it."""
        return self.subject_kind in OWN_FACTS or self.reads_lists_of_facts

    @property
    def reads_lists_of_facts(self) -> bool:
        """Return whether it reads a list of what follows from records, and not only its subject."""
        return any(
            key in expression.text for expression in self.expressions for key in OWN_FACTS.values()
        )

    @property
    def reads_portfolio(self) -> bool:
        """Return whether it reads more than its own inventory, and what stands around it."""
        return any("portfolio" in _words(expression.text) for expression in self.expressions)

    @property
    def reads_other_vendors(self) -> bool:
        """Return whether it may read vendors of its inventory beside its own."""
        return any(_OF_OTHERS.search(expression.text) for expression in self.expressions)

    @property
    def asks_of_portfolio(self) -> frozenset[str]:
        """The names of the facts of the portfolio that it is about, or reads."""
        own = {DERIVED[self.subject_kind]} & OF_PORTFOLIO if self.subject_kind in DERIVED else set()
        words = frozenset[str]().union(*(_words(each.text) for each in self.expressions))
        return frozenset({*own, *(words & (OF_PORTFOLIO | PORTFOLIO))})


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """The words of an expression: a `breach` is no `reach`."""
    return frozenset(_WORD.findall(text))
