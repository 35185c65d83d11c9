"""Doubles as text: the shortest digits that name the double, in the notations of CEL's engines."""

import math
from typing import NamedTuple


class Digits(NamedTuple):
    """`0.digits × 10**point`, with the sign."""

    sign: str
    digits: str
    point: int


def format_double(value: float) -> str:
    """What `string(double)` is: `%g` with as many digits as needed (cel-go, cel-cpp).

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
