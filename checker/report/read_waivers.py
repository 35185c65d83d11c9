"""Reading the waivers of a report back from its JSON."""

from collections.abc import Mapping
from typing import Any

from checker.problems import Place
from checker.report.waivers import Rule, State, WaiverDefect, WaiverEntry, Waivers


def read_waivers(data: Mapping[str, Any]) -> Waivers:
    """The waivers of the report that a document holds."""
    entries = tuple(map(_entry, data["waivers"]))
    indexes = {each.id: index for index, each in enumerate(entries)}
    return Waivers(
        entries,
        tuple(
            WaiverDefect(
                Rule(each["rule"]),
                each["waiver"],
                each["gating"],
                each["message"],
                Place(**each["location"]),
            )
            for each in data["waiver_defects"]
        ),
        {
            each["fingerprint"]: indexes[each["waiver"]]
            for each in data["results"]
            if each["waiver"] is not None
        },
    )


def _entry(data: Mapping[str, Any]) -> WaiverEntry:
    told = {key: value for key, value in data.items() if key != "location"}
    told["state"] = State(data["state"])
    return WaiverEntry(**told, place=Place(**data["location"]))
