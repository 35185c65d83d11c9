"""The watch: until when what an evaluation found stands.

Each comparison of something that moves tells the watch when it will come out differently. Up to
the first of these moments every comparison comes out as it did, so the evaluation would take the
same way, short circuits included, to the same verdict.
"""

from collections.abc import Callable, Iterable
from typing import Any

from checker.forecasting.moving import Moving, Spelt, Stair, later
from checker.time.text import HOUR
from checker.values import CelError


class Watch:
    """Collects the moments of one evaluation after another.

    Attributes:
        now: the moment of the evaluation, in nanoseconds since 1970-01-01T00:00:00Z.
        span: nanoseconds from there to the end of what is looked at.
        due: nanoseconds from there to the first moment at which the evaluation may come out
            differently; None if there is none within the span.
        guesses: what cannot be told beforehand, and was looked at from hour to hour.
    """

    def __init__(self) -> None:
        self.now = 0
        self.span = 0
        self.due: int | None = None
        self.guesses: dict[str, None] = {}

    def start(self, now: int, span: int) -> None:
        """Before an evaluation."""
        self.now, self.span, self.due = now, span, None

    def at(self, elapsed: int | None) -> None:
        """Something may change so many nanoseconds from now."""
        if elapsed is None or elapsed > self.span:
            return
        if self.due is None or elapsed < self.due:
            self.due = elapsed

    def orderly(self, function: Callable[[int], Any], likely: Iterable[int] = ()) -> Any:
        """The value of a function of time now; the watch learns of the time at which it changes.

        Args:
            function: of nanoseconds from now; once it is something else, it never comes back.
            likely: nanoseconds from now at which it may be seen to change, to be looked at first.

        Raises:
            CelError, Missing: what the function raises now.
        """
        try:
            value = function(0)
        except (KeyError, CelError) as failure:
            self._until(function, _failed(failure), likely)
            raise
        self._until(function, value, likely)
        return value

    def _until(self, function: Callable[[int], Any], first: Any, likely: Iterable[int]) -> None:
        same, other = 0, self.span if self.due is None else self.due
        if _alike(_outcome(function, other), first):
            return
        guesses = iter(likely)
        while other - same > 1:
            middle = next(guesses, (same + other) // 2)
            if not same < middle < other:
                continue
            if _alike(_outcome(function, middle), first):
                same = middle
            else:
                other = middle
        self.at(other)

    def settle(self, value: Any, where: str) -> Any:
        """The value as it is now, where it must not move.

        A stair tells when it takes its next step. An instant is another one at once: it is looked
        at again at the next full hour, and that is said.
        """
        match value:
            case Spelt(exact=None) | Stair():
                return self.orderly(value.after)
            case Moving() | Spelt():
                self.guesses.setdefault(where)
                self.at(HOUR - self.now % HOUR)
            case list():
                return [self.settle(each, where) for each in value]
            case dict():
                return {key: self.settle(each, where) for key, each in value.items()}
        return later(value, 0)


def _outcome(function: Callable[[int], Any], elapsed: int) -> Any:
    """The outcome of a function of time, for comparison: a value, or the kind of its failure."""
    try:
        return function(elapsed)
    except (KeyError, CelError) as failure:
        return _failed(failure)


def _failed(failure: Exception) -> type[Exception]:
    return CelError if isinstance(failure, CelError) else KeyError


def _alike(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
