"""The greatest size of a result, and the cost of a function's work by the size of its input."""

from typing import Any

from checker.cel.limits import MAX_SIZE
from checker.values import CelError


def check_size(size: int, noun: str) -> None:
    """Refuse to build a string or a list of more than MAX_SIZE code points or elements.

    Raises:
        CelError: it would be longer; nothing has been built.
    """
    if size > MAX_SIZE:
        raise CelError(f"the {noun} would be longer than {MAX_SIZE}")


def text_cost(text: str, *_: Any) -> int:
    """A unit for every 100 code points.

    They take about as long as one step of a comprehension.
    """
    return 1 + len(text) // 100


def list_cost(elements: list[Any], *_: Any) -> int:
    """A unit for every element."""
    return 1 + len(elements)


def lists_cost(a: list[Any], b: list[Any]) -> int:
    """A unit for every element of both lists."""
    return 1 + len(a) + len(b)
