"""Numbers (cel-go, ext/math)."""

import math
from collections.abc import Callable
from typing import Any, Final

from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import list_cost
from checker.cel.limits import int64
from checker.cel.operators import less, type_name
from checker.cel.traits import PARTIAL, TOTAL, Elements, Meaning
from checker.cel.types import BOOL, DOUBLE, DYN, INT, list_of, variable
from checker.values import CelError

DECLARED: Final = Functions()

_A: Final = variable("A")
_GREATEST: Final = TOTAL._replace(meaning=Meaning.GREATEST)
_GREATEST_DYN: Final = _GREATEST._replace(total=False)
_GREATEST_OF_LIST: Final = _GREATEST_DYN._replace(elements=Elements.READ)
_LEAST: Final = TOTAL._replace(meaning=Meaning.LEAST)
_LEAST_DYN: Final = _LEAST._replace(total=False)
_LEAST_OF_LIST: Final = _LEAST_DYN._replace(elements=Elements.READ)


@DECLARED.function("math.greatest", "math_greatest_int", (INT,), INT, _GREATEST, variadic=True)
@DECLARED.function(
    "math.greatest", "math_greatest_double", (DOUBLE,), DOUBLE, _GREATEST, variadic=True
)
@DECLARED.function("math.greatest", "math_greatest_int_double", (INT, DOUBLE), DYN, _GREATEST)
@DECLARED.function("math.greatest", "math_greatest_double_int", (DOUBLE, INT), DYN, _GREATEST)
@DECLARED.function(
    "math.greatest", "math_greatest_dyn", (DYN, DYN, DYN), DYN, _GREATEST_DYN, variadic=True
)
@DECLARED.function(
    "math.greatest", "math_greatest_list", (list_of(_A),), _A, _GREATEST_OF_LIST, cost=list_cost
)
def greatest(*values: Any) -> Any:
    """The greatest of the numbers given, or of a list of numbers; the first of equal ones.

    math.greatest(int...) -> int
    math.greatest(double...) -> double
    math.greatest(int, double) -> dyn
    math.greatest(double, int) -> dyn
    math.greatest(dyn, dyn, dyn...) -> dyn
    math.greatest(list(A)) -> A

        math.greatest(-42, 40, 20)  // 40
        math.greatest(1, 2.5)  // 2.5
        math.greatest([1, 7, 3])  // 7
        math.greatest(dyn([]))  // error
    """
    return _extreme("math.greatest", values, lambda value, best: less(best, value))


@DECLARED.function("math.least", "math_least_int", (INT,), INT, _LEAST, variadic=True)
@DECLARED.function("math.least", "math_least_double", (DOUBLE,), DOUBLE, _LEAST, variadic=True)
@DECLARED.function("math.least", "math_least_int_double", (INT, DOUBLE), DYN, _LEAST)
@DECLARED.function("math.least", "math_least_double_int", (DOUBLE, INT), DYN, _LEAST)
@DECLARED.function("math.least", "math_least_dyn", (DYN, DYN, DYN), DYN, _LEAST_DYN, variadic=True)
@DECLARED.function(
    "math.least", "math_least_list", (list_of(_A),), _A, _LEAST_OF_LIST, cost=list_cost
)
def least(*values: Any) -> Any:
    """The least of the numbers given, or of a list of numbers; the first of equal ones.

    math.least(int...) -> int
    math.least(double...) -> double
    math.least(int, double) -> dyn
    math.least(double, int) -> dyn
    math.least(dyn, dyn, dyn...) -> dyn
    math.least(list(A)) -> A

        math.least(-42, 40, 20)  // -42
        math.least(5.4, 10, 3, -5.0)  // -5.0
        math.least(["a"])  // error
    """
    return _extreme("math.least", values, less)


def _extreme(name: str, values: tuple[Any, ...], better: Callable[[Any, Any], bool]) -> Any:
    numbers = values[0] if len(values) == 1 and type(values[0]) is list else values
    for number in numbers:
        if type(number) is not int and type(number) is not float:
            raise CelError(f"no such overload: {name} of {type_name(number)} (numbers only)")
    if not numbers:
        raise CelError(f"{name} of an empty list")
    best = numbers[0]
    for number in numbers:
        if better(number, best):
            best = number
    return best


@DECLARED.function("math.abs", "math_abs_int", (INT,), INT, PARTIAL)
@DECLARED.function("math.abs", "math_abs_double", (DOUBLE,), DOUBLE, TOTAL)
def abs_(number: float) -> float:
    """The number without its sign.

    math.abs(int) -> int
    math.abs(double) -> double

        math.abs(-11)  // 11
        math.abs(-1.5)  // 1.5
        math.abs(-9223372036854775808)  // error
    """
    return int64(abs(number)) if isinstance(number, int) else abs(number)


@DECLARED.function("math.sign", "math_sign_int", (INT,), INT, TOTAL)
@DECLARED.function("math.sign", "math_sign_double", (DOUBLE,), DOUBLE, TOTAL)
def sign(number: float) -> float:
    """-1, 0 or 1, of the number's type; NaN of NaN.

    math.sign(int) -> int
    math.sign(double) -> double

        math.sign(-42)  // -1
        math.sign(0)  // 0
        math.sign(0.5)  // 1.0
    """
    if isinstance(number, int):
        return (number > 0) - (number < 0)
    return number if math.isnan(number) else float((number > 0) - (number < 0))


def _rounded(number: float, how: Callable[[float], int]) -> float:
    """Python's rounding yields ints: infinity and NaN have none, and the sign of zero is lost."""
    return math.copysign(float(how(number)), number) if math.isfinite(number) else number


@DECLARED.function("math.ceil", "math_ceil_double", (DOUBLE,), DOUBLE, TOTAL)
def ceil(number: float) -> float:
    """The least whole number that is not less.

    math.ceil(double) -> double

        math.ceil(1.2)  // 2.0
        math.ceil(-1.2)  // -1.0
    """
    return _rounded(number, math.ceil)


@DECLARED.function("math.floor", "math_floor_double", (DOUBLE,), DOUBLE, TOTAL)
def floor(number: float) -> float:
    """The greatest whole number that is not greater.

    math.floor(double) -> double

        math.floor(1.2)  // 1.0
        math.floor(-1.2)  // -2.0
    """
    return _rounded(number, math.floor)


@DECLARED.function("math.trunc", "math_trunc_double", (DOUBLE,), DOUBLE, TOTAL)
def trunc(number: float) -> float:
    """The number without its fraction.

    math.trunc(double) -> double

        math.trunc(1.9)  // 1.0
        math.trunc(-1.9)  // -1.0
    """
    return _rounded(number, math.trunc)


@DECLARED.function("math.round", "math_round_double", (DOUBLE,), DOUBLE, TOTAL)
def round_(number: float) -> float:
    """The nearest whole number; halfway, the one further from zero.

    math.round(double) -> double

        math.round(1.4)  // 1.0
        math.round(2.5)  // 3.0
        math.round(-1.5)  // -2.0
    """

    def nearest(value: float) -> int:
        whole = math.trunc(abs(value))
        return whole + (abs(value) - whole >= 0.5)

    return _rounded(number, nearest)


@DECLARED.function("math.sqrt", "math_sqrt_int", (INT,), DOUBLE, TOTAL)
@DECLARED.function("math.sqrt", "math_sqrt_double", (DOUBLE,), DOUBLE, TOTAL)
def sqrt(number: float) -> float:
    """The square root; NaN of a negative number.

    math.sqrt(int) -> double
    math.sqrt(double) -> double

        math.sqrt(81)  // 9.0
        math.isNaN(math.sqrt(-1.0))  // true
    """
    return math.nan if number < 0 else math.sqrt(number)


@DECLARED.function("math.isNaN", "math_isNaN_double", (DOUBLE,), BOOL, TOTAL)
def is_nan(number: float) -> bool:
    """Return whether the double is not a number.

    math.isNaN(double) -> bool

        math.isNaN(0.0 / 0.0)  // true
        math.isNaN(1.2)  // false
    """
    return math.isnan(number)


@DECLARED.function("math.isInf", "math_isInf_double", (DOUBLE,), BOOL, TOTAL)
def is_inf(number: float) -> bool:
    """Return whether the double is infinite, to either side.

    math.isInf(double) -> bool

        math.isInf(-1.0 / 0.0)  // true
        math.isInf(1.2)  // false
    """
    return math.isinf(number)


@DECLARED.function("math.isFinite", "math_isFinite_double", (DOUBLE,), BOOL, TOTAL)
def is_finite(number: float) -> bool:
    """Return whether the double is a number and finite.

    math.isFinite(double) -> bool

        math.isFinite(1.2)  // true
        math.isFinite(0.0 / 0.0)  // false
    """
    return math.isfinite(number)
