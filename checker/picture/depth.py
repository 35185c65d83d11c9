"""Depth: columns by the longest way from a client, so that every line but a cycle leads on."""

from checker.graph.components import components
from checker.picture.picture import Picture, placed


def deepened(picture: Picture) -> Picture:
    """The picture with nodes as far from the clients as a way leads to them."""
    numbers = {node.id: number for number, node in enumerate(picture.nodes)}
    successors: list[list[int]] = [[] for _ in numbers]
    for edge in picture.edges:
        successors[numbers[edge.source]].append(numbers[edge.target])
    parts = components(successors)
    # Nobody relies on a client: it is never one of several.
    depths = [min(picture.nodes[own[0]].rank, 1) for own in parts.members]
    # Edges lead to the same or a lower component: from above, each is known when it is passed on.
    for component in range(len(depths) - 1, -1, -1):
        for node in parts.members[component]:
            for target in successors[node]:
                if parts.of[target] != component:
                    further = depths[component] + 1
                    depths[parts.of[target]] = max(depths[parts.of[target]], further)
    return picture._replace(
        nodes=placed(
            node._replace(rank=depths[parts.of[number]])
            for number, node in enumerate(picture.nodes)
        )
    )
