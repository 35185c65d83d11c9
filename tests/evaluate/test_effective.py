"""Policies and parameters that begin, or end, on a day."""

import json
from pathlib import Path
from typing import Any

import pytest

from checker.formats.json import render
from checker.report.read import read
from tests.data import assert_valid
from tests.workplace import INVENTORY, Workplace

PACK = """\
policies:
  - id: named
    title: A vendor is named
    severity: high
    require: vendor.legal_name.size() > 0
    message: "{vendor.id} is named"
  - id: few
    title: Few data holdings
    severity: high
    params: {most: 5}
    require: vendor.data.size() <= params.most
    message: "{vendor.id} has {vendor.data.size()} (at most {params.most})"
"""
FAR = "--within=365d"


def place(folder: Path, *, pack: str = PACK, config: str = "", named: str = "") -> Workplace:
    """One vendor with one holding; `named` is what else the first policy says."""
    workplace = Workplace(folder)
    workplace.write("inventories/ours.yaml", INVENTORY)
    workplace.write("policies/own.yaml", pack.replace("    require", f"{named}    require", 1))
    workplace.write("vendorgate.yaml", f"packs: [policies]\npolicies: {{{config}}}\n")
    return workplace


def at(workplace: Workplace, day: str, *arguments: str) -> dict[str, Any]:
    done = workplace.run("check", "--as-of", day, "-o", "json", *arguments)
    assert done.err == ""
    data: dict[str, Any] = json.loads(done.out)
    assert_valid(data, "report")
    assert data["exit_code"] == done.code
    recorded = read(done.out)
    assert render(recorded.report, recorded) == done.out
    return data


def reach(data: dict[str, Any], id_: str) -> str:
    [found] = [each["reach"] for each in data["policies"] if each["id"] == id_]
    assert isinstance(found, str)
    return found


SPAN = "effective: {from: 2031-06-01, until: 2031-06-30}"
NONE_FAILS = PACK.replace("params: {most: 5}", "params: {most: 0}")


@pytest.mark.parametrize(
    "moment,expected,code",
    [
        ("2031-05-31", "coming", 0),
        ("2031-05-31T23:59:59.999999999Z", "coming", 0),
        ("2031-06-01T00:00:00Z", "applied", 1),
        ("2031-06-30T23:59:59.999999999Z", "applied", 1),
        ("2031-06-30", "applied", 1),
        ("2031-07-01T00:00:00Z", "over", 0),
    ],
)
@pytest.mark.parametrize("where", ["policy", "override"])
def test_a_policy_counts_from_its_first_day_to_its_last_both_whole(
    tmp_path: Path, where: str, moment: str, expected: str, code: int
) -> None:
    pack, config = NONE_FAILS, f"few: {{{SPAN}}}"
    if where == "policy":
        pack, config = pack.replace("    params", f"    {SPAN}\n    params"), ""

    data = at(place(tmp_path, pack=pack, config=config), moment)

    assert (reach(data, "few"), data["exit_code"]) == (expected, code)
    assert (data["packs"][0]["policies"], data["summary"]["policies"]) == (
        (2, 2) if code else (1, 1)
    )


def test_what_is_coming_is_shown_with_its_day_and_keeps_no_vendor_from_passing(
    tmp_path: Path,
) -> None:
    workplace = place(tmp_path, pack=NONE_FAILS, config="few: {effective: {from: 2031-06-01}}")

    data = at(workplace, "2031-05-15")
    [found] = [each for each in data["results"] if each["policy"] == "few"]

    assert (found["verdict"], found["gating"]) == ("fail", False)
    assert found["message"] == "acme has 1 (at most 0) (coming: in force from 2031-06-01)"
    assert data["vendors"][0]["verdict"] == "pass"
    line = workplace.run("check", "--as-of", "2031-05-15").out
    assert "compliant: 1 policy holds on 1 vendor (1 check)" in line
    assert "1 policy coming from 2031-06-01 (1 finding)" in line


def test_what_is_over_has_no_checks_and_passes_nowhere(tmp_path: Path) -> None:
    workplace = place(tmp_path, config="few: {effective: {until: 2031-05-14}}")

    data = at(workplace, "2031-05-15")

    assert [each["policy"] for each in data["results"]] == ["named"]
    out = workplace.run("check", "--as-of", "2031-05-15", "-v").out
    assert "1 own; loosened: 1 by vendorgate.yaml (few: effective.until null → 2031-05-14)" in (
        " ".join(out.split())
    )
    assert "  no longer in force  few (until 2031-05-14)\n" in out


@pytest.mark.parametrize("span", ["{from: 2031-06-01}", "{until: 2031-05-01}"])
def test_where_no_policy_is_in_force_nothing_was_checked(tmp_path: Path, span: str) -> None:
    config = f"few: {{effective: {span}}}, named: {{effective: {span}}}"

    data = at(place(tmp_path, config=config), "2031-05-15")

    assert data["exit_code"] == 2
    assert data["undecided"] == ["no policy is in force on this day: nothing was checked"]
    assert data["vendors"][0]["verdict"] == "skip"


def test_a_gate_that_only_a_policy_to_come_could_close_is_none(tmp_path: Path) -> None:
    config = "few: {effective: {from: 2031-06-01}}, named: {severity: low}"
    workplace = place(tmp_path, config=config)

    assert at(workplace, "2031-06-01", "--fail-on", "high")["exit_code"] == 0
    data = at(workplace, "2031-05-15", "--fail-on", "high")
    assert data["exit_code"] == 2
    assert "no policy in force is high or above" in data["undecided"][0]


def test_an_error_of_a_policy_to_come_still_ends_with_2(tmp_path: Path) -> None:
    pack = PACK.replace("vendor.data.size() <=", "1 / (params.most - 5) <=")

    data = at(
        place(tmp_path, pack=pack, config="few: {effective: {from: 2031-06-01}}"), "2031-05-15"
    )

    assert data["exit_code"] == 2


LATER = PACK.replace(
    "params: {most: 5}", "params: {most: 5}\n    params_from: {2031-06-01: {most: 0}}"
)


def test_a_parameter_has_its_value_from_the_day_on(tmp_path: Path) -> None:
    workplace = place(tmp_path, pack=LATER)

    assert at(workplace, "2031-05-31")["exit_code"] == 0
    data = at(workplace, "2031-06-01T00:00:00Z")
    assert data["exit_code"] == 1
    assert "acme has 1 (at most 0)" in [each["message"] for each in data["results"]]


def test_an_override_of_a_parameter_outweighs_those_that_begin_later(tmp_path: Path) -> None:
    workplace = place(tmp_path, pack=LATER, config="few: {params: {most: 3}}")

    told = [each["overridden"] for each in at(workplace, "2031-05-31")["policies"]]
    assert told[0][0] == {"name": "params.most", "value": 3, "own": 5, "effect": "tightened"}
    assert told[0][1] == {
        "name": "params_from.2031-06-01.most",
        "value": 3,
        "own": 0,
        "effect": "loosened",
    }
    data = at(workplace, "2031-06-01")
    assert data["exit_code"] == 0
    assert data["policies"][0]["overridden"] == [
        {"name": "params.most", "value": 3, "own": 0, "effect": "loosened"}
    ]


def test_an_override_may_begin_on_a_day_and_edit_what_is_then_in_force(tmp_path: Path) -> None:
    pack = PACK.replace("{most: 5}", "{most: 5, kinds: [a, b]}").replace(
        "vendor.data.size() <=", "params.kinds.size() > 0 && vendor.data.size() <="
    )
    edits = "2031-06-01: {kinds: {remove: [a]}}, 2031-07-01: {kinds: {remove: [b]}}"
    config = f"few: {{params_from: {{{edits}}}}}"
    workplace = place(tmp_path, pack=pack, config=config)

    codes = [at(workplace, day)["exit_code"] for day in ("2031-05-31", "2031-06-30", "2031-07-01")]

    assert codes == [0, 0, 1]


@pytest.mark.parametrize("moment,change", [("2031-05-15", "policy"), ("2031-05-15", "parameters")])
def test_a_forecast_names_the_day_and_what_begins(tmp_path: Path, moment: str, change: str) -> None:
    pack = LATER if change == "parameters" else NONE_FAILS
    config = "" if change == "parameters" else "few: {effective: {from: 2031-06-01}}"
    workplace = place(tmp_path, pack=pack, config=config)

    done = workplace.run("forecast", "--as-of", moment, FAR, "--fail-within=365d", "-o", "json")
    data = json.loads(done.out)

    assert_valid(data, "forecast")
    [told] = data["changes"]
    assert (told["policy"], told["at"], told["verdict"], told["begins"], told["gating"]) == (
        "few",
        "2031-06-01T00:00:00Z",
        "fail",
        change,
        True,
    )
    begun = (
        "the policy comes into force" if change == "policy" else "the policy's parameters change"
    )
    assert told["message"] == f"acme has 1 (at most 0) ({begun})"
    assert data["counts"]["changing"] == 1
    assert sum(data["counts"].values()) == 2


def test_a_forecast_tells_nothing_of_a_policy_that_is_over_by_then(tmp_path: Path) -> None:
    pack = LATER.replace("    params:", "    effective: {until: 2031-05-31}\n    params:")
    pack = pack.replace("2031-06-01: {most", "2031-05-20: {most")
    workplace = place(tmp_path, pack=pack)

    def days() -> list[str]:
        out = workplace.run("forecast", "--as-of", "2031-05-15", FAR, "-o", "json").out
        return [each["day"] for each in json.loads(out)["changes"]]

    assert days() == ["2031-05-20"]
    workplace.write(
        "policies/own.yaml",
        pack.replace("until: 2031-05-31", "until: 2031-05-21").replace("0}", "9}"),
    )
    assert days() == []


def test_time_is_looked_at_in_each_stretch(tmp_path: Path) -> None:
    pack = (
        PACK.replace("params: {most: 5}", "params: {by: 2031-08-01T00:00:00Z}")
        .replace("vendor.data.size() <= params.most", "now < timestamp(params.by)")
        .replace("{vendor.data.size()} (at most {params.most})", "time")
    )
    pack = pack.replace(
        "    require: now",
        "    params_from: {2031-06-01: {by: 2031-07-01T00:00:00Z}}\n    require: now",
    )
    workplace = place(tmp_path, pack=pack)

    out = workplace.run("forecast", "--as-of", "2031-05-15", FAR, "-o", "json").out

    assert [each["at"] for each in json.loads(out)["changes"]] == ["2031-07-01T00:00:00Z"]


@pytest.mark.parametrize(
    "told,problem",
    [
        (
            "effective: {from: 2031-06-02, until: 2031-06-01}",
            "'from' is 2031-06-02, after 'until' (2031-06-01): the policy is never in force",
        ),
        ("effective: {from: 2031-02-30}", "'from' is '2031-02-30' (expected a day that exists)"),
        ("effective: {form: 2031-02-03}", "unknown key 'form'"),
        (
            "params_from: {2031-02-30: {most: 1}}",
            "the day is '2031-02-30' (expected a day that exists)",
        ),
        ("params_from: {2031-06-01: {mots: 1}}", "policy 'few' has no parameter 'mots'"),
        ("params_from: {2031-06-01: {most: many}}", "parameter 'most' is text (expected a number"),
        (
            "effective: {until: 2031-06-01}, params_from: {2031-06-02: {most: 1}}",
            "these parameters begin after 'until' (2031-06-01): they are never in force",
        ),
    ],
)
@pytest.mark.parametrize("where", ["policy", "override"])
@pytest.mark.parametrize("command", ["check", "lint"])
def test_days_that_cannot_be_meant_are_problems_where_they_are_written(
    tmp_path: Path, command: str, where: str, told: str, problem: str
) -> None:
    lines = "".join(f"    {each}\n" for each in told.replace("}, params", "}\nparams").split("\n"))
    pack = PACK.replace("    params:", f"{lines}    params:") if where == "policy" else PACK
    workplace = place(tmp_path, pack=pack, config=f"few: {{{told}}}" if where == "override" else "")

    done = workplace.run(command)

    assert done.code == (2 if command == "check" else 1)
    file = "policies/own.yaml:1" if where == "policy" else "vendorgate.yaml:2"
    said = next(line for line in (done.err + done.out).splitlines() if problem in line)
    assert said.startswith(file)


def test_parameters_are_type_checked_for_every_day(tmp_path: Path) -> None:
    pack = PACK.replace(
        "{most: 5}", "{zone: UTC}\n    params_from: {2031-06-01: {zone: Mars/Base}}"
    )
    pack = pack.replace("<= params.most", "<= now.getHours(params.zone)").replace(
        "{params.most}", "{params.zone}"
    )
    workplace = place(tmp_path, pack=pack)

    for command in ("check", "lint"):
        done = workplace.run(command)
        assert done.code == (2 if command == "check" else 1)
        assert "Mars/Base" in done.out + done.err


def test_config_tells_the_days_and_where_they_are_written(tmp_path: Path) -> None:
    config = "named: {effective: {from: 2031-06-01}}, few: {params_from: {2031-06-01: {most: 9}}}"
    named = "    effective: {until: 2032-01-01}\n"
    workplace = place(tmp_path, config=config, named=named)

    lines = workplace.run("config").out.splitlines()
    told = dict(zip(lines[::2], lines[1::2], strict=True))

    assert told["policies.named.effective  vendorgate.yaml:2:20"] == "  from 2031-06-01"
    assert told["policies.few.params_from.2031-06-01.most  vendorgate.yaml:2:85"] == (
        "  9 (the policy says 5): loosened"
    )


def test_explain_says_that_a_policy_is_coming_or_over(tmp_path: Path) -> None:
    workplace = place(tmp_path, pack=NONE_FAILS, config=f"few: {{{SPAN}}}")

    def notes(day: str) -> str:
        return " ".join(workplace.run("explain", "few", "acme", "--as-of", day).out.split())

    assert "coming: in force from 2031-06-01; until then its findings block nothing" in (
        notes("2031-05-15")
    )
    assert "no longer in force, its last day was 2031-06-30" in notes("2031-07-15")
    assert "in force" not in notes("2031-06-15")


def test_the_tests_of_a_policy_are_decided_in_force_with_the_parameters_of_their_moment(
    tmp_path: Path,
) -> None:
    case = "given: {vendor: {data: [{category: other}]}}"
    pack = LATER.replace("    params:", "    effective: {from: 2031-09-01}\n    params:") + (
        "    tests:\n"
        f"      - {{name: before, {case}, now: 2031-05-31T23:59:59Z, expect: pass}}\n"
        f"      - {{name: after, {case}, now: 2031-06-01T00:00:00Z, expect: fail}}\n"
    )

    done = place(tmp_path, pack=pack).run("test", "--select", "few")

    assert (done.code, done.err) == (0, "")
