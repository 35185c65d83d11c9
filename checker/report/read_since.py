"""Reading back from JSON what changed since an earlier report."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checker.inventory import LISTS
from checker.report.since import Changed, Earlier, Since
from checker.report.subject import Subject
from checker.verdict import Severity, Verdict

_STEP = re.compile(r"(\w+)|\[(\d+)\]")


def read_since(document: Mapping[str, Any]) -> Since | None:
    """The changes that a document tells, None if it tells none."""
    data = document["since"]
    if data is None:
        return None
    inventories = [each["id"] for each in document["inventories"]]
    lists = {
        name: tuple(_changed(each, inventories) for each in data[name])
        for name in ("failing", "unknown", "fixed", "dropped")
    }
    earlier = {
        each["fingerprint"]: Earlier(Verdict(each["before"]), each["first_seen"])
        for each in document["results"]
        if each["before"] is not None
    }
    return Since(data["as_of"], **lists, earlier=earlier)


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
