"""Clockwork: which names of a policy depend on the moment of evaluation.

It says too much rather than too little (a name that is bound twice counts as the worse of the
two): what does not depend on `now` is decided once, and never looked at again.
"""

from collections.abc import Collection, Iterator
from itertools import chain

from checker.cel.syntax import Bind, Comprehension, Name, Node
from checker.cel.walk import children, field_read
from checker.policy.policy import Policy

_NOW = "now"
_VARIABLES = "variables"


def moving_names(policy: Policy) -> frozenset[str]:
    """`now`, the policy's variables that depend on it (`variables.x`), and local names that do."""
    trees = [each.root for each in policy.variables.values()]
    trees += [each.root for each in (policy.when, policy.require) if each is not None]
    names = {_NOW}
    known = 0
    while len(names) > known:
        known = len(names)
        for name, expression in policy.variables.items():
            if moves(expression.root, names):
                names.add(f"{_VARIABLES}.{name}")
        for node in chain.from_iterable(map(nodes, trees)):
            if isinstance(node, Comprehension) and moves(node.source, names):
                names.update(node.variables)
            elif isinstance(node, Bind) and moves(node.value, names):
                names.add(node.name)
    return frozenset(names)


def depends_on_now(policy: Policy) -> bool:
    """Return whether the passing of time alone can change what the policy says."""
    names = moving_names(policy)
    trees = (policy.when, policy.require)
    return any(moves(expression.root, names) for expression in trees if expression is not None)


def moves(node: Node, names: Collection[str]) -> bool:
    """Return whether the value of a node may depend on one of the names."""
    variable = field_read(node, _VARIABLES)
    if variable is not None:
        return f"{_VARIABLES}.{variable}" in names or _VARIABLES in names
    match node:
        case Name(name=name):
            several = name == _VARIABLES and any(each.startswith("variables.") for each in names)
            return name in names or several
        case _:
            return any(moves(child, names) for child in children(node))


def nodes(node: Node) -> Iterator[Node]:
    """A node, and all below it."""
    yield node
    for child in children(node):
        yield from nodes(child)
