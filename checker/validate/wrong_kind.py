"""A file taken for one of another kind: said as that, and not as all in which the two differ."""

from typing import Any

from checker.parse.document import Document
from checker.problems import Problem

_HINTS = {
    ("inventory", "policies"): "policies are given with -p: vendorgate check -p FILE",
    ("inventory", "configuration"): "a configuration is given with --config FILE",
    ("inventory", "suite"): "suites are run with: vendorgate test FILE",
    ("inventory", "report"): "keep reports outside the folders that are checked",
    ("policies", "report"): "keep reports outside the folders that are checked",
    ("policies", "suite"): "the name of a suite ends in .test.yaml: rename it",
    ("policies", "inventory"): "inventories are given without -p: vendorgate check FILE",
    ("policies", "configuration"): "a configuration is given with --config FILE",
    ("config", "inventory"): "inventories are given without an option: vendorgate check FILE",
}
"""Hints, by the schema that was asked for and the kind of file that was found."""

_NAMES = {
    "inventory": "an inventory",
    "policies": "a file of policies",
    "config": "a configuration",
    "configuration": "a configuration",
    "suite": "a suite of tests",
    "report": "a report of vendorgate",
}


def wrong_kind(document: Document, schema: str) -> Problem | None:
    """The problem of a file that is plainly of another kind than was asked for, else None."""
    found = _kind(document.data)
    hint = _HINTS.get((schema, found))
    if hint is None:
        return None
    message = f"this is {_NAMES[found]} (expected {_NAMES[schema]})"
    return Problem(document.positions.key(()), message, hint)


def _kind(data: Any) -> str:
    match data:
        case {"schema": str(name)} if name.startswith("vendorgate/"):
            return "report"
        case {"inventory": _, "vendors": _}:
            return "inventory"
        case {"policies": [*ids], "tests": _} if all(isinstance(each, str) for each in ids):
            return "suite"
        case {"policies": [*_]}:
            return "policies"
        case {"policies": {**entries}} if all(map(_overrides, entries.values())):
            return "configuration"
        case _:
            return ""


def _overrides(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.keys() <= {"params", "severity", "enabled"}
