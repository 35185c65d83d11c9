"""The earlier report that a run is compared with (`--since`)."""

import json

from checker.errors import InputError
from checker.problems import Place, Problem
from checker.report.read import Recorded, read
from checker.report.report import SCHEMA, Input, Report
from checker.sources.disk import Disk
from checker.sources.folders import path_problem

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
    sources, problems = Disk().read([path])
    if problems:
        raise InputError(problems)
    if [each.path for each in sources] != [path]:
        raise InputError([path_problem(path, "is a folder (expected a report)")])
    [source] = sources
    try:
        text = source.content.decode()
        data = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        raise InputError([Problem(place, f"this is no JSON ({_EXPECTED})")]) from error
    except (ValueError, RecursionError) as error:
        raise InputError([path_problem(path, f"this is no JSON ({_EXPECTED})")]) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise InputError([path_problem(path, f"this is no report ({_EXPECTED})")])
    if "problems" in data:
        hint = "take the report of a run that ended with 0 or 1"
        told = "it is of a run that came to no report"
        raise InputError([Problem(Place(path, 0, 0), told, hint)])
    try:
        return read(text), Input(path, "report", source.sha256)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        message = f"this report cannot be read ({_EXPECTED}, in this version)"
        raise InputError([path_problem(path, message)]) from error
