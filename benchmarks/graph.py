"""The graph of a portfolio: what its closure and its facts take, and the memory of an edge.

usage: python benchmarks/graph.py VENDORS EDGES [--memory]

Prints one line of JSON. Beside the closure stands that of rustworkx, where it is installed.
"""

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checker.facts.portfolio import of_views  # noqa: E402
from checker.graph.closure import Dependents  # noqa: E402
from checker.graph.graph import Graph  # noqa: E402
from checker.graph.read import records_of  # noqa: E402

FACTS = ("chain", "reach", "nth_parties", "concentration")


def portfolio(vendors: int, edges: int) -> dict[str, Any]:
    """An inventory of vendors who rely on each other at random: most of them in one circle."""
    chance = random.Random(7)
    behind: list[list[dict[str, Any]]] = [[] for _ in range(vendors)]
    for _ in range(edges):
        party = {"party": f"v{chance.randrange(vendors)}", "kind": "service"}
        behind[chance.randrange(vendors)].append(party)
    records = [
        {
            "id": f"v{number}",
            "legal_name": f"Vendor {number}",
            "subprocessors": own,
            "services": [{"id": "s", "supports_critical_function": number % 3 == 0}],
            "clients": [{"client": f"c{number % 50}"}],
            "data": [{"category": "telemetry", "records": number}],
            "contracts": [{"annual_cost": {"amount": number, "currency": "EUR"}}],
        }
        for number, own in enumerate(behind)
    ]
    return {"id": "bench", "vendors": records}


def seconds(work: Callable[[], object]) -> float:
    """The least CPU time of three."""
    gc.disable()
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def closure(successors: Sequence[Sequence[int]], predecessors: Sequence[Sequence[int]]) -> int:
    """The number of pairs of which one relies on the other."""
    dependents = Dependents(successors, predecessors)
    sets = (dependents.of(node) for node in range(len(successors)))
    return sum(each.bit_count() for each in sets if isinstance(each, int)) - len(successors)


def other(successors: Sequence[Sequence[int]]) -> int:
    """The same by rustworkx: a search from each node."""
    import rustworkx  # noqa: PLC0415 it is not a dependency

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(successors)))
    pairs = ((node, target) for node, targets in enumerate(successors) for target in targets)
    graph.add_edges_from_no_data([*pairs])
    return sum(len(rustworkx.ancestors(graph, node)) for node in range(len(successors)))


def facts(view: dict[str, Any]) -> None:
    """Work out every fact of the portfolio."""
    found = of_views([view], FACTS)
    found.added(view, 0)
    assert found.whole


def main() -> None:
    """Measure, and print."""
    vendors, edges = int(sys.argv[1]), int(sys.argv[2])
    view = portfolio(vendors, edges)
    if "--memory" in sys.argv:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        graph = Graph(records_of([view]))
        assert graph.components.members
        assert graph.dependents("v0")
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
        print(json.dumps({"memory": memory}))
        return
    graph = Graph(records_of([view]))
    around = graph.successors, graph.predecessors
    told: dict[str, Any] = {
        "pairs": closure(*around),
        "closure": seconds(lambda: closure(*around)),
        "facts": seconds(lambda: facts(view)),
    }
    if find_spec("rustworkx"):
        assert other(graph.successors) == told["pairs"]
        told["rustworkx"] = seconds(lambda: other(graph.successors))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
