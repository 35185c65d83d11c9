"""Mutants as text: each that no test noticed, as the lines that changed."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.testing.mutants import Mutant
from checker.testing.survivors import Stale, Survivors

_MOST_LINES = 6
"""Lines of a change that are shown."""


def render_survivors(found: Survivors) -> str:
    """The surviving mutants and their number; ends with a line break."""
    lines = [line for mutant in found.survived for line in _mutant(mutant)]
    lines += [line for each in found.stale for line in _stale(each)]
    return "\n".join([*lines, _total(found), ""])


def _mutant(mutant: Mutant) -> Iterator[str]:
    yield plain(f"{mutant.place}: {mutant.policy.id}: {mutant.clause}: {mutant.mutation.value}")
    for sign, lines in (("-", mutant.diff.old), ("+", mutant.diff.new)):
        yield from (plain(f"  {sign} {line}") for line in _shown(lines))


def _shown(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= _MOST_LINES:
        return lines
    return (*lines[: _MOST_LINES - 2], "…", lines[-1])


def _stale(stale: Stale) -> Iterator[str]:
    place, key = stale.equivalent.place, stale.equivalent.key
    yield plain(f"{place}: {stale.reason} (listed as equivalent)")
    yield plain(f"  - {key.old}")
    yield plain(f"  + {key.new}")


def _total(found: Survivors) -> str:
    tried = f"{found.tried:,} tried"
    if found.tried < found.total:
        tried = f"incomplete, {found.tried:,} of {found.total:,} tried"
    counts = [
        f"{found.killed:,} killed",
        f"{len(found.survived):,} survived",
        f"{len(found.listed):,} equivalent",
    ]
    return f"mutants: {tried}, {', '.join(counts)}"
