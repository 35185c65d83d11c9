"""The file of a baseline, read: its findings, and the policies that it was made with."""

from collections.abc import Iterable, Mapping, Sequence
from json import dumps, loads
from typing import Any

from checker.digest import sha256
from checker.errors import InputError
from checker.parse import document
from checker.policy.policy import Policy
from checker.problems import Place, Problem
from checker.record import NamedTuple
from checker.report.baseline import SCHEMA, Recorded
from checker.validate import schema

_AGAIN = "write it again: vendorgate baseline write"


class BaselineFile(NamedTuple):
    """A baseline.

    Attributes:
        version: of vendorgate.
        as_of: the moment of the run that it was made of.
        policies: the digest of each policy of that run.
        findings: in order.
        strict: whether what is fixed gates.
    """

    version: str
    as_of: str
    policies: Mapping[str, str]
    findings: tuple[Recorded, ...]
    strict: bool = False


def digests(policies: Iterable[Policy]) -> dict[str, str]:
    """By id of each policy a digest of what it decides by, whatever its words are."""
    return {policy.id: _digest(policy) for policy in policies if policy.evaluated}


def _digest(policy: Policy) -> str:
    told = [
        policy.subject_kind,
        policy.on_missing.value,
        dict(policy.params),
        [(name, each.text) for name, each in policy.variables.items()],
        None if policy.when is None else policy.when.text,
        policy.require.text,
    ]
    return sha256(dumps(told, sort_keys=True).encode())


def read(path: str, content: bytes) -> BaselineFile:
    """The baseline in a file.

    Raises:
        InputError: one problem: it is cut, or no baseline, or one of another version.
    """
    data = _as_written(content)
    if data is None:
        data = _explained(path, content)
    return BaselineFile(
        data["tool"]["version"],
        data["as_of"],
        data["policies"],
        tuple([Recorded(**each) for each in data["findings"]]),
    )


def _as_written(content: bytes) -> Any:
    """The data of a baseline as `write` writes it; None of any other file, whatever it is.

    Nobody asks for the place of a value in it, and keeping those takes ten times as long.
    """
    if b"\\" in content:  # escapes that JSON allows and a file of ours must not have
        return None
    try:
        data = loads(content.decode(), object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None
    return data if schema.accepted(data, "baseline") else None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key repeats")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def _explained(path: str, content: bytes) -> Any:
    try:
        found = document.parse(path, content)
    except InputError as error:
        raise _unreadable(error.problems[0].place) from None
    data = found.data
    told = data.get("schema") if isinstance(data, dict) else None
    if told != SCHEMA:
        message = f"this is no baseline of this version (expected schema '{SCHEMA}')"
        raise InputError([Problem(Place(path, 1, 1), message, _AGAIN)])
    problems = schema.problems(found, "baseline")
    if problems:
        raise _unreadable(problems[0].place)
    return data


def _unreadable(place: Place) -> InputError:
    message = "the baseline is not whole (expected what vendorgate baseline write wrote)"
    return InputError([Problem(place, message, f"take it from git, or {_AGAIN}")])
