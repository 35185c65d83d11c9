"""The order of nodes within their columns, with few lines that cross.

The usual sweeps: each node goes to the mean of its neighbours in the column before, then
neighbours change places where that saves a crossing. The best order that was met is kept.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from checker.picture.picture import STATES, Node, Picture

_SWEEPS: Final = 12

Columns: TypeAlias = dict[int, list[Node]]
Places: TypeAlias = Mapping[str, int]


def ordered(picture: Picture) -> Columns:
    """The nodes of a picture by rank, from top to bottom."""
    columns: Columns = {}
    for node in sorted(picture.nodes, key=_first):
        columns.setdefault(node.rank, []).append(node)
    columns = dict(sorted(columns.items()))
    near = _across(picture, columns)
    best, fewest = columns, crossings(columns, near)
    for sweep in range(_SWEEPS):
        columns = _swept(columns, near, forward=sweep % 2 == 0)
        columns = _exchanged(columns, near)
        number = crossings(columns, near)
        if number < fewest:
            best, fewest = columns, number
    return best


def _first(node: Node) -> tuple[int, int, float, str]:
    return node.rank, STATES.index(node.state), -node.weight, node.id


def _across(picture: Picture, columns: Columns) -> Mapping[str, Sequence[str]]:
    """The neighbours of each node in the columns beside its own."""
    place = {rank: number for number, rank in enumerate(columns)}
    column = {node.id: place[node.rank] for node in picture.nodes}
    near: dict[str, list[str]] = {node.id: [] for node in picture.nodes}
    for edge in picture.edges:
        if abs(column[edge.source] - column[edge.target]) == 1:
            near[edge.source].append(edge.target)
            near[edge.target].append(edge.source)
    return near


def crossings(columns: Columns, near: Mapping[str, Sequence[str]]) -> int:
    """The number of pairs of lines between neighbouring columns that cross."""
    total = 0
    for left, right in pairwise(columns.values()):
        place = {node.id: number for number, node in enumerate(right)}
        seen: list[int] = []
        for node in left:
            ends = sorted(place[each] for each in near[node.id] if each in place)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            seen = sorted([*seen, *ends])
    return total


def _swept(columns: Columns, near: Mapping[str, Sequence[str]], *, forward: bool) -> Columns:
    """The columns, each in the order of its neighbours in the one before."""
    ranks = list(columns) if forward else list(reversed(columns))
    swept = {ranks[0]: columns[ranks[0]]} if ranks else {}
    for before, rank in pairwise(ranks):
        place = {node.id: number for number, node in enumerate(swept[before])}
        own = {node.id: number for number, node in enumerate(columns[rank])}

        def mean(node: Node, place: Places = place, own: Places = own) -> float:
            ends = [place[each] for each in near[node.id] if each in place]
            return sum(ends) / len(ends) if ends else own[node.id]

        swept[rank] = sorted(columns[rank], key=mean)
    return dict(sorted(swept.items()))


def _exchanged(columns: Columns, near: Mapping[str, Sequence[str]]) -> Columns:
    """The columns, with neighbours exchanged where that saves crossings."""
    done = {rank: list(column) for rank, column in columns.items()}
    place = {node.id: n for column in done.values() for n, node in enumerate(column)}
    rank_of = {node.id: node.rank for column in done.values() for node in column}
    for column in done.values():
        for number in range(len(column) - 1):
            one, other = column[number], column[number + 1]
            if _saves(one, other, near, place, rank_of):
                column[number], column[number + 1] = other, one
                place[one.id], place[other.id] = number + 1, number
    return done


def _saves(
    one: Node,
    other: Node,
    near: Mapping[str, Sequence[str]],
    place: Places,
    rank_of: Places,
) -> bool:
    """Whether two neighbours of a column cross fewer lines the other way round."""
    now = then = 0
    for a in near[one.id]:
        for b in near[other.id]:
            if rank_of[a] == rank_of[b]:
                now += place[a] > place[b]
                then += place[a] < place[b]
    return then < now
