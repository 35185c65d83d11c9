"""The shapes of JSON: subject, place, evidence, remedy, policy, override, result.

Each is told in one way, whatever document it stands in; each document's schema holds the same
fragment of it (`$defs`).
"""

from typing import Any

from checker.overridden import Overridden
from checker.problems import Place
from checker.report.explanation import Evidence, Remedy
from checker.report.report import PolicyEntry, Result
from checker.report.subject import Subject, spelt
from checker.report.waivers import WaiverEntry


def place_data(place: Place) -> dict[str, Any]:
    """A place: a file, a line, a column."""
    return {"path": place.path, "line": place.line, "column": place.column}


def subject_data(subject: Subject) -> dict[str, str]:
    """A subject, by its name, its parts and its path, and who answers for it."""
    return {
        "name": str(subject),
        "inventory": subject.inventory,
        "vendor": subject.vendor,
        "subject_kind": subject.subject_kind,
        "id": subject.id,
        "path": spelt(subject.path),
        "owner": subject.owner,
    }


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """A value that decided a verdict."""
    anchor = evidence.anchor
    return {
        "path": evidence.path,
        "value": evidence.value if evidence.recorded else None,
        "location": place_data(evidence.place),
        "recorded": evidence.recorded,
        "anchor": None if anchor is None else place_data(anchor),
    }


def remedy_data(remedy: Remedy) -> dict[str, Any]:
    """A difference with which the policy would pass."""
    return {"path": remedy.path, "condition": remedy.text, "location": place_data(remedy.place)}


def policy_data(policy: PolicyEntry) -> dict[str, Any]:
    """A policy as it is in force."""
    return {
        "id": policy.id,
        "title": policy.title,
        "severity": policy.severity.value,
        "subject_kind": policy.subject_kind,
        "controls": {name: list(ids) for name, ids in policy.controls.items()},
        "why": policy.why,
        "fix": policy.fix,
        "overridden": [overridden_data(each) for each in policy.overridden],
        "pack": policy.pack,
        "effective": {
            "from": policy.effective_from or None,
            "until": policy.effective_until or None,
        },
        "reach": policy.reach.value,
        "location": place_data(policy.place),
    }


def overridden_data(overridden: Overridden) -> dict[str, Any]:
    """A value of a policy that the configuration changes."""
    return {**overridden._asdict(), "effect": overridden.effect.value}


def result_data(result: Result) -> dict[str, Any]:
    """A cell, explained."""
    return {
        "policy": result.policy.id,
        "subject": subject_data(result.subject),
        "verdict": result.verdict.value,
        "severity": result.policy.severity.value,
        "gating": result.gating,
        "message": result.message,
        "location": place_data(result.place),
        "evidence": [evidence_data(evidence) for evidence in result.evidence],
        "evidence_omitted": result.omitted,
        "remedies": [remedy_data(remedy) for remedy in result.remedies],
        "fingerprint": result.fingerprint,
        "waiver": result.waiver or None,
        "baseline": result.baseline or None,
        "first_seen": result.first_seen or None,
        "before": None if result.before is None else result.before.value,
    }


def waiver_data(waiver: WaiverEntry) -> dict[str, Any]:
    """A waiver, and how it stands."""
    data = waiver._asdict()
    place = data.pop("place")
    return {**data, "state": waiver.state.value, "location": place_data(place)}
