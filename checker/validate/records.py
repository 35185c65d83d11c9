"""Records: what a schema cannot say of a record by itself, wherever it stands.

Days, instants, zones, countries and LEIs exist, and nothing ends before it starts. It holds for the
records of an inventory, and for those that a policy's test gives.
"""

from collections.abc import Callable, Mapping
from typing import Any

from checker.inventory import LISTS
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Place, Problem
from checker.validate import notation
from checker.validate.chronology import reversals
from checker.validate.counts import excesses
from checker.validate.fields import Visit, visitor
from checker.validate.notation import ValueProblem
from checker.validate.subject import subject

NOTATIONS: Mapping[str, Callable[[Any], ValueProblem | None]] = {
    "date": notation.date,
    "open_date": notation.date,
    "moment": notation.moment,
    "zone": notation.zone,
    "country": notation.country,
    "region": notation.region,
    "lei": notation.lei,
    "currency": notation.currency,
}
"""Checks of single values, by the name of their definition in the inventory's schema."""


def problems(document: Document, schema: Mapping[str, Any], prefix: str) -> list[Problem]:
    """The problems of all records in a document that is no inventory, sorted by place.

    Args:
        document: valid by the schema.
        schema: of the document; it has the definitions of the inventory's schema under their names
            behind a prefix.
        prefix: that prefix.
    """
    records = Records(document)
    judged = {f"{prefix}{name}": records.judged(judge) for name, judge in NOTATIONS.items()}
    visitor(schema, judged)(document.data, ())
    ordered = {f"{prefix}{kind}": records.element(key) for kind, key in LISTS.items()}
    visitor(schema, {**ordered, f"{prefix}vendor": records.vendor})(document.data, ())
    return sorted(set(records.found), key=lambda problem: (problem.place, problem.message))


class Records:
    """The checks of one document's records, and the problems that they have found."""

    def __init__(self, document: Document) -> None:
        self._data = document.data
        self._positions = document.positions
        self.found: list[Problem] = []

    def judged(self, judge: Callable[[Any], ValueProblem | None]) -> Visit:
        """A visit that judges every value once and reports every place of a bad one."""
        good: set[Any] = set()

        def visit(value: Any, path: Path) -> None:
            if value in good:
                return
            value_problem = judge(value)
            if value_problem is None:
                good.add(value)
            else:
                place = self._positions.value(path)
                self.report(place, f"{subject(path)} {value_problem.message}", value_problem.hint)

        return visit

    def vendor(self, vendor: Any, path: Path) -> None:
        """Report whatever ends before it starts in a vendor, anywhere on Earth."""
        self.in_order(vendor, path, None)

    def element(self, collection: str) -> Visit:
        """A visit of elements that stand by themselves, as `vendor` is of vendors."""

        def visit(element: Any, path: Path) -> None:
            for first, second, expected in _disorders({collection: [element]}, None):
                self._order((*path, *first[2:]), (*path, *second[2:]), expected)

        return visit

    def in_order(self, vendor: Mapping[str, Any], path: Path, zone: str | None) -> None:
        """Report whatever ends before it starts, or is less than its least, in a vendor."""
        for first, second, expected in _disorders(vendor, zone):
            self._order((*path, *first), (*path, *second), expected)

    def report(self, place: Place, message: str, hint: str | None = None) -> None:
        """Add a problem."""
        self.found.append(Problem(place, message, hint))

    def _order(self, first: Path, second: Path, expected: str) -> None:
        line = self._positions.value(first).line
        self.report(
            self._positions.value(second),
            f"{subject(second)} is '{self._at(second)}' (expected '{self._at(first)}' {expected})",
            f"{subject(first)} stands on line {line}",
        )

    def _at(self, path: Path) -> Any:
        value = self._data
        for step in path:
            value = value[step]
        return value


def _disorders(vendor: Mapping[str, Any], zone: str | None) -> list[tuple[Path, Path, str]]:
    return [
        *((earlier, later, "or later") for earlier, later in reversals(vendor, zone)),
        *((smaller, greater, "or more") for smaller, greater in excesses(vendor)),
    ]
