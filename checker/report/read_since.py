"""Reading back from JSON what changed since an earlier report."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checker.inventory import LISTS
from checker.report.since import Changed, Since
from checker.report.subject import Subject
from checker.verdict import Severity, Verdict

_STEP = re.compile(r"(\w+)|\[(\d+)\]")


def read_since(data: Mapping[str, Any] | None, inventories: Sequence[str]) -> Since | None:
    """The changes that a document tells, None if it tells none.

    Args:
        inventories: the ids of those of the report, in order.
    """
    if data is None:
        return None
    lists = {
        name: tuple(_changed(each, inventories) for each in data[name])
        for name in ("failing", "unknown", "fixed", "dropped")
    }
    return Since(data["as_of"], **lists)


def read_path(text: str) -> tuple[str | int, ...]:
    """The path that `subject.spelt` spells."""
    return tuple(word or int(number) for word, number in _STEP.findall(text))


def _changed(data: Mapping[str, Any], inventories: Sequence[str]) -> Changed:
    return Changed(
        data["policy"],
        Severity(data["severity"]),
        _subject(data["subject"], inventories),
        _verdict(data["before"]),
        _verdict(data["after"]),
    )


def _verdict(name: str | None) -> Verdict | None:
    return None if name is None else Verdict(name)


def _subject(data: Mapping[str, Any], inventories: Sequence[str]) -> Subject:
    inventory = data["inventory"]
    return Subject(
        inventory,
        data["vendor"],
        data["subject_kind"],
        LISTS.get(data["subject_kind"], ""),
        data["id"],
        read_path(data["path"]),
        inventories.index(inventory) if inventory in inventories else -1,
        data["owner"],
    )
