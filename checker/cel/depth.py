"""The depth of an expression, with the variables that it reads: the bound of every recursion.

The parser bounds one tree; `variables` that read each other stack their trees. Whoever walks or
evaluates a tree needs so many levels of Python's stack at once, times a small factor.
"""

from collections.abc import Mapping
from typing import Final

from checker.cel.syntax import Expression, Index, Node
from checker.cel.walk import children, field_read

DEEPEST: Final = 64
"""Levels of an expression together with the variables it reads; the parser allows as many."""


class Depths:
    """The levels of the expressions of one policy, each counted once.

    Args:
        variables: what `variables.<name>` stands for, in the order of their declaration.
    """

    def __init__(self, variables: Mapping[str, Expression]) -> None:
        self.variables: dict[str, int] = {}
        for name, expression in variables.items():
            self.variables[name] = depth(expression.root, self.variables)
        self._counted: dict[int, tuple[Node, int]] = {}

    def of(self, root: Node) -> int:
        """The levels of a tree together with the variables that it reads."""
        counted = self._counted.get(id(root))
        if counted is None:
            # The node is kept: no other one gets its id.
            counted = self._counted[id(root)] = root, depth(root, self.variables)
        return counted[1]


def depth(node: Node, variables: Mapping[str, int]) -> int:
    """The levels of a tree, given those of the variables that it may read."""
    name = field_read(node, "variables")
    if name is not None:
        own = 1 if isinstance(node, Index) else 0  # the key
        return 1 + variables.get(name, own)
    deepest = 0
    for child in children(node):
        deepest = max(deepest, depth(child, variables))
    return 1 + deepest
