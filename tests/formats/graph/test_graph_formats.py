"""A graph in each format: readable by what reads that format, whatever its names are."""

import json
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from lxml import etree
from referencing import Registry, Resource

from checker.commands.graph import FORMATS
from checker.formats.escape import plain
from checker.formats.graph import mermaid
from checker.picture.picture import Picture
from checker.shorten import shorten
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE
from tests.picture.pictures import chain, edge, node, picture, supply

SVG = "{http://www.w3.org/2000/svg}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def render(name: str, shown: Picture) -> str:
    return import_module(f"checker.formats.graph.{name}").render(shown)


def attacked(text: str) -> Picture:
    nodes = [
        node("c", 0, label=text),
        node("v", 1, label=text, detail=text, data=((text, text),)),
        node("p", 2, label=text, purl=text, open=True),
        node("t", 3, label=text, kind="build_tool", open=True),
    ]
    lines = [edge("c", "v"), edge("v", "p"), edge("p", "t"), edge("t", "v"), edge("p", "p")]
    return picture(nodes, lines, text)._replace(title=text)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("size", [3, 60, 200])
def test_a_format_is_the_same_for_the_same_graph_and_ends_with_a_line_break(
    name: str, size: int
) -> None:
    text = render(name, supply(size))
    assert text == render(name, supply(size))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_name_is_obeyed(name: str) -> None:
    for attack, hostile in HOSTILE.items():
        text = render(name, attacked(hostile))
        assert plain(text.replace("\n", " ")) == text.replace("\n", " "), attack
        assert not re.search("^::", text, re.MULTILINE), attack


@pytest.mark.parametrize("attack", HOSTILE)
def test_svg_is_xml_without_script_style_or_anything_from_elsewhere(attack: str) -> None:
    root = etree.fromstring(render("svg", attacked(HOSTILE[attack])).encode())
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {
        *("svg", "title", "desc", "defs", "marker", "path", "rect", "text", "g")
    }
    names = {name for each in root.iter() for name in each.attrib}
    assert not {name for name in names if name.startswith("on") or "href" in name} | (
        names & {"style", "src"}
    )
    assert len(root.findall(f".//{SVG}g")) == 4
    assert len(root.findall(f"{SVG}path")) == 5


@pytest.mark.parametrize("attack", HOSTILE)
def test_graphml_holds_every_node_with_its_name(attack: str) -> None:
    root = etree.fromstring(render("graphml", attacked(HOSTILE[attack])).encode())
    labels = root.findall(f".//{GRAPHML}node/{GRAPHML}data[@key='n-label']")
    shown = plain(HOSTILE[attack])
    assert {each.text for each in labels} == ({shown} if shown else set())
    ids = {each.get("id") for each in root.iter(f"{GRAPHML}node")}
    lines = [(each.get("source"), each.get("target")) for each in root.iter(f"{GRAPHML}edge")]
    assert ids == {"c", "v", "p", "t"}
    assert sorted(lines) == [("c", "v"), ("p", "p"), ("p", "t"), ("t", "v"), ("v", "p")]


_STRING = r'"(?:[^"\\]|\\.)*"'


@pytest.mark.parametrize("attack", HOSTILE)
def test_dot_is_statements_of_nodes_and_lines_and_every_text_is_one_string(attack: str) -> None:
    head, *body, end = render("dot", attacked(HOSTILE[attack])).splitlines()
    value = rf"(?:{_STRING}|[\w.]+)"
    attributes = rf"\[\w+={value}(?:, \w+={value})*\]"
    statement = re.compile(
        rf"  (?:graph|node|{_STRING}|{_STRING} -> {_STRING}) {attributes};"
        rf"|  \{{ rank=same; {_STRING}(?:; {_STRING})* \}}"
    )
    assert (head, end) == ("digraph supply_chain {", "}")
    assert [line for line in body if not statement.fullmatch(line)] == []
    # What Graphviz would read as an escape or an entity is shown as it is.
    shown = plain(shorten(HOSTILE[attack], 1_000)).replace("&", "&amp;").replace("\\", "\\\\")
    assert f'label="{shown.replace(chr(34), chr(92) + chr(34))}"' in body[2]


@pytest.mark.parametrize("attack", HOSTILE)
def test_mermaid_has_labels_of_letters_digits_and_numbers_of_signs(attack: str) -> None:
    text = render("mermaid", attacked(HOSTILE[attack]))
    lines = [line for line in text.splitlines() if not line.startswith("%% ")]
    label = r'"(?:[A-Za-z0-9 ]|#\d+;)+"'
    statement = re.compile(
        rf"flowchart LR|  n\d(?:\[{label}\]|\(\[{label}\]\))(?::::\w+)?|  n\d --> n\d"
        r"|  linkStyle \d stroke-width:\dpx(?:,stroke:#b3261e)?|  classDef [\w :#,-]+"
    )
    assert [line for line in lines if not statement.fullmatch(line)] == []
    assert "{" not in text


@pytest.mark.parametrize("size", [60, 500, 5_000])
def test_mermaid_stays_within_the_limits_of_who_draws_it(size: int) -> None:
    text = render("mermaid", supply(size))
    assert text.count(" --> ") <= mermaid.LINES
    assert len(text) <= mermaid.CHARACTERS


@pytest.fixture(scope="module", params=["1.6", "1.7"])
def valid(request: Any, reference: Callable[..., Path]) -> Draft7Validator:
    """The official schema; it refers to others, none of which is fetched."""
    names = ("spdx.schema.json", "jsf-0.82.schema.json", "cryptography-defs.schema.json")
    others = [json.loads(reference("cyclonedx", name).read_text()) for name in names]
    registry = Registry().with_resources(
        (other["$id"], Resource.from_contents(other)) for other in others
    )
    schema = json.loads(reference("cyclonedx", f"bom-{request.param}.schema.json").read_text())
    return Draft7Validator(schema, registry=registry, format_checker=Draft7Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("shown", [*(HOSTILE), 10, 200], ids=str)
def test_cyclonedx_is_valid_and_its_references_lead_somewhere(
    shown: str | int, valid: Draft7Validator
) -> None:
    whole = supply(shown) if isinstance(shown, int) else attacked(HOSTILE[shown])
    bill = json.loads(render("cyclonedx", whole))
    assert [error.message for error in valid.iter_errors(bill)] == []
    parts = [*bill["components"], *bill["services"], bill["metadata"]["component"]]
    refs = [part["bom-ref"] for part in parts]
    assert len(set(refs)) == len(refs) == 1 + sum(each.rank > 0 for each in whole.nodes)
    told = [ref for each in bill["dependencies"] for ref in (each["ref"], *each["dependsOn"])]
    told += [ref for each in bill["compositions"] for ref in each["dependencies"]]
    assert set(told) <= set(refs)


def test_cyclonedx_never_calls_an_unrecorded_chain_complete() -> None:
    bill = json.loads(render("cyclonedx", attacked("x")))
    declared = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert declared == {
        "portfolio": ["party:v"],
        "party:v": ["party:p"],
        "party:p": ["party:p", "party:t"],
        "party:t": ["party:v"],
    }
    alone = picture([node("v", 1), node("p", 2, open=True)], [edge("v", "p")])
    bill = json.loads(render("cyclonedx", alone))
    assert [each["ref"] for each in bill["dependencies"]] == ["portfolio", "party:v"]
    assert bill["compositions"] == [{"aggregate": "unknown", "dependencies": ["party:p"]}]


@pytest.mark.parametrize("length", [5_000, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", FORMATS)
def test_a_very_long_chain_is_written(name: str, length: int) -> None:
    text = render(name, chain(length))
    folds = name in {"svg", "mermaid"}
    assert (len(text) < 200_000) == folds
    assert not folds or f"every rank from 7 to {length - 1:,}" in text


@pytest.mark.golden
@pytest.mark.parametrize("name", FORMATS)
def test_a_small_graph_in_full(name: str) -> None:
    assert_golden(f"graph.{name}", re.sub(r'"version": "[\d.a-z]+"', "", render(name, supply(10))))


def test_svg_of_a_large_graph_says_what_it_folds_in_words_that_are_read_aloud() -> None:
    root = etree.fromstring(render("svg", supply(5_000)).encode())
    told = root.findtext(f"{SVG}desc")
    assert told is not None
    assert "of 5,000 are drawn as" in told
    assert root.get("role") == "img"
