"""Verifying: the request that gives a report again. `vendorgate report verify`."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any

from checker.errors import InputError
from checker.problems import Place, Problem
from checker.record import NamedTuple
from checker.report.packs import SHIPPED
from checker.report.report import Input
from checker.sources.source import Sources
from checker.time.text import parse_timestamp
from checker.usecases.earlier import UNREADABLE, not_readable, written
from checker.usecases.load import Request
from checker.values import CelError
from checker.verdict import FailOn

OURS = "vendorgate:"
"""The beginning of names of what is in no folder: shipped policies, the reasons of a run."""
_COMMIT = re.compile("[0-9a-f]{40,64}")


class Claim(NamedTuple):
    """A report that somebody handed over, and the run that it says it is of.

    Attributes:
        content: the bytes of its file.
        data: its JSON; what the request is not made of may be of any shape.
        revision: the commit that it says it was read from; None for the work tree.
    """

    content: bytes
    data: Mapping[str, Any]
    revision: str | None
    request: Request


def claim(path: str) -> Claim:
    """The report in a file.

    Raises:
        InputError: it cannot be read, holds no report, or is of files outside of this folder.
    """
    source, data = written(path)
    try:
        revision = data["revision"]
        request = _request(data)
    except (*UNREADABLE, CelError) as error:
        raise not_readable(path) from error
    named = [*request.paths, *request.policies, *_named(request)]
    if not all(isinstance(each, str) for each in (*named, *request.select, *request.vendors)):
        raise not_readable(path)
    if not (revision is None or (isinstance(revision, str) and _COMMIT.fullmatch(revision))):
        raise not_readable(path)
    within_reach(path, (each for each in named if each != SHIPPED))
    return Claim(source.content, data, revision, request)


def _request(data: Mapping[str, Any]) -> Request:
    """The request; its texts may yet be of another type."""
    files: dict[str, list[Any]] = {}
    for file in data["inputs"]:
        files.setdefault(file["kind"], []).append(file["path"])
    single = {kind: paths[0] for kind, paths in files.items()}
    left_out, baseline = data["left_out"], data["baseline"]
    return Request(
        paths=tuple(files["inventory"]),
        policies=tuple(pack["name"] for pack in data["packs"]),
        config=single.get("config"),
        as_of=parse_timestamp(data["as_of"]),
        fail_on=FailOn(data["fail_on"]),
        select=tuple(each["id"] for each in data["policies"]) if left_out["policies"] else (),
        vendors=tuple(each["id"] for each in data["vendors"]) if left_out["vendors"] else (),
        since=single.get("report"),
        # A run without waivers is not to find those that were written since.
        waivers=single.get("waivers", ""),
        baseline=single.get("baseline"),
        baseline_strict=baseline is not None and baseline["strict"] is True,
    )


def _named(request: Request) -> Iterable[Any]:
    others = (request.config, request.since, request.waivers, request.baseline)
    return (each for each in others if each not in (None, ""))


def within_reach(path: str, named: Iterable[str]) -> None:
    """Refuse a report that would have this machine read what is not of the repository.

    Raises:
        InputError: it names such a file.
    """
    problems = [
        Problem(
            Place(path, 0, 0),
            f"the report is of '{each}', which does not lie in this folder",
            "run vendorgate at the root of the repository, on relative paths",
        )
        for each in dict.fromkeys(named)
        if _outside(each)
    ]
    if problems:
        raise InputError(problems)


def _outside(path: str) -> bool:
    return path == "-" or posixpath.isabs(path) or posixpath.normpath(path).startswith("..")


def there(claim: Claim, read: Iterable[Input], where: Sources) -> None:
    """Refuse to compare where a file of a folder of policies is gone: it cannot be told then.

    Args:
        read: the inputs of the run that was made today.
        where: the files are read from there.

    Raises:
        InputError: a file that the report names and that was not read is not there, or unreadable.
    """
    known = {each.path for each in read}
    named = [each["path"] for each in claim.data["inputs"] if isinstance(each["path"], str)]
    # Ours differ with the version, and are in no folder.
    own = (each for each in named if not each.startswith(OURS) and not _outside(each))
    _, problems = where.read([each for each in dict.fromkeys(own) if each not in known])
    if problems:
        raise InputError(problems)
