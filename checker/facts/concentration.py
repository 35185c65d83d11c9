"""The concentration of a portfolio: how much of it hangs on few vendors, or on few groups."""

from collections.abc import Mapping
from typing import Any

from checker.facts.bounds import Range
from checker.facts.herfindahl import concentration
from checker.facts.scales import SCALES, Scales
from checker.graph.graph import Graph


def grouped(graph: Graph, weighed: Mapping[str, Range]) -> Mapping[str, Range]:
    """The weight of each group of vendors of one owner."""
    found: dict[str, Range] = {}
    for vendor, weight in weighed.items():
        own = graph.group(vendor)
        found[own] = found[own] + weight if own in found else weight
    return found


def concentrations(scales: Scales) -> dict[str, dict[str, Any]]:
    """The concentration of vendors and of groups, by every weight."""
    of_vendors = {scale: scales.weights(scale) for scale in SCALES}
    of_groups = {scale: grouped(scales.graph, each) for scale, each in of_vendors.items()}
    return {
        by: {scale: _entry(weighed) for scale, weighed in each.items()}
        for by, each in (("vendor", of_vendors), ("group", of_groups))
    }


def _entry(weighed: Mapping[str, Range]) -> dict[str, Any]:
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
