"""People: whether an incident affects more of them than a number below which nothing is owed."""

from collections.abc import Mapping
from typing import Any

from checker.facts.recorded import Path, Recorded, Truth, false, field, true
from checker.facts.regime import People


def more(incident: Mapping[str, Any], path: Path, people: People | None) -> Truth:
    """Whether more people are affected than a deadline asks for; where it asks for none, they are.

    Args:
        incident: its record, and `path` in the document.
    """
    if people is None:
        return true()
    least, most = (
        _residents(incident, path, people.region) if people.region else _all(incident, path)
    )
    if least.value is not None and least.value > people.more_than:
        return true(*least.places)
    if most.value is not None and most.value <= people.more_than:
        return false(*most.places)
    return Recorded(None, most.places)


def _all(incident: Mapping[str, Any], path: Path) -> tuple[Recorded[int], Recorded[int]]:
    """The least and the greatest number of people."""
    exact = field(incident, path, "individuals_affected")
    if exact.value is not None:
        return exact, exact
    least, most = (field(incident, path, f"individuals_at_{end}") for end in ("least", "most"))
    return least, most if most.value is not None else Recorded(None, exact.places)


def _residents(
    incident: Mapping[str, Any], path: Path, region: str
) -> tuple[Recorded[int], Recorded[int]]:
    """The same, of those who live in a region."""
    listed = field(incident, path, "residents")
    for index, record in enumerate(listed.value or ()):
        if record.get("region") == region:
            count = field(record, (*listed.places[0], index), "individuals")
            return count, count
    return Recorded(None, listed.places), Recorded(None, listed.places)
