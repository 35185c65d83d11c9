"""The setting: a value of the configuration that is in force, and where it comes from."""

from typing import NamedTuple

from checker.problems import Place


class Setting(NamedTuple):
    """A value in force.

    Attributes:
        name: the keys that lead to it, as `policies.mfa-required.severity`.
        value: as text.
        place: of it in the configuration; None where nothing is written and the default counts.
    """

    name: str
    value: str
    place: Place | None
