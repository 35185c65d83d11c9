"""Arguments of a call from Python, as callers give them; a bad one is said by its name."""

import os
from collections.abc import Iterable
from concurrent.futures import Executor
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from checker import clock
from checker.errors import UsageError
from checker.exposing.worst import MOST
from checker.sources.addresses import reached
from checker.sources.disk import Disk
from checker.spread import usable
from checker.suggest import did_you_mean
from checker.usecases.load import Request
from checker.values import Timestamp
from checker.verdict import FailOn, Severity

Path: TypeAlias = str | os.PathLike[str]
Moment: TypeAlias = str | date | datetime


def path(name: str, value: str | os.PathLike[str]) -> str:
    """A path as text.

    Raises:
        UsageError: it is neither text nor a path of text.
    """
    if isinstance(value, str | os.PathLike):
        text = os.fspath(value)
        if isinstance(text, str):
            return text
    raise UsageError(f"'{name}' is {value!r} (expected a path: str or os.PathLike)")


def maybe(name: str, value: str | os.PathLike[str] | None) -> str | None:
    """A path as text, if there is one.

    Raises:
        UsageError: it is neither None nor text nor a path of text.
    """
    return None if value is None else path(name, value)


def paths(
    name: str, value: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
) -> tuple[str, ...]:
    """Paths as texts; one alone is one path.

    Raises:
        UsageError: one of them is no path.
    """
    if isinstance(value, str | os.PathLike):
        return (path(name, value),)
    if not isinstance(value, Iterable):
        raise UsageError(f"'{name}' is {value!r} (expected paths)")
    return tuple(path(name, each) for each in value)


def ids(name: str, value: object) -> tuple[str, ...]:
    """Ids; one text is one id.

    Raises:
        UsageError: one of them is no text.
    """
    if isinstance(value, str):
        return (value,)
    found = tuple(value) if isinstance(value, Iterable) else (value,)
    if not all(isinstance(each, str) for each in found):
        raise UsageError(f"'{name}' is {value!r} (expected ids: str or a list of str)")
    return found


def moment(name: str, value: str | date | datetime | None) -> Timestamp | None:
    """The moment of evaluation; a date means its last instant in UTC, None means now.

    Raises:
        UsageError: it is no moment, or a datetime that does not say in which zone it is.
    """
    match value:
        case None:
            return None
        case datetime():
            if value.utcoffset() is None:
                message = f"'{name}' is {value.isoformat()}, without a time zone"
                raise UsageError(f"{message} (expected an aware datetime)", "tzinfo=timezone.utc")
            try:
                return clock.as_of(value.astimezone(UTC).isoformat())
            except OverflowError:
                message = f"'{name}' is {value.isoformat()}"
                raise UsageError(f"{message} (expected the years 1 to 9999 in UTC)") from None
        case date():
            return clock.as_of(value.isoformat())
        case str():
            return clock.as_of(value)
        case _:
            raise UsageError(f"'{name}' is {value!r} (expected str, date or datetime)")


def fail_on(name: str, value: str | Severity) -> FailOn:
    """A severity or its name, or `never`.

    Raises:
        UsageError: there is no such severity.
    """
    try:
        return FailOn(value.value if isinstance(value, Severity) else value)
    except ValueError:
        known = [fail_on.value for fail_on in FailOn]
        message = f"'{name}' is {value!r} (expected {', '.join(known)})"
        raise UsageError(message, did_you_mean(str(value), known)) from None


def text(name: str, value: object) -> str:
    """A text.

    Raises:
        UsageError: it is none.
    """
    if isinstance(value, str):
        return value
    raise UsageError(f"'{name}' is {value!r} (expected str)")


def hours(name: str, value: object) -> int | None:
    """A length of time in whole hours, at least one; None stays None.

    Raises:
        UsageError: it is none.
    """
    if value is None:
        return None
    if not isinstance(value, timedelta) or value < timedelta(hours=1) or value % timedelta(hours=1):
        raise UsageError(f"'{name}' is {value!r} (expected a timedelta of whole hours)")
    return value // timedelta(hours=1)


def parties(name: str, value: object) -> int:
    """A number of parties.

    Raises:
        UsageError: it is none.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST:
        raise UsageError(f"'{name}' is {value!r} (expected a number of parties, 1 to {MOST})")
    return value


def executor(name: str, value: object) -> Executor:
    """An executor.

    Raises:
        UsageError: it is none.
    """
    if not isinstance(value, Executor):
        raise UsageError(f"'{name}' is {value!r} (expected a concurrent.futures.Executor)")
    return value


def jobs(name: str, value: object) -> int:
    """A number of processes, as many as can work at once.

    Raises:
        UsageError: it is none.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise UsageError(f"'{name}' is {value!r} (expected a number of processes, at least 1)")
    return usable(value)


def request(
    paths_: Path | Iterable[Path],
    policies: Path | Iterable[Path],
    config: Path | None,
    as_of: Moment | None,
    *,
    waivers: Path | None = None,
    fail_on_: str | Severity | None = None,
    select: str | Iterable[str] = (),
    vendors: str | Iterable[str] = (),
) -> Request:
    """The request that most commands make of their arguments.

    Raises:
        UsageError: an argument that cannot be used.
    """
    named = paths("paths", paths_)
    return Request(
        paths=named,
        sources=reached(Disk(), named),
        policies=paths("policies", policies),
        config=maybe("config", config),
        as_of=moment("as_of", as_of),
        fail_on=None if fail_on_ is None else fail_on("fail_on", fail_on_),
        select=ids("select", select),
        vendors=ids("vendors", vendors),
        waivers=maybe("waivers", waivers),
    )
