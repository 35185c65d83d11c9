"""Peers: engines of Rego, with twelve of the shipped policies as they say them in peers/."""

import shutil
from pathlib import Path
from typing import NamedTuple

from measure import best, check, row

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

    def command(self, *inventories: str) -> tuple[str, ...] | None:
        """Check inventories with the twelve policies; None where it is not installed."""
        program = shutil.which(self.name)
        return None if program is None else (program, *self.arguments, *inventories)


PEERS = (
    Peer("conftest", ("test", "--quiet", "--no-color", "--policy", _FOLDER)),
    Peer("opa", ("eval", "--fail-defined", "--data", _FOLDER, "data.main.deny[_]", "--input")),
)
"""Both end with 0 where nothing is denied, else with 1. `opa eval` takes one inventory."""


def beside_peers(path: Path, vendors: int) -> None:
    """What a check takes beside engines of Rego, with the twelve policies, without its table.

    Args:
        path: an inventory, or a folder of some.
        vendors: how many are in it.
    """
    files = sorted(map(str, path.iterdir())) if path.is_dir() else [str(path)]
    own = check(path, "-q", *(f"--select={name}" for name in POLICIES))
    for peer in PEERS:
        command = peer.command(*files)
        what = f"{len(POLICIES)} policies, {vendors:,} vendors, beside `{peer.name}`"
        if command is None or (peer.name == "opa" and len(files) > 1):
            why = "more than one file" if command else f"no `{peer.name}` on PATH"
            row(what, "", f"left out: {why}", "")
            continue
        ours, theirs = best(1 if len(files) > 1 else 3, own, command)
        row(
            what,
            "",
            f"{ours.cpu:.2f} s of CPU, {ours.memory / 1e6:,.0f} MB;"
            f" {peer.name} {theirs.cpu:.2f} s, {theirs.memory / 1e6:,.0f} MB",
            f"{peer.name} takes {theirs.cpu / ours.cpu:.2f} × (wall"
            f" {theirs.seconds / ours.seconds:.2f} ×)",
        )
