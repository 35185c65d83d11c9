"""The portfolio: inventories read and valid, as one graph; no policy is needed for it."""

from collections.abc import Iterable

from checker import clock, packs
from checker.cache import location
from checker.errors import InputError
from checker.exposing.portfolio import Portfolio
from checker.facts.regime import Regimes
from checker.graph.graph import Graph
from checker.graph.owners import owners
from checker.graph.read import records_of
from checker.inventory import Inventory
from checker.model.view import inventory_of
from checker.parse.document import Document
from checker.policy.config import UNREAD_CONFIG, Config
from checker.problems import Problem
from checker.record import NamedTuple
from checker.report.report import Input
from checker.settings import settings as configured
from checker.usecases.collector import paused
from checker.usecases.load import Request, collect, valid_documents
from checker.values import Timestamp


class Loaded(NamedTuple):
    """A portfolio, and what it was read from.

    Attributes:
        inventories: in order of id.
        inputs: every inventory that was read.
    """

    portfolio: Portfolio
    inventories: tuple[Inventory, ...]
    inputs: tuple[Input, ...]


def portfolio_of(inventories: Iterable[Inventory], regimes: Regimes, as_of: Timestamp) -> Portfolio:
    """The portfolio of some inventories; whoever keeps one as a client is among the clients."""
    views = {inventory.id: inventory.view for inventory in inventories}
    graph = Graph(records_of(views.values()) | owners(views.values()))
    return Portfolio(graph, views, regimes, as_of)


def load_portfolio(request: Request) -> Loaded:
    """Read and validate the inventories that a request names, and the regimes in force.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a default that is not there.
    """
    with paused():
        problems: list[Problem] = []
        where = request.sources
        settings = collect(lambda: configured(where, request.config), UNREAD_CONFIG, problems)
        none: list[Document] = []
        regimes = collect(lambda: _regimes(request, settings), None, problems)
        read = collect(lambda: valid_documents(request, settings, regimes), none, problems)
        if problems or regimes is None:
            raise InputError(problems)
        made = (inventory_of(document, None, settings.fields) for document in read)
        inventories = tuple(sorted(made, key=lambda inventory: inventory.id))
        return Loaded(
            portfolio_of(inventories, regimes, request.as_of or clock.now()),
            inventories,
            tuple(Input(document.path, "inventory", document.sha256) for document in read),
        )


def _regimes(request: Request, settings: Config) -> Regimes | None:
    where = request.sources
    chosen = packs.chosen(where, request.policies or packs.in_force(where, settings))
    return packs.regimes(chosen.regimes, location.store(wanted=request.cache))
