"""How many examples a law is tried on: a few by default, all of them by `make test-all`."""

from collections.abc import Iterable
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")

QUICK, THOROUGH = 6, 100
"""Examples of a law that asks for a hundred, by profile."""

for _name, _most in {"quick": QUICK, "thorough": THOROUGH}.items():
    settings.register_profile(
        _name, derandomize=True, deadline=None, database=None, max_examples=_most
    )


def share(count: int) -> int:
    """How many of so many examples the chosen profile tries; never fewer than QUICK."""
    return max(min(count, QUICK), count * settings().max_examples // THOROUGH)


def examples(count: int) -> settings:
    """The settings of a law that asks for so many examples."""
    return settings(max_examples=share(count))


def some(cases: Iterable[T]) -> list[T]:
    """All of these cases by `make test-all`, every fourth by default."""
    return [*cases][:: 1 if settings().max_examples >= THOROUGH else 4]
