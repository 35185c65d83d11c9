"""Evaluators that reach into data: `vendor.security.mfa`, `has(data.encryption)`, `x["k"]`.

Inventory data is plain dicts, so a path is plain subscripts: an absent key raises KeyError,
which is Missing, and what is not a map raises TypeError, which is then looked at closely.
"""

from collections.abc import Sequence
from typing import Any, Final

from checker.cel.compile.frame import Evaluator, outranked, values_of
from checker.cel.operators import index, select, type_name
from checker.values import CelError

_NO_KEY: Final = object()


def walk(value: Any, fields: Sequence[str]) -> Any:
    """The value at the end of the fields, slowly, with an error that names the culprit."""
    for field in fields:
        value = select(value, field)
    return value


def path(slot: int, fields: tuple[str, ...]) -> Evaluator:
    """`slot.field.field`."""
    match fields:
        case ():
            return lambda frame: frame[slot]
        case (first,):

            def one(frame: list[Any]) -> Any:
                try:
                    return frame[slot][first]
                except TypeError:
                    return walk(frame[slot], fields)

            return one
        case (first, second):

            def two(frame: list[Any]) -> Any:
                try:
                    return frame[slot][first][second]
                except TypeError:
                    return walk(frame[slot], fields)

            return two
        case _:

            def many(frame: list[Any]) -> Any:
                value = frame[slot]
                try:
                    for field in fields:
                        value = value[field]
                except TypeError:
                    return select(value, field)
                return value

            return many


def fields_of(operand: Evaluator, fields: tuple[str, ...]) -> Evaluator:
    """`operand.field.field`, for an operand that is not a slot."""
    if not fields:
        return operand

    def evaluate(frame: list[Any]) -> Any:
        value = operand(frame)
        try:
            for field in fields:
                value = value[field]
        except TypeError:
            return select(value, field)
        return value

    return evaluate


def has(operand: Evaluator, field: str) -> Evaluator:
    """`has(operand.field)`: the operand must be there and be a map."""

    def evaluate(frame: list[Any]) -> bool:
        value = operand(frame)
        if type(value) is not dict:
            raise CelError(f"{type_name(value)} has no field '{field}' (a map was expected)")
        return field in value

    return evaluate


def element_of(operand: Evaluator, key: Evaluator) -> Evaluator:
    """`operand[key]`."""

    def evaluate(frame: list[Any]) -> Any:
        try:
            value = operand(frame)
        except KeyError as missing:
            raise outranked(missing, (key,), frame) from None
        return index(value, key(frame))

    return evaluate


def list_of(elements: Sequence[Evaluator]) -> Evaluator:
    """`[a, b]`."""
    return lambda frame: values_of(elements, frame)


def map_of(entries: Sequence[tuple[Evaluator, Evaluator]]) -> Evaluator:
    """`{k: v}`; a key may be a bool, an int or a string, and must not repeat."""

    def evaluate(frame: list[Any]) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        lacking: KeyError | None = None
        for key, value in entries:
            name = _NO_KEY
            try:
                name = key(frame)
                if type(name) not in (bool, int, str):
                    raise CelError(f"{type_name(name)} is no key of a map (a string was expected)")
                # Python holds `true` and `1` for one key; a map with both is refused.
                if name in built:
                    raise CelError(f"the key {name!r} repeats (each key once was expected)")
                built[name] = None
                built[name] = value(frame)
            except KeyError as missing:
                lacking = lacking or missing
                if name is _NO_KEY:
                    outranked(missing, (value,), frame)
        if lacking is not None:
            raise lacking
        return built

    return evaluate
