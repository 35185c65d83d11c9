"""Which policies are in force: the shipped pack stays until the configuration says otherwise."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.workplace import MOMENT, POLICY, REPOSITORY, Workplace

AT = ("--as-of", MOMENT)
COMPLIANT = str(REPOSITORY / "inventories/example-lab.yaml")
SHIPPED = [
    policy["id"]
    for path in sorted((REPOSITORY / "policies").glob("*.yaml"))
    for policy in yaml.safe_load(path.read_text())["policies"]
]


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A folder without policies and without a configuration."""
    return Workplace(tmp_path)


def own(place: Workplace) -> None:
    place.write("policies/own.yaml", POLICY)


def report(place: Workplace, *arguments: str) -> dict[str, Any]:
    done = place.run("check", COMPLIANT, *AT, *arguments, "-o", "json")
    assert done.out, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def said(place: Workplace, *arguments: str) -> str:
    """What the line of a green run says of its policies."""
    done = place.run("check", COMPLIANT, *AT, *arguments)
    assert (done.code, done.err) == (0, "")
    return done.out.split("; ")[1].strip()


def problems(place: Workplace, *arguments: str) -> str:
    done = place.run("check", COMPLIANT, *AT, *arguments)
    assert (done.code, done.out) == (2, "")
    return done.err


def test_a_file_of_ones_own_does_not_switch_the_shipped_pack_off(place: Workplace) -> None:
    own(place)

    found = report(place)

    assert {each["id"]: each["pack"] for each in found["policies"]} == {
        **dict.fromkeys(SHIPPED, "shipped"),
        "encrypted": "policies",
    }
    assert found["packs"] == [
        {"name": "shipped", "policies": len(SHIPPED), "left_out": []},
        {"name": "policies", "policies": 1, "left_out": []},
    ]
    assert said(place) == f"{len(SHIPPED)} shipped, 1 own"


def test_a_red_run_stays_red_beside_a_trivial_policy(place: Workplace) -> None:
    red = str(REPOSITORY / "inventories/incident-2031.yaml")
    assert place.run("check", red, *AT).code == 1
    place.write("policies/own.yaml", POLICY.replace('== "full"', 'in ["full", "partial", "none"]'))
    assert place.run("check", red, *AT).code == 1


def test_what_is_in_force_without_a_folder_of_ones_own_is_said(place: Workplace) -> None:
    assert said(place) == f"{len(SHIPPED)} shipped"
    assert (
        place.run("check", COMPLIANT, *AT, "-v")
        .out.splitlines()[1]
        .startswith(f"  {len(SHIPPED)} shipped policies on ")
    )


@pytest.mark.parametrize(
    "named, expected",
    [
        (["policies"], "1 own"),
        (["shipped"], f"{len(SHIPPED)} shipped"),
        (["policies", "shipped"], f"{len(SHIPPED)} shipped, 1 own"),
    ],
)
def test_packs_are_named_alike_on_the_command_line_and_in_the_configuration(
    place: Workplace, named: list[str], expected: str
) -> None:
    own(place)
    assert said(place, *(word for name in named for word in ("-p", name))) == expected

    place.write("vendorgate.yaml", f"packs: [{', '.join(named)}]\n")
    assert said(place) == expected


def test_paths_of_a_configuration_are_seen_from_its_own_folder(place: Workplace) -> None:
    place.write("rules/own/a.yaml", POLICY)
    inventory = Path(COMPLIANT).read_text()
    place.write("rules/vendors/lab.yaml", inventory)
    place.write("rules/vendorgate.yaml", "packs: [own]\npaths: [vendors]\n")

    done = place.run("check", "--config", "rules/vendorgate.yaml", *AT, "-o", "json")

    assert [each["path"] for each in json.loads(done.out)["inputs"]] == [
        "rules/own/a.yaml",
        "rules/vendorgate.yaml",
        "rules/vendors/lab.yaml",
    ]


def test_the_command_line_outweighs_the_configuration(place: Workplace) -> None:
    own(place)
    place.inventory()
    place.write("vendorgate.yaml", "packs: [shipped]\npaths: [inventories]\nfail_on: critical\n")

    assert report(place)["fail_on"] == "critical"
    assert report(place, "--fail-on", "info")["fail_on"] == "info"
    assert [each["id"] for each in report(place, "-p", "policies")["policies"]] == ["encrypted"]
    assert [each["id"] for each in report(place)["inventories"]] == ["example-lab"]


def test_a_copy_of_the_shipped_pack_counts_once(place: Workplace) -> None:
    for path in (REPOSITORY / "policies").rglob("*.yaml"):
        place.write(str(path.relative_to(REPOSITORY)), path.read_bytes())

    found = report(place)

    assert sorted(each["id"] for each in found["policies"]) == sorted(SHIPPED)
    assert {each["pack"] for each in found["policies"]} == {"shipped"}
    assert not [each for each in found["inputs"] if each["path"].startswith("vendorgate:")]
    assert said(place) == f"{len(SHIPPED)} shipped"


def test_another_policy_of_a_shipped_id_is_a_problem(place: Workplace) -> None:
    place.write("policies/own.yaml", POLICY.replace("id: encrypted", "id: mfa-required"))

    assert problems(place).startswith(
        "policies/own.yaml:2:9: policy id 'mfa-required' stands twice "
        "(first at vendorgate:policies/data-protection.yaml:"
    )
    assert "or name the pack that is meant: -p policies/, or" in problems(place)
    place.write("vendorgate.yaml", "packs: [policies]\n")
    assert said(place) == "1 own"


def test_only_puts_a_part_in_force_and_every_report_says_what_it_leaves_out(
    place: Workplace,
) -> None:
    own(place)
    place.write("vendorgate.yaml", "only: [encrypted, mfa-required]\n")
    left_out = sorted(set(SHIPPED) - {"mfa-required"})

    found = report(place)

    assert [each["id"] for each in found["policies"]] == ["encrypted", "mfa-required"]
    assert found["left_out"] == {"policies": 0, "vendors": 0}
    assert found["packs"] == [
        {"name": "shipped", "policies": 1, "left_out": left_out},
        {"name": "policies", "policies": 1, "left_out": []},
    ]
    assert said(place) == f"1 shipped, 1 own, {len(left_out)} left out by vendorgate.yaml"
    table = place.run("check", COMPLIANT, *AT, "-v").out
    assert all(name in table for name in left_out)
    sarif = json.loads(place.run("check", COMPLIANT, *AT, "-o", "sarif").out)
    assert sarif["runs"][0]["properties"]["packs"] == found["packs"]


def test_a_policy_that_only_leaves_out_is_checked_when_it_is_selected(place: Workplace) -> None:
    place.write("vendorgate.yaml", "only: [mfa-required]\n")

    found = report(place, "--select", "location-allowed")

    assert [each["id"] for each in found["policies"]] == ["location-allowed"]
    assert found["left_out"] == {"policies": len(SHIPPED) - 1, "vendors": 0}
    assert found["packs"] == [{"name": "shipped", "policies": 1, "left_out": []}]


@pytest.mark.parametrize(
    "settings, expected",
    [
        (
            "only: [mfa-requird]\n",
            "vendorgate.yaml:1:8: there is no policy 'mfa-requird'\n  hint: did you mean ",
        ),
        ("only: []\n", "vendorgate.yaml:1:7: 'only' is empty (expected at least one)\n"),
        ("packs: []\n", "vendorgate.yaml:1:8: 'packs' is empty (expected at least one)\n"),
        ("packs: [nowhere]\n", "nowhere: cannot be read: no such file or folder\n"),
        ("pack: [shipped]\n", "vendorgate.yaml:1:1: unknown key 'pack' (not a key of vendorgate"),
        ("fail_on: hihg\n", "vendorgate.yaml:1:10: 'fail_on' is 'hihg' (expected "),
    ],
)
def test_what_a_configuration_cannot_mean_is_told(
    place: Workplace, settings: str, expected: str
) -> None:
    place.write("vendorgate.yaml", settings)
    assert problems(place).startswith(expected)


@pytest.mark.parametrize("command", ["check", "lint"])
def test_a_configuration_may_speak_of_shipped_policies_that_are_not_asked_for(
    place: Workplace, command: str
) -> None:
    own(place)
    settings = "policies: {mfa-required: {severity: low}, %s: {severity: low}}\n"
    arguments = ("check", COMPLIANT, *AT) if command == "check" else ("lint",)
    packs = ("-p", "policies") if command == "check" else ("policies",)

    place.write("vendorgate.yaml", settings % "encrypted")
    assert place.run(*arguments, *packs).code == 0
    place.write("vendorgate.yaml", settings % "mfa-requird")
    done = place.run(*arguments, *packs)
    assert "there is no policy 'mfa-requird'" in done.out + done.err


def test_lint_and_test_are_about_ones_own_policies(place: Workplace) -> None:
    own(place)
    assert "\n1 policy: 0 errors, " in place.run("lint").out
    place.write("vendorgate.yaml", "packs: [shipped, policies]\n")
    assert "\n1 policy: 0 errors, " in place.run("lint").out


LISTED = POLICY.replace(
    '    require: data.encryption.at_rest == "full"\n',
    "    params: {allowed: [full, partial], most: 3}\n"
    "    require: data.encryption.at_rest in params.allowed && params.most > 2\n",
)


@pytest.mark.parametrize(
    "edit, expected",
    [
        ("{add: [none]}", '["full", "partial", "none"]'),
        ("{remove: [partial]}", '["full"]'),
        ("{remove: [partial], add: [none]}", '["full", "none"]'),
    ],
)
def test_a_list_is_changed_without_copying_it(place: Workplace, edit: str, expected: str) -> None:
    place.write("policies/own.yaml", LISTED)
    place.write(
        "vendorgate.yaml",
        f"packs: [policies]\npolicies: {{encrypted: {{params: {{allowed: {edit}}}}}}}\n",
    )

    (policy,) = report(place)["policies"]

    [changed] = policy["overridden"]
    effect = changed.pop("effect")
    value = json.loads(expected)
    assert changed == {"name": "params.allowed", "value": value, "own": ["full", "partial"]}
    assert effect == ("loosened" if "none" in value else "tightened")


@pytest.mark.parametrize(
    "params, expected",
    [
        ("allowed: {remove: [ful]}", "2:52: 'ful' is not in the policy's list: it removes nothing"),
        ("allowed: {ad: [none]}", "2:43: unknown key 'ad' (expected a list, or what to add and"),
        ("allowed: {add: none}", "2:48: 'add' is no list of values (expected at least one)"),
        ("allowed: {}", "2:33: an edit without 'add' or 'remove' changes nothing"),
        ("most: {add: [1]}", "2:33: parameter 'most' is a mapping (expected a number, as in the"),
    ],
)
def test_an_edit_of_a_list_that_changes_nothing_is_told(
    place: Workplace, params: str, expected: str
) -> None:
    place.write("policies/own.yaml", LISTED)
    place.write(
        "vendorgate.yaml", f"packs: [policies]\npolicies: {{encrypted: {{params: {{{params}}}}}}}\n"
    )
    assert problems(place).startswith(f"vendorgate.yaml:{expected}")
    assert f"error: {expected.partition(': ')[2]}" in place.run("lint").out
