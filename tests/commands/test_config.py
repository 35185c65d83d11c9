"""`vendorgate config`: what is in force, and from where each value comes."""

from pathlib import Path

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
        "fail_on": ["vendorgate.yaml:3:1", "high"],
        "waiver_life.critical": ["default", "30 days"],
        "waiver_life.high": ["default", "90 days"],
        "waiver_life.medium": ["default", "180 days"],
        "waiver_life.low": ["vendorgate.yaml:6:15", "10 days"],
        "waiver_life.info": ["default", "365 days"],
        "policies.tuned.params.allowed": [
            "vendorgate.yaml:5:35",
            '["full"] (the policy says ["full", "partial"])',
        ],
        "policies.tuned.severity": ["vendorgate.yaml:5:11", '"low" (the policy says "high")'],
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
