"""Bounds: whether a number of which only the least and the greatest are known is small enough."""

from collections.abc import Mapping
from typing import Any, Final

from checker.cel.functions.declare import Functions
from checker.cel.traits import PARTIAL, Direction, Gap
from checker.cel.types import BOOL, DOUBLE, DYN, INT, STRING, map_of
from checker.values import CelError, Missing

DECLARED: Final = Functions()

_BOUNDS: Final = map_of(STRING, DYN)
_BOUNDED: Final = PARTIAL._replace(gap=Gap.VAGUE, monotone={1: Direction.RISING})


@DECLARED.function("atMost", "at_most_map_int", (_BOUNDS, INT), BOOL, _BOUNDED)
@DECLARED.function("atMost", "at_most_map_double", (_BOUNDS, DOUBLE), BOOL, _BOUNDED)
def at_most(bounds: Mapping[str, Any], limit: float) -> bool:
    """Return whether a number with bounds is no greater than a limit, whatever is not recorded.

    If it may be either, the evidence is missing.

    atMost(map(string, dyn), int) -> bool
    atMost(map(string, dyn), double) -> bool

        atMost({"at_least": 2, "at_most": 3}, 3)  // true
        atMost({"at_least": 2, "at_most": 3}, 1)  // false
        atMost({"at_least": 2, "at_most": 3}, 2)  // missing
        atMost({"at_least": 0.1, "at_most": 0.1}, 0.5)  // true
        atMost({"at_least": 2}, 2)  // error
    """
    least, most = (_number(bounds, name) for name in ("at_least", "at_most"))
    if most <= limit:
        return True
    if least > limit:
        return False
    raise Missing(
        f"whether it is at most {limit} cannot be told: with what is not recorded it may be "
        f"{least} to {most}"
    )


def _number(bounds: Mapping[str, Any], name: str) -> Any:
    value = bounds.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CelError(f"bounds have no number '{name}'")
    return value
