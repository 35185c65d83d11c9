"""Exposure: who and what a breach at one party reaches. `vendorgate exposure`."""

from typing import NamedTuple

from checker.exposure.expose import expose
from checker.exposure.exposure import Exposure
from checker.exposure.find import find
from checker.exposure.places import Locate, locator
from checker.report.report import Input
from checker.usecases.collector import set_apart
from checker.usecases.load import Request
from checker.usecases.portfolio import load_portfolio
from checker.validate import schema


class Exposed(NamedTuple):
    """An exposure, the places of its records, and the files that it was made of."""

    exposure: Exposure
    locate: Locate
    inputs: tuple[Input, ...]


def exposure(request: Request, what: str, *, incident: str = "") -> Exposed:
    """Read, validate, and follow the chain.

    Args:
        what: a party by id or name, or a category of data.
        incident: the id of a recorded one; empty for a breach that may come.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: nothing is called `what`, or there is no such incident.
    """
    loaded = load_portfolio(request)
    with set_apart():
        about = find(what, loaded.portfolio.graph, _categories())
        told = expose(about, loaded.portfolio, incident)
        return Exposed(told, locator(loaded.inventories), loaded.inputs)


def _categories() -> tuple[str, ...]:
    return tuple(schema.load("inventory")["$defs"]["category"]["enum"])
