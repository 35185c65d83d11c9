"""A memory: what was worked out for one of many states that have much in common.

It is of one process, and forgets what the last two states did not ask for.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

_T = TypeVar("_T")


class Memory:
    """Results by key. What a key names by `id()` must be part of a result that is remembered."""

    def __init__(self) -> None:
        self._now: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}

    def recall(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """Return the result of `work`, which is called if it was not for the same key."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else work()
        return cast("_T", self._now[key])

    def knows(self, key: Hashable) -> bool:
        """Return whether `recall` need not call anything for a key."""
        return key in self._now or key in self._before

    def turn(self) -> None:
        """Go on to another state."""
        self._before, self._now = self._now, {}
