"""`vendorgate graph` draws all inventories as one, red where an incident is open."""

import json

import pytest
from lxml import etree
from workplace import MOMENT, Workplace

from checker.commands.graph import FORMATS

SVG = "{http://www.w3.org/2000/svg}"
AT = ("--as-of", MOMENT)

OTHER = """\
schema_version: "1"
inventory: {id: theirs, owner: {name: Other Lab}, as_of: 2031-05-15, perspective: client}
organisations: [{id: packer, name: Packer}]
vendors:
  - id: acme
    legal_name: Acme Ltd
    kind: legal_person
    hq_country: US
    subprocessors:
      - {party: packer, kind: build_tool, purl: "pkg:github/packer@1"}
      - {party: acme, kind: service}
    incidents:
      - {id: i-1, root_party: packer, status: STATUS, times: {occurred_from: 2031-05-10}}
"""


def incident(status: str) -> str:
    return OTHER.replace("STATUS", status)


def states(svg: str) -> dict[str, str]:
    nodes = etree.fromstring(svg.encode()).findall(f"{SVG}g")
    return {each.findtext(f"{SVG}text"): each.get("class").removeprefix("node ") for each in nodes}


def test_inventories_are_one_graph_and_their_owners_are_the_clients(workplace: Workplace) -> None:
    workplace.write("inventories/theirs.yaml", incident("closed"))
    done = workplace.run("graph", *AT)
    assert (done.code, done.err) == (0, "")
    assert states(done.out) == dict.fromkeys(
        ("Example Lab", "Other Lab", "Acme Ltd", "Packer"), "clear"
    )


@pytest.mark.parametrize("status", ["suspected", "confirmed", "contained"])
def test_an_open_incident_is_red_and_what_it_reaches_amber(
    status: str, workplace: Workplace
) -> None:
    workplace.write("inventories/theirs.yaml", incident(status))
    reached = {"Example Lab": "reached", "Other Lab": "reached"}
    breached = {"Acme Ltd": "breached", "Packer": "breached"}
    assert states(workplace.run("graph", *AT).out) == {**reached, **breached}


@pytest.mark.parametrize(
    "status, moment",
    [("resolved", MOMENT), ("false_positive", MOMENT), ("confirmed", "2031-05-08")],
)
def test_an_incident_that_is_over_none_or_still_to_come_is_not(
    status: str, moment: str, workplace: Workplace
) -> None:
    workplace.write("inventories/theirs.yaml", incident(status))
    assert set(states(workplace.run("graph", "--as-of", moment).out).values()) == {"clear"}


def test_the_order_of_files_and_keys_changes_no_byte(workplace: Workplace) -> None:
    workplace.write("inventories/theirs.yaml", incident("confirmed"))
    outputs = [f"-o{name}={name}.out" for name in FORMATS]
    assert workplace.run("graph", *AT, *outputs).code == 0
    first = {name: (workplace.folder / f"{name}.out").read_bytes() for name in FORMATS}
    ours = (workplace.folder / "inventories/ours.yaml").read_text()
    workplace.write("inventories/a.yaml", incident("confirmed"))
    workplace.write(
        "inventories/b.yaml",
        ours.replace("  id: ours\n", "").replace(
            "  perspective: client\n", "  perspective: client\n  id: ours\n"
        ),
    )
    (workplace.folder / "inventories/ours.yaml").unlink()
    (workplace.folder / "inventories/theirs.yaml").unlink()
    assert workplace.run("graph", *AT, *outputs).code == 0
    assert first == {name: (workplace.folder / f"{name}.out").read_bytes() for name in FORMATS}


def test_no_policy_is_needed_and_none_stands_in_the_way(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", "policies: [{id: broken")
    assert workplace.run("graph", *AT).code == 0


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_run_without_a_graph_was_to_write_says_so(name: str, workplace: Workplace) -> None:
    workplace.inventory("hq_country: US", "hq_country: XX")
    done = workplace.run("graph", *AT, "-o", f"{name}=graph.out")
    assert (done.code, done.out) == (2, "")
    assert "inventories/ours.yaml:11:17: 'hq_country' is 'XX'" in done.err
    text = (workplace.folder / "graph.out").read_text()
    assert "No graph, as the run ended with exit code 2" in text
    assert "inventories/ours.yaml:11:17" in text
    match name:
        case "cyclonedx":
            assert json.loads(text)["services"] == []
        case "svg" | "graphml":
            etree.fromstring(text.encode())


def test_software_is_a_component_with_its_package_url(workplace: Workplace) -> None:
    workplace.write("inventories/theirs.yaml", incident("closed"))
    bill = json.loads(workplace.run("graph", *AT, "-o", "cyclonedx").out)
    (tool,) = bill["components"]
    assert (tool["name"], tool["purl"]) == ("Packer", "pkg:github/packer@1")
    (service,) = bill["services"]
    assert service["data"] == [
        {"flow": "unknown", "classification": "secret", "name": "training_dataset"}
    ]
    assert bill["compositions"] == [{"aggregate": "unknown", "dependencies": ["party:packer"]}]
