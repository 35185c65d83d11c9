"""The key of a cache entry: a digest of everything that the entry depends on."""

import json
import sys
from enum import Enum
from typing import Any, Protocol

from checker.digest import sha256
from checker.version import __version__

FORMAT = 3
"""The form of entries. It changes with what an entry of any kind holds."""

PYTHON = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
"""Part of the basis of entries that depend on the interpreter; prepared policies do not."""


class Kind(Enum):
    """The kinds of entries."""

    POLICIES = "policies"
    DIAGNOSTICS = "diagnostics"
    REGIMES = "regimes"


class Basis(Protocol):
    """The dependencies of an entry, by name: a NamedTuple of JSON data."""

    def _asdict(self) -> dict[str, Any]: ...


def digest(kind: Kind, basis: Basis) -> str:
    """The hex digits under which an entry is kept: other ones for any other basis.

    The form of entries and the version of the product are part of every key.
    """
    everything = {
        "format": FORMAT,
        "product": __version__,
        "kind": kind.value,
        "basis": basis._asdict(),
    }
    return sha256(json.dumps(everything, sort_keys=True).encode())
