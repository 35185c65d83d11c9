"""Each format of a roll-up tells the same of each control and owner, and is harmless."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from workplace import REPOSITORY

from checker.formats import (
    controls,
    controls_csv,
    controls_json,
    oscal,
    owners,
    owners_csv,
    owners_json,
    undone,
)
from checker.formats.brief import brief
from checker.formats.html import controls as controls_html
from checker.formats.html import owners as owners_html
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.undone import Undone
from checker.verdict import Verdict
from tests.data import validator
from tests.formats.hostile import HOSTILE, attacked
from tests.formats.reports import Made, policy, report, subject
from tests.formats.scenes import SCENES
from tests.formats.test_every_format import assert_harmless
from tests.formats.test_oscal import Validator

SCHEMAS = {
    name: json.loads((REPOSITORY / f"checker/schemas/{name}.schema.json").read_text("utf-8"))
    for name in ("controls", "owners")
}


def of_controls(made: Made) -> Mapping[str, str]:
    cited = controls.selected(made.report, None)
    return {
        "html": controls_html.render(made.report, cited),
        "csv": controls_csv.render(made.report, cited),
        "json": controls_json.render(made.report, cited, code=0),
    }


def of_owners(made: Made) -> Mapping[str, str]:
    return {
        "html": owners_html.render(*made),
        "csv": owners_csv.render(made.report),
        "json": owners_json.render(*made, code=0),
    }


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def problems(name: str, text: str) -> list[str]:
    return [each.message for each in validator(name).iter_errors(json.loads(text))]


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("name, render", [("controls", of_controls), ("owners", of_owners)])
def test_json_is_valid_and_its_keys_stand_in_the_order_of_the_contract(
    scene: str, name: str, render: Callable[[Made], Mapping[str, str]]
) -> None:
    text = render(SCENES[scene]())["json"]

    assert problems(name, text) == []
    told = [key for key in SCHEMAS[name]["properties"] if key != "problems"]
    assert list(json.loads(text)) == told == SCHEMAS[name]["else"]["required"]


@pytest.mark.parametrize("scene", SCENES)
def test_every_control_has_its_state_and_its_counts_in_every_format(scene: str) -> None:
    made = SCENES[scene]()
    cited = controls.selected(made.report, None)
    texts = of_controls(made)

    expected = [
        (framework.name, control.id, controls.state(control), list(control.counts))
        for framework in cited
        for control in framework.controls
    ]
    frameworks = json.loads(texts["json"])["frameworks"]
    assert [
        (framework["name"], each["id"], each["state"], list(each["counts"].values()))
        for framework in frameworks
        for each in framework["controls"]
    ] == expected
    told = [row for row in rows(texts["csv"]) if row["state"] != "undecided"]
    counted = ("error", "fail", "unknown", "waived", "pass", "skip")
    assert [
        (row["framework"], row["control"], row["state"], [int(row[each]) for each in counted])
        for row in told
        if row["state"] != "no policy is about it"
    ] == expected
    page = html.fromstring(texts["html"])
    shown = page.cssselect("section[aria-labelledby=controls] tbody tr")
    assert [row[1].text_content() for row in shown] == [state for *_, state, _ in expected]


def test_a_control_without_a_policy_is_told_in_every_format() -> None:
    cites = policy("p", controls={"dora": ("28(3)",)})
    made = report((cites,), [Cell(0, subject("acme"), Verdict.PASS)])
    (dora,) = controls.selected(made.report, "dora")
    bare = list(controls.bare(dora))

    texts = of_controls(made)

    assert json.loads(texts["json"])["frameworks"][0]["without_policy"] == bare
    told = [row for row in rows(texts["csv"]) if row["state"] == "no policy is about it"]
    assert [row["control"] for row in told] == bare
    assert f"No policy in force is about: {', '.join(bare)}." in texts["html"]


@pytest.mark.parametrize("scene", SCENES)
def test_no_control_is_called_satisfied_in_any_format(scene: str) -> None:
    texts = of_controls(SCENES[scene]())

    for name in ("html", "json"):
        assert controls.CAVEAT in texts[name]
    for text in texts.values():
        assert "satisf" not in text.replace(controls.CAVEAT, "")


def test_oscal_of_one_framework_reviews_no_other(reference: Callable[..., Path]) -> None:
    both = policy("both", controls={"dora": ("28(3)",), "gdpr": ("32(1)(a)",)})
    other = policy("other", controls={"gdpr": ("33(1)",)})
    cells = [Cell(n, subject("acme"), Verdict.FAIL) for n in (0, 1)]
    made = report((both, other), cells)

    one = oscal.render(controls.of_framework(made.report, "dora"), made.explainer)

    schema = json.loads(reference("oscal", "oscal_assessment-results_schema.json").read_text())
    assert [each.message for each in Validator(schema).iter_errors(json.loads(one))] == []
    (result,) = json.loads(one)["assessment-results"]["results"]
    (selection,) = result["reviewed-controls"]["control-selections"]
    assert selection["include-controls"] == [{"control-id": "dora_28_3"}]
    assert [each["title"] for each in result["findings"]] == ["dora 28(3)"]
    assert controls.of_framework(made.report, None) == made.report


@pytest.mark.parametrize("scene", SCENES)
def test_every_owner_has_his_vendors_and_findings_in_every_format(scene: str) -> None:
    made = SCENES[scene]()
    texts = of_owners(made)

    expected = [
        (owned.owner, len(owned.vendors), len(owned.findings), owned.blocking)
        for owned in owners.by_owner(made.report)
    ]
    assert sum(each[2] for each in expected) == len(list(made.report.findings()))
    assert sum(each[1] for each in expected) == made.report.summary.vendors
    told: list[dict[str, Any]] = json.loads(texts["json"])["owners"]
    assert [
        (each["owner"], len(each["vendors"]), len(each["findings"]), each["blocking"])
        for each in told
    ] == expected
    assert [
        (row["owner"], int(row["vendors"]), int(row["findings"]), int(row["blocking"]))
        for row in rows(texts["csv"])
        if not row["undecided"]
    ] == [(brief(owner), *counts) for owner, *counts in expected]
    sections = html.fromstring(texts["html"]).cssselect("section:not([aria-labelledby=inputs])")
    assert [(len(each.cssselect("h2")), len(each.cssselect("details"))) for each in sections] == [
        (1, findings) for _, _, findings, _ in expected
    ]


def test_of_very_many_findings_each_owner_has_a_share_and_the_rest_is_counted() -> None:
    cells = [Cell(0, subject(f"v{n}", owner="many"), Verdict.FAIL) for n in range(owners_html.MOST)]
    cells.append(Cell(0, subject("one", owner="few"), Verdict.FAIL))

    page = html.fromstring(owners_html.render(*report((policy("p"),), cells)))

    few, many, _ = page.cssselect("section")
    assert len(few.cssselect("details")) == 1
    assert len(many.cssselect("details")) == owners_html.MOST - 1
    (alarm,) = many.cssselect(".alarm")
    assert alarm.text_content().startswith("1 more finding, not on this page")


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("render", [of_controls, of_owners])
def test_what_is_hostile_is_text(kind: str, render: Callable[[Made], Mapping[str, str]]) -> None:
    for name, text in render(attacked(HOSTILE[kind])).items():
        assert_harmless(name, text)
        if name == "html":
            page = html.fromstring(text)
            assert (
                page.xpath("//img | //iframe | //@onerror | //a[not(starts-with(@href,'#'))]") == []
            )
            assert len(page.xpath("//script")) == 1
        if name == "csv":
            cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("what", ["controls", "owners"])
@pytest.mark.parametrize("format_", ["html", "csv", "json"])
def test_a_run_that_came_to_none_says_so(what: str, format_: str) -> None:
    problem = Problem(Place("a.yaml", 3, 7), "it is wrong")

    text = undone.render(f"report {what}", format_, Undone(ExitCode.UNDECIDED, (problem,)))

    assert "it is wrong" in text
    if format_ == "json":
        assert problems(what, text) == []
    if format_ == "csv":
        assert len(rows(text)) == 2
        assert None not in rows(text)[1].values()
