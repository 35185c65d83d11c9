"""Conversions between types, and what a value's type and size are."""

import re
from typing import Any, Final

from checker.cel.doubles import format_double, parse_double
from checker.cel.functions.declare import Functions
from checker.cel.limits import INT_MAX, INT_MIN
from checker.cel.operators import type_name
from checker.cel.traits import PARTIAL, TOTAL, Elements, Format, Meaning
from checker.cel.types import (
    BOOL,
    DOUBLE,
    DURATION,
    DYN,
    INT,
    STRING,
    TIMESTAMP,
    TYPE,
    list_of,
    map_of,
    variable,
)
from checker.time.limits import timestamp
from checker.time.text import (
    SECOND,
    format_duration,
    format_timestamp,
    parse_duration,
    parse_timestamp,
)
from checker.values import CelError, Duration, Timestamp, TypeValue

DECLARED: Final = Functions()

_A: Final = variable("A")
_INT: Final = r"[+-]?[0-9]++"
_TRUE: Final = frozenset({"1", "t", "true", "True", "TRUE"})
_FALSE: Final = frozenset({"0", "f", "false", "False", "FALSE"})
_SIZE: Final = TOTAL._replace(meaning=Meaning.SIZE)
_UNREAD: Final = _SIZE._replace(elements=Elements.UNREAD)
_WHOLE: Final = TOTAL._replace(meaning=Meaning.WHOLE)
_TEXT: Final = TOTAL._replace(meaning=Meaning.TEXT)
_ITSELF: Final = TOTAL._replace(meaning=Meaning.ITSELF)
_TIMESTAMP_TEXT: Final = PARTIAL._replace(formats={0: Format.TIMESTAMP}, meaning=Meaning.INSTANT)
_DURATION_TEXT: Final = PARTIAL._replace(formats={0: Format.DURATION})


@DECLARED.function("size", "size_string", (STRING,), INT, _SIZE)
@DECLARED.function("size", "size_list", (list_of(_A),), INT, _UNREAD)
@DECLARED.function("size", "size_map", (map_of(_A, variable("B")),), INT, _SIZE)
@DECLARED.method("size", "string_size", (STRING,), INT, _SIZE)
@DECLARED.method("size", "list_size", (list_of(_A),), INT, _UNREAD)
@DECLARED.method("size", "map_size", (map_of(_A, variable("B")),), INT, _SIZE)
def size(value: str | list[Any] | dict[Any, Any]) -> int:
    """The number of code points of a string, of elements of a list, of keys of a map.

    size(string) -> int
    size(list(A)) -> int
    size(map(A, B)) -> int
    string.size() -> int
    list(A).size() -> int
    map(A, B).size() -> int

        size("πέντε")  // 5
        [1, 2, 3].size()  // 3
        size({"a": 1})  // 1
        size(dyn(null))  // error
    """
    return len(value)


@DECLARED.function("type", "type", (_A,), TYPE, TOTAL._replace(meaning=Meaning.TYPE))
def type_of(value: Any) -> TypeValue:
    """The type of a value.

    type(A) -> type

        type(1) == int  // true
        type(timestamp(0)) == google.protobuf.Timestamp  // true
        type(type(1)) == type  // true
    """
    return TypeValue(type_name(value))


@DECLARED.function("dyn", "to_dyn", (_A,), DYN, _ITSELF)
def dyn(value: Any) -> Any:
    """The value itself, of a type that the checker does not know.

    dyn(A) -> dyn

        dyn(1) == dyn(1.0)  // true
    """
    return value


@DECLARED.function("bool", "bool_to_bool", (BOOL,), BOOL, _ITSELF)
@DECLARED.function("bool", "string_to_bool", (STRING,), BOOL, PARTIAL)
def to_bool(value: bool | str) -> bool:  # noqa: FBT001
    """The truth that a string names: `1 t true True TRUE` or `0 f false False FALSE`.

    bool(bool) -> bool
    bool(string) -> bool

        bool("TRUE")  // true
        bool("0")  // false
        bool("TrUe")  // error
    """
    if type(value) is bool:
        return value
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise CelError("type conversion error: the string names no bool ('true' or 'false')")


@DECLARED.function("int", "int64_to_int64", (INT,), INT, _ITSELF)
@DECLARED.function("int", "double_to_int64", (DOUBLE,), INT, PARTIAL)
@DECLARED.function("int", "string_to_int64", (STRING,), INT, PARTIAL)
@DECLARED.function("int", "timestamp_to_int64", (TIMESTAMP,), INT, _WHOLE)
def to_int(value: float | str | Timestamp) -> int:
    """A double toward zero, a string in decimal, a timestamp in whole seconds since 1970.

    int(int) -> int
    int(double) -> int
    int(string) -> int
    int(timestamp) -> int

        int(-7.9)  // -7
        int("987")  // 987
        int(timestamp("1969-12-31T23:59:59.5Z"))  // -1
        int(1e99)  // error
        int("0x10")  // error
    """
    if isinstance(value, str):
        return _parsed_int(value)
    if isinstance(value, Timestamp):
        return value.nanoseconds // SECOND
    # Both ends are left out: the specification's tests take them for rounding errors.
    if type(value) is float and not -(2.0**63) < value < 2.0**63:
        raise CelError("range error: the double is outside of 64 bits")
    return int(value)


def _parsed_int(text: str) -> int:
    if re.fullmatch(_INT, text):
        digits = text.lstrip("+-").lstrip("0")
        if len(digits) <= 19:
            number = -int(digits or "0") if text[0] == "-" else int(digits or "0")
            if INT_MIN <= number <= INT_MAX:
                return number
        raise CelError("range error: the number in the string is outside of 64 bits")
    raise CelError("the string is not an int (decimal digits were expected)")


@DECLARED.function("double", "double_to_double", (DOUBLE,), DOUBLE, _ITSELF)
@DECLARED.function("double", "int64_to_double", (INT,), DOUBLE, TOTAL)
@DECLARED.function("double", "string_to_double", (STRING,), DOUBLE, PARTIAL)
def to_double(value: float | str) -> float:
    """The double nearest to an int, or to the number in a string: decimal, or `0x1p3` (IEEE 754).

    double(double) -> double
    double(int) -> double
    double(string) -> double

        double(9223372036854775807)  // 9223372036854775808.0
        double("-84.32e7")  // -843200000.0
        double("0x1.8p3")  // 12.0
        double("1e400")  // error
        double("1,5")  // error
    """
    return parse_double(value) if isinstance(value, str) else float(value)


@DECLARED.function("string", "string_to_string", (STRING,), STRING, _ITSELF)
@DECLARED.function("string", "bool_to_string", (BOOL,), STRING, TOTAL)
@DECLARED.function("string", "int64_to_string", (INT,), STRING, TOTAL)
@DECLARED.function("string", "double_to_string", (DOUBLE,), STRING, TOTAL)
@DECLARED.function("string", "timestamp_to_string", (TIMESTAMP,), STRING, _TEXT)
@DECLARED.function("string", "duration_to_string", (DURATION,), STRING, TOTAL)
def to_string(value: Any) -> str:
    """The value as text; a timestamp in RFC 3339 and UTC, a duration in seconds.

    string(string) -> string
    string(bool) -> string
    string(int) -> string
    string(double) -> string
    string(timestamp) -> string
    string(duration) -> string

        string(-4.5e-3)  // "-0.0045"
        string(1000000.0)  // "1e+06"
        string(true)  // "true"
        string(timestamp("2024-03-01T12:00:00+01:00"))  // "2024-03-01T11:00:00Z"
        string(duration("1h0.5s"))  // "3600.500s"
        string(dyn(null))  // error
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return format_double(value)
        case Timestamp():
            return format_timestamp(value)
        case Duration():
            return format_duration(value)
        case _:
            return str(value)


@DECLARED.function("timestamp", "timestamp_to_timestamp", (TIMESTAMP,), TIMESTAMP, _ITSELF)
@DECLARED.function("timestamp", "string_to_timestamp", (STRING,), TIMESTAMP, _TIMESTAMP_TEXT)
@DECLARED.function("timestamp", "int64_to_timestamp", (INT,), TIMESTAMP, PARTIAL)
def to_timestamp(value: Timestamp | str | int) -> Timestamp:
    """The instant that an RFC 3339 text names, or that is so many seconds after 1970-01-01.

    timestamp(timestamp) -> timestamp
    timestamp(string) -> timestamp
    timestamp(int) -> timestamp

        timestamp("2024-03-01T12:00:00+01:00") == timestamp(1709290800)  // true
        timestamp("2024-03-01")  // error
        timestamp("0000-01-01T00:00:00Z")  // error
    """
    if isinstance(value, Timestamp):
        return value
    return parse_timestamp(value) if isinstance(value, str) else timestamp(value * SECOND)


@DECLARED.function("duration", "duration_to_duration", (DURATION,), DURATION, _ITSELF)
@DECLARED.function("duration", "string_to_duration", (STRING,), DURATION, _DURATION_TEXT)
def to_duration(value: Duration | str) -> Duration:
    """The length of time that a text of numbers and units (`h m s ms us ns`) names.

    duration(duration) -> duration
    duration(string) -> duration

        duration("1h30m") == duration("5400s")  // true
        duration("72h").getMinutes()  // 4320
        duration("3d")  // error
    """
    return value if isinstance(value, Duration) else parse_duration(value)
