"""From a call in an expression to what computes it: the overload is chosen by the values' types."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from checker.cel.functions.location_index import overloads_of
from checker.cel.operators import type_name
from checker.cel.overload import Overload
from checker.cel.types import Kind
from checker.values import CelError, Duration, Timestamp, TypeValue

# Kinds that stand for every value (DYN, VARIABLE) are not here.
_PYTHON: Final[Mapping[Kind, type]] = {
    Kind.NULL: type(None),
    Kind.BOOL: bool,
    Kind.INT: int,
    Kind.DOUBLE: float,
    Kind.STRING: str,
    Kind.TIMESTAMP: Timestamp,
    Kind.DURATION: Duration,
    Kind.LIST: list,
    Kind.MAP: dict,
    Kind.OBJECT: dict,
    Kind.TYPE: TypeValue,
}

_Implementation = Callable[..., Any]
_Cost = Callable[..., int]


def resolve(function: str, method: bool, count: int) -> _Implementation:  # noqa: FBT001
    """The implementation for a call site with so many values (the target included).

    It raises CelError "no such overload" for values of types that no overload takes, and what the
    function itself raises; so does a function or a count that the table does not have.
    """
    overloads = _candidates(function, method, count)
    if len(overloads) == 1:
        return _single(function, overloads[0], count)
    return _several(function, overloads, count)


def costs(function: str, method: bool, count: int) -> _Cost | None:  # noqa: FBT001
    """The units of budget that a call takes for its values; None: always one."""
    overloads = _candidates(function, method, count)
    kinds = {overload.cost for overload in overloads}
    if not kinds - {None}:
        return None
    first = overloads[0].cost
    if len(kinds) == 1 and first is not None:
        return _same_cost(first)
    chosen: dict[tuple[type, ...], _Cost | None] = {}

    def cost(*values: Any) -> int:
        types = tuple(map(type, values))
        if types not in chosen:
            taking = [overload.cost for overload in overloads if _takes(overload, types)]
            chosen[types] = taking[0] if taking else None
        of_overload = chosen[types]
        return 1 if of_overload is None else of_overload(*values)

    return cost


def _same_cost(of_all: _Cost) -> _Cost:
    def cost(*values: Any) -> int:
        try:
            return of_all(*values)
        except TypeError:  # no overload takes the values, as the call will say
            return 1

    return cost


def _candidates(function: str, method: bool, count: int) -> tuple[Overload, ...]:  # noqa: FBT001
    return tuple(
        overload
        for overload in overloads_of(function)
        if overload.method is method
        and (
            len(overload.parameters) == count
            or (overload.variadic and len(overload.parameters) < count)
        )
    )


def _wanted(overload: Overload, count: int) -> list[type | None]:
    """The Python type of each value; None takes all."""
    kinds = [parameter.kind for parameter in overload.parameters]
    kinds += kinds[-1:] * (count - len(kinds))
    return [_PYTHON.get(kind) for kind in kinds]


def _takes(overload: Overload, types: tuple[type, ...]) -> bool:
    wanted = _wanted(overload, len(types))
    return all(want is None or want is got for want, got in zip(wanted, types, strict=True))


def _refused(function: str, values: tuple[Any, ...]) -> CelError:
    return CelError(f"no such overload: {function}({', '.join(map(type_name, values))})")


def _single(function: str, overload: Overload, count: int) -> _Implementation:
    """The fast way: the types are compared in place, nothing is looked up."""
    implementation, wanted = overload.implementation, _wanted(overload, count)
    if count == 1 and wanted[0] is not None:
        first = wanted[0]

        def one(a: Any) -> Any:
            if type(a) is first:
                return implementation(a)
            raise _refused(function, (a,))

        return one
    if count == 2 and None not in wanted:
        left, right = wanted

        def two(a: Any, b: Any) -> Any:
            if type(a) is left and type(b) is right:
                return implementation(a, b)
            raise _refused(function, (a, b))

        return two
    return _several(function, (overload,), count)


def _several(function: str, overloads: tuple[Overload, ...], count: int) -> _Implementation:
    """The general way: each combination of types is looked for once."""
    known: dict[tuple[type, ...] | type, _Implementation] = {}

    def find(values: tuple[Any, ...]) -> _Implementation:
        types = tuple(map(type, values))
        for overload in overloads:
            if _takes(overload, types):
                known[types if count != 1 else types[0]] = overload.implementation
                return overload.implementation
        raise _refused(function, values)

    def one(a: Any) -> Any:
        return (known.get(type(a)) or find((a,)))(a)

    def call(*values: Any) -> Any:
        return (known.get(tuple(map(type, values))) or find(values))(*values)

    return one if count == 1 else call
