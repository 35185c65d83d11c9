"""Check a call: whether there is such a function, and whether it takes these arguments."""

from collections.abc import Mapping, Sequence

from checker.cel.check.elements import element_problem
from checker.cel.check.formats import format_problem, possible
from checker.cel.check.issue import Issues
from checker.cel.check.unify import NUMBER, NUMERIC, is_number, resolve, spelt, unify
from checker.cel.functions.declare import signature
from checker.cel.overload import Overload
from checker.cel.traits import Format
from checker.cel.types import DYN, INT, Kind, Type
from checker.record import NamedTuple
from checker.suggest import did_you_mean

WHOLE = "a number of the inventory may be whole: write double(…)"

_ELSEWHERE = {
    "has": "write has(a.b)",
    "len": "write size(…)",
    "length": "write size(…)",
    "count": "write list.filter(x, …).size()",
    "any": "write list.exists(x, …)",
    "some": "write list.exists(x, …)",
    "every": "write list.all(x, …)",
    "lower": "write x.lowerAscii()",
    "upper": "write x.upperAscii()",
}
"""The function of CEL that stands for one of another language, by the other's name."""

_INSTEAD = {
    Format.TIMESTAMP: "overdue(day, now, inventory.calendar) asks if a day has passed, "
    "before(a, b) if a is first",
}
"""The way out where the values of a field never have a format."""

Functions = Mapping[str, tuple[Overload, ...]]


class Argument(NamedTuple):
    """A value that is passed, and its place."""

    type: Type
    offset: int


def result_of(
    function: str,
    arguments: Sequence[Argument],
    offset: int,
    functions: Functions,
    issues: Issues,
    *,
    method: bool,
) -> Type:
    """The type of `function(arguments)`, the target being the first argument of a method."""
    overloads = [overload for overload in functions.get(function, ()) if overload.method is method]
    if not overloads:
        issues.error(offset, f"unknown function '{function}'", _meant(function, functions, method))
        return DYN
    count = len(arguments)
    fitting = [overload for overload in overloads if _takes(overload, count)]
    if not fitting:
        issues.error(
            offset, f"wrong number of arguments for '{function}' ({_one_of(function, overloads)})"
        )
        return DYN
    taking = [overload for overload in fitting if _apply(overload, arguments) is not None]
    results = [result for overload in taking if (result := _apply(overload, arguments)) is not None]
    if results:
        _constants(taking, arguments, issues)
        _elements(function, taking, arguments, offset, issues)
        results += _whole(function, fitting, arguments, issues)
        return _common(results)
    _refuse(function, fitting, arguments, offset, issues)
    return DYN


def _common(results: Sequence[Type]) -> Type:
    kinds = {result.kind for result in results}
    if len(kinds) == 1:
        return results[0]
    return NUMBER if kinds == NUMERIC else DYN


def _whole(
    function: str, overloads: Sequence[Overload], arguments: Sequence[Argument], issues: Issues
) -> list[Type]:
    """The results where a number of the inventory is an int, which must be taken too."""
    types = []
    for number, argument in enumerate(arguments):
        if is_number(argument.type):
            changed = [*arguments]
            changed[number] = argument._replace(type=INT)
            results = [_apply(overload, changed) for overload in overloads]
            types += [result for result in results if result is not None]
            if results == [None] * len(results):
                message = f"'{function}' does not take int, which a number may be"
                issues.error(argument.offset, message, WHOLE)
    return types


def _elements(
    function: str,
    overloads: Sequence[Overload],
    arguments: Sequence[Argument],
    offset: int,
    issues: Issues,
) -> None:
    for demand in {overload.traits.demand: None for overload in overloads}:
        problem = element_problem(function, demand, arguments[0].type)
        if problem is not None:
            issues.error(offset, problem)


def _takes(overload: Overload, count: int) -> bool:
    wanted = len(overload.parameters)
    return count >= wanted if overload.variadic else count == wanted


def _parameters(overload: Overload, count: int) -> tuple[Type, ...]:
    last = overload.parameters[-1:]
    return overload.parameters + last * (count - len(overload.parameters))


def _apply(overload: Overload, arguments: Sequence[Argument]) -> Type | None:
    bound: dict[str, Type] = {}
    for wanted, given in zip(_parameters(overload, len(arguments)), arguments, strict=True):
        if not unify(wanted, given.type, bound):
            return None
    return resolve(overload.result, bound)


def _refuse(
    function: str,
    overloads: Sequence[Overload],
    arguments: Sequence[Argument],
    offset: int,
    issues: Issues,
) -> None:
    """Point at the first argument that no overload takes, else at the function."""
    for number, argument in enumerate(arguments):
        wanted = [_parameters(overload, len(arguments))[number] for overload in overloads]
        if not any(unify(type_, argument.type, {}) for type_ in wanted):
            offset = argument.offset
            types = spelt(argument.type)
            break
    else:
        types = ", ".join(spelt(argument.type) for argument in arguments)
    issues.error(offset, f"'{function}' does not take {types} ({_one_of(function, overloads)})")


def _one_of(function: str, overloads: Sequence[Overload]) -> str:
    shown = [signature(function, overload) for overload in overloads]
    return "expected " + " or ".join(shown[:3]) + (" or …" if len(shown) > 3 else "")


def _meant(function: str, functions: Functions, method: bool) -> str | None:  # noqa: FBT001
    if function in functions:
        name = function if method else f"x.{function}"
        return f"write {name}(…)"
    return _ELSEWHERE.get(function) or did_you_mean(function, functions)


def _constants(
    overloads: Sequence[Overload], arguments: Sequence[Argument], issues: Issues
) -> None:
    """Refuse arguments that are not the pattern, moment or limit they have to be."""
    formats = {
        index: form for overload in overloads for index, form in overload.traits.formats.items()
    }
    for index, form in sorted(formats.items()):
        type_, offset = arguments[index]
        if type_.kind is Kind.LIST and type_.element is not None:
            type_ = type_.element
        if type_.kind is not Kind.STRING:
            continue
        if type_.rule is not None and not possible(form, type_.rule):
            never = f"this is never {form.value} ({type_.rule.expected})"
            issues.error(offset, never, _INSTEAD.get(form))
        for value in sorted(type_.values or ()) if type_.constant else ():
            message = format_problem(form, value)
            if message is not None:
                issues.error(offset, message)
