"""Peers: engines of Rego, with twelve of the shipped policies as they say them in peers/."""

import shutil
from pathlib import Path
from typing import NamedTuple

POLICIES = (
    "ai-data-provenance",
    "breach-notice-clause",
    "customer-held-keys",
    "dpa-in-place",
    "due-diligence-before-data",
    "encryption-at-rest",
    "encryption-in-transit",
    "mfa-required",
    "no-training-on-client-data",
    "pii-minimised",
    "right-to-audit",
    "subprocessors-listed-authorised",
)
"""The policies that peers/vendors.rego says again: those that need no clock and no graph."""

_FOLDER = str(Path(__file__).resolve().parent / "peers")


class Peer(NamedTuple):
    """An engine: its name, also that of its program, and what it is started with."""

    name: str
    arguments: tuple[str, ...]

    def command(self, inventory: str) -> tuple[str, ...] | None:
        """Check an inventory with the twelve policies; None where it is not installed."""
        program = shutil.which(self.name)
        return None if program is None else (program, *self.arguments, inventory)


PEERS = (
    Peer("conftest", ("test", "--quiet", "--no-color", "--policy", _FOLDER)),
    Peer("opa", ("eval", "--fail-defined", "--data", _FOLDER, "data.main.deny[_]", "--input")),
)
"""Both end with 0 where nothing is denied."""
