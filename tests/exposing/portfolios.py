"""Portfolios to ask: a complete one, of which nothing is unknown, and parts of it left out."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from checker.clock import as_of
from checker.exposing.expose import expose
from checker.exposing.exposure import Exposure
from checker.exposing.find import find
from checker.exposing.portfolio import Portfolio
from checker.facts.regime import regimes_of
from checker.graph.graph import Graph
from checker.graph.owners import owners
from checker.graph.read import records_of

REGIMES = regimes_of(yaml.safe_load((Path(__file__).parent / "regimes.yaml").read_text("utf-8")))

COMPLETE = (Path(__file__).parent / "complete.yaml").read_text("utf-8")

INCIDENT = """
id: i-1
status: confirmed
root_party: packer
times: {occurred_from: 2031-05-10T08:00:00Z, vendor_detected: 2031-05-10T12:00:00Z}
clients_affected: [one]
exposed: [{category: government_id, records: 300, confirmed: confirmed}]
individuals_at_least: 100
individuals_at_most: 300
notices: []
client_times: [{client: one, aware_at: 2031-05-14T00:00:00Z}]
"""


def loaded(text: str) -> Any:
    return _plain(yaml.safe_load(text))


def _plain(value: Any) -> Any:
    """Dates as the inventory's own reader has them: texts."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    return value


def complete() -> dict[str, Any]:
    return deepcopy(loaded(COMPLETE))


def with_incident(**changes: Any) -> dict[str, Any]:
    view = complete()
    incident = {**loaded(INCIDENT), **changes}
    view["vendors"][0]["incidents"] = [
        {key: value for key, value in incident.items() if value is not None}
    ]
    return view


def portfolio(*views: dict[str, Any], moment: str = "2031-05-15T00:00:00Z") -> Portfolio:
    graph = Graph(records_of(views) | owners(views))
    return Portfolio(graph, {view["id"]: view for view in views}, REGIMES, as_of(moment))


CATEGORIES = ("training_dataset", "government_id", "contractor_pii", "health")


def ask(what: str, *views: dict[str, Any], incident: str = "", **more: Any) -> Exposure:
    whole = portfolio(*views, **more)
    return expose(find(what, whole.graph, CATEGORIES), whole, incident)
