"""The traits of a function: what analyses may rely on, whatever the values are."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from checker.record import NamedTuple


class Gap(Enum):
    """The cases in which a function may be "missing" though all of its arguments are there.

    Attributes:
        NEVER: it has a value or raises an error.
        VAGUE: a date is too coarse for the question, or a calendar is not recorded.
        EMPTY: a list is empty.
    """

    NEVER = "never"
    VAGUE = "vague"
    EMPTY = "empty"


class Elements(Enum):
    """The use that a function makes of the elements of its first argument.

    Attributes:
        NO_LIST: the argument is no list.
        UNREAD: it does not look at them.
        MOVED: it hands them on, without looking at them.
        SPREAD: it hands on what is in them, without looking at it.
        CHOSEN: it looks at them, and hands on some or all.
        READ: it looks at them, and makes something else.
    """

    NO_LIST = "no list"
    UNREAD = "unread"
    MOVED = "moved"
    SPREAD = "spread"
    CHOSEN = "chosen"
    READ = "read"


class Demand(Enum):
    """Demands on the elements of a list that a signature cannot state."""

    NOTHING = "nothing"
    ORDERED = "ordered"
    SUMMED = "summed"


class Direction(Enum):
    """The direction of a condition in an argument: RISING turns true as that grows."""

    RISING = "rising"
    FALLING = "falling"


class Format(Enum):
    """The format that the text of an argument must have."""

    PATTERN = "an RE2 pattern"
    TIMESTAMP = "an RFC 3339 timestamp"
    DURATION = "a duration of CEL"
    PERIOD = "a period"
    MOMENT = "a moment"
    ZONE = "a time zone"


class Meaning(Enum):
    """The relation of a function's value to its arguments, where an analysis relies on it.

    Attributes:
        OTHER: none of these.
        ITSELF: the first argument.
        TYPE: the type of the argument, whatever its value.
        SIZE: how many elements, keys or code points the argument has.
        WHOLE: the whole units that an instant or a length has reached.
        INSTANT: the instant that a text names.
        TEXT: a text that names the instant.
        ELAPSED: the time from the first moment to the second.
        DUE: the moment at which a length of time, the second argument, has passed since the first.
        WITHIN: whether no more than the third argument passed between the first two.
        LEAST: the least of the arguments, or of the elements of a list.
        GREATEST: the greatest of them.
        MEMBERS: which elements two lists have in common, whatever their order.
    """

    OTHER = "other"
    ITSELF = "itself"
    TYPE = "type"
    SIZE = "size"
    WHOLE = "whole"
    INSTANT = "instant"
    TEXT = "text"
    ELAPSED = "elapsed"
    DUE = "due"
    WITHIN = "within"
    LEAST = "least"
    GREATEST = "greatest"
    MEMBERS = "members"


class Turn(Enum):
    """The unit of time, on the clocks of a zone, at whose end a function of an instant changes."""

    NEVER = "never"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"
    MILLISECOND = "millisecond"


class Traits(NamedTuple):
    """Properties of one overload, for all values of its types.

    Attributes:
        total: it has a value for all of them, within the budget.
        gap: when it comes to "missing".
        elements: what it does with the elements of its first argument.
        ordered: the order of the elements of its list arguments may change what it comes to (the
            rounding of doubles apart).
        demand: what these elements must be.
        monotone: the arguments, by index, that a condition follows in one direction: as one alone
            grows, no outcome comes back once it has changed.
        formats: what the text of an argument must be, by index; checked where it is constant.
        meaning: how its value follows from its arguments.
        turns: when it changes, as a part of an instant.
    """

    total: bool
    gap: Gap
    elements: Elements
    ordered: bool
    demand: Demand
    monotone: Mapping[int, Direction]
    formats: Mapping[int, Format]
    meaning: Meaning
    turns: Turn


TOTAL: Final = Traits(
    total=True,
    gap=Gap.NEVER,
    elements=Elements.NO_LIST,
    ordered=False,
    demand=Demand.NOTHING,
    monotone={},
    formats={},
    meaning=Meaning.OTHER,
    turns=Turn.NEVER,
)
"""A function that has a value for all values of its types, and takes no list."""

PARTIAL: Final = TOTAL._replace(total=False)
"""The same of a function that may raise an error."""
