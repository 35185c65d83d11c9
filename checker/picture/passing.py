"""Passing: lines over several columns have a place in each, so that they run under no node."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from checker.picture.picture import Edge, Node, Picture, joined, placed

MOST: Final = 40
"""Places of lines in a picture; with more it would be a picture of them."""


def passed(picture: Picture) -> tuple[Picture, Mapping[tuple[str, str], Mapping[int, str]]]:
    """The picture with a node for each column that a line passes.

    Returns:
        It, and by the ends of a line the ids of these nodes by rank.
    """
    ranks = {node.id: node.rank for node in picture.nodes}
    columns = sorted(set(ranks.values()))
    passing: dict[tuple[str, str], dict[int, str]] = {}
    for edge in picture.edges:
        between = [rank for rank in columns if ranks[edge.source] < rank < ranks[edge.target]]
        # No id of a party has a line break.
        own = {rank: f"{edge.source}\n{edge.target}\n{rank}" for rank in between}
        if own:
            passing[edge.source, edge.target] = own
    if sum(map(len, passing.values())) > MOST:
        return picture, {}
    nodes, edges = [*picture.nodes], list[Edge]()
    for edge in picture.edges:
        own = passing.get((edge.source, edge.target), {})
        nodes += (Node(id_, "", "", rank, edge.weight, edge.state) for rank, id_ in own.items())
        steps = pairwise((edge.source, *own.values(), edge.target))
        edges += (Edge(one, other, edge.weight, edge.state) for one, other in steps)
    return picture._replace(nodes=placed(nodes), edges=joined(edges)), passing
