"""The layout: a picture in columns, each node as near to its neighbours as the others let it."""

from collections.abc import Mapping, Sequence
from typing import Final

from checker.picture.order import ordered
from checker.picture.passing import passed
from checker.picture.picture import Node, Picture
from checker.record import NamedTuple

_PASSES: Final = 6


class Layout(NamedTuple):
    """The columns of a picture.

    Attributes:
        columns: the nodes by rank, from top to bottom; a rank without nodes has none.
        rows: by id how far below the top a node stands, in rows.
        height: rows.
        stops: of lines that pass columns, by their ends, the row at which they pass each, by rank.
    """

    columns: Mapping[int, Sequence[Node]]
    rows: Mapping[str, float]
    height: float
    stops: Mapping[tuple[str, str], Mapping[int, float]]


def layout(picture: Picture) -> Layout:
    """The places of a picture's nodes; the same for every order of them."""
    whole, passing = passed(picture)
    columns = ordered(whole)
    near = _neighbours(whole)
    rows: dict[str, float] = {}
    for column in columns.values():
        shift = -len(column) / 2
        rows.update({node.id: number + shift for number, node in enumerate(column)})
    for sweep in range(_PASSES):
        order = list(columns)
        for rank in order if sweep % 2 == 0 else reversed(order):
            ids = [node.id for node in columns[rank]]
            wanted = [_mean([rows[each] for each in near[id_]], rows[id_]) for id_ in ids]
            rows.update(zip(ids, spaced(wanted), strict=True))
    top = min(rows.values(), default=0.0)
    rows = {id_: round(row - top, 3) for id_, row in rows.items()}
    stops = {ends: {rank: rows[id_] for rank, id_ in own.items()} for ends, own in passing.items()}
    height = max(rows.values(), default=0.0) + 1
    shown = picture.by_id()
    return Layout(
        {rank: [node for node in own if node.id in shown] for rank, own in columns.items()},
        {id_: row for id_, row in rows.items() if id_ in shown},
        height,
        stops,
    )


def spaced(wanted: Sequence[float]) -> list[float]:
    """The nearest places to those that are wanted, in that order and at least one apart.

    Nearest by the sum of squares: where several want one place, they stand around it.
    """
    # With the distance taken off, it is the nearest sequence that never falls: neighbours that
    # stand in the wrong order are pooled at their mean.
    pools: list[tuple[float, int]] = []
    for number, each in enumerate(wanted):
        mean, count = each - number, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean = (mean * count + other * others) / (count + others)
            count += others
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    return [place + number for number, place in enumerate(flat)]


def _neighbours(picture: Picture) -> Mapping[str, Sequence[str]]:
    """The neighbours of each node in other columns."""
    by_id = picture.by_id()
    near: dict[str, list[str]] = {node.id: [] for node in picture.nodes}
    for edge in picture.edges:
        if by_id[edge.source].rank != by_id[edge.target].rank:
            near[edge.source].append(edge.target)
            near[edge.target].append(edge.source)
    return near


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
