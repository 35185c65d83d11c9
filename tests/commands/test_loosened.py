"""An override that lets more pass than its policy is told in the line of a green run."""

import json
from pathlib import Path

from tests.data import assert_valid
from tests.workplace import INVENTORY, POLICY, Workplace

OWN = POLICY.replace(
    '    require: data.encryption.at_rest == "full"\n',
    "    params: {allowed: [full], classes: [secret, restricted], role: ciso}\n"
    "    when: data.classification in params.classes\n"
    "    require: data.encryption.at_rest in params.allowed\n",
)


def place(folder: Path, override: str) -> Workplace:
    workplace = Workplace(folder)
    workplace.write("inventories/ours.yaml", INVENTORY)
    workplace.write("policies/own.yaml", OWN + OTHER)
    workplace.write("vendorgate.yaml", f"packs: [policies]\npolicies: {{{override}}}\n")
    return workplace


OTHER = """\
  - id: named
    title: A vendor is named
    severity: low
    require: vendor.legal_name.size() > 0
    message: "{vendor.id}"
"""


def told(folder: Path, override: str) -> str:
    """The part of the line of a green run that is about policies."""
    done = place(folder, override).check()
    assert (done.code, done.err) == (0, "")
    return done.out.split("(end of day, UTC); ")[1].strip()


def test_a_longer_list_of_what_is_allowed(tmp_path: Path) -> None:
    assert told(tmp_path, "encrypted: {params: {allowed: {add: [partial]}}}") == (
        "2 own; loosened: 1 by vendorgate.yaml (encrypted: allowed +partial)"
    )


def test_a_shorter_list_of_where_it_applies(tmp_path: Path) -> None:
    assert told(tmp_path, "encrypted: {params: {classes: {remove: [restricted]}}}") == (
        "2 own; loosened: 1 by vendorgate.yaml (encrypted: classes -restricted)"
    )


def test_a_lower_severity_and_a_disabled_policy(tmp_path: Path) -> None:
    assert told(tmp_path, "encrypted: {severity: low}, named: {enabled: false}") == (
        "1 own, 1 disabled by vendorgate.yaml;"
        " loosened: 2 by vendorgate.yaml (encrypted: severity high → low; named: disabled)"
    )


def test_what_is_tightened_or_cannot_be_told_is_changed(tmp_path: Path) -> None:
    assert (
        told(tmp_path, "encrypted: {severity: critical}") == "2 own, 1 changed by vendorgate.yaml"
    )
    assert told(tmp_path, "encrypted: {params: {role: owner}}") == (
        "2 own, 1 changed by vendorgate.yaml"
    )


def test_json_holds_every_value_with_its_effect(tmp_path: Path) -> None:
    workplace = place(tmp_path, "encrypted: {severity: critical, params: {classes: []}}")
    workplace.inventory("classification: secret", "classification: public")

    data = json.loads(workplace.check("-o", "json", "--select", "encrypted").out)

    assert_valid(data, "report")
    assert data["policies"][0]["overridden"] == [
        {
            "name": "params.classes",
            "value": [],
            "own": ["secret", "restricted"],
            "effect": "loosened",
        },
        {"name": "severity", "value": "critical", "own": "high", "effect": "tightened"},
    ]
