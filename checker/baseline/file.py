"""The file of a baseline, read: its findings, and the policies that it was made with."""

from collections.abc import Iterable, Mapping
from json import dumps

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
    return BaselineFile(
        data["tool"]["version"],
        data["as_of"],
        data["policies"],
        tuple(Recorded(**each) for each in data["findings"]),
    )


def _unreadable(place: Place) -> InputError:
    message = "the baseline is not whole (expected what vendorgate baseline write wrote)"
    return InputError([Problem(place, message, f"take it from git, or {_AGAIN}")])
