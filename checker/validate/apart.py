"""Vendors apart: whether an inventory is valid, where its vendors were looked at in parts.

It is a proof, and no report: whoever has none looks at the whole, and says what is wrong.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from checker.parse.document import Document
from checker.parse.positions import Layout, Path, Positions
from checker.problems import Place
from checker.record import NamedTuple
from checker.schema.custom import CustomFields
from checker.validate import schema
from checker.validate.consistency import Consistency


class References(NamedTuple):
    """The ids that vendors refer to, of which nothing else is wrong by themselves.

    Attributes:
        organisations: of those that must be organisations.
        parties: of those that may be vendors, too.
    """

    organisations: frozenset[str]
    parties: frozenset[str]


NOBODY = References(frozenset(), frozenset())


class _Asked(set[str]):
    """Everybody: a set that has whatever it is asked for."""

    def __contains__(self, name: object) -> bool:
        self.add(str(name))
        return True

    def taken(self) -> frozenset[str]:
        """Return what it was asked for until now, and forget it."""
        names = frozenset(self)
        self.clear()
        return names


class _Nowhere(Positions):
    """The places of a document of which nobody is told any."""

    def __init__(self) -> None:
        super().__init__("", "", None, Layout(array("I"), array("I"), array("I"), {}, []))

    def value(self, path: Path) -> Place:  # noqa: ARG002
        """No place."""
        return Place("", 0, 0)

    key = value


def valid(data: Any, fields: CustomFields) -> bool:
    """Return whether the data of a whole document is a valid inventory."""
    return schema.accepted(data, "inventory", fields) and not _checks(data, fields).problems()


def references(
    parts: Iterable[Any], calendar: Any, fields: CustomFields
) -> Sequence[References] | None:
    """The references of parts of an inventory's vendors; None if anything is wrong with one.

    Args:
        parts: vendors, any data.
        calendar: that of the inventory, any data.
    """
    if not schema.member("inventory", "calendar", fields)(calendar):
        return None
    checks = _checks({"calendar": calendar}, fields)
    organisations, parties = checks.organisations, checks.known = _Asked(), _Asked()
    found = []
    for vendors in parts:
        if not schema.member("inventory", "vendors", fields)(vendors):
            return None
        checks.records({"calendar": calendar, "vendors": vendors})
        if checks.found:
            return None
        found.append(References(organisations.taken(), parties.taken()))
    return found


def whole(data: Any, calendar: Any, parts: Sequence[References], fields: CustomFields) -> bool:
    """Return whether the data of a document is a valid inventory, by what its parts told.

    Args:
        calendar: that they were told.
        parts: the references of all of its vendors.
    """
    rest = {**data, "vendors": []}
    if not schema.accepted(rest, "inventory", fields) or data.get("calendar", {}) != calendar:
        return False
    checks = _checks(data, fields)
    checks.identify()
    checks.records(rest)
    checks.parents()
    return not checks.found and all(
        each.organisations <= checks.organisations and each.parties <= checks.known
        for each in parts
    )


def _checks(data: Any, fields: CustomFields) -> Consistency:
    return Consistency(Document("", "", data, _Nowhere()), fields)
