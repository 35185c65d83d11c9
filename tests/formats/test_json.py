"""The machine-readable report: a golden file, the schema, and what no consumer may trip over."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checker
from checker.formats.json import render
from checker.formats.json_data import result_data
from checker.formats.json_document import encoded
from checker.formats.result_json import result_text, result_texts
from checker.problems import Place
from checker.report.explanation import Evidence, Explanation
from checker.report.matrix import Cell
from checker.verdict import Verdict
from tests.data import assert_valid
from tests.formats.golden import assert_golden
from tests.formats.reports import policy, report, subject
from tests.formats.scenes import SCENES

SCHEMA = json.loads(
    (Path(checker.__file__).parent / "schemas/report.schema.json").read_text(encoding="utf-8")
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.golden
def test_golden():
    assert_golden("report-red.json", render(*SCENES["red"]()))


@pytest.mark.parametrize("scene", SCENES)
def test_a_result_is_encoded_in_parts_as_it_would_be_whole(scene: str) -> None:
    told, explainer = SCENES[scene]()
    results = list(told.results(explainer))
    texts = list(result_texts(told, explainer))
    assert texts == [encoded(result_data(each)) for each in results]
    about = subject("##vso[a]", "data/##[b]", owner="##")
    results += [
        each._replace(subject=about, place=Place("##a", 1, 2), message="##", waiver="##w")
        for each in results
    ]

    assert [result_text(each) for each in results] == [
        encoded(result_data(each)) for each in results
    ]


def test_the_schema_explains_every_key():
    def unexplained(schema, path):
        for key, member in schema.get("properties", {}).items():
            if "description" not in member:
                yield f"{path}.{key}"
            yield from unexplained(member, f"{path}.{key}")
            yield from unexplained(member.get("items", {}), f"{path}.{key}[]")
        for name, member in schema.get("$defs", {}).items():
            yield from unexplained(member, f"{path}#{name}")
        if "properties" in schema and schema.get("additionalProperties") is not False:
            yield f"{path} is open"

    assert list(unexplained(SCHEMA, "")) == []


@pytest.mark.parametrize("scene", SCENES)
def test_every_report_is_valid_and_ascii(scene):
    text = render(*SCENES[scene]())

    assert_valid(json.loads(text), "report")
    assert (text.isascii(), text[-2:]) == (True, "}\n")


def test_an_empty_report_is_valid():
    text = render(*report((), (), undecided=("nothing was checked",)))

    assert_valid(json.loads(text), "report")


def test_the_keys_stand_in_the_order_of_the_contract():
    data = json.loads(render(*SCENES["red"]()))

    told = [key for key in SCHEMA["properties"] if key != "problems"]
    assert list(data) == told == SCHEMA["else"]["required"]
    shapes = {
        "policies": SCHEMA["$defs"]["policy"],
        "results": SCHEMA["$defs"]["result"],
        "vendors": SCHEMA["properties"]["vendors"]["items"],
    }
    assert {key: list(data[key][0]) for key in shapes} == {
        key: list(shape["properties"]) for key, shape in shapes.items()
    }


@pytest.mark.parametrize("scene", SCENES)
def test_every_cell_has_its_result_in_order(scene):
    made, book = SCENES[scene]()

    results = json.loads(render(made, book))["results"]

    assert [(each["policy"], each["subject"]["id"], each["verdict"]) for each in results] == [
        (made.policies[cell.policy].id, cell.subject.id, cell.verdict.value) for cell in made.cells
    ]


PLACED = {"path": "a.yaml", "line": 3, "column": 7}


@given(VALUES, st.text(st.characters(exclude_categories=())))
def test_evidence_comes_back_as_it_was(value, message):
    evidence = Evidence("vendors[0].note", value, recorded=True, place=Place("a.yaml", 3, 7))
    explained = Explanation(message, Place("a.yaml", 3, 7), (evidence,))
    about = subject("v")
    run = report((policy("p"),), [Cell(0, about, Verdict.FAIL)], {(0, about): explained})

    result = json.loads(render(*run))["results"][0]

    assert (result["message"], result["evidence"]) == (
        message,
        [
            {
                "path": "vendors[0].note",
                "value": value,
                "location": PLACED,
                "recorded": True,
                "anchor": None,
            }
        ],
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_say_is_a_bug_and_not_a_broken_report(value):
    evidence = Evidence("vendors[0].x", value, recorded=True, place=Place("a.yaml", 1, 1))
    explained = Explanation("", evidence.place, (evidence,))
    about = subject("v")
    run = report((policy("p"),), [Cell(0, about, Verdict.FAIL)], {(0, about): explained})

    with pytest.raises(ValueError, match="JSON compliant"):
        render(*run)
