"""The values of CEL in Python, and the ways in which having no value is said.

null, bool, int (64 bit), double, string, list and map are plain Python; instants and durations
are exact nanoseconds. An expression that has no value raises one of

    Missing      the inventory does not record it (a KeyError, so that a plain dict lookup on
                 inventory data says the same thing without any ceremony)
    CelError     the expression cannot be evaluated: the policy's fault
    BudgetSpent  evaluation cost too much; unlike the other two, nothing absorbs it
"""

from checker.distinct import distinct
from checker.record import NamedTuple


class Missing(KeyError):  # noqa: N818
    """Evidence that was asked for and is not recorded in the inventory."""


class CelError(Exception):
    """The expression has no value, and not for lack of evidence."""


class BudgetSpent(Exception):  # noqa: N818
    """The evaluation used up its budget."""


@distinct
class Timestamp(NamedTuple):
    """An instant: nanoseconds since 1970-01-01T00:00:00Z, years 1 to 9999."""

    nanoseconds: int


@distinct
class Duration(NamedTuple):
    """A signed length of time in nanoseconds, within the limits of the CEL specification."""

    nanoseconds: int


@distinct
class TypeValue(NamedTuple):
    """A type as a value: what `type(x)` yields and the name `int` stands for."""

    name: str
