"""The record: what one node of an expression came to, and which data it came from."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple, TypeAlias

from checker.cel.syntax import Node
from checker.values import CelError

Path: TypeAlias = tuple[str | int, ...]

_FAILURES: Final = (KeyError, CelError)


class Aspect(Enum):
    """The part of the data at a path that matters.

    Attributes:
        VALUE: all of it.
        SIZE: how many elements a list has, which keys a map has.
        PRESENT: that something stands there.
        ABSENT: that nothing does.
    """

    # That of an enumeration hashes a name at each look-up, and is written in Python.
    __hash__ = object.__hash__

    VALUE = "value"
    SIZE = "size"
    PRESENT = "present"
    ABSENT = "absent"


class Record(NamedTuple):
    """A node, evaluated.

    Attributes:
        outcome: the value, or the Missing or CelError that was raised instead.
        path: where in the data the value stands, if it was not computed.
        sought: the path at which nothing stands, if that is why there is no value.
        children: the records whose values went into this one.
        origin: the record that has the same value (of a variable's name, its binding).
        source: the container out of which the value was picked.
        parts: of a list or map that was computed, the records of what it holds, by index or key.
        aspect: PRESENT if the value is the key that ends `path`, not what stands there.
        beyond: operands after the first that is missing: they decide nothing, being no error.
    """

    node: Node
    outcome: Any
    path: Path | None = None
    sought: Path | None = None
    children: "tuple[Record, ...]" = ()
    origin: "Record | None" = None
    source: "Record | None" = None
    parts: "Mapping[Any, Record] | None" = None
    aspect: Aspect = Aspect.VALUE
    beyond: "tuple[Record, ...]" = ()

    @property
    def failed(self) -> bool:
        """Return whether there is no value."""
        return isinstance(self.outcome, _FAILURES)


def same(
    node: Node, origin: Record, children: tuple[Record, ...] = (), source: Record | None = None
) -> Record:
    """A node that hands on what another came to."""
    _, outcome, path, _, _, _, _, parts, aspect, _ = origin
    return Record(node, outcome, path, None, children, origin, source, parts, aspect)


def pick(
    node: Node, source: Record, key: Any, outcome: Any, children: tuple[Record, ...] = ()
) -> Record:
    """The value, or gap, of `source` at a key: its path is the source's, and the key."""
    if isinstance(outcome, CelError):  # the key may be a list or a map, which no dict takes
        return Record(node, outcome, children=(source, *children))
    part = None if source.parts is None else source.parts.get(key)
    if part is not None and part.outcome is outcome:
        return same(node, part, children, source)
    if source.path is None or source.aspect is not Aspect.VALUE:
        return Record(node, outcome, children=(source, *children))
    path = (*source.path, key if isinstance(key, int) else str(key))
    if isinstance(outcome, KeyError):
        return Record(node, outcome, None, path, children, None, source)
    return Record(node, outcome, path, None, children, None, source)


def worst(records: Iterable[Record]) -> Any:
    """The failure that goes up: the first error, else what is missing first; None without any."""
    failures = [record.outcome for record in records if record.failed]
    errors = [each for each in failures if isinstance(each, CelError)]
    return next(iter(errors or failures), None)


def absorbed(records: Iterable[Record], *, deciding: bool) -> Any:
    """The outcome of operands of `&&` or `||`: a deciding one, else an error, else no evidence."""
    outcomes = [record.outcome for record in records]
    if deciding in outcomes:
        return deciding
    raised = [outcome for outcome in outcomes if not isinstance(outcome, bool)]
    errors = [outcome for outcome in raised if isinstance(outcome, CelError)]
    return next(iter(errors or raised), not deciding)
