"""Controls in OSCAL assessment results: which were reviewed, and what was found of each.

A policy evidences a control, it does not satisfy it: a finding is about what the policies look at,
and says so.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.formats.brief import brief
from checker.formats.json_document import encoded, listed, quoted, template
from checker.formats.oscal_parts import control_token, encoded_prop, uuid_of
from checker.report.report import PolicyEntry, Report
from checker.verdict import Verdict

_ONLY = (
    "The policies that evidence this control are checked on records of an inventory. What they do "
    "not look at is not assessed: whether the control is satisfied is for the assessor."
)
NONE = [{"description": "No control was reviewed.", "include-controls": [{"control-id": "none"}]}]
"""The selection of a run that reviewed no control: OSCAL knows no empty one."""

_FINDING = template("uuid", "title", "description", "props", "target", "related-observations")


def reviewed(report: Report) -> dict[str, Any]:
    """The selection of the controls that policies in force evidence."""
    selections: dict[str, dict[str, None]] = {}
    for framework, control in _controls(report):
        selections.setdefault(framework, {})[control_token(framework, control)] = None
    return {
        "description": brief(_ONLY),
        "control-selections": [
            {
                "description": brief(framework),
                "include-controls": [{"control-id": token} for token in tokens],
            }
            for framework, tokens in selections.items()
        ]
        or NONE,
    }


def findings(report: Report, observed: Mapping[int, str]) -> Iterator[str]:
    """The findings of the controls.

    Args:
        observed: by policy the references to its observations, encoded.
    """
    for (framework, control), policies in _controls(report).items():
        counts = {v: sum(report.cells.count(n, v) for n in policies) for v in Verdict}
        related = [observed[n] for n in policies if n in observed]
        if not related:
            continue
        state, reason = _state(counts)
        names = ", ".join(_id(report.policies[n]) for n in policies)
        told = ", ".join(f"{count} {v.value}" for v, count in counts.items() if count)
        target = {
            "type": "objective-id",
            "target-id": control_token(framework, control),
            "status": {"state": state, "reason": reason, "remarks": _ONLY},
        }
        yield _FINDING % (
            quoted(uuid_of("control", framework, control)),
            quoted(brief(f"{framework} {control}")),
            quoted(brief(f"Evidenced by {names}: {told}.")),
            listed([encoded_prop("framework", framework), encoded_prop("control", control)]),
            encoded(target),
            listed(related),
        )


def _controls(report: Report) -> Mapping[tuple[str, str], list[int]]:
    """The policies in force by framework and control, in order."""
    found: dict[tuple[str, str], list[int]] = {}
    for n, policy in enumerate(report.policies):
        if policy.reach.counts:
            for framework, ids in policy.controls.items():
                for control in ids:
                    found.setdefault((framework, control), []).append(n)
    return dict(sorted(found.items()))


def _state(counts: Mapping[Verdict, int]) -> tuple[str, str]:
    """The state of a control as far as the policies see, and its reason."""
    if counts[Verdict.FAIL]:
        return "not-satisfied", "fail"
    if counts[Verdict.ERROR] or counts[Verdict.UNKNOWN] or counts[Verdict.WAIVED]:
        return "not-satisfied", "other"
    return "satisfied", "pass"


def _id(policy: PolicyEntry) -> str:
    return brief(policy.id, 80)
