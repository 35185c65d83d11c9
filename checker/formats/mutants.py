"""Mutants as text: each that no test noticed, as the lines that changed."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.testing.mutants import Mutant
from checker.testing.survivors import Stale, Survivors

_MOST_LINES = 6
"""Lines of a change that are shown."""


def render_survivors(survivors: Survivors) -> str:
    """The surviving mutants and their number; ends with a line break."""
    lines = [line for mutant in survivors.survived for line in _mutant(mutant)]
    lines += [line for stale in survivors.stale for line in _stale(stale)]
    return "\n".join([*lines, _total(survivors), ""])


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


def _total(survivors: Survivors) -> str:
    tried = f"{survivors.tried:,} tried"
    if survivors.tried < survivors.total:
        tried = f"incomplete, {survivors.tried:,} of {survivors.total:,} tried"
    counts = [
        f"{survivors.killed:,} killed",
        f"{len(survivors.survived):,} survived",
        f"{len(survivors.listed):,} equivalent",
    ]
    return f"mutants: {tried}, {', '.join(counts)}"
