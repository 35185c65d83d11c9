"""Overridden: a value of a policy that the configuration replaces, and to which effect."""

from enum import Enum
from typing import Any

from checker.record import NamedTuple


class Effect(Enum):
    """The effect of an override on what the policy lets pass.

    Attributes:
        LOOSENED: it lets pass what it did not, whatever else it may do.
        TIGHTENED: it lets nothing pass that it did not.
        CHANGED: neither can be told.
    """

    LOOSENED = "loosened"
    TIGHTENED = "tightened"
    CHANGED = "changed"


class Overridden(NamedTuple):
    """A value in force that is not the policy's own.

    Attributes:
        name: `severity`, `enabled`, or a parameter as `params.max`.
        value: in force.
        own: what the policy's file says.
    """

    name: str
    value: Any
    own: Any
    effect: Effect

    def __str__(self) -> str:
        """Return the difference in words: `params.max: 9 (the policy says 5)`."""
        import json  # noqa: PLC0415 a green run need not pay for it

        return f"{self.name}: {json.dumps(self.value)} (the policy says {json.dumps(self.own)})"
