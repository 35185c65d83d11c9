"""A cause is what it takes: with it alone the check changes, and with all but it, it does not."""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from workplace import INVENTORY, MOMENT, POLICY, Workplace

OLD = {
    "inventories/ours.yaml": INVENTORY
    + """\
  - id: beta
    legal_name: Beta Ltd
    kind: legal_person
    hq_country: US
    owner: people
    clients: [{client: lab, name: Lab}]
    data:
      - {category: biometrics, classification: secret, encryption: {at_rest: none}}
      - {category: telemetry, classification: public}
""",
    "policies/own.yaml": POLICY
    + """\
  - id: few-clients
    title: Few clients depend on it
    severity: low
    for: vendor
    params: {most: 1}
    require: size(vendor.clients) <= params.most
    message: "{vendor.id} serves {size(vendor.clients)}"
    why: w
    fix: f
  - id: many-vendors
    title: There are others
    severity: info
    for: inventory
    require: size(inventory.vendors) > 1
    message: "{size(inventory.vendors)} vendors"
    why: w
    fix: f
  - id: others
    title: There are few others
    severity: info
    for: vendor
    require: size(portfolio.inventories.map(i, size(i.vendors)).filter(n, n > 2)) == 0
    message: "{vendor.id} is one of {portfolio.inventories.map(i, size(i.vendors))}"
    why: w
    fix: f
  - id: by-perspective
    title: The perspective is another
    severity: info
    for: vendor
    require: inventory.perspective == "client" || vendor.hq_country == "DE"
    message: "{vendor.id} as seen by a {inventory.perspective}"
    why: w
    fix: f
""",
    "vendorgate.yaml": "packs: [policies]\n",
    "waivers.yaml": "waivers: []\n",
}

WAIVER = """\
waivers:
  - id: w
    policy: encrypted
    vendor: beta
    subject: data/biometrics
    reason: they move
    owner: people
    approved_by: ciso
    created: 2031-05-01
    expires: 2031-06-01
"""

PARTS = {
    "inventory": "inventories/ours.yaml",
    "policies": "policies/own.yaml",
    "configuration": "vendorgate.yaml",
    "waivers": "waivers.yaml",
}

EDITS: dict[str, dict[str, tuple[str, str]]] = {
    "a record and a requirement": {
        "inventory": ("at_rest: full", "at_rest: partial"),
        "policies": ('== "full"', 'in ["full", "partial"]'),
        "configuration": ("packs", "policies: {encrypted: {severity: low}}\npacks"),
        "waivers": (OLD["waivers.yaml"], WAIVER),
    },
    "both would do": {
        "inventory": ("at_rest: none", "at_rest: full"),
        "policies": ('== "full"', '!= "partial"'),
        "configuration": ("packs", "policies: {few-clients: {params: {most: 0}}}\npacks"),
        "waivers": (OLD["waivers.yaml"], WAIVER),
    },
    "together alone": {
        "inventory": ("{client: lab, name: Lab}", "{client: lab, name: Lab}, {client: b, name: B}"),
        "policies": ("<= params.most", "== params.most"),
        "configuration": ("packs", "policies: {few-clients: {params: {most: 2}}}\npacks"),
        "waivers": (OLD["waivers.yaml"], WAIVER.replace("2031-06-01", "2031-12-01")),
    },
    "who and what is there": {
        "inventory": ("  - id: beta", "  - id: gamma"),
        "policies": ("  - id: few-clients", "  - id: some-clients"),
        "configuration": ("packs", "policies: {encrypted: {enabled: false}}\npacks"),
        "waivers": (OLD["waivers.yaml"], WAIVER),
    },
    "beside the vendors": {
        "inventory": ("perspective: client", "perspective: vendor"),
        "policies": ('vendor.hq_country == "DE"', 'vendor.hq_country == "US"'),
        "configuration": ("packs", "waiver_life: {high: 10 days}\npacks"),
        "waivers": (OLD["waivers.yaml"], WAIVER),
    },
    "a part of the policies": {
        "inventory": ("classification: public", "encryption: {at_rest: full}"),
        "policies": ("severity: high", "severity: critical"),
        "configuration": ("packs", "only: [encrypted]\npacks"),
        "waivers": (OLD["waivers.yaml"], WAIVER.replace("data/biometrics", "data/telemetry")),
    },
}


def folder(
    workplace: Workplace, edits: Mapping[str, tuple[str, str]], parts: frozenset[str]
) -> str:
    """A repository in which some parts are edited."""
    name = "-".join(["at", *sorted(parts)])
    for part, path in PARTS.items():
        old, new = edits[part] if part in parts else ("", "")
        assert old in OLD[path], (part, old)
        workplace.write(f"{name}/{path}", OLD[path].replace(old, new, 1))
    return name


def verdicts(workplace: Workplace, name: str) -> dict[str, str]:
    """The verdict of each check, by fingerprint."""
    inside = Workplace(workplace.folder / name)
    done = inside.check("-o", "json")
    assert done.err == ""
    data = json.loads(done.out)
    return {each["fingerprint"]: each["verdict"] for each in data["results"]}


def changes(workplace: Workplace, before: str, after: str) -> list[dict[str, Any]]:
    done = workplace.run("diff", before, after, "--as-of", MOMENT, "-o", "json")
    assert done.err == ""
    found: list[dict[str, Any]] = json.loads(done.out)["changes"]
    return found


def subsets() -> Iterator[frozenset[str]]:
    for chosen in product((False, True), repeat=len(PARTS)):
        yield frozenset(part for part, there in zip(PARTS, chosen, strict=True) if there)


@pytest.mark.parametrize("name", EDITS)
def test_a_cause_is_what_it_takes(workplace: Workplace, name: str) -> None:
    edits = EDITS[name]
    states = {parts: folder(workplace, edits, parts) for parts in subsets()}
    told = {parts: verdicts(workplace, state) for parts, state in states.items()}
    nothing = frozenset[str]()
    kinds = set()
    for parts, state in states.items():
        for change in changes(workplace, states[nothing], state):
            if change["before"] == change["after"]:
                continue
            causes, own = frozenset(change["causes"]), change["fingerprint"]
            assert causes <= parts, change
            assert causes, change
            assert told[causes].get(own) == change["after"], (parts, change)
            assert told[parts - causes].get(own) != change["after"], (parts, change)
            kinds.add((change["policy"], *sorted(causes)))
    assert len(kinds) > 1, "the edits change too little to show anything"


def test_without_an_edit_nothing_changes(workplace: Workplace) -> None:
    one = folder(workplace, EDITS["both would do"], frozenset())
    done = workplace.run("diff", one, one, "--as-of", MOMENT, "-o", "json")

    data = json.loads(done.out)
    assert (data["changes"], data["rules"], data["records"], data["notes"]) == ([], [], [], [])
    assert set(data["summary"].values()) == {0}


def test_a_message_that_reads_another_field_is_another_reason(workplace: Workplace) -> None:
    """The record is the same, and the verdict, too."""
    one = folder(workplace, EDITS["beside the vendors"], frozenset())
    old = (workplace.folder / one / "inventories/ours.yaml").read_text()
    for name, perspective in (("x", "vendor"), ("y", "group")):
        for path in PARTS.values():
            text = (workplace.folder / one / path).read_text()
            workplace.write(f"{name}/{path}", text)
        workplace.write(
            f"{name}/inventories/ours.yaml",
            old.replace("perspective: client", f"perspective: {perspective}"),
        )

    found = [each for each in changes(workplace, "x", "y") if each["policy"] == "by-perspective"]

    assert [
        (each["kind"], each["message_before"], each["message"], each["causes"]) for each in found
    ] == [
        (
            "changed reason",
            f"{vendor} as seen by a vendor",
            f"{vendor} as seen by a group",
            ["inventory"],
        )
        for vendor in ("acme", "beta")
    ]


def test_of_two_reports_only_files_are_known(workplace: Workplace, tmp_path: Path) -> None:
    edits = EDITS["a record and a requirement"]
    for parts in (frozenset[str](), frozenset({"inventory"}), frozenset({"inventory", "policies"})):
        name = folder(workplace, edits, parts)
        out = tmp_path / f"{len(parts)}.json"
        Workplace(workplace.folder / name).check("-o", f"json={out}")

    one = changes(workplace, f"{tmp_path}/0.json", f"{tmp_path}/1.json")
    two = changes(workplace, f"{tmp_path}/1.json", f"{tmp_path}/2.json")

    assert {tuple(each["causes"]) for each in one} == {("inventory",)}
    assert {tuple(each["causes"]) for each in two} == {("policies",)}
    assert {each["kind"] for each in one} == {"newly failing"}
    assert "fixed" in {each["kind"] for each in two}


def test_what_time_alone_changes_is_no_one_s_change(workplace: Workplace, tmp_path: Path) -> None:
    workplace.policy('data.encryption.at_rest == "full"', 'now < timestamp("2031-06-01T00:00:00Z")')
    for day in ("2031-05-15", "2031-07-01"):
        workplace.run("check", "--as-of", day, "-o", f"json={tmp_path}/{day}.json")

    [change] = changes(workplace, f"{tmp_path}/2031-05-15.json", f"{tmp_path}/2031-07-01.json")

    assert (change["kind"], change["causes"]) == ("newly failing", ["time"])


def test_a_fact_of_the_portfolio_is_the_inventory_s_change_wherever_it_was_recorded(
    workplace: Workplace,
) -> None:
    shared = POLICY.replace("for: data", "for: vendor").replace(
        'data.encryption.at_rest == "full"', "size(vendor.reach.clients) < 2"
    )
    shared = shared.replace(
        "{data.category} is encrypted: {data.encryption.at_rest}", "{size(vendor.reach.clients)}"
    )
    for name, clients in (("x", "{client: a, name: A}"), ("y", "{client: b, name: B}")):
        workplace.write(f"{name}/vendorgate.yaml", OLD["vendorgate.yaml"])
        workplace.write(f"{name}/policies/own.yaml", shared)
        one = INVENTORY.replace("    data:", "    clients: [{client: a, name: A}]\n    data:")
        workplace.write(f"{name}/inventories/ours.yaml", one)
        two = INVENTORY.replace("id: ours", "id: two")
        two = two.replace("    data:", f"    clients: [{clients}]\n    data:")
        workplace.write(f"{name}/inventories/two.yaml", two)

    found = changes(workplace, "x", "y")

    assert [(each["kind"], each["subject"]["inventory"], each["causes"]) for each in found] == [
        ("newly failing", "ours", ["inventory"]),
        ("newly failing", "two", ["inventory"]),
    ]
