"""Pictures to draw: supply chains of any size, the same for the same seed."""

import random
from functools import cache
from itertools import pairwise

from checker.picture.picture import Edge, Node, Picture, State, joined, placed

KINDS = ("client", "vendor", "service", "software_component", "build_tool")


def node(id_: str, rank: int = 1, **more: object) -> Node:
    return Node(id_, more.pop("label", id_), KINDS[min(rank, 4)], rank, 0.5)._replace(**more)


def edge(source: str, target: str, weight: float = 0.5) -> Edge:
    return Edge(source, target, weight)


def picture(nodes: list[Node], edges: list[Edge], *notes: str) -> Picture:
    return Picture(
        "A chain", "2031-05-15T00:00:00Z", placed(nodes), joined(edges), "clients", notes
    )


@cache
def chain(length: int) -> Picture:
    ids = [f"n{number:06}" for number in range(length)]
    nodes = [node(id_, rank) for rank, id_ in enumerate(ids)]
    return picture(nodes, [edge(*ends) for ends in pairwise(ids)])


def supply(size: int, seed: int = 0) -> Picture:
    """Clients, vendors, two ranks behind them, cycles and a loop; the last party is breached."""
    rng = random.Random(seed)
    ranks = sorted(min(3, rng.randrange(5)) for _ in range(size))
    ranks[:3] = [0, 1, 2]
    ranks.sort()
    ids = {rank: [f"n{n:05}" for n, each in enumerate(ranks) if each == rank] for rank in range(4)}
    edges = []
    for rank in range(3):
        for source in ids[rank]:
            for _ in range(1 + int(rng.random() ** 3 * 5)):
                if ids[rank + 1]:
                    # Some are the supplier of many.
                    target = ids[rank + 1][int(rng.random() ** 2 * len(ids[rank + 1]))]
                    edges.append(edge(source, target, round(rng.random() ** 3, 3)))
    edges.append(edge(ids[2][0], ids[1][0], 0.1))
    edges.append(edge(ids[2][0], ids[2][0], 0.1))
    nodes = [
        node(
            id_,
            rank,
            weight=round(rng.random() ** 3, 3),
            detail=f"{rank} kinds of data" if rng.random() < 0.5 else "",
            open=rank == 3,
            state=State.REACHED if rng.random() < 0.1 else State.CLEAR,
        )
        for rank, own in ids.items()
        for id_ in own
    ]
    nodes[-1] = nodes[-1]._replace(state=State.BREACHED)
    return picture(nodes, edges)
