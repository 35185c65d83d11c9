"""Doubles as text, in the notations of CEL's engines: written in the shortest digits, and read."""

import math
import re
from typing import Final

from checker.record import NamedTuple
from checker.values import CelError

_DECIMAL: Final = (
    r"[+-]?(?:(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?|(?i:nan|inf|infinity))"
)
_HEXADECIMAL: Final = (
    r"[+-]?0[xX](?:[0-9a-fA-F]++(?:\.[0-9a-fA-F]*+)?|\.[0-9a-fA-F]++)[pP][+-]?[0-9]++"
)


class Digits(NamedTuple):
    """`0.digits × 10**point`, with the sign."""

    sign: str
    digits: str
    point: int


def format_double(value: float) -> str:
    """The text of `string(double)`: `%g` with as many digits as needed (cel-go, cel-cpp).

    Numbers of seven digits and more before the point, and those below 0.0001, have an exponent.
    """
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else f"{value}"
    sign, digits, point = _shortest(value)
    exponent = point - 1
    if -4 <= exponent < 6:
        return plain_double(value)
    fraction = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{fraction}e{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def plain_double(value: float) -> str:
    """The double without an exponent: what `%s` and `%d` of `format` write (cel-go)."""
    if not math.isfinite(value):
        return spelt(value)
    sign, digits, point = _shortest(value)
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return f"{sign}{digits}{'0' * (point - len(digits))}"
    return f"{sign}{digits[:point]}.{digits[point:]}"


def spelt(value: float) -> str:
    """The word of `format` for a double that has no digits: `NaN`, `Infinity`, `-Infinity`."""
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def _shortest(value: float) -> Digits:
    sign = "-" if math.copysign(1.0, value) < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    leading = len(digits) - len(digits.lstrip("0"))
    stripped = digits.strip("0")
    if not stripped:
        return Digits(sign, "0", 1)
    return Digits(sign, stripped, len(whole) + int(exponent or "0") - leading)


def parse_double(text: str) -> float:
    """The double nearest to a decimal number, or to a hexadecimal one with its exponent (IEEE 754).

    Raises:
        CelError: the text is neither, or the number is beyond all doubles.
    """
    if re.fullmatch(_HEXADECIMAL, text):
        return _parsed_hexadecimal(text)
    if not re.fullmatch(_DECIMAL, text):
        raise CelError("the string is not a double (a decimal number was expected)")
    number = float(text)
    if math.isinf(number) and text[-1].isdigit():
        raise _beyond()
    return number


def _parsed_hexadecimal(text: str) -> float:
    mantissa, _, exponent = text.lower().partition("p")
    if not mantissa.lstrip("+-").removeprefix("0x").strip("0."):
        return -0.0 if text[0] == "-" else 0.0
    sign = "-" if exponent[0] == "-" else ""
    digits = exponent.lstrip("+-").lstrip("0") or "0"
    # No text is long enough to make up for an exponent of ten digits.
    try:
        return float.fromhex(f"{mantissa}p{sign}{digits if len(digits) < 10 else 10**9}")
    except OverflowError:
        raise _beyond() from None


def _beyond() -> CelError:
    return CelError("range error: the number in the string is beyond all doubles")
