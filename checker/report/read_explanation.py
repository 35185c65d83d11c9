"""Reading the explanation of a result back from its JSON."""

from collections.abc import Mapping
from typing import Any

from checker.problems import Place
from checker.report.explanation import Evidence, Explanation, Remedy


def read_explanation(data: Mapping[str, Any], notes: str) -> Explanation:
    """The explanation of a result; `notes` is what the report put behind its message."""
    return Explanation(
        data["message"].removesuffix(notes),
        Place(**data["location"]),
        tuple(
            Evidence(
                each["path"],
                each["value"],
                each["recorded"],
                Place(**each["location"]),
                None if each["anchor"] is None else Place(**each["anchor"]),
            )
            for each in data["evidence"]
        ),
        data["evidence_omitted"],
        tuple(
            Remedy(each["path"], each["condition"], Place(**each["location"]))
            for each in data["remedies"]
        ),
    )
