"""The lists of controls: how long they are, what they hold, what they say of an id they lack."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pack import documents

from checker.controls.catalogue import NAMES, framework

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FOLDER = REPOSITORY / "checker/controls/frameworks"

# As their publishers count them: 106 subcategories, 93 and 38 controls, 61 criteria.
COUNTS = {
    "nist-csf-2.0": 106,
    "iso-27001-2022": 93,
    "iso-42001": 38,
    "soc-2": 61,
    "nist-ai-rmf": 72,
}


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_a_complete_list_is_as_long_as_its_publisher_says(name: str) -> None:
    assert len(framework(name).controls) == COUNTS[name]


def test_the_families_about_suppliers_are_complete() -> None:
    ids = framework("nist-800-53-r5").controls

    assert len([each for each in ids if each.startswith("SR-")]) == 27
    assert len([each for each in ids if each.startswith("SA-") and "(" not in each]) == 17


def test_every_control_that_the_pack_names_is_in_a_list() -> None:
    lacking = [
        (policy["id"], name, control)
        for each in documents()
        for policy in each.data["policies"]
        for name, controls in policy.get("controls", {}).items()
        for control in controls
        if name not in NAMES or not framework(name).holds(control)
    ]

    assert lacking == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_example_of_a_framework_is_one(name: str) -> None:
    known = framework(name)

    assert known.name == name
    assert known.holds(known.example)
    assert known.open <= known.controls.keys()
    assert not known.withdrawn.keys() & known.controls.keys()


@pytest.mark.parametrize(
    "name,id_",
    [
        ("gdpr", "32"),
        ("gdpr", "32(1)"),
        ("gdpr", "32(1)(a)"),
        ("gdpr", "28(3)(a)"),
        ("gdpr", "4(7)"),
        ("gdpr", "99(2)"),
        ("dora", "30(3)(e)(i)"),
        ("dora", "19(4)"),
        ("nis2", "23(4)(a)"),
        ("hipaa", "164.314(a)(2)(i)(C)"),
        ("nydfs-500", "500.17(a)(1)"),
        ("nist-800-53-r5", "AC-2(1)"),
        ("nist-800-53-r5", "SR-11(3)"),
        ("nist-800-53-r5", "AC-06(01)"),
        ("nist-800-53-r5", "AC-06"),
        ("nist-800-53-r5", "IA-13"),
        ("nist-800-53-r5", "SA-24"),
        ("nist-800-53-r5", "SA-15(13)"),
        ("nist-800-53-r5", "SI-02(07)"),
        *[("soc-2", f"PI1.{number}") for number in range(1, 6)],
        ("eu-ai-act", "53(1)(a)"),
    ],
)
def test_an_id_that_is_there(name: str, id_: str) -> None:
    assert framework(name).holds(id_)


@pytest.mark.parametrize(
    "name,id_,hint",
    [
        ("gdpr", "Art. 32(1)(a)", "did you mean '32(1)(a)'?"),
        ("gdpr", "32 (1) (a)", "did you mean '32(1)(a)'?"),
        ("gdpr", "32(1)(e)", "the last part of '32(1)' is '32(1)(d)'"),
        ("gdpr", "28(11)", "the last part of '28' is '28(10)'"),
        ("gdpr", "29(1)", "'29' has no parts"),
        ("nist-csf-2.0", "PR.DS-1", "did you mean 'PR.DS-01'?"),
        ("nist-csf-2.0", "ID.AM-06", "did you mean 'ID.RA-06'?"),
        ("nist-800-53-r5", "SR-6(2)", "the last part of 'SR-6' is 'SR-6(1)'"),
        ("nist-800-53-r5", "AC-06 (01)", "did you mean 'AC-6(1)'?"),
        ("nist-800-53-r5", "AC-25(1)", "'AC-25' has no parts"),
        ("nist-800-53-r5", "sr-03(1)", "did you mean 'SR-3(1)'?"),
        ("iso-27001-2022", "8.24", "did you mean 'A.8.24'?"),
        ("nist-ai-rmf", "govern 6.2", "did you mean 'GOVERN 6.2'?"),
        (
            "hipaa",
            "x",
            "an id of hipaa is a section, and its paragraphs in parentheses, like 164.312(e)(1)",
        ),
    ],
)
def test_an_id_that_is_not_there_gets_a_hint(name: str, id_: str, hint: str) -> None:
    assert not framework(name).holds(id_)
    assert framework(name).hint(id_) == hint


@pytest.mark.parametrize("id_", ["", "(", "32(", "32()", "32(1)(a", "32(1)x", "32(1)(A1)", "100"])
def test_what_is_not_written_as_an_id_is_none(id_: str) -> None:
    assert not framework("gdpr").holds(id_)


@pytest.mark.parametrize(
    "id_,replaced",
    [
        (
            "AC-13",
            (
                "it went into 'AC-2' (Account Management),"
                " 'AU-6' (Audit Record Review, Analysis, and Reporting)"
            ),
        ),
        ("AC-02(10)", "it went into 'AC-2' (Account Management)"),
        ("SA-12", "it went into 'SR'"),
        ("CP-10(3)", "nist-800-53-r5 names nothing that replaced it"),
        ("AC-2", None),
        ("AC-2(99)", None),
    ],
)
def test_of_a_withdrawn_control_it_is_said_what_replaced_it(id_: str, replaced: str | None) -> None:
    known = framework("nist-800-53-r5")

    assert known.replaced(id_) == replaced
    assert known.holds(id_) is (id_ == "AC-2")


def test_what_replaced_a_control_is_in_force() -> None:
    known = framework("nist-800-53-r5")
    families = {id_.partition("-")[0] for id_ in known.controls}

    assert {each for others in known.withdrawn.values() for each in others} <= (
        known.controls.keys() | families
    )
    assert (len(known.controls), len(known.withdrawn)) == (1014, 182)


def test_every_file_is_a_framework() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES)


def test_titles_of_texts_that_are_sold_are_not_shown() -> None:
    for name in ("iso-27001-2022", "iso-42001", "soc-2"):
        assert set(framework(name).controls.values()) == {None}


def test_no_run_reads_a_framework_before_it_is_asked_for() -> None:
    text = (
        "import sys, checker.linting.lint, checker.cli; from checker.controls import catalogue;"
        " sys.exit(catalogue.framework.cache_info().currsize)"
    )

    subprocess.run([sys.executable, "-c", text], check=True)


def _oscal() -> ModuleType:
    spec = importlib.util.spec_from_file_location("oscal", REPOSITORY / "docs/oscal.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _control(label: str, *links: tuple[str, str], **more: Any) -> dict[str, Any]:
    props = [
        {"name": "label", "class": "zero-padded", "value": "X"},
        {"name": "label", "value": label},
    ]
    if links or more.pop("withdrawn", False):
        props.append({"name": "status", "value": "withdrawn"})
    id_ = label.lower().replace("(", ".").rstrip(")")
    linked = [{"rel": rel, "href": href} for rel, href in (*links, ("related", "#ac-9"))]
    return {"id": id_, "title": f"T {label}", "props": props, "links": linked, **more}


def test_the_script_takes_ids_titles_and_replacements_from_oscal() -> None:
    enhancement = _control("AC-1(2)", ("moved-to", "#ac-1_smt.k"), ("incorporated-into", "#sr"))
    controls = [
        _control("AC-1", controls=[_control("AC-1(1)"), enhancement]),
        _control("AC-3", withdrawn=True),
    ]
    catalog = {"metadata": {"version": "9.9"}, "groups": [{"id": "ac", "controls": controls}]}

    made = _oscal().framework(catalog)

    assert made["controls"] == {"AC-1": "T AC-1", "AC-1(1)": "T AC-1(1)"}
    assert made["withdrawn"] == {"AC-1(2)": ["AC-1", "SR"], "AC-3": []}
    shipped = json.loads((FOLDER / "nist-800-53-r5.json").read_text("utf-8"))
    assert made.keys() == shipped.keys()
