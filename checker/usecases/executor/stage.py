"""The stage of a policy: how much of the portfolio has to be at hand where it is decided."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

from checker.policy.policy import Policy


class Stage(Enum):
    """The part of the portfolio that a policy has to see.

    Attributes:
        INVENTORY: the inventory of its subject alone.
        FACTS: also facts of vendors that follow from all inventories.
        SUMS: it is about the portfolio, and sees facts of it alone.
        PORTFOLIO: every inventory.
    """

    INVENTORY = "inventory"
    FACTS = "facts"
    SUMS = "sums"
    PORTFOLIO = "portfolio"


# In a string, too, where that costs only time.
_ANY = re.compile(r"\bportfolio\b")
_BESIDE_SUMS = re.compile(r"\bportfolio\b(?!\s*\.\s*concentration\b)")


def stage(policy: Policy) -> Stage:
    """The stage of a policy."""
    whole = policy.subject_kind == "portfolio"
    pattern = _BESIDE_SUMS if whole else _ANY
    if any(pattern.search(each.text) for each in policy.expressions):
        return Stage.PORTFOLIO
    if whole:
        return Stage.SUMS
    return Stage.FACTS if policy.asks_of_portfolio else Stage.INVENTORY


def only(policies: Sequence[Policy], which: AbstractSet[Stage]) -> tuple[Policy, ...]:
    """The policies, of which those of other stages are not evaluated."""
    return tuple(
        each if stage(each) in which else each._replace(enabled=False) for each in policies
    )


def any_evaluated(policies: Sequence[Policy], which: AbstractSet[Stage]) -> bool:
    """Return whether a policy of one of these stages is evaluated."""
    return any(each.evaluated and stage(each) in which for each in policies)
