"""Values that are evaluated when first read, and kept, failures included.

That is `variables.<name>`, and the name that `cel.bind` binds: its value is not asked for where
the name is not read (as in Google's C++ runtime), so that `has(a.b) && x == 1` guards it.
"""

from collections.abc import Callable
from typing import Any

from checker.cel.compile.frame import UNSET, Evaluator
from checker.record import NamedTuple
from checker.values import CelError


class Failed(NamedTuple):
    """The content of a slot whose expression has no value."""

    failure: Exception


def memoised(slot: int, evaluator: Evaluator) -> Evaluator:
    """The evaluator, asked at most once for each time that its slot is made UNSET."""

    def evaluate(frame: list[Any]) -> Any:
        value = frame[slot]
        if value is UNSET:
            try:
                value = evaluator(frame)
            except (KeyError, CelError) as failure:
                frame[slot] = Failed(failure)
                raise
            frame[slot] = value
        elif type(value) is Failed:
            raise value.failure.with_traceback(None)
        return value

    return evaluate


def once(function: Callable[..., Any], *given: Any) -> Callable[[], Any]:
    """The value of a function, asked for at most once."""
    evaluate = memoised(0, lambda _: function(*given))
    kept: list[Any] = [UNSET]
    return lambda: evaluate(kept)
