"""Waivers and baselines in SARIF: suppressions, and the findings that are about no check."""

from collections.abc import Iterable
from typing import Any

from checker.formats.asides import STALE, Aside
from checker.formats.json_document import encoded, member, template
from checker.formats.sarif_parts import level_of, location, result, text_of
from checker.report.waivers import Rule, WaiverEntry

_TITLES = {
    Rule.EXPIRED.value: "A waiver is over",
    Rule.UNAPPROVED.value: "A waiver is not approved",
    Rule.SELF_APPROVED.value: "A waiver is approved by its own owner",
    Rule.TOO_LONG.value: "A waiver is longer than may be",
    Rule.OVER_BROAD.value: "A waiver would cover more than was approved",
    Rule.DANGLING.value: "A waiver is about nothing that is there",
    Rule.UNUSED.value: "A waiver covers nothing",
    Rule.ENDING.value: "A waiver is about to expire",
    STALE: "A strict baseline holds what is fixed",
}
_HELP = (
    "Change the entry in the file of waivers, or remove it.",
    "Write the baseline anew: vendorgate baseline write.",
)


_SUPPRESSION = template("kind", "status", "justification", "location")


def suppression(waiver: WaiverEntry | None) -> str:
    """The suppression of a result by the waiver that covers it, as JSON."""
    kind, status = encoded("external"), encoded("accepted")
    if waiver is None:
        return template("kind", "status") % (kind, status)
    why = f"waiver '{waiver.id}' until {waiver.expires}, approved by {waiver.approved_by}"
    text = encoded(text_of(f"{why}: {waiver.reason}"))
    return _SUPPRESSION % (kind, status, text, location(waiver.place))


def aside_rules(asides: Iterable[Aside]) -> list[dict[str, Any]]:
    """The rules that findings about waivers or a baseline are of, each once."""
    return [
        {
            "id": aside.rule,
            "shortDescription": {"text": _TITLES[aside.rule]},
            "fullDescription": {"text": _TITLES[aside.rule]},
            "help": {"text": _HELP[aside.rule == STALE]},
            "defaultConfiguration": {"level": level_of(aside.severity)},
        }
        for aside in {each.rule: each for each in asides}.values()
    ]


def aside_result(aside: Aside) -> str:
    """The result of a finding about a waiver or a baseline, as JSON."""
    identity = {"vendorgate/v1": text_of(f"{aside.rule}/{aside.about}")}
    return result(
        aside.rule,
        level_of(aside.severity),
        aside.message,
        aside.place,
        member("partialFingerprints") % encoded(identity),
        member("properties") % encoded({"gating": aside.gating}),
    )
