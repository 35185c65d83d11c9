"""Evaluators of the comprehensions: all, exists, exists_one, filter, map, sortBy, and cel.bind.

The variable of a comprehension is a slot of the frame that a `for` statement assigns. One with
two variables (`all(i, v, …)`) goes over pairs, which its first evaluator unpacks.
"""

from collections.abc import Callable
from operator import length_hint
from typing import Any

from checker.cel.compile.frame import UNSET, Evaluator, not_bool, spend, spent
from checker.cel.compile.logic import worse
from checker.cel.compile.lookup import Places
from checker.cel.functions.lists import sort_by
from checker.cel.operators import type_name
from checker.values import CelError

Elements = Callable[[list[Any]], list[Any]]


def elements(source: Evaluator) -> Elements:
    """The elements of a comprehension with one variable: a list's elements, a map's keys."""

    def evaluate(frame: list[Any]) -> list[Any]:
        value = source(frame)
        if type(value) is list:
            return value
        if type(value) is dict:
            return list(value)
        raise CelError(f"{type_name(value)} has no elements (a list or a map was expected)")

    return evaluate


def pairs(source: Evaluator) -> Elements:
    """The elements of one with two variables: indexes and elements, keys and values."""

    def evaluate(frame: list[Any]) -> list[Any]:
        value = source(frame)
        if type(value) is list:
            return list(enumerate(value))
        if type(value) is dict:
            return list(value.items())
        raise CelError(f"{type_name(value)} has no elements (a list or a map was expected)")

    return evaluate


def unpacked(pair: int, slots: tuple[int, int], then: Evaluator) -> Evaluator:
    """Fill the two slots from the pair, then go on."""
    first, second = slots

    def evaluate(frame: list[Any]) -> Any:
        frame[first], frame[second] = frame[pair]
        return then(frame)

    return evaluate


def quantifier(source: Elements, slot: int, body: Evaluator, *, decisive: bool) -> Evaluator:
    """`all` (decided by a false) or `exists` (decided by a true); a decisive element absorbs."""
    where = "the predicate of exists" if decisive else "the predicate of all"
    other = not decisive

    def evaluate(frame: list[Any]) -> bool:
        among = source(frame)
        rest = iter(among)
        failure = None
        while True:
            try:
                for frame[slot] in rest:
                    value: object = body(frame)
                    if value is other:
                        continue
                    if value is decisive:
                        frame[0] -= len(among) - length_hint(rest)
                        if frame[0] < 0:
                            raise spent()
                        return decisive
                    failure = worse(failure, not_bool(value, where))
            except (KeyError, CelError) as raised:
                failure = worse(failure, raised)
            else:
                break
        spend(frame, len(among))
        if failure is not None:
            raise failure
        return not decisive

    return evaluate


def exists_where(
    source: Elements, slot: int, body: Evaluator, places: Places, otherwise: Evaluator
) -> Evaluator:
    """`exists`, asking only the elements at some places: elsewhere the predicate is false.

    Args:
        otherwise: `exists` over all elements, where every place is to be asked.
    """

    def evaluate(frame: list[Any]) -> bool:
        among = source(frame)
        found = places(frame, among)
        if found is None:
            return bool(otherwise(frame))
        failure = None
        for place in found:
            frame[slot] = among[place]
            try:
                value: object = body(frame)
            except (KeyError, CelError) as raised:
                failure = worse(failure, raised)
            else:
                if value is True:
                    spend(frame, place + 1)
                    return True
                if value is not False:
                    failure = worse(failure, not_bool(value, "the predicate of exists"))
        spend(frame, len(among))
        if failure is not None:
            raise failure
        return False

    return evaluate


def exactly_one(source: Elements, slot: int, body: Evaluator) -> Evaluator:
    """`exists_one`: the predicate must have a value for every element."""

    def evaluate(frame: list[Any]) -> bool:
        return len(_chosen(frame, source, slot, body, "the predicate of exists_one")) == 1

    return evaluate


def filtered(source: Elements, slot: int, body: Evaluator) -> Evaluator:
    """`filter`: the elements, or keys, for which the predicate is true."""
    return lambda frame: _chosen(frame, source, slot, body, "the predicate of filter")


def _chosen(
    frame: list[Any], source: Elements, slot: int, body: Evaluator, where: str
) -> list[Any]:
    among = source(frame)
    spend(frame, len(among))
    chosen = []
    rest = iter(among)
    try:
        for element in rest:
            frame[slot] = element
            value = body(frame)
            if value is True:
                chosen.append(element)
            elif value is not False:
                raise not_bool(value, where)
    except KeyError:
        for frame[slot] in rest:
            value = _or_missing(frame, body)
            if type(value) is not bool and value is not UNSET:
                raise not_bool(value, where) from None
        raise
    return chosen


def _or_missing(frame: list[Any], body: Evaluator) -> Any:
    """A value where another is missing already: asked only for an error, which outranks that."""
    try:
        return body(frame)
    except KeyError:
        return UNSET


def _values(frame: list[Any], among: list[Any], slot: int, body: Evaluator) -> list[Any]:
    """The values of the body for all elements; an error outranks a missing one before it."""
    rest = iter(among)
    try:
        return [body(frame) for frame[slot] in rest]
    except KeyError:
        for frame[slot] in rest:
            _or_missing(frame, body)
        raise


def mapped(source: Elements, slot: int, body: Evaluator, condition: Evaluator | None) -> Evaluator:
    """`map`, of all elements or of those that the condition chooses."""

    def every(frame: list[Any]) -> list[Any]:
        among = source(frame)
        spend(frame, len(among))
        return _values(frame, among, slot, body)

    if condition is None:
        return every
    chooses = condition

    def some(frame: list[Any]) -> list[Any]:
        among = source(frame)
        spend(frame, len(among))
        results = []
        missing = None
        for frame[slot] in among:
            try:
                value = chooses(frame)
                if value is True:
                    results.append(body(frame))
                elif value is not False:
                    raise not_bool(value, "the condition of map")
            except KeyError as raised:
                missing = missing or raised
        if missing is not None:
            raise missing
        return results

    return some


def sorted_by(source: Evaluator, slot: int, body: Evaluator) -> Evaluator:
    """`sortBy`: the elements of a list in the order of their keys, equal ones as they were."""

    def evaluate(frame: list[Any]) -> list[Any]:
        among = source(frame)
        if type(among) is not list:
            raise CelError(f"{type_name(among)} cannot be sorted (a list was expected)")
        spend(frame, len(among))
        return sort_by(among, _values(frame, among, slot, body))

    return evaluate


def bound(slot: int, body: Evaluator) -> Evaluator:
    """`cel.bind(name, value, body)`: the body reads the slot, memoised, where it has the name."""

    def evaluate(frame: list[Any]) -> Any:
        frame[slot] = UNSET
        return body(frame)

    return evaluate
