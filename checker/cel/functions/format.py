"""`format`: text with values put in where clauses ask for them (cel-go, ext/strings)."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from checker.cel.doubles import plain_double, spelt
from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import check_size
from checker.cel.limits import extent
from checker.cel.operators import type_name
from checker.cel.traits import PARTIAL
from checker.cel.types import DYN, STRING, list_of
from checker.time.text import format_duration, format_timestamp
from checker.values import CelError, Duration, Timestamp, TypeValue

DECLARED: Final = Functions()

_CLAUSE: Final = re.compile(r"%(?:\.([0-9]*))?(.?)", re.DOTALL)
_DEFAULT_PRECISION: Final = 6
_MAX_PRECISION: Final = 1000


class _Text:
    """The text so far; it refuses to grow too long before it does."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def add(self, part: str) -> None:
        self._size += len(part)
        check_size(self._size, "string")
        self._parts.append(part)

    def __str__(self) -> str:
        return "".join(self._parts)


def _cost(template: str, values: list[Any]) -> int:
    """A unit for every value, those inside lists and maps too, and for every 100 code points."""
    return 1 + extent(values) + len(template) // 100  # `%s` spells out what a value holds


@DECLARED.method("format", "string_format", (STRING, list_of(DYN)), STRING, PARTIAL, cost=_cost)
def format_(template: str, values: list[Any]) -> str:
    """The text with each clause replaced by the next value of the list.

    `%s` any value, `%d` a number, `%f` and `%e` a number with six or (`%.3f`) so many digits after
    the point, `%b` `%o` `%x` `%X` an int in binary, octal, hexadecimal; `%%` is a percent sign.

    string.format(list(dyn)) -> string

        "%s has %d clients (%.1f%%)".format(["acme", 3, 12.345])  // "acme has 3 clients (12.3%)"
        "%s".format([{"b": [1, 2.5], "a": null}])  // "{a: null, b: [1, 2.5]}"
        "%s".format([timestamp("2031-01-01T00:00:00.100Z")])  // "2031-01-01T00:00:00.1Z"
        "%x %b".format([255, 5])  // "ff 101"
        "%d".format(["a"])  // error
        "%s %s".format(["a"])  // error
    """
    text = _Text()
    position = used = 0
    for clause in _CLAUSE.finditer(template):
        text.add(template[position : clause.start()])
        position = clause.end()
        if clause[0] == "%%":
            text.add("%")
            continue
        write, precision = _parsed(clause)
        if used >= len(values):
            raise CelError(f"index {used} out of range: format was given {len(values)} values")
        write(text, values[used], precision)
        used += 1
    text.add(template[position:])
    return str(text)


_Writer = Callable[[_Text, Any, int], None]


def _parsed(clause: re.Match[str]) -> tuple[_Writer, int]:
    precision, letter = clause[1], clause[2]
    reason = ""
    if precision == "":
        reason = "unable to convert precision specifier to integer"
    elif precision is not None and (len(precision) > 4 or int(precision) > _MAX_PRECISION):
        reason = f"precision specifier exceeds maximum of {_MAX_PRECISION}"
    elif not letter:
        reason = "unexpected end of format string"
    elif letter not in _WRITERS:
        reason = f'unrecognized formatting clause "{letter}"'
    if reason:
        raise CelError(f"could not parse formatting clause: {reason}")
    return _WRITERS[letter], _DEFAULT_PRECISION if precision is None else int(precision)


def _refused(expected: str, value: Any) -> CelError:
    return CelError(f"error during formatting: {expected}, was given {type_name(value)}")


def _write_string(text: _Text, value: Any, _: int = 0) -> None:
    match value:
        case str():
            text.add(value)
        case None:
            text.add("null")
        case bool():
            text.add("true" if value else "false")
        case int():
            text.add(str(value))
        case float():
            text.add(plain_double(value))
        case Timestamp():
            text.add(_shortest(value))
        case Duration():
            text.add(format_duration(value))
        case TypeValue():
            text.add(value.name)
        case list():
            _write_list(text, value)
        case dict():
            _write_map(text, value)
        case _:
            raise _refused("string clause can only be used on values of CEL", value)


def _shortest(value: Timestamp) -> str:
    """RFC 3339 with as many digits of a second as it has (as cel-go and cel-cpp)."""
    text = format_timestamp(value)
    return text[:-1].rstrip("0") + "Z" if "." in text else text


def _write_list(text: _Text, value: list[Any]) -> None:
    text.add("[")
    for position, element in enumerate(value):
        if position:
            text.add(", ")
        _write_string(text, element)
    text.add("]")


def _write_map(text: _Text, value: Mapping[Any, Any]) -> None:
    text.add("{")
    for position, key in enumerate(sorted(value, key=_key_text)):
        text.add(f"{', ' if position else ''}{_key_text(key)}: ")
        _write_string(text, value[key])
    text.add("}")


def _key_text(key: bool | int | str) -> str:  # noqa: FBT001
    return ("true" if key else "false") if type(key) is bool else str(key)


def _write_decimal(text: _Text, value: Any, _: int) -> None:
    if type(value) is int:
        text.add(str(value))
    elif type(value) is float:
        text.add(plain_double(value))
    else:
        raise _refused("decimal clause can only be used on integers", value)


def _write_fixed(text: _Text, value: Any, precision: int) -> None:
    text.add(_double(value, f".{precision}f", "fixed-point"))


def _write_scientific(text: _Text, value: Any, precision: int) -> None:
    text.add(_double(value, f".{precision}e", "scientific"))


def _double(value: Any, spec: str, name: str) -> str:
    if type(value) is not int and type(value) is not float:
        raise _refused(f"{name} clause can only be used on doubles", value)
    number = float(value)
    if number - number != 0.0:  # infinity or NaN
        return spelt(number)
    return format(number, spec)


def _write_binary(text: _Text, value: Any, _: int) -> None:
    if type(value) is not int and type(value) is not bool:
        raise _refused("only integers and bools can be formatted as binary", value)
    text.add(f"{int(value):b}")


def _write_octal(text: _Text, value: Any, _: int) -> None:
    if type(value) is not int:
        raise _refused("octal clause can only be used on integers", value)
    text.add(f"{value:o}")


def _write_hex(text: _Text, value: Any, _: int) -> None:
    text.add(_hex(value))


def _write_upper_hex(text: _Text, value: Any, _: int) -> None:
    text.add(_hex(value).upper())


def _hex(value: Any) -> str:
    if type(value) is int:
        return f"{value:x}"
    if type(value) is str:
        return value.encode(errors="surrogatepass").hex()
    raise _refused("only integers, byte buffers, and strings can be formatted as hex", value)


_WRITERS: Final[Mapping[str, _Writer]] = {
    "s": _write_string,
    "d": _write_decimal,
    "f": _write_fixed,
    "e": _write_scientific,
    "b": _write_binary,
    "o": _write_octal,
    "x": _write_hex,
    "X": _write_upper_hex,
}
