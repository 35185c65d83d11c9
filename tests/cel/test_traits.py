"""What a function's declaration states of it is true of what computes it."""

from itertools import permutations, product
from math import isnan
from typing import Any

import pytest

from checker.cel.check.formats import format_problem
from checker.cel.functions.table import FUNCTIONS
from checker.cel.operators import equals, less_equal
from checker.cel.overload import Overload
from checker.cel.traits import Demand, Elements, Format, Gap, Meaning, Turn
from checker.cel.types import TIMESTAMP, Kind, Type
from checker.time.text import parse_timestamp
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


def outcomes(*ways: type[Exception]) -> list[tuple[Overload, tuple[Any, ...]]]:
    """The functions that end in one of these ways, and for which arguments."""
    return [
        (overload, values)
        for overload in ALL
        for values in arguments(overload)
        if outcome(overload, values) in ways
    ]


def test_a_total_function_has_a_value_for_all_values_of_its_types() -> None:
    without = outcomes(CelError, Missing)

    assert [(each.id, values) for each, values in without if each.traits.total] == []


def test_a_function_without_a_gap_never_comes_to_missing() -> None:
    missing = outcomes(Missing)

    assert [(e.id, values) for e, values in missing if e.traits.gap is Gap.NEVER] == []


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


def test_traits_speak_of_arguments_that_there_are() -> None:
    for overload in ALL:
        traits, kinds = overload.traits, [each.kind for each in overload.parameters]
        assert all(kinds[index] in {Kind.STRING, Kind.LIST} for index in traits.formats), overload
        assert all(index < len(kinds) for index in traits.monotone), overload
        assert not traits.monotone or overload.result.kind is Kind.BOOL, overload
        assert (traits.elements is Elements.NO_LIST) is (kinds[0] is not Kind.LIST), overload
        assert traits.demand is Demand.NOTHING or kinds[0] is Kind.LIST, overload


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


def valued(overload: Overload) -> list[tuple[tuple[Any, ...], Any]]:
    """The arguments for which it has a value, and the value."""
    given = ((values, outcome(overload, values)) for values in arguments(overload))
    return [(values, value) for values, value in given if not isinstance(value, type)]


def means(meaning: Meaning) -> list[Overload]:
    return [each for each in ALL if each.traits.meaning is meaning]


def names_of(meaning: Meaning) -> set[str]:
    overloads = means(meaning)
    return {name for name, each in FUNCTIONS.items() if any(one in overloads for one in each)}


@pytest.mark.parametrize("overload", means(Meaning.ITSELF), ids=of)
def test_what_is_its_argument_hands_it_on(overload: Overload) -> None:
    assert all(value is values[0] for values, value in valued(overload))


@pytest.mark.parametrize("overload", means(Meaning.SIZE), ids=of)
def test_a_size_counts_the_argument(overload: Overload) -> None:
    assert all(value == len(values[0]) for values, value in valued(overload))


@pytest.mark.parametrize("overload", means(Meaning.WHOLE), ids=of)
def test_whole_units_follow_what_they_are_of(overload: Overload) -> None:
    found = sorted(valued(overload), key=lambda each: each[0][0])

    assert [value for _, value in found] == sorted(value for _, value in found)


@pytest.mark.parametrize(
    "meaning,before",
    [(Meaning.LEAST, less_equal), (Meaning.GREATEST, lambda a, b: less_equal(b, a))],
)
def test_an_extreme_is_one_of_the_values_and_none_is_beyond(meaning: Meaning, before: Any) -> None:
    for overload in means(meaning):
        for values, value in valued(overload):
            among = values[0] if isinstance(values[0], list) else values
            assert value in among
            numbers = [each for each in among if not (isinstance(each, float) and isnan(each))]
            assert value not in numbers or all(before(value, each) for each in numbers)


@pytest.mark.parametrize("overload", means(Meaning.MEMBERS), ids=of)
def test_common_members_do_not_depend_on_order_or_repetition(overload: Overload) -> None:
    found = valued(overload)

    assert [overload.implementation(a[::-1] * 2, b[::-1]) for (a, b), _ in found] == [
        value for _, value in found
    ]


def test_texts_and_instants_name_each_other() -> None:
    instants = _VALUES[Kind.TIMESTAMP]

    for write, read in product(means(Meaning.TEXT), means(Meaning.INSTANT)):
        assert [read.implementation(write.implementation(each)) for each in instants] == instants


def test_what_analyses_know_by_its_meaning_is_stated() -> None:
    assert {
        meaning.value: names_of(meaning) for meaning in Meaning if meaning is not Meaning.OTHER
    } == {
        "itself": {"bool", "double", "duration", "dyn", "int", "string", "timestamp"},
        "type": {"type"},
        "size": {"size"},
        "whole": {"getHours", "getMinutes", "getSeconds", "int"},
        "instant": {"instant", "timestamp"},
        "text": {"string"},
        "elapsed": {"elapsed"},
        "due": {"due"},
        "within": {"within"},
        "least": {"math.least", "min"},
        "greatest": {"math.greatest", "max"},
        "members": {"sets.contains", "sets.equivalent", "sets.intersects"},
    }


_ENDS = {
    Turn.YEAR: "2031-12-31T23:59:59.999999999Z",
    Turn.MONTH: "2031-03-31T23:59:59.999999999Z",
    Turn.DAY: "2031-03-27T23:59:59.999999999Z",
    Turn.HOUR: "2031-03-27T08:59:59.999999999Z",
    Turn.MINUTE: "2031-03-27T08:17:59.999999999Z",
    Turn.SECOND: "2031-03-27T08:17:31.999999999Z",
    Turn.MILLISECOND: "2031-03-27T08:17:31.499999999Z",
}


def test_a_function_states_when_it_changes_if_it_is_a_part_of_an_instant() -> None:
    parts = [
        each
        for each in ALL
        if each.method and each.parameters[0] == TIMESTAMP and each.result.kind is Kind.INT
    ]

    assert parts == [each for each in ALL if each.traits.turns is not Turn.NEVER]


@pytest.mark.parametrize(
    "overload", [each for each in ALL if each.traits.turns is not Turn.NEVER], ids=of
)
def test_a_part_of_an_instant_states_at_whose_end_it_changes(overload: Overload) -> None:
    def changes(text: str) -> bool:
        last, zone = parse_timestamp(text), ("UTC",) * (len(overload.parameters) - 1)
        first = Timestamp(last.nanoseconds + 1)
        compute = overload.implementation
        return bool(compute(last, *zone) != compute(first, *zone))

    turns = list(Turn)
    smaller = turns[turns.index(overload.traits.turns) + 1 :]
    assert changes(_ENDS[overload.traits.turns])
    assert not any(changes(_ENDS[each]) for each in smaller)
