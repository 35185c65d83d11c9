"""`list.exists(o, o.id == c && …)` without asking every element, where a list is asked often.

An element whose field is another string than the one sought makes the `&&` false, whatever the
rest of it comes to: only the others need be asked. Which those are, an index of the list says, made
when the same list is met again.
"""

from collections.abc import Callable, Container
from typing import Any, Final

from checker.cel.compile.shapes import unwound
from checker.cel.syntax import And, Comprehension, Name, Node, Operation, Select
from checker.record import NamedTuple

Places = Callable[[list[Any], Any], "list[int] | None"]
"""From a list and a value to the places of the elements to ask, in order; None is all."""

WORTH_AN_INDEX: Final = 8
"""Elements of a list that it is searched for by an index."""

_NOWHERE: Final[list[int]] = []


class Sought(NamedTuple):
    """A field of the elements, and what it must equal."""

    field: str
    other: Node


def sought(node: Comprehension, names: Container[str]) -> Sought | None:
    """The search of an `exists` whose predicate begins with `variable.field == other`.

    The other side is a variable, or a field below one: to read it costs nothing, and so it may be
    read before the first element.
    """
    first = node.body.operands[0] if isinstance(node.body, And) else node.body
    match first:
        case Operation(
            operator="==", operands=(Select(operand=Name(name=name), field=field), other)
        ) if (name,) == node.variables:
            base, _ = unwound(other)
            if isinstance(base, Name) and base.name != name and base.name in names:
                return Sought(field, other)
    return None


def places(field: str) -> Places:
    """A function that finds the elements of a long list with a field that equals a string.

    Elements that are no maps, or whose field is no string or is not there, are asked always.
    """
    last: list[Any] = []
    index: dict[str, list[int]] | None = None
    always: list[int] = []

    def find(among: list[Any], wanted: Any) -> list[int] | None:
        nonlocal last, index, always
        if among is not last:
            last, index = among, None
            return None
        if type(wanted) is not str:
            return None
        if index is None:
            index, always = _index(among, field)
        found = index.get(wanted, _NOWHERE)
        return sorted(found + always) if always else found

    return find


def _index(among: list[Any], field: str) -> tuple[dict[str, list[int]], list[int]]:
    index: dict[str, list[int]] = {}
    rest = []
    for place, element in enumerate(among):
        value = element.get(field) if type(element) is dict else None
        if type(value) is str:
            index.setdefault(value, []).append(place)
        else:
            rest.append(place)
    return index, rest
