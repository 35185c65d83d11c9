"""Records: whether expressions look at nothing but the record of the vendor they are about."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from checker.cel.footprint import Footprint
from checker.inventory import DERIVED, OF_PORTFOLIO, RECORDS

_FACTS: Final = frozenset({*DERIVED.values(), *OF_PORTFOLIO})


def of_its_own(subject_kind: str, read: Mapping[str, Footprint]) -> bool:
    """Return whether no other vendor is looked at, and no fact: neither stands in its record.

    Args:
        subject_kind: what the policy is about.
        read: the footprints of its expressions.
    """
    return (
        subject_kind in {"vendor", *RECORDS}
        and "portfolio" not in read
        and not _looks_at(read.get("vendor"), _FACTS)
        and not _looks_at(read.get("inventory"), {"vendors"})
    )


def _looks_at(footprint: Footprint | None, names: AbstractSet[str]) -> bool:
    """Return whether one of these fields of a map can matter."""
    if footprint is None:
        return False
    every = footprint.whole or footprint.size or footprint.elements is not None
    return every or not names.isdisjoint(footprint.fields)
