"""Folding: a picture of thousands of nodes becomes one that can be read, and says so.

First nodes fold that nothing but their name tells apart: the same neighbours, the same state. That
loses no line. Where a column still has more than it can show, those fold on which least depends.
"""

from collections.abc import Hashable, Mapping
from typing import Final

from checker.picture.depth import deepened
from checker.picture.picture import STATES, Node, Picture, State, joined, placed, worst

WHOLE: Final = 60
"""Nodes up to which each is drawn by itself."""

LONGEST: Final = 36
"""Nodes of a column."""

COLUMNS: Final = 8
"""Columns: what stands further away stands in the last one."""

_ALIKE: Final = 3
"""Nodes that are worth folding."""

_NAMED: Final = 3
_BY_DEPTH: Final = "The rank of a column is that of the longest way from a client."


def folded(whole: Picture, *, longest: int = LONGEST) -> Picture:
    """The picture with as many nodes as a reader can tell apart.

    Args:
        longest: the nodes that a column may have.
    """
    deepest = max((node.rank for node in whole.nodes), default=0)
    small = len(whole.nodes) <= WHOLE <= longest * 2
    if small:
        deep = deepened(whole)
        # Of a tangle the longest ways are long, and tell nothing.
        if max((node.rank for node in deep.nodes), default=0) <= min(deepest + 1, COLUMNS - 1):
            return deep._replace(notes=(*whole.notes, *([_BY_DEPTH] if deep.nodes else [])))
    notes: list[str] = list(whole.notes)
    near = whole
    if deepest >= COLUMNS:
        last = COLUMNS - 1
        nodes = (node._replace(rank=min(node.rank, last)) for node in whole.nodes)
        near = whole._replace(nodes=placed(nodes))
        notes.append(f"The last column holds every rank from {last} to {deepest:,}.")
    drawn = _fewer(near if small else _alike(near), longest)
    groups = [node for node in drawn.nodes if node.members > 1]
    if groups:
        hidden = sum(node.members for node in groups)
        notes.append(
            f"{hidden:,} of {len(whole.nodes):,} are drawn as {_groups(len(groups))}: those with "
            f"the same neighbours, then those on which the fewest {whole.unit} depend."
        )
    return drawn._replace(notes=tuple(notes))


def _groups(count: int) -> str:
    return f"{count} group{'' if count == 1 else 's'}"


def _alike(whole: Picture) -> Picture:
    """The picture with one node for all that have the same neighbours, kind and state."""
    neighbours: dict[str, tuple[set[str], set[str]]] = {
        node.id: (set(), set()) for node in whole.nodes
    }
    for edge in whole.edges:
        neighbours[edge.source][0].add(edge.target)
        neighbours[edge.target][1].add(edge.source)

    def shape(node: Node) -> Hashable:
        below, above = neighbours[node.id]
        return node.rank, node.kind, node.state, frozenset(below), frozenset(above)

    shapes: dict[Hashable, list[Node]] = {}
    for node in whole.nodes:
        shapes.setdefault(shape(node), []).append(node)
    into = {}
    for own in shapes.values():
        # A breached party is looked for by its name.
        if len(own) >= _ALIKE and own[0].state is not State.BREACHED:
            into.update(dict.fromkeys((node.id for node in own), f"like {own[0].id}"))
    return _merged(whole, into)


def _fewer(whole: Picture, longest: int) -> Picture:
    """The picture with no more nodes in a column than it can show."""
    into: dict[str, str] = {}
    ranks = {node.rank for node in whole.nodes}
    for rank in ranks:
        own = sorted((node for node in whole.nodes if node.rank == rank), key=_importance)
        if len(own) > longest:
            into.update(dict.fromkeys((node.id for node in own[longest - 1 :]), f"others {rank}"))
    return _merged(whole, into)


def _importance(node: Node) -> tuple[int, float, int, str]:
    return STATES.index(node.state), -node.weight, -node.members, node.id


def _merged(whole: Picture, into: Mapping[str, str]) -> Picture:
    """The picture with some of its nodes as one each.

    Args:
        into: by its id the name of the group that a node becomes a part of.
    """
    if not into:
        return whole
    groups: dict[str, list[Node]] = {}
    nodes: list[Node] = []
    for node in whole.nodes:
        if node.id in into:
            groups.setdefault(into[node.id], []).append(node)
        else:
            nodes.append(node)
    nodes += (_group(name, own) for name, own in groups.items())
    edges = []
    for edge in whole.edges:
        source, target = into.get(edge.source, edge.source), into.get(edge.target, edge.target)
        # A line between two of one group is none of the group to itself.
        if source != target or edge.source == edge.target:
            edges.append(edge._replace(source=source, target=target))
    return whole._replace(nodes=placed(nodes), edges=joined(edges))


def _group(name: str, own: list[Node]) -> Node:
    members = sum(node.members for node in own)
    kinds = {node.kind for node in own}
    state = own[0].state
    for node in own:
        state = worst(state, node.state)
    most = sorted(own, key=_importance)[:_NAMED]
    more = "" if members <= _NAMED else f" and {members - len(most):,} more"
    return Node(
        id=name,
        label=f"{members:,} {_plural(kinds)}",
        kind=own[0].kind if len(kinds) == 1 else "group",
        rank=own[0].rank,
        weight=max(node.weight for node in own),
        state=state,
        detail=", ".join(node.label for node in most) + more,
        members=members,
        open=any(node.open for node in own),
    )


def _plural(kinds: set[str]) -> str:
    if len(kinds) > 1:
        return "others"
    (kind,) = kinds
    return "others" if kind == "group" else f"{kind.replace('_', ' ')}s"
