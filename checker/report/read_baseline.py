"""Reading the baseline of a report back from its JSON."""

from collections.abc import Mapping
from typing import Any

from checker.report.baseline import Baseline, Recorded


def read_baseline(data: Mapping[str, Any]) -> Baseline | None:
    """The baseline of the report that a document holds; None if it was made without."""
    told = data["baseline"]
    if told is None:
        return None
    known = {each["fingerprint"] for each in data["results"] if each["baseline"] == "known"}
    return Baseline(
        told["as_of"],
        frozenset(known),
        told["new"],
        tuple(Recorded(**each) for each in told["fixed"]),
        frozenset(told["changed"]),
        told["strict"],
    )
