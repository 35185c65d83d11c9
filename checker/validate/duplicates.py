"""Duplicates: what two inventories of a run both hold, and must not, or not unlike."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from unicodedata import normalize

from checker.graph.names import looks_alike
from checker.parse.positions import Path, Positions
from checker.problems import Place, Problem

_LEI: Path = ("identifiers", "lei")
_WHO: tuple[Path, ...] = (("legal_name",), _LEI)


class Named(Protocol):
    """A document, or as much of it as says who its vendors are."""

    @property
    def data(self) -> Any:
        """The data, or the names in it."""

    @property
    def positions(self) -> Positions:
        """The places of everything in it."""


def duplicates(documents: Sequence[Named]) -> Iterator[Problem]:
    """Inventories with one id, and vendors with one id who are not the same.

    Args:
        documents: valid by the inventory's schema.
    """
    if len(documents) > 1:
        yield from _inventories(documents)
        yield from _vendors(documents)


def _inventories(documents: Sequence[Named]) -> Iterator[Problem]:
    path = ("inventory", "id")
    first: dict[str, Named] = {}
    for document in documents:
        id_ = document.data["inventory"]["id"]
        other = first.setdefault(id_, document)
        if other is not document:
            yield Problem(
                document.positions.value(path),
                f"inventory id '{id_}' is taken (first at {other.positions.value(path)})",
                "every inventory of one run has an id of its own",
            )


def _vendors(documents: Sequence[Named]) -> Iterator[Problem]:
    first: dict[tuple[str, Path], tuple[str, Named, Path]] = {}
    for document in documents:
        for index, vendor in enumerate(document.data["vendors"]):
            for field in _WHO:
                value = _value(vendor, field)
                if value is None:
                    continue
                path = ("vendors", index, *field)
                known, other, place = first.setdefault(
                    (vendor["id"], field), (value, document, path)
                )
                if known == value or other is document:
                    continue
                if field == _LEI or not _one(vendor, other.data["vendors"][int(place[1])]):
                    yield _contradiction(
                        vendor["id"],
                        (document.positions.value(path), field[-1], value),
                        (other.positions.value(place), known),
                    )


def _one(vendor: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two names of one id may be one: that is a question, and no contradiction."""
    lei = _value(vendor, _LEI)
    if lei is not None and lei == _value(other, _LEI):
        return True
    names, others = _names(vendor), _names(other)
    return any(looks_alike(name, each) for name in names for each in others)


def _names(vendor: Mapping[str, Any]) -> list[str]:
    trading = [vendor["trading_name"]] if "trading_name" in vendor else []
    return [vendor["legal_name"], *trading, *vendor.get("aliases", ())]


def _value(vendor: Mapping[str, Any], field: Path) -> str | None:
    found: Any = vendor
    for key in field:
        found = found.get(key)
        if found is None:
            return None
    return " ".join(normalize("NFC", found).split())


def _contradiction(
    vendor: str, here: tuple[Place, str | int, str], there: tuple[Place, str]
) -> Problem:
    place, field, value = here
    other, known = there
    return Problem(
        place,
        f"'{field}' of vendor '{vendor}' is '{value}' (expected '{known}', as at {other})",
        "one id in two inventories is one vendor: correct one of them, or give them two ids",
    )
