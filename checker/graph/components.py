"""Components: a directed graph with its cycles as one, by Tarjan's algorithm without recursion."""

from collections.abc import Sequence

from checker.record import NamedTuple

Successors = Sequence[Sequence[int]]
"""By node, the nodes that its edges lead to."""


class Components(NamedTuple):
    """The strongly connected components of a graph.

    Attributes:
        of: by node its component; each edge leads to a component with the same or a lower number.
        members: by component its nodes.
    """

    of: Sequence[int]
    members: Sequence[Sequence[int]]


def components(successors: Successors) -> Components:
    """The components of a graph, sinks first."""
    count = len(successors)
    order, low, of = [0] * count, [0] * count, [-1] * count
    members: list[list[int]] = []
    stack: list[int] = []
    clock = 0
    for root in range(count):
        if order[root]:
            continue
        clock += 1
        order[root] = low[root] = clock
        stack.append(root)
        work = [(root, iter(successors[root]))]
        while work:
            node, rest = work[-1]
            for target in rest:
                if not order[target]:
                    clock += 1
                    order[target] = low[target] = clock
                    stack.append(target)
                    work.append((target, iter(successors[target])))
                    break
                if of[target] < 0:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == order[node]:
                    members.append(_popped(stack, node, of, len(members)))
    return Components(of, members)


def _popped(stack: list[int], node: int, of: list[int], number: int) -> list[int]:
    """The component that ends with a node on the stack."""
    found = []
    while True:
        member = stack.pop()
        of[member] = number
        found.append(member)
        if member == node:
            return found


def reversed_(successors: Successors) -> list[list[int]]:
    """The same graph with all edges turned round."""
    turned: list[list[int]] = [[] for _ in successors]
    for node, targets in enumerate(successors):
        for target in targets:
            turned[target].append(node)
    return turned
