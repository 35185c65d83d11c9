"""How what several reports show, a place or a piece of evidence, is told to machines."""

from typing import Any

from checker.problems import Place
from checker.report.explanation import Evidence, Remedy
from checker.report.subject import Subject


def spot_data(place: Place) -> dict[str, int]:
    """Where something stands in a file that is known already."""
    return {"line": place.line, "column": place.column}


def place_data(place: Place) -> dict[str, Any]:
    """Where something stands, and in which file."""
    return {"path": place.path, **spot_data(place)}


def subject_data(subject: Subject) -> dict[str, str]:
    """What a verdict is about, as a person names it, and who answers for it."""
    return {
        "name": str(subject),
        "inventory": subject.inventory,
        "vendor": subject.vendor,
        "kind": subject.kind,
        "id": subject.id,
        "owner": subject.owner,
    }


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """A value that decided a verdict, without where an alias is written."""
    return {
        "path": evidence.path,
        "value": evidence.value if evidence.recorded else None,
        **spot_data(evidence.place),
        "recorded": evidence.recorded,
    }


def remedy_data(remedy: Remedy) -> dict[str, Any]:
    """A change that helps the policy to pass."""
    return {"path": remedy.path, "change": remedy.text, **spot_data(remedy.place)}
