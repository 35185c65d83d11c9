"""The 64 bits of an int (cel-go, ext/math)."""

from typing import Final

from checker.cel.functions.declare import Functions
from checker.cel.traits import PARTIAL, TOTAL
from checker.cel.types import INT
from checker.values import CelError

DECLARED: Final = Functions()

_MASK: Final = 2**64 - 1
_SIGN: Final = 2**63


@DECLARED.function("math.bitAnd", "math_bitAnd_int_int", (INT, INT), INT, TOTAL)
def bit_and(a: int, b: int) -> int:
    """The bits that both have.

    math.bitAnd(int, int) -> int

        math.bitAnd(3, 5)  // 1
        math.bitAnd(-1, 255)  // 255
    """
    return a & b


@DECLARED.function("math.bitOr", "math_bitOr_int_int", (INT, INT), INT, TOTAL)
def bit_or(a: int, b: int) -> int:
    """The bits that either has.

    math.bitOr(int, int) -> int

        math.bitOr(1, 2)  // 3
        math.bitOr(4, -2)  // -2
    """
    return a | b


@DECLARED.function("math.bitXor", "math_bitXor_int_int", (INT, INT), INT, TOTAL)
def bit_xor(a: int, b: int) -> int:
    """The bits that just one has.

    math.bitXor(int, int) -> int

        math.bitXor(3, 5)  // 6
        math.bitXor(4, -2)  // -6
    """
    return a ^ b


@DECLARED.function("math.bitNot", "math_bitNot_int_int", (INT,), INT, TOTAL)
def bit_not(number: int) -> int:
    """The bits that it does not have.

    math.bitNot(int) -> int

        math.bitNot(1)  // -2
    """
    return ~number


@DECLARED.function("math.bitShiftLeft", "math_bitShiftLeft_int_int", (INT, INT), INT, PARTIAL)
def shift_left(number: int, by: int) -> int:
    """The bits moved up; those moved beyond the 64th are lost.

    math.bitShiftLeft(int, int) -> int

        math.bitShiftLeft(1, 2)  // 4
        math.bitShiftLeft(1, 200)  // 0
        math.bitShiftLeft(1, -1)  // error
    """
    _check_shift(by)
    shifted = (number << by) & _MASK if by < 64 else 0
    return shifted - 2 * _SIGN if shifted & _SIGN else shifted


@DECLARED.function("math.bitShiftRight", "math_bitShiftRight_int_int", (INT, INT), INT, PARTIAL)
def shift_right(number: int, by: int) -> int:
    """The bits moved down; zeros follow from above, also where the number was negative.

    math.bitShiftRight(int, int) -> int

        math.bitShiftRight(1024, 2)  // 256
        math.bitShiftRight(-1024, 3)  // 2305843009213693824
        math.bitShiftRight(1024, 64)  // 0
    """
    _check_shift(by)
    if by == 0:
        return number
    return (number & _MASK) >> by if by < 64 else 0


def _check_shift(by: int) -> None:
    if by < 0:
        raise CelError(f"negative offset: {by} (how far to shift was expected)")
