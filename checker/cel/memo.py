"""`variables.<name>`: evaluated when first read, and kept in the frame, also when it failed."""

from typing import Any, NamedTuple

from checker.cel.frame import UNSET, Evaluator
from checker.cel.values import CelError


class _Failed(NamedTuple):
    """What a slot holds whose expression has no value."""

    failure: Exception


def memoised(slot: int, evaluator: Evaluator) -> Evaluator:
    """The evaluator, asked at most once per frame."""

    def evaluate(frame: list[Any]) -> Any:
        value = frame[slot]
        if value is UNSET:
            try:
                value = evaluator(frame)
            except (KeyError, CelError) as failure:
                frame[slot] = _Failed(failure)
                raise
            frame[slot] = value
        elif type(value) is _Failed:
            raise value.failure.with_traceback(None)
        return value

    return evaluate
