"""Rewrite a syntax tree: the same, but for one node."""

from typing import Any, get_args

from checker.cel.syntax import Node

_NODES = get_args(Node)


def rewritten(root: Node, target: int, node: Node) -> Node:
    """The tree in which `node` stands for the node that has the id `target`."""
    found: Node = _rewritten(root, target, node)
    return found


def _rewritten(part: Any, target: int, node: Node) -> Any:
    if isinstance(part, _NODES):
        if part.id == target:
            return node
        return type(part)(*(_rewritten(each, target, node) for each in part))
    if type(part) is tuple:
        return tuple(_rewritten(each, target, node) for each in part)
    return part
