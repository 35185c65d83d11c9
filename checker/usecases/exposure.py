"""Exposure: who and what a breach or a loss reaches. `vendorgate exposure`."""

from typing import Generic, TypeVar

from checker.exposing.expose import expose
from checker.exposing.exposure import About, Exposure
from checker.exposing.find import find
from checker.exposing.places import Locate, locator
from checker.exposing.portfolio import Portfolio
from checker.exposing.without import Without, without
from checker.exposing.worst import Worst, worst
from checker.record import NamedTuple
from checker.report.report import Input
from checker.usecases.collector import set_apart
from checker.usecases.load import Request
from checker.usecases.portfolio import load_portfolio
from checker.validate import schema

Answer = TypeVar("Answer", Exposure, Without, Worst)


class Asked(NamedTuple, Generic[Answer]):
    """An answer, the portfolio and the files that it was made of, and where records stand."""

    answer: Answer
    portfolio: Portfolio
    locate: Locate
    inputs: tuple[Input, ...]


def exposure(request: Request, what: str, *, incident: str = "") -> Asked[Exposure]:
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
        told = expose(_find(what, loaded.portfolio), loaded.portfolio, incident)
        return Asked(told, loaded.portfolio, locator(loaded.inventories), loaded.inputs)


def without_party(request: Request, what: str) -> Asked[Without]:
    """Read, validate, and take a party away.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: no party is called `what`.
    """
    loaded = load_portfolio(request)
    with set_apart():
        about = find(what, loaded.portfolio.graph, ())
        told = without(about, loaded.portfolio)
        return Asked(told, loaded.portfolio, locator(loaded.inventories), loaded.inputs)


def worst_parties(request: Request, most: int) -> Asked[Worst]:
    """Read, validate, and rank all parties by whom and what they reach.

    Raises:
        InputError: files that cannot be read or are not valid.
    """
    loaded = load_portfolio(request)
    with set_apart():
        told = worst(loaded.portfolio, most)
        return Asked(told, loaded.portfolio, locator(loaded.inventories), loaded.inputs)


def _find(what: str, portfolio: Portfolio) -> About:
    return find(what, portfolio.graph, schema.load("inventory")["$defs"]["category"]["enum"])
