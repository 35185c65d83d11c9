"""The concentration of a portfolio: how much of it hangs on few vendors, or on few groups."""

from collections.abc import Mapping
from typing import Any

from checker.facts.bounds import Range
from checker.facts.herfindahl import concentration
from checker.facts.scales import SCALES
from checker.graph.graph import Graph

BY = ("vendor", "group")


def weights(graph: Graph, scale: str, by: str) -> Mapping[str, Range]:
    """The weight of each vendor, or of each group of vendors of one owner."""
    weigh, _ = SCALES[scale]
    found: dict[str, Range] = {}
    for party in graph.parties.values():
        if party.is_vendor:
            own = graph.group(party.id) if by == "group" else party.id
            found[own] = found.get(own, Range(0, 0)) + weigh(graph, party.id)
    return found


def concentrations(graph: Graph) -> dict[str, dict[str, Any]]:
    """The concentration of vendors and of groups, by every weight."""
    return {by: {scale: _entry(graph, scale, by) for scale in SCALES} for by in BY}


def _entry(graph: Graph, scale: str, by: str) -> dict[str, Any]:
    weighed = weights(graph, scale, by)
    entry: dict[str, Any] = {"count": len(weighed)}
    told = concentration([*weighed.values()])
    if told is None:
        return entry
    entry.update({name: bounds.record for name, bounds in told._asdict().items()})
    first = largest(weighed)
    if weighed[first].low:
        entry["largest_id"] = first
    return entry


def largest(weighed: Mapping[str, Range]) -> str:
    """The one with the greatest weight that is recorded; of equals the first by id."""
    return min(weighed, key=lambda id_: (-weighed[id_].low, id_))
