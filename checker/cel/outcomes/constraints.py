"""Claims: what several conditions say about the same values, and whether all can be so at once.

Sound, never guessed: what is not proven unsatisfiable counts as possible.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from checker.cel.operators import compare, contains, equals
from checker.cel.outcomes.scope import Key
from checker.cel.types import Kind, Type
from checker.record import NamedTuple
from checker.values import CelError

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in"}
MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ORDERS = {"==": {0}, "!=": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}


class Test(NamedTuple):
    """A comparison of a value with a known one: `== "full"`, `not in [1, 2]`."""

    sign: str
    value: Any

    def holds(self, value: Any) -> bool:
        """Return whether a value passes; what cannot be compared does not."""
        try:
            match self.sign:
                case "==" | "!=":
                    return equals(value, self.value) is (self.sign == "==")
                case "in" | "not in":
                    return contains(value, self.value) is (self.sign == "in")
                case _:
                    return compare(value, self.value) in _ORDERS[self.sign]
        except CelError:
            return False


class Constraints:
    """The constraints so far; once unsatisfiable, for good."""

    def __init__(self) -> None:
        self.unsatisfiable = False
        self.recorded: set[Key] = set()
        self._absent: set[Key] = set()
        self._tests: dict[Key, list[Test]] = {}
        self._types: dict[Key, Type] = {}
        self._orders: dict[tuple[Key, Key], set[int]] = {}

    def read(self, key: Key) -> None:
        """Something has a value."""
        self.recorded.add(key)
        self.unsatisfiable |= key in self._absent

    def absent(self, key: Key) -> None:
        """Something is not recorded."""
        self._absent.add(key)
        self.unsatisfiable |= key in self.recorded

    def test(self, key: Key, type_: Type, test: Test) -> None:
        """A value passes a test."""
        tests = self._tests.setdefault(key, [])
        tests.append(test)
        self._types[key] = type_
        self.unsatisfiable |= not _possible(tests, type_)

    def order(self, one: Key, other: Key, sign: str) -> None:
        """Two values, neither known, compare so."""
        if repr(one) > repr(other):
            one, other, sign = other, one, MIRRORED[sign]
        orders = self._orders.setdefault((one, other), {0} if one == other else {-1, 0, 1})
        orders &= _ORDERS[sign]
        self.unsatisfiable |= not orders


def _possible(tests: Iterable[Test], type_: Type) -> bool:
    """Return whether some value of a type passes all tests."""
    tests = tuple(tests)
    candidates = _domain(type_)
    if candidates is None:
        candidates = next(_listed(tests), None)
    if candidates is not None:
        return any(all(test.holds(value) for test in tests) for value in candidates)
    return not _crossed(tests, type_)


def _domain(type_: Type) -> list[Any] | None:
    """All values of a type, if they are few."""
    if type_.kind is Kind.NULL:
        return [None]
    values: list[Any]
    if type_.kind is Kind.BOOL:
        values = [True, False]
    elif type_.kind is Kind.STRING and type_.values is not None and not type_.constant:
        values = sorted(type_.values)
    else:
        return None
    return [*values, None] if type_.nullable else values


def _listed(tests: Iterable[Test]) -> Iterator[list[Any]]:
    """The only values that can pass, where a test lists them."""
    for sign, value in tests:
        if sign == "==":
            yield [value]
        elif sign == "in" and isinstance(value, list | dict):
            yield list(value)


def _crossed(tests: Iterable[Test], type_: Type) -> bool:
    """Return whether the lowest bound lies above the highest."""
    lower = [_whole(test, type_) for test in tests if test.sign in {">", ">="}]
    upper = [_whole(test, type_) for test in tests if test.sign in {"<", "<="}]
    return any(not _meet(low, high) for low in lower for high in upper)


def _whole(test: Test, type_: Type) -> Test:
    """Between whole numbers, more than 3 is at least 4."""
    if type_.kind is Kind.INT and isinstance(test.value, int):
        if test.sign == ">":
            return Test(">=", test.value + 1)
        if test.sign == "<":
            return Test("<=", test.value - 1)
    return test


def _meet(low: Test, high: Test) -> bool:
    try:
        order = compare(low.value, high.value)
    except CelError:
        return True
    return order < 0 or (order == 0 and low.sign == ">=" and high.sign == "<=")
