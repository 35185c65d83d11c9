"""Waivers in SARIF: the suppression of what is waived, and what is wrong with waivers."""

from collections.abc import Iterable
from typing import Any

from checker.formats.sarif_parts import level_of, location, text_of
from checker.report.waivers import SEVERITIES, Rule, WaiverDefect, WaiverEntry

_TITLES = {
    Rule.EXPIRED: "A waiver is over",
    Rule.UNAPPROVED: "A waiver is not approved",
    Rule.SELF_APPROVED: "A waiver is approved by its own owner",
    Rule.TOO_LONG: "A waiver is longer than may be",
    Rule.OVER_BROAD: "A waiver would cover more than was approved",
    Rule.DANGLING: "A waiver is about nothing that is there",
    Rule.UNUSED: "A waiver covers nothing",
    Rule.ENDING: "A waiver is about to expire",
}


def suppression(waiver: WaiverEntry | None) -> dict[str, Any]:
    """The suppression of a result by the waiver that covers it."""
    told = {"kind": "external", "status": "accepted"}
    if waiver is None:
        return told
    why = f"waiver '{waiver.id}' until {waiver.expires}, approved by {waiver.approved_by}"
    return {
        **told,
        "justification": text_of(f"{why}: {waiver.reason}"),
        "location": location(waiver.place),
    }


def defect_rules(defects: Iterable[WaiverDefect]) -> list[dict[str, Any]]:
    """The rules that defects break, each once."""
    return [
        {
            "id": rule.value,
            "shortDescription": {"text": _TITLES[rule]},
            "fullDescription": {"text": _TITLES[rule]},
            "help": {"text": "Change the entry in the file of waivers, or remove it."},
            "defaultConfiguration": {"level": level_of(SEVERITIES[rule])},
        }
        for rule in dict.fromkeys(each.rule for each in defects)
    ]


def defect_result(defect: WaiverDefect) -> dict[str, Any]:
    """The result of one defect."""
    return {
        "ruleId": defect.rule.value,
        "level": level_of(defect.severity),
        "message": {"text": text_of(defect.message)},
        "locations": [location(defect.place)],
        "partialFingerprints": {"vendorgate/v1": f"{defect.rule.value}/{defect.waiver}"},
        "properties": {"gating": defect.gating},
    }
