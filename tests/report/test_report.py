"""A report is plain data: it compares, pickles, and comes back from its own JSON."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack import REPOSITORY, policies
from runs import checked, ours, policy
from runs import given as about

from checker.evaluate.decide import decide
from checker.evaluate.settle import settle
from checker.formats.json import render
from checker.model.view import inventory_of
from checker.parse import document
from checker.policy.policy import Policy
from checker.report.read import read
from checker.report.vendors import urgency
from checker.usecases.check import Checked
from checker.verdict import FailOn, Severity, Verdict

INVENTORIES = sorted((REPOSITORY / "inventories").glob("*.yaml"))
RULES = [
    policy("a-vendor", require="vendor.n > 1"),
    policy("b-data", subject_kind="data", require="data.ok", severity=Severity.LOW),
    policy("c-incident", subject_kind="incident", require="false"),
    policy("d-inventory", subject_kind="inventory", require="size(inventory.vendors) < 4"),
    policy("e-portfolio", subject_kind="portfolio", require="size(portfolio.inventories) == 2"),
    policy("f-off", subject_kind="client", enabled=False),
    policy("g-error", when="vendor.n > 3", require="1 / 0 == 1"),
]


@st.composite
def vendors(draw: st.DrawFn) -> list[dict[str, Any]]:
    made = []
    for number in draw(st.permutations(range(draw(st.integers(0, 4))))):
        vendor: dict[str, Any] = {"id": f"v{number}"}
        if draw(st.booleans()):
            vendor["n"] = draw(st.integers(0, 5))
        if draw(st.booleans()):
            vendor["owner"] = "somebody"
        for key in ("data", "incidents", "clients"):
            known = st.none() | st.lists(st.sampled_from([{}, {"ok": True}]), max_size=3)
            records = draw(known)
            if records is not None:
                name = "client" if key == "clients" else "id"
                listed = [{name: f"x{9 - i}", **each} for i, each in enumerate(records)]
                vendor[key] = listed
        made.append(vendor)
    return made


def shipped(path: Path) -> Checked:
    read_ = inventory_of(document.parse(path.name, path.read_bytes()))
    return checked(list(policies().values()), read_)


@given(vendors(), vendors(), st.sampled_from(FailOn))
def test_a_report_comes_back_from_its_json(
    one: list[dict[str, Any]], two: list[dict[str, Any]], fail_on: FailOn
) -> None:
    done = checked(RULES, ours(*one, id_="one"), ours(*two, id_="two"), fail_on=fail_on)

    back = read(render(done.dated, done.explainer()))

    assert back.report == done.dated
    assert list(back.report.cells) == list(done.report.cells)


@pytest.mark.slow
@pytest.mark.parametrize("path", INVENTORIES, ids=lambda path: path.stem)
def test_so_does_that_of_a_shipped_inventory_with_its_explanations(path: Path) -> None:
    done = shipped(path)
    text = render(done.report, done.explainer())

    back = read(text)

    assert back.report == done.report
    assert render(back.report, back) == text
    explainer = done.explainer()
    assert all(back.explain(cell) == explainer.explain(cell) for cell in done.report.cells)


def test_evidence_in_several_files_comes_back_with_the_file_of_each() -> None:
    rule = policy(
        "p", subject_kind="portfolio", require="portfolio.inventories.all(i, i.id == 'none')"
    )
    done = checked([rule], ours(id_="one"), ours(id_="two"))
    (cell,) = done.report.cells

    back = read(render(done.report, done.explainer())).explain(cell)

    assert back == done.explainer().explain(cell)
    assert [evidence.place.path for evidence in back.evidence] == ["one.yaml", "two.yaml"]


@given(vendors())
def test_runs_of_the_same_input_give_equal_reports_also_across_processes(
    one: list[dict[str, Any]],
) -> None:
    run = about(RULES, ours(*one))
    report = settle(run, decide(run))

    travelled = pickle.loads(pickle.dumps(run))
    again = pickle.loads(pickle.dumps(settle(travelled, decide(travelled))))

    assert again == report
    assert [str(cell.subject) for cell in again.cells] == [str(c.subject) for c in report.cells]


def test_reports_of_other_inputs_differ() -> None:
    first, second = (checked(RULES, ours({"id": "v", "n": number})).report for number in (0, 2))

    assert first.cells != second.cells
    assert first != second


def told(*rules: Policy, **vendor: Any) -> Verdict:
    (entry,) = checked(rules, ours({"id": "v", **vendor})).report.vendors
    return entry.verdict


HOLDS, FAILS, UNSURE = (policy(r, require=r) for r in ("true", "false", "vendor.x"))
MILD = FAILS._replace(severity=Severity.INFO)
NEVER = policy("never", when="false")
BROKEN = policy("broken", require="1 / 0 == 1")


@pytest.mark.parametrize(
    "rules, verdict",
    [
        ((HOLDS, UNSURE, FAILS), "fail"),
        ((HOLDS, BROKEN, UNSURE), "error"),
        ((HOLDS, UNSURE), "unknown"),
        ((HOLDS, NEVER), "pass"),
        ((MILD,), "pass"),
        ((NEVER,), "skip"),
    ],
)
def test_a_vendor_has_the_worst_verdict_that_gates(rules: tuple[Policy, ...], verdict: str) -> None:
    assert told(*rules).value == verdict


def test_every_vendor_is_told_with_owner_clients_and_findings_by_severity() -> None:
    done = checked(
        [FAILS, MILD._replace(id="mild"), HOLDS, UNSURE],
        ours({"id": "b", "owner": "Ops", "clients": [{}, {}]}, {"id": "a"}),
    )

    told = json.loads(render(done.report, done.explainer()))["vendors"]

    none = {"critical": 0, "high": 0, "medium": 0, "low": 0, "info": 0}
    counts = {
        "fail": {**none, "high": 1, "info": 1},
        "error": none,
        "unknown": {**none, "high": 1},
        "waived": none,
    }
    shared = {"inventory": "ours", "verdict": "fail", "counts": counts, "next": None}
    assert told == [
        {**shared, "id": "a", "path": "vendors[1]", "owner": "", "clients": None},
        {**shared, "id": "b", "path": "vendors[0]", "owner": "Ops", "clients": 2},
    ]


ENDS = policy("ends", require="now < timestamp(vendor.ends)")
REVIEWED = policy("reviewed", require="now < timestamp(vendor.reviewed)")._replace(
    severity=Severity.CRITICAL
)
JUNE, JULY = "2031-06-01T00:00:00Z", "2031-07-01T00:00:00Z"


def test_a_vendor_has_the_first_moment_at_which_a_check_gets_worse() -> None:
    done = checked(
        [ENDS, REVIEWED],
        ours(
            {"id": "a", "ends": JULY, "reviewed": JUNE},
            {"id": "b", "ends": JUNE, "reviewed": JUNE},
            {"id": "far", "ends": "2031-12-01T00:00:00Z", "reviewed": "2032-01-01T00:00:00Z"},
            {"id": "late", "ends": "2031-01-01T00:00:00Z", "reviewed": "2031-01-01T00:00:00Z"},
        ),
    )

    assert done.report.deadlines is None
    assert done.dated.deadlines == (
        "2031-08-13T12:00:00Z",
        {("ours", each): (JUNE, "2031-06-01", "reviewed", Verdict.FAIL) for each in ("a", "b")},
    )
    told = json.loads(render(done.dated, done.explainer()))
    assert told["deadlines_until"] == "2031-08-13T12:00:00Z"
    june = {"at": JUNE, "day": "2031-06-01", "policy": "reviewed", "verdict": "fail"}
    assert [each["next"] for each in told["vendors"]] == [june, june, None, None]


def test_a_check_that_ceases_to_apply_is_no_deadline() -> None:
    brief = policy("brief", when="now < timestamp(vendor.ends)")

    assert checked([brief], ours({"id": "a", "ends": JUNE})).dated.deadlines == (
        "2031-08-13T12:00:00Z",
        {},
    )


def test_vendors_are_ranked_by_their_verdict_then_by_fails_then_by_unknowns() -> None:
    grave = policy("grave", require="vendor.n < 3")._replace(severity=Severity.CRITICAL)
    plain = policy("plain", require="vendor.m < 3")
    done = checked(
        [grave, plain, policy("open", require="vendor.x")],
        ours(
            {"id": "fine", "n": 0, "m": 0, "x": True},
            {"id": "high", "n": 0, "m": 9},
            {"id": "open", "n": 0, "m": 0},
            {"id": "very-open", "n": 0},
            {"id": "critical", "n": 9, "m": 0, "x": True},
            {"id": "high-and-open", "m": 9},
        ),
    )

    ranked = [each.id for each in sorted(done.report.vendors, key=urgency)]

    assert ranked == ["critical", "high-and-open", "high", "very-open", "open", "fine"]


SCHEMAS = {
    name: json.loads((REPOSITORY / f"checker/schemas/{name}.schema.json").read_text("utf-8"))
    for name in (
        "report",
        "explanation",
        "forecast",
        "test",
        "diff",
        "history",
        "controls",
        "owners",
        "settings",
    )
}


@pytest.mark.parametrize(
    "shape",
    [
        "severity",
        "subject_kind",
        "position",
        "place",
        "subject",
        "evidence",
        "remedy",
        "policy",
        "result",
        "overridden",
    ],
)
def test_a_shape_has_one_fragment_in_the_schemas_of_all_documents(shape: str) -> None:
    found = [each["$defs"][shape] for each in SCHEMAS.values() if shape in each["$defs"]]

    assert len(found) > 1
    assert [each for each in found if each != found[0]] == []
