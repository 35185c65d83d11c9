"""`vendorgate config`: what is in force, and from where each value comes."""

import json
from pathlib import Path

from tests.data import assert_valid
from tests.workplace import POLICY, Workplace

OWN = POLICY.replace("id: encrypted", "id: tuned").replace(
    '    require: data.encryption.at_rest == "full"\n',
    "    params: {allowed: [full, partial]}\n"
    "    require: data.encryption.at_rest in params.allowed\n",
)
CONFIG = """\
packs: [policies]
only: [tuned]
fail_on: high
policies:
  tuned: {severity: low, params: {allowed: {remove: [partial]}}}
waiver_life: {low: 10 days}
"""


def told(place: Workplace, *arguments: str) -> dict[str, list[str]]:
    done = place.run("config", *arguments)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    return {
        name.split("  ")[0]: [name.split("  ")[1], value.strip()]
        for name, value in zip(lines[::2], lines[1::2], strict=True)
    }


def test_every_value_in_force_is_told_with_its_place(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.write("policies/own.yaml", POLICY)
    place.write("policies/tuned.yaml", OWN)
    place.write("vendorgate.yaml", CONFIG)

    assert told(place) == {
        "packs": ["vendorgate.yaml:1:1", "policies (1)"],
        "paths": ["default", "inventories"],
        "only": ["vendorgate.yaml:2:1", "tuned"],
        "waivers": ["default", "none"],
        "baseline": ["default", "none"],
        "fail_on": ["vendorgate.yaml:3:1", "high"],
        "waiver_life.critical": ["default", "30 days"],
        "waiver_life.high": ["default", "90 days"],
        "waiver_life.medium": ["default", "180 days"],
        "waiver_life.low": ["vendorgate.yaml:6:15", "10 days"],
        "waiver_life.info": ["default", "365 days"],
        "policies.tuned.params.allowed": [
            "vendorgate.yaml:5:35",
            '["full"] (the policy says ["full", "partial"]): tightened',
        ],
        "policies.tuned.severity": [
            "vendorgate.yaml:5:11",
            '"low" (the policy says "high"): loosened',
        ],
    }


def test_without_a_configuration_everything_is_the_default(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.write("policies/own.yaml", POLICY)

    settings = told(place)

    assert {where for where, _ in settings.values()} == {"default"}
    assert settings["packs"][1].endswith(", policies (1)")
    assert settings["only"][1] == "all"


def test_a_configuration_that_is_not_valid_is_no_configuration(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.write("vendorgate.yaml", "policies: {mfa-requird: {severity: low}}\n")

    done = place.run("config")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("vendorgate.yaml:1:12: there is no policy 'mfa-requird'")


def test_waivers_and_baseline_are_those_of_the_file(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.inventory("{at_rest: full}", "{at_rest: none}")
    place.write("rules/own.yaml", POLICY)
    place.write("rules/vendorgate.yaml", "packs: [own.yaml]\nwaivers: accepted.yaml\n")
    named = ("--config", "rules/vendorgate.yaml", "--as-of", "2031-05-15")
    waived = ("waive", "encrypted", "acme/data/training_dataset", "--reason", "r")

    done = place.run(*waived, "--expires", "2031-06-01", "--approved-by", "ciso", *named)
    assert done.out.startswith("rules/accepted.yaml: waiver 'encrypted-acme'")
    assert place.run("check", *named).code == 0
    assert place.run("check", "--waivers", "", *named).code == 1

    place.write("rules/vendorgate.yaml", "packs: [own.yaml]\nbaseline: known.json\n")
    assert place.run("check", *named).code == 2
    done = place.run("baseline", "write", *named)
    assert done.out.startswith("rules/known.json: 1 finding")
    done = place.run("check", *named)
    assert (done.code, "1 finding known in the baseline" in done.out) == (0, True)
    assert place.run("check", "--baseline", "", *named).code == 1
    settings = told(place, *named[:2])
    assert settings["waivers"] == ["default", "none"]
    assert settings["baseline"] == ["rules/vendorgate.yaml:2:1", "rules/known.json"]


def test_waivers_that_are_configured_must_be_there(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.inventory()
    place.policy()
    place.configuration("waivers: gone.yaml\n")

    done = place.check()

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("gone.yaml: ")


def test_json_holds_every_setting_with_its_value_and_place(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.write("policies/tuned.yaml", OWN)
    place.write("vendorgate.yaml", CONFIG)

    done = place.run("config", "-o", "json")
    data = json.loads(done.out)

    assert_valid(data, "settings")
    assert (done.code, done.err) == (0, "")
    assert data["packs"] == [{"name": "policies", "policies": 1, "left_out": []}]
    settings = {each["name"]: each for each in data["settings"]}
    assert settings["only"]["value"] == ["tuned"]
    assert settings["baseline"] == {
        "name": "baseline",
        "value": None,
        "overridden": None,
        "location": None,
    }
    assert settings["policies.tuned.severity"] == {
        "name": "policies.tuned.severity",
        "value": "low",
        "overridden": {
            "name": "severity",
            "value": "low",
            "own": "high",
            "effect": "loosened",
        },
        "location": {"path": "vendorgate.yaml", "line": 5, "column": 11},
    }


def test_json_of_a_configuration_that_is_not_valid_says_so(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.write("vendorgate.yaml", "pakcs: [policies]\n")

    done = place.run("config", "-o", "json=c.json")

    data = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert_valid(data, "settings")
    assert (done.code, data["exit_code"]) == (2, 2)
    assert data["problems"][0]["hint"] == "did you mean 'packs'?"


def test_a_run_that_ends_with_2_overwrites_nothing_that_is_configured(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.inventory("legal_name: Acme Ltd", "legal_nam: Acme Ltd")
    place.policy()
    place.configuration("waivers: accepted.yaml\nbaseline: known.json\n")
    for name in ("accepted.yaml", "known.json"):
        place.write(name, "kept")

        assert place.check("-o", f"json={name}").code == 2
        assert (tmp_path / name).read_text() == "kept"
