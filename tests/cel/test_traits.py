"""What a function's declaration states of it is true of what computes it."""

from itertools import permutations, product
from typing import Any

import pytest

from checker.cel.check.formats import format_problem
from checker.cel.functions.table import FUNCTIONS
from checker.cel.operators import equals
from checker.cel.overload import Overload
from checker.cel.traits import Demand, Elements, Format, Gap
from checker.cel.types import TIMESTAMP, Kind, Type
from checker.values import BudgetSpent, CelError, Duration, Missing, Timestamp

ALL = [each for overloads in FUNCTIONS.values() for each in overloads]
_DAY = "2031-03-27"
_VALUES: dict[Kind, list[Any]] = {
    Kind.NULL: [None],
    Kind.BOOL: [True, False],
    Kind.INT: [0, 1, -1, 70, -(2**63), 2**63 - 1],
    Kind.DOUBLE: [0.0, -0.5, 1e300, float("inf"), float("nan")],
    Kind.STRING: ["", "a", "ab", "é", "[", _DAY, "2031-03-27T08:00:00Z", "3 days", "UTC"],
    Kind.TIMESTAMP: [Timestamp(0), Timestamp(1_924_992_000 * 10**9)],
    Kind.DURATION: [Duration(0), Duration(-(2**62)), Duration(2**62)],
    Kind.MAP: [{}, {"a": 1}],
}
_MIXED = [True, 2**63 - 1, -1, 1.5, "a", _DAY, Duration(2**62), Duration(2**62 - 1), [1]]


def values_of(type_: Type) -> list[Any]:
    """A few values of a type, the outermost among them."""
    match type_.kind:
        case Kind.LIST:
            element = values_of(type_.element or Type(Kind.DYN))
            return [[], *([each] for each in element[:6]), element[:3], element[-3:]]
        case Kind.DYN | Kind.VARIABLE:
            return _MIXED
        case kind:
            return _VALUES[kind]


def outcome(overload: Overload, values: tuple[Any, ...]) -> Any:
    """The value, or which of the ways of having none."""
    try:
        return overload.implementation(*values)
    except BudgetSpent:
        return BudgetSpent
    except CelError:
        return CelError
    except KeyError:
        return Missing


def arguments(overload: Overload) -> list[tuple[Any, ...]]:
    return list(product(*map(values_of, overload.parameters)))[:3_000]


def of(overload: Overload) -> str:
    return overload.id


@pytest.mark.parametrize("overload", [each for each in ALL if each.traits.total], ids=of)
def test_a_total_function_has_a_value_for_all_values_of_its_types(overload: Overload) -> None:
    without = [
        values for values in arguments(overload) if outcome(overload, values) in (CelError, Missing)
    ]

    assert without == []


@pytest.mark.parametrize("overload", ALL, ids=of)
def test_a_function_without_a_gap_never_comes_to_missing(overload: Overload) -> None:
    missing = [values for values in arguments(overload) if outcome(overload, values) is Missing]

    assert missing == [] or overload.traits.gap is not Gap.NEVER


@pytest.mark.parametrize(
    "overload",
    [
        each
        for each in ALL
        if not each.traits.ordered and any(type_.kind is Kind.LIST for type_ in each.parameters)
    ],
    ids=of,
)
def test_the_order_of_elements_changes_nothing_unless_it_is_stated(overload: Overload) -> None:
    triples = list(permutations([2**63 - 1, 1, -1])), list(permutations(_MIXED[5:8]))
    at = [index for index, each in enumerate(overload.parameters) if each.kind is Kind.LIST]
    rest = [tuple(values_of(each)[0] for each in overload.parameters)]
    for orders in (
        *triples,
        list(permutations(["b", _DAY, 1])),
        list(permutations(["2031", _DAY])),
    ):
        for given, place in product(rest, at):
            came = [
                outcome(overload, (*given[:place], list(order), *given[place + 1 :]))
                for order in orders
            ]
            assert all(each is came[0] or equals(each, came[0]) for each in came), came


@pytest.mark.parametrize("overload", ALL, ids=of)
def test_traits_speak_of_arguments_that_there_are(overload: Overload) -> None:
    traits, kinds = overload.traits, [each.kind for each in overload.parameters]

    assert all(kinds[index] in {Kind.STRING, Kind.LIST} for index in traits.formats)
    assert all(index < len(kinds) for index in traits.monotone)
    assert not traits.monotone or overload.result.kind is Kind.BOOL
    assert (traits.elements is Elements.NO_LIST) is (kinds[0] is not Kind.LIST)
    assert traits.demand is Demand.NOTHING or kinds[0] is Kind.LIST


@pytest.mark.parametrize(
    "form,good,bad",
    [
        (Format.PATTERN, "a+", "["),
        (Format.TIMESTAMP, "2031-03-27T08:00:00Z", _DAY),
        (Format.DURATION, "72h", "3 days"),
        (Format.PERIOD, "3 days", "soon"),
        (Format.MOMENT, _DAY, "2031-02-30"),
        (Format.ZONE, "Europe/Berlin", "Mars/X"),
    ],
)
def test_a_format_takes_what_is_of_it_and_nothing_else(form: Format, good: str, bad: str) -> None:
    assert format_problem(form, good) is None
    assert format_problem(form, bad) is not None


def test_every_function_of_a_timestamp_in_a_zone_states_the_zone() -> None:
    zoned = [each for each in ALL if each.parameters[1:] and each.parameters[0] == TIMESTAMP]

    assert len(zoned) == 10
    assert all(each.traits.formats == {1: Format.ZONE} for each in zoned)
