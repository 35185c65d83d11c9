"""Values that are the same for many cells, computed once: `due(string(now), "0 days", …)`.

A call that reads nothing but names that many frames share, such as `now`, has one value in all of
them. It is kept with what it cost: a frame pays for it as if it had computed it.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from checker.cel.compile.frame import Evaluator, spend
from checker.cel.syntax import Bind, Comprehension, Name, Node
from checker.cel.walk import children


def names_read(node: Node, among: AbstractSet[str]) -> AbstractSet[str] | None:
    """The names that a node reads; None if one is not `among` these, or may be hidden by another.

    Comprehensions and bindings name things of their own, and are left alone.
    """
    match node:
        case Name(name=name):
            return {name} if name in among else None
        case Comprehension() | Bind():
            return None
    read: set[str] = set()
    for child in children(node):
        below = names_read(child, among)
        if below is None:
            return None
        read |= below
    return read


def kept(slots: Sequence[int], evaluator: Evaluator) -> Evaluator:
    """The evaluator, asked again where one of the slots holds another object than last time."""
    known: list[tuple[int, Any]] = []
    value: Any = None
    cost = 0

    def evaluate(frame: list[Any]) -> Any:
        nonlocal known, value, cost
        for slot, last in known:
            if frame[slot] is not last:
                break
        else:
            if known:
                spend(frame, cost)
                return value
        before = frame[0]
        # What fails is not kept: it is asked again, and fails as it did.
        found = evaluator(frame)
        value, cost = found, before - frame[0]
        known = [(slot, frame[slot]) for slot in slots]
        return found

    return evaluate
