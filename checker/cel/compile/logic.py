"""Evaluators of `&&`, `||`, `!` and `?:`.

An operand without a value is absorbed by one that decides, whatever their order (specification,
"Logical operators"): `false && error` is false. What cannot be absorbed goes up, an error of the
policy before a gap in the evidence: who mends the policy will see the gap next.
"""

from collections.abc import Sequence
from typing import Any

from checker.cel.compile.frame import Evaluator, not_bool
from checker.values import CelError


def worse(failure: Exception | None, other: Exception) -> Exception:
    """The failure of two that goes up: the first, but CelError before Missing."""
    if failure is None or (isinstance(other, CelError) and not isinstance(failure, CelError)):
        return other
    return failure


def junction(operands: Sequence[Evaluator], *, decisive: bool) -> Evaluator:
    """`&&` (decided by false) or `||` (decided by true)."""
    where = "an operand of ||" if decisive else "an operand of &&"
    if len(operands) == 2:
        return _pair(operands[0], operands[1], decisive=decisive, where=where)

    def evaluate(frame: list[Any]) -> bool:
        failure = None
        for operand in operands:
            try:
                value: object = operand(frame)
            except (KeyError, CelError) as raised:
                failure = worse(failure, raised)
            else:
                if value is decisive:
                    return decisive
                if type(value) is not bool:
                    failure = worse(failure, not_bool(value, where))
        if failure is not None:
            raise failure
        return not decisive

    return evaluate


def _pair(left: Evaluator, right: Evaluator, *, decisive: bool, where: str) -> Evaluator:
    def evaluate(frame: list[Any]) -> bool:
        try:
            value: object = left(frame)
        except (KeyError, CelError) as raised:
            return absorb(raised, frame)
        if value is decisive:
            return decisive
        if type(value) is not bool:
            return absorb(not_bool(value, where), frame)
        value = right(frame)
        if type(value) is not bool:
            raise not_bool(value, where)
        return value

    def absorb(failure: Exception, frame: list[Any]) -> bool:
        try:
            value: object = right(frame)
        except (KeyError, CelError) as raised:
            raise worse(failure, raised) from None
        if value is decisive:
            return decisive
        if type(value) is not bool:
            raise worse(failure, not_bool(value, where))
        raise failure

    return evaluate


def negation(operand: Evaluator) -> Evaluator:
    """`!operand`."""

    def evaluate(frame: list[Any]) -> bool:
        value: object = operand(frame)
        if type(value) is not bool:
            raise not_bool(value, "the operand of !")
        return not value

    return evaluate


def conditional(condition: Evaluator, then: Evaluator, otherwise: Evaluator) -> Evaluator:
    """`condition ? then : otherwise`; only the chosen branch is evaluated."""

    def evaluate(frame: list[Any]) -> Any:
        value = condition(frame)
        if type(value) is not bool:
            raise not_bool(value, "the condition of ?:")
        return then(frame) if value else otherwise(frame)

    return evaluate
