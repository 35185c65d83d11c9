"""Selectors: what `--select` and `--vendor` name."""

from collections.abc import Iterable, Sequence

from checker.errors import UsageError
from checker.suggest import did_you_mean

_MOST = 5


def all_known(noun: str, named: Iterable[str], known: Sequence[str]) -> None:
    """A selector that names nothing is a typo, and a typo must not be green.

    Raises:
        UsageError: something that is named is not there.
    """
    for name in named:
        if name not in known:
            hint = did_you_mean(name, known) or _holding(name, known)
            raise UsageError(f"there is no {noun} '{name}'", hint)


def _holding(name: str, known: Sequence[str]) -> str | None:
    """A hint at those that the name is a part of: `mfa` is no slip, and no id either."""
    found = [f"'{each}'" for each in known if name.lower() in each][:_MOST]
    return f"did you mean {' or '.join(found)}?" if name and found else None
