"""A record is what `typing.NamedTuple` makes, but for the time that it takes to be made."""

import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from checker.record import NamedTuple


class Record(NamedTuple):
    """A record."""

    one: int
    two: "list[int]"
    three: str = "three"
    four: float | None = None

    @property
    def sum(self) -> int:
        return self.one + sum(self.two)


class Twin(typing.NamedTuple):
    """A record."""

    one: int
    two: "list[int]"
    three: str = "three"
    four: float | None = None

    @property
    def sum(self) -> int:
        return self.one + sum(self.two)


class Nothing(NamedTuple):
    """No fields."""


MADE: list[Callable[[Any], Any]] = [
    lambda kind: kind(1, [2]),
    lambda kind: kind(two=[2], one=1),
    lambda kind: kind(1, [2], "x", 4.5),
    lambda kind: kind(1, two=[2], four=0.0),
    lambda kind: kind._make([1, [2], "x", None]),
    lambda kind: kind(1, [2])._replace(three="y", one=7),
]


@pytest.mark.parametrize("make", MADE)
def test_it_is_made_as_the_other_and_says_the_same(make: Callable[[Any], Any]) -> None:
    record, twin = make(Record), make(Twin)

    assert record == twin
    assert repr(record) == repr(twin).replace("Twin", "Record")
    assert record._asdict() == twin._asdict()
    assert (record.one, record.two, record.three, record.four, record.sum) == (*twin, twin.sum)


WRONG: list[Callable[[Any], Any]] = [
    lambda kind: kind(),
    lambda kind: kind(1),
    lambda kind: kind(1, [], "", None, 5),
    lambda kind: kind(1, [], five=5),
    lambda kind: kind(1, [], one=1),
    lambda kind: kind._make([1]),
]


@pytest.mark.parametrize("make", WRONG)
def test_what_the_other_refuses_it_refuses(make: Callable[[Any], Any]) -> None:
    for kind in (Record, Twin):
        with pytest.raises(TypeError):
            make(kind)


def test_no_field_is_replaced_that_is_not_there() -> None:
    with pytest.raises(TypeError, match="no such fields: five"):
        Record(1, [])._replace(five=5)


@pytest.mark.parametrize("name", ["_fields", "_field_defaults", "__match_args__", "__doc__"])
def test_the_class_says_of_itself_what_the_other_says(name: str) -> None:
    assert getattr(Record, name) == getattr(Twin, name)


def test_it_travels_to_another_process_and_is_matched() -> None:
    match pickle.loads(pickle.dumps(Record(1, [2]))):
        case Record(one, two):
            assert (one, two) == (1, [2])
        case other:
            pytest.fail(str(other))


def test_it_holds_nothing_else_and_cannot_be_changed() -> None:
    record = Record(1, [2])
    for name in ("one", "five"):
        with pytest.raises(AttributeError):
            setattr(record, name, 5)
    assert (Nothing(), Nothing._fields) == ((), ())


def test_a_field_without_a_default_stands_behind_none_with_one() -> None:
    with pytest.raises(TypeError, match="Odd: a field without a default"):
        type(NamedTuple)("Odd", (NamedTuple,), {"__annotations__": {"a": int, "b": int}, "a": 1})


def test_the_fields_are_found_as_python_3_14_tells_them() -> None:
    body = {"__annotate_func__": lambda _: {"a": int, "b": int}, "b": 2}

    assert type(NamedTuple)("Late", (NamedTuple,), body)(1) == (1, 2)


@pytest.mark.parametrize("count", range(25))
def test_a_record_of_any_size_is_made_as_the_other(count: int) -> None:
    fields = {f"field_{number}": int for number in range(count)}
    record: Any = type(NamedTuple)("Made", (NamedTuple,), {"__annotations__": fields})
    twin: Any = typing.NamedTuple("Made", fields.items())
    named = {name: len(name) for name in reversed(fields)}

    assert record(*range(count)) == twin(*range(count))
    assert record(**named) == twin(**named)
    assert repr(record(**named)) == repr(twin(**named))
