"""A touch: one read of the data that an outcome depends on."""

from collections.abc import Iterable, Iterator
from typing import Any

from checker.cel.trace.record import Aspect, Path, Record
from checker.record import NamedTuple
from checker.values import CelError


class Dependency(NamedTuple):
    """A place of the data that an outcome depends on, and in what respect.

    `value` is what stands there, None where nothing does.
    """

    path: Path
    aspect: Aspect
    value: Any
    deciding: bool = True


def context(dependencies: Iterable[Dependency]) -> Iterator[Dependency]:
    """The touches as what led to an outcome, instead of what decided it."""
    return (
        Dependency(each.path, each.aspect, each.value, deciding=False) if each.deciding else each
        for each in dependencies
    )


def dependency_of(record: Record, path: Path) -> Dependency:
    """The touch of a record whose value stands at a path."""
    if record.aspect is Aspect.PRESENT and record.source is not None:
        return Dependency(path, Aspect.PRESENT, record.source.outcome[record.outcome])
    return Dependency(path, record.aspect, record.outcome)


def alike(outcome: Any, other: Any) -> bool:
    """Return whether two outcomes are the same bool, both errors, or both lack evidence."""
    if isinstance(outcome, bool) or isinstance(other, bool):
        return outcome is other
    return isinstance(outcome, CelError) is isinstance(other, CelError)


def distinct(dependencies: Iterable[Dependency]) -> tuple[Dependency, ...]:
    """Each once; of several of one place and aspect the last, where the first stood."""
    found = tuple(dependencies)
    if len(found) < 2:
        return found
    return tuple({(each[0], each[1], each[3]): each for each in found}.values())
