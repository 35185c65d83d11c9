"""The portfolio: inventories read and valid, the regimes, and the graph; no policy is needed."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from checker import clock, packs
from checker.cache import location
from checker.errors import InputError
from checker.facts.regime import Regimes
from checker.graph.graph import Graph
from checker.graph.owners import owners
from checker.graph.read import records_of
from checker.graph.records import Place
from checker.inventory import Inventory
from checker.model.view import inventory_of
from checker.parse.document import Document
from checker.policy.config import UNREAD_CONFIG, Config
from checker.problems import Problem
from checker.report.report import Input
from checker.settings import settings as configured
from checker.usecases.collector import paused
from checker.usecases.load import Request, collect, valid_documents
from checker.values import Timestamp


class Portfolio:
    """The inventories of a request.

    Attributes:
        inventories: in order of id.
        regimes: those in force.
        inputs: every file that was read.
        as_of: the moment.
    """

    def __init__(
        self,
        inventories: tuple[Inventory, ...],
        regimes: Regimes,
        inputs: tuple[Input, ...],
        as_of: Timestamp,
    ) -> None:
        self.inventories, self.regimes = inventories, regimes
        self.inputs, self.as_of = inputs, as_of

    @cached_property
    def views(self) -> Mapping[str, Mapping[str, Any]]:
        """By the id of an inventory what CEL calls `inventory`."""
        return {inventory.id: inventory.view for inventory in self.inventories}

    @cached_property
    def graph(self) -> Graph:
        """The graph of all inventories; whoever keeps one as a client is among the clients."""
        return Graph(records_of(self.views.values()) | owners(self.views.values()))

    def at(self, place: Place) -> Any:
        """The record at a place among the vendors of an inventory."""
        value: Any = self.views[place.inventory]
        for step in place.path:
            value = value[step]
        return value


def portfolio(request: Request) -> Portfolio:
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
        inventories = sorted(made, key=lambda inventory: inventory.id)
        inputs = [Input(document.path, "inventory", document.sha256) for document in read]
        return Portfolio(tuple(inventories), regimes, tuple(inputs), request.as_of or clock.now())


def _regimes(request: Request, settings: Config) -> Regimes | None:
    where = request.sources
    chosen = packs.chosen(where, request.policies or packs.in_force(where, settings))
    return packs.regimes(chosen.regimes, location.store(wanted=request.cache))
