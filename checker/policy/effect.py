"""The effect of an override: whether the policy lets more pass, less, or nobody can tell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from checker.cel.canonical import canonical
from checker.cel.follow import Growth, Parameter, Shape, growth
from checker.overridden import Effect, Overridden
from checker.policy.declared import own_params
from checker.policy.policy import Policy
from checker.policy.schedule import Effective, Phase, effective_of, params_from
from checker.record import NamedTuple
from checker.time.periods import Period, Unit, parse_period
from checker.values import BudgetSpent, CelError
from checker.verdict import Severity

_LEAST_DAYS = 28
_MOST_DAYS = 31
_NO_END = "9999-12-31"


class _Steps(NamedTuple):
    """The steps from one value to another: one that grows, one that shrinks, or both."""

    grows: bool
    shrinks: bool


def overridden(
    policy: Policy, data: Mapping[str, Any], changes: Mapping[str, Any], phase: Phase
) -> tuple[Overridden, ...]:
    """The differences of a policy in force from its file, in order of their names.

    Args:
        data: as the file declares it.
        changes: as the configuration asks for them.
        phase: the parameters in force.
    """
    found = list(_of_days(policy.effective, effective_of(data)))
    if not policy.enabled:
        found.append(Overridden("enabled", value=False, own=True, effect=Effect.LOOSENED))
    own = own_params(data, phase.day)
    given = (changes.get("params", {}), *(params for _, params in params_from(changes)))
    for name in sorted({name for params in given for name in params}):
        before, value = own[name], phase.params[name]
        if value != before:
            effect = _of_parameter(name, before, value, policy)
            found.append(Overridden(f"params.{name}", value, before, effect))
    severity = Severity(data["severity"])
    if policy.severity is not severity:
        lower = policy.severity.rank > severity.rank
        effect = Effect.LOOSENED if lower else Effect.TIGHTENED
        found.append(Overridden("severity", policy.severity.value, severity.value, effect))
    return tuple(found)


def _of_days(value: Effective, own: Effective) -> Iterator[Overridden]:
    """A later first day and an earlier last one leave days on which nothing is checked."""
    if value.first != own.first:
        effect = Effect.LOOSENED if value.first > own.first else Effect.TIGHTENED
        yield Overridden("effective.from", value.first or None, own.first or None, effect)
    if value.last != own.last:
        sooner = (value.last or _NO_END) < (own.last or _NO_END)
        effect = Effect.LOOSENED if sooner else Effect.TIGHTENED
        yield Overridden("effective.until", value.last or None, own.last or None, effect)


def _of_parameter(name: str, own: Any, value: Any, policy: Policy) -> Effect:
    """The effect of another value of a parameter, worked out from the conditions that read it."""
    shape, steps = _shape(own), _steps(own, value)
    if shape is None or steps is None:
        return Effect.CHANGED
    parameter = Parameter(name, shape, isinstance(own, dict), policy.variables)
    passes = growth(policy.require.root, parameter)
    if policy.when is not None:
        passes = passes & -growth(policy.when.root, parameter)
    match passes:
        case Growth.UP:
            return Effect.LOOSENED if steps.grows else Effect.TIGHTENED
        case Growth.DOWN:
            return Effect.LOOSENED if steps.shrinks else Effect.TIGHTENED
        case Growth.NONE | Growth.UNTOLD:
            return Effect.CHANGED


def _shape(value: Any) -> Shape | None:
    match value:
        case bool():
            return Shape.BOOLEAN
        case int() | float():
            return Shape.NUMBER
        case str():
            return Shape.PERIOD
        case list():
            return Shape.LIST
        case dict():
            shapes = {_shape(each) for each in value.values()}
            return shapes.pop() if len(shapes) == 1 else None
        case _:
            return None


def _steps(own: Any, value: Any) -> _Steps | None:
    """The steps; None where the values cannot be compared, or are the same."""
    match own, value:
        case (bool(), bool()) | (int() | float(), int() | float()):
            return None if own == value else _Steps(own < value, value < own)
        case str(), str():
            return _of_periods(own, value)
        case list(), list():
            return _of_lists(own, value)
        case dict(), dict() if own.keys() == value.keys():
            return _of_mappings(own, value)
        case _:
            return None


def _of_lists(own: list[Any], value: list[Any]) -> _Steps | None:
    try:
        before, after = Counter(canonical(own)), Counter(canonical(value))
    except BudgetSpent:
        return None
    added, removed = after - before, before - after
    return _Steps(bool(added), bool(removed)) if added or removed else None


def _of_mappings(own: dict[str, Any], value: dict[str, Any]) -> _Steps | None:
    found = [_steps(own[key], value[key]) for key in own if own[key] != value[key]]
    steps = [each for each in found if each is not None]
    if not steps or len(steps) < len(found):
        return None
    return _Steps(any(each.grows for each in steps), any(each.shrinks for each in steps))


def _of_periods(own: str, value: str) -> _Steps | None:
    try:
        before, after = parse_period(own), parse_period(value)
    except CelError:
        return None
    if before.unit is after.unit:
        if before.number == after.number:
            return None
        return _Steps(before.number < after.number, after.number < before.number)
    (least, most), (least_after, most_after) = _days(before), _days(after)
    if not most or not most_after:
        return None
    if most <= least_after:
        return _Steps(grows=True, shrinks=False)
    return _Steps(grows=False, shrinks=True) if most_after <= least else None


def _days(period: Period) -> tuple[int, int]:
    """The least and the most days of a period; none of one that is not made of calendar days."""
    match period.unit:
        case Unit.DAYS:
            return period.number, period.number
        case Unit.MONTHS:
            return period.number * _LEAST_DAYS, period.number * _MOST_DAYS
        case Unit.TIME | Unit.BUSINESS_DAYS:
            return 0, 0
