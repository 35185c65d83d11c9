"""Selectors: what `--select` and `--vendor` name."""

from collections.abc import Iterable, Sequence

from checker.errors import UsageError
from checker.suggest import did_you_mean


def all_known(noun: str, named: Iterable[str], known: Sequence[str]) -> None:
    """A selector that names nothing is a typo, and a typo must not be green.

    Raises:
        UsageError: something that is named is not there.
    """
    for name in named:
        if name not in known:
            raise UsageError(f"there is no {noun} '{name}'", did_you_mean(name, known))
