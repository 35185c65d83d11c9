"""The differences of two documents of a report: the one that somebody has, and the one of today.

The first may say anything, in any shape: only what is equal to the second is taken for right.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.record import NamedTuple

_APART = frozenset({"tool", "inputs", "results"})
"""Members whose differences are told one by one."""

GONE = "only in the report"
ADDED = "not in the report"
TWICE = "twice in the report"


class Check(NamedTuple):
    """A check of which the documents say something else.

    Attributes:
        policy: its id.
        subject: what it is about, by name.
        told: its verdict in the report, or its message where the verdict is the same.
        made: the same of today; empty where there is no such check.
        parts: the members that differ, or why there is nothing to compare with.
    """

    policy: str
    subject: str
    told: str
    made: str
    parts: tuple[str, ...]


class Differences(NamedTuple):
    """Everything that differs; all of it is empty where the documents say the same.

    Attributes:
        version: of the tool, in the report and today.
        inputs: files by path, and how they differ.
        others: names of members that differ besides.
    """

    version: tuple[str, str] | None
    inputs: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]
    others: tuple[str, ...]


def differences(told: Mapping[str, Any], made: Mapping[str, Any]) -> Differences:
    """The differences of the report that somebody has and of the one that was made today."""
    version = None
    if told.get("tool") != made["tool"]:
        version = (_member(told.get("tool"), "version"), made["tool"]["version"])
    inputs = tuple(_inputs(_list(told.get("inputs")), made["inputs"]))
    checks = tuple(_checks(_list(told.get("results")), made["results"]))
    others = [
        name
        for name in dict.fromkeys((*made, *told))
        if name not in _APART and (name not in told or told[name] != made.get(name))
    ]
    for name, apart in (("inputs", inputs), ("results", checks)):
        # The same things in another order, or one of them twice.
        if told.get(name) != made[name] and not apart:
            others.append(name)
    return Differences(version, inputs, checks, tuple(others))


def _inputs(told: Sequence[Any], made: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    before = {_member(each, "path"): each for each in told}
    now = {each["path"]: each for each in made}
    for path in sorted({*before, *now}):
        if path not in now:
            yield path, GONE
        elif path not in before:
            yield path, ADDED
        elif before[path] != now[path]:
            changed = _member(before[path], "sha256") != now[path]["sha256"]
            yield path, "other content" if changed else "read as something else"


def _checks(told: Sequence[Any], made: Sequence[Mapping[str, Any]]) -> Iterator[Check]:
    now = {each["fingerprint"]: each for each in made}
    seen: set[str] = set()
    for each in told:
        identity = _member(each, "fingerprint")
        if identity in seen or identity not in now:
            yield _alone(each, TWICE if identity in seen else GONE)
            continue
        seen.add(identity)
        if each != now[identity]:
            yield _changed(each, now[identity])
    for identity, each in now.items():
        if identity not in seen:
            yield _alone(each, ADDED)


def _changed(told: Mapping[str, Any], made: Mapping[str, Any]) -> Check:
    names = dict.fromkeys((*made, *told))
    parts = tuple(name for name in names if name not in told or told[name] != made.get(name))
    about = made["subject"]["name"]
    verdicts = "verdict" in parts
    return Check(
        made["policy"],
        about,
        _member(told, "verdict") if verdicts else _member(told, "message"),
        made["verdict"] if verdicts else made["message"],
        parts,
    )


def _alone(check: Any, how: str) -> Check:
    about = check.get("subject") if isinstance(check, dict) else None
    told = _member(check, "verdict")
    return Check(_member(check, "policy"), _member(about, "name"), told, "", (how,))


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _member(value: Any, name: str) -> str:
    """A text that is a member of an object; empty where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
