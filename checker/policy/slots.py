"""Sites: where a policy holds expressions, as its file says it."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.cel.types import BOOL, Type
from checker.parse.positions import Path
from checker.policy.template import Hole, split
from checker.record import NamedTuple
from checker.schema.custom import NO_FIELDS, CustomFields


class Entry(NamedTuple):
    """A policy as its file says it, and where it stands.

    Attributes:
        params: in force.
        fields: those that the records that it reads may have beyond the inventory's schema.
    """

    path: Path
    data: Mapping[str, Any]
    params: Mapping[str, Any]
    fields: CustomFields = NO_FIELDS


class Slot(NamedTuple):
    """A place of an entry that holds an expression.

    Attributes:
        path: of the YAML text that holds it.
        value: that text; the expression is `text`, from its code point `start` on.
        variable: the name that the expression defines, empty for none.
    """

    path: Path
    value: str
    start: int
    text: str
    want: Type | None
    variable: str


def slots(entry: Entry) -> Iterator[Slot]:
    """The slots of an entry's expressions: variables, `when`, `require`, the message's holes.

    Raises:
        CelSyntaxError: the message's braces do not match.
    """
    data, path = entry.data, entry.path
    for name, text in data.get("variables", {}).items():
        yield Slot((*path, "variables", name), text, 0, text, None, name)
    for name in ("when", "require"):
        if name in data:
            yield Slot((*path, name), data[name], 0, data[name], BOOL, "")
    message = data["message"]
    for piece in split(message):
        if isinstance(piece, Hole):
            yield Slot((*path, "message"), message, piece.offset, piece.text, None, "")
