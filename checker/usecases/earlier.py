"""The earlier report that a run is compared with (`--since`)."""

import json
from collections.abc import Mapping
from typing import Any

from checker.errors import InputError
from checker.problems import Place, Problem
from checker.record import NamedTuple
from checker.report.read import Recorded, read
from checker.report.report import SCHEMA, Input, Report
from checker.report.sound import prove
from checker.sources.disk import Disk
from checker.sources.folders import path_problem
from checker.sources.source import Source
from checker.time.text import format_timestamp, parse_timestamp
from checker.values import CelError

UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""The errors of reading JSON that is not what it says."""

_EXPECTED = "expected what vendorgate check -o json wrote"


def earlier(path: str) -> tuple[Report, Input]:
    """The report in a file.

    Raises:
        InputError: it cannot be read, or holds no report.
    """
    known, source = recorded(path)
    return known.report, source


def recorded(path: str) -> tuple[Recorded, Input]:
    """The report in a file, with what it says of each cell.

    Raises:
        InputError: it cannot be read, or holds no report.
    """
    source = written(path).source
    try:
        found = read(source.content.decode())
        prove(found)
        _prove_moments(found.report)
    except (*UNREADABLE, CelError) as error:
        raise not_readable(path) from error
    return found, Input(path, "report", source.sha256)


def _prove_moments(report: Report) -> None:
    """Raise where a moment is none, or is written in another way than reports write it."""
    since = report.since
    before = () if since is None else since.earlier.values()
    for moment in {report.as_of, *(each.first_seen for each in before)}:
        if format_timestamp(parse_timestamp(moment)) != moment:
            raise ValueError(f"'{moment}' (expected a moment in UTC)")


class Written(NamedTuple):
    """A file that says that it is a report, and its JSON."""

    source: Source
    data: Mapping[str, Any]


def written(path: str) -> Written:
    """The report in a file, as far as it says that it is one: its shape is not looked at.

    Raises:
        InputError: it cannot be read, or holds no report.
    """
    sources, problems = Disk().read([path])
    if problems:
        raise InputError(problems)
    if [each.path for each in sources] != [path]:
        raise InputError([path_problem(path, "is a folder (expected a report)")])
    [source] = sources
    try:
        data = json.loads(source.content.decode())
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        raise InputError([Problem(place, f"this is no JSON ({_EXPECTED})")]) from error
    except (ValueError, RecursionError) as error:
        raise InputError([path_problem(path, f"this is no JSON ({_EXPECTED})")]) from error
    if isinstance(data, dict) and "payloadType" in data:
        message = "this is a signed statement (expected a report)"
        raise InputError([Problem(Place(path, 0, 0), message, "report verify --key PUBLIC_KEY")])
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise InputError([path_problem(path, f"this is no report ({_EXPECTED})")])
    if "problems" in data:
        hint = "take the report of a run that ended with 0 or 1"
        told = "it is of a run that came to no report"
        raise InputError([Problem(Place(path, 0, 0), told, hint)])
    return Written(source, data)


def not_readable(path: str) -> InputError:
    """The error of a report that lacks something, or has something else in its place."""
    message = f"this report cannot be read ({_EXPECTED}, in this version)"
    return InputError([path_problem(path, message)])
