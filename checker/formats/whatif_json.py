"""The portfolio without a party, and the worst parties, for programs.

Contracts with versions, described by `without.schema.json` and `worst.schema.json`. One row a line.
"""

from collections.abc import Iterable
from typing import Any, Final

from checker.exposing.places import Locate
from checker.exposing.without import CriticalService, Leaving, Substitute, Without
from checker.exposing.worst import Worst
from checker.formats.exposure_json import unknown_data
from checker.formats.json_data import place_data
from checker.formats.json_document import document, encoded, lines
from checker.report.report import Input
from checker.version import __version__

WITHOUT: Final = "vendorgate/without/v1"
WORST: Final = "vendorgate/worst/v1"


def of_without(without: Without, locate: Locate, inputs: Iterable[Input]) -> str:
    """The portfolio without a party as JSON that ends with a line break."""
    members = {
        "as_of": encoded(without.as_of),
        "inputs": lines(file._asdict() for file in inputs),
        "about": encoded({"id": without.about.id, "name": without.about.name}),
        "clients": encoded(list(without.clients)),
        "services": lines(_service(each, locate) for each in without.services),
        "substitutes": lines(_substitute(each, locate) for each in without.substitutes),
        "leaving": lines(_leaving(each, locate) for each in without.leaving),
        "unknown": lines(unknown_data(each, locate) for each in without.unknown),
    }
    return document(WITHOUT, __version__, members)


def of_worst(worst: Worst, locate: Locate, inputs: Iterable[Input]) -> str:
    """The worst parties as JSON that ends with a line break."""
    members = {
        "as_of": encoded(worst.as_of),
        "inputs": lines(file._asdict() for file in inputs),
        "measures": lines(
            {
                "name": each.name,
                "total": each.total,
                "ranks": [rank._asdict() for rank in each.ranks],
            }
            for each in worst.measures
        ),
        "uncounted": encoded(worst.uncounted),
        "unknown": lines(unknown_data(each, locate) for each in worst.unknown),
    }
    return document(WORST, __version__, members)


def _service(each: CriticalService, locate: Locate) -> dict[str, Any]:
    return {
        "vendor": each.vendor,
        "id": each.id,
        "functions": list(each.functions),
        "standing": each.standing.value,
        "path": list(each.path),
        "location": place_data(locate(each.place)),
    }


def _substitute(each: Substitute, locate: Locate) -> dict[str, Any]:
    return {
        "name": each.name,
        "id": each.id or None,
        "named": each.named,
        "relies_on_it": each.relies,
        "location": place_data(locate(each.place)),
    }


def _leaving(each: Leaving, locate: Locate) -> dict[str, Any]:
    return {
        "inventory": each.inventory,
        "substitutability": each.level or None,
        "days": each.days,
        "notice_days": each.notice_days,
        "exit_plan": each.exit_plan,
        "exit_plan_tested_on": each.tested_on or None,
        "alternatives_assessed": each.assessed,
        "location": place_data(locate(each.place)),
    }
