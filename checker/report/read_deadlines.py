"""Reading the deadlines of the vendors of a report back from its JSON."""

from collections.abc import Mapping
from typing import Any

from checker.report.vendors import Deadline, Deadlines
from checker.verdict import Verdict


def read_deadlines(data: Mapping[str, Any]) -> Deadlines | None:
    """The deadlines of the report that a document holds; None if nobody looked ahead."""
    if data["deadlines_until"] is None:
        return None
    coming = {(each["inventory"], each["id"]): each["next"] for each in data["vendors"]}
    return Deadlines(
        data["deadlines_until"],
        {
            vendor: Deadline(**{**told, "verdict": Verdict(told["verdict"])})
            for vendor, told in coming.items()
            if told is not None
        },
    )
