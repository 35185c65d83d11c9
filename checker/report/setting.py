"""The setting: a value of the configuration that is in force, and where it comes from."""

from typing import Any

from checker.overridden import Overridden
from checker.problems import Place
from checker.record import NamedTuple


class Setting(NamedTuple):
    """A value in force.

    Attributes:
        name: the keys that lead to it, as `policies.mfa-required.severity`.
        value: plain data; None for none.
        told: the value as text.
        place: of it in the configuration; None where nothing is written and the default counts.
        overridden: the change, if it is one of a policy.
    """

    name: str
    value: Any
    told: str
    place: Place | None
    overridden: Overridden | None = None
