"""`vendorgate explain`: every verdict is told, clause by clause, with the lines that decided."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from formats.golden import assert_golden
from workplace import MOMENT, REPOSITORY, Done, Workplace

from checker import clock
from checker.formats import explanation
from checker.report.subjects import names
from checker.usecases.explain import explain as explain_
from checker.usecases.explain import listed
from checker.usecases.load import Request
from tests.data import assert_valid

SCHEMA = json.loads((REPOSITORY / "checker/schemas/explanation.schema.json").read_text("utf-8"))

INVENTORY = """\
schema_version: "1"
inventory:
  id: ours
  owner: {name: Example Lab}
  as_of: 2031-05-15
  perspective: client
organisations:
  - {id: lab-a, name: Lab A}
  - {id: lab-b, name: Lab B}
  - {id: lab-c, name: Lab C}
vendors:
  - id: acme
    legal_name: Acme Ltd
    kind: legal_person
    hq_country: US
    owner: data-platform
    contacts:
      - {role: security, name: Jo Roe, email: jo@acme.example}
    security: &weak {mfa: none, tenant_segregation: logical}
    clients:
      - {client: lab-a, segregation: none}
      - {client: lab-b, segregation: dedicated_infra}
      - {client: lab-c}
    data:
      - id: crops
        category: training_dataset
        classification: secret
        encryption: {at_rest: partial}
      - category: government_id
        classification: secret
        encryption:
          in_transit: true
      - {category: contractor_pii, classification: internal}
    contracts:
      - ref: msa/1
        annual_cost: {amount: 123456, currency: EUR}
  - id: globex
    legal_name: Globex
    kind: legal_person
    hq_country: US
    security: *weak
    data: []
  - id: initech
    legal_name: Initech
    kind: legal_person
    hq_country: US
    data:
      - {id: only, category: training_dataset, classification: secret, encryption: {at_rest: full}}
  - id: hooli
    legal_name: Hooli
    kind: legal_person
    hq_country: US
"""

POLICIES = """\
policies:
  - id: encrypted
    title: Secret data is encrypted at rest
    severity: critical
    for: data
    params: {classes: [confidential, restricted, secret]}
    when: data.classification in params.classes
    require: data.encryption.at_rest == "full"
    message: "{data.category} is encrypted: {data.encryption.at_rest}"
    why: A stolen disk then gives nothing away.
    fix: Ask for full encryption at rest, and record the evidence.
    controls: {nist-csf-2.0: [PR.DS-01], gdpr: ["32(1)(a)"]}
  - id: few-clients
    title: Few clients share the systems of a vendor
    severity: high
    params: {most: 0, apart: [dedicated_tenant, dedicated_infra]}
    variables:
      sharing: >-
        vendor.clients.filter(c, has(c.segregation) && !(c.segregation in params.apart)).size()
      unused: vendor.clients_declared
    when: vendor.data.exists(d, d.classification == "secret")
    require: |
      variables.sharing <= params.most  // those who surely share
      && (vendor.security.mfa == "all"
          || vendor.clients.all(c, c.segregation in params.apart && c.client.startsWith("lab-")))
    message: "{variables.sharing} share"
    why: A shared vendor is one target for all.
    fix: Record who is kept apart.
  - id: second-factor
    title: Accounts have a second factor
    severity: medium
    when: has(vendor.security)
    require: vendor.security.mfa != "none"
    message: "a second factor: {vendor.security.mfa}"
    why: Passwords leak.
    fix: Turn it on.
  - id: broken
    title: A policy that divides by zero
    severity: low
    params: {none: 0}
    require: size(vendor.legal_name) / params.none > 1 && vendor.id.startsWith("a")
    message: "never"
    why: To see an error.
    fix: Mend it.
  - id: contact
    title: A contact is Jo, and contracts are cheap
    severity: low
    for: contract
    require: |
      vendor.contacts.exists(c, c.email == "x@y.example")
      && double(contract.annual_cost.amount) + 1.0 < 10.0
    message: "{vendor.contacts}"
    why: To see what is redacted.
    fix: None.
  - id: header
    title: The inventory has a note
    severity: info
    for: inventory
    require: has(inventory.note) || inventory.vendors.size() > 3
    message: "note"
    why: Because.
    fix: Write one.
  - id: whole
    title: There is one inventory
    severity: info
    for: portfolio
    require: portfolio.inventories.size() == 1
    message: "{portfolio.inventories.size()} inventories"
    why: Because.
    fix: Merge.
"""
CONFIG = "policies:\n  encrypted: {severity: high}\n  second-factor: {enabled: false}\n"


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    workplace.write("inventories/ours.yaml", INVENTORY)
    workplace.write("policies/own.yaml", POLICIES)
    workplace.configuration(CONFIG)
    return workplace


def explain(place: Workplace, *arguments: str, width: int = 100) -> Done:
    """`vendorgate explain …` on a terminal of this width."""
    wide = {"COLUMNS": str(width)}
    return place.run("explain", "--as-of", MOMENT, *arguments, environment=wide)


def told(place: Workplace, *arguments: str) -> Any:
    done = explain(place, *arguments, "-o", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert_valid(found, "explanation")
    return found


SCENES = {
    "fail": ("encrypted", "acme/data/crops"),
    "unknown": ("encrypted", "acme/data[1]"),
    "skip": ("encrypted", "acme/data[2]"),
    "pass": ("encrypted", "initech"),
    "untold": ("encrypted", "hooli"),
    "long": ("few-clients", "acme"),
    "alias": ("second-factor", "globex"),
    "error": ("broken", "acme"),
    "sensitive": ("contact", "acme/msa/1"),
    "inventory": ("header", "ours"),
    "portfolio": ("whole", "portfolio"),
}
VERDICTS = {
    "fail": "fail",
    "unknown": "unknown",
    "skip": "skip",
    "pass": "pass",
    "untold": "unknown",
    "long": "fail",
    "alias": "fail",
    "error": "error",
    "sensitive": "fail",
    "inventory": "pass",
    "portfolio": "pass",
}


@pytest.mark.golden
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("scene", SCENES)
def test_golden(place: Workplace, scene: str, width: int) -> None:
    done = explain(place, *SCENES[scene], width=width)

    assert (done.code, done.err) == (0, "")
    assert_golden(f"explain-{scene}-{width}.txt", done.out)


@pytest.mark.parametrize("scene", SCENES)
def test_every_verdict_is_explained_and_the_json_matches_its_schema(
    place: Workplace, scene: str
) -> None:
    assert told(place, *SCENES[scene])["verdict"] == VERDICTS[scene]


def test_the_schema_explains_every_key() -> None:
    def unexplained(node: Any, path: str) -> Iterator[str]:
        for key, member in {**node.get("properties", {}), **node.get("$defs", {})}.items():
            if "description" not in member:
                yield f"{path}.{key}"
            yield from unexplained(member, f"{path}.{key}")
            yield from unexplained(member.get("items", {}), f"{path}.{key}[]")
        if "properties" in node and node.get("additionalProperties") is not False:
            yield f"{path} is open"

    assert list(unexplained(SCHEMA, "")) == []


def test_a_clause_says_its_text_its_value_and_its_part(place: Workplace) -> None:
    (_, require) = told(place, "encrypted", "acme/data/crops")["condition"]

    assert require == {
        "name": "require",
        "clause": {
            "id": 0,
            "text": 'data.encryption.at_rest == "full"',
            "span": [0, 33],
            "state": "value",
            "type": "bool",
            "value": False,
            "decided": True,
            "evaluated": True,
            "needed": True,
            "children": [
                {
                    "id": 1,
                    "text": "data.encryption.at_rest",
                    "span": [0, 23],
                    "state": "value",
                    "type": "string",
                    "value": "partial",
                    "decided": True,
                    "evaluated": True,
                    "needed": True,
                    "children": [],
                    "omitted": 0,
                }
            ],
            "omitted": 0,
        },
    }


def test_evidence_that_is_missing_points_at_what_would_hold_it(place: Workplace) -> None:
    (found,) = told(place, "encrypted", "acme/data[1]")["evidence"]

    line = INVENTORY.splitlines().index("        encryption:") + 1
    assert found == {
        "evidence": {
            "path": "vendors[0].data[1].encryption.at_rest",
            "value": None,
            "location": {"path": "inventories/ours.yaml", "line": line, "column": 9},
            "recorded": False,
            "anchor": None,
        },
        "nearest": "vendors[0].data[1].encryption",
        "excerpt": {
            "path": "inventories/ours.yaml",
            "line": line,
            "column": 9,
            "caret": 9,
            "first": line - 2,
            "lines": INVENTORY.splitlines()[line - 3 : line],
        },
        "anchor": None,
    }


def test_what_would_make_it_pass_is_said_as_in_the_report(place: Workplace) -> None:
    found = told(place, "encrypted", "acme/data/crops")
    done = explain(place, "encrypted", "acme/data/crops")

    (remedy,) = found["remedies"]
    assert (remedy["path"], remedy["condition"]) == (
        "vendors[0].data[0].encryption.at_rest",
        "were full",
    )
    assert "  would pass if data[0].encryption.at_rest were full\n" in done.out


def test_an_alias_shows_where_it_is_used_and_where_it_is_written(place: Workplace) -> None:
    (found,) = told(place, "second-factor", "globex")["evidence"]

    evidence = found["evidence"]
    assert (evidence["path"], evidence["value"]) == ("vendors[1].security.mfa", "none")
    assert found["excerpt"]["lines"][-1] == "    security: *weak"
    assert found["excerpt"]["caret"] == 15
    written = found["anchor"]["lines"][-1]
    assert written[found["anchor"]["caret"] - 1 :].startswith("none,")


def test_nothing_sensitive_is_shown_in_any_form(place: Workplace) -> None:
    for output in ("text", "json"):
        done = explain(place, "contact", "acme/msa/1", "-o", output)

        assert "(redacted)" in done.out
        for secret in ("Jo Roe", "jo@acme", "123456", "123457"):
            assert secret not in done.out


def test_a_disabled_policy_is_explained_and_said_to_be_disabled(place: Workplace) -> None:
    found = told(place, "second-factor", "globex")

    assert found["notes"] == ["disabled by configuration: 'vendorgate check' does not evaluate it"]
    assert found["policy"]["overridden"] == [
        {"name": "enabled", "value": False, "own": True, "effect": "loosened"}
    ]


LISTED = """\
high encrypted: Secret data is encrypted at rest

  5 subjects: ✗ 1 fail, ? 2 unknown, ✓ 1 pass, - 1 skip, as of 2031-05-15 (end of day, UTC)

  - skip     acme/data/contractor_pii
  ✗ fail     acme/data/crops
  ? unknown  acme/data/government_id
  ? unknown  hooli
  ✓ pass     initech/data/only

  why: vendorgate explain encrypted SUBJECT
"""


def test_a_policy_alone_lists_its_subjects_with_their_verdicts(place: Workplace) -> None:
    assert explain(place, "encrypted") == (0, LISTED, "")
    assert explain(place, "encrypted", "inventories/ours.yaml") == (0, LISTED, "")


def test_a_list_says_that_a_policy_has_no_subject(place: Workplace) -> None:
    kind = "kind: legal_person"
    place.write("inventories/ours.yaml", INVENTORY.replace(kind, f"{kind}\n    services: []"))
    place.write(
        "policies/own.yaml",
        "policies:\n  - {id: served, title: T, severity: low, for: service, require: 'true',"
        " message: m, why: w, fix: f}\n",
    )
    (place.folder / "vendorgate.yaml").unlink()

    assert explain(place, "served") == (
        0,
        """\
low served: T

  0 subjects, as of 2031-05-15 (end of day, UTC)
  the policy is for: service; no inventory has one
""",
        "",
    )


def test_a_vendor_alone_lists_its_verdicts_the_worst_first(place: Workplace) -> None:
    code, out, err = explain(place, "hooli", "inventories/ours.yaml")

    assert (code, err) == (0, "")
    heading, moment, _, header, *rows, _, why = out.splitlines()
    assert heading == "✗ fail hooli: 1 low fail, 3 unknown, owner not recorded"
    assert moment == "  as of 2031-05-15 (end of day, UTC)"
    assert header.split() == ["Verdicts", "severity", "policy", "subject"]
    assert why == "why: vendorgate explain POLICY SUBJECT"
    order = ["error", "fail", "unknown", "waived", "pass", "skip"]
    verdicts = [row.split()[1] for row in rows]
    assert verdicts == sorted(verdicts, key=order.index)
    assert {row.split()[-1].split("/")[0] for row in rows} == {"hooli"}


def test_the_first_screen_has_verdict_sentence_evidence_and_remedy(place: Workplace) -> None:
    _, out, _ = explain(place, "encrypted", "acme/data/crops")

    assert (
        out.split("\n\nPolicy\n")[0]
        == """\
✗ fail encrypted on acme/data/crops

  training_dataset is encrypted: partial
  as of 2031-05-15 (end of day, UTC), owner: data-platform

  vendors[0].data[0].encryption.at_rest = "partial"
  inventories/ours.yaml:28:31
    26 |         category: training_dataset
    27 |         classification: secret
    28 |         encryption: {at_rest: partial}
       |                               ^

  would pass if data[0].encryption.at_rest were full"""
    )


def test_a_list_is_for_people(place: Workplace) -> None:
    assert explain(place, "encrypted", "-o", "json") == (
        2,
        "",
        """\
vendorgate: a list of verdicts is for people (expected POLICY and SUBJECT with -o json)
  hint: vendorgate check -o json, with --select POLICY or --vendor ID
""",
    )


@pytest.mark.parametrize("policy", re.findall(r"- id: (.*)", POLICIES))
def test_every_name_in_a_list_is_that_of_one_subject(place: Workplace, policy: str) -> None:
    twin = INVENTORY.replace("id: ours", "id: theirs")
    place.write("inventories/theirs.yaml", twin)
    root = place.folder
    request = Request(
        paths=[str(root / "inventories")],
        policies=[str(root / "policies")],
        as_of=clock.as_of(MOMENT),
    )
    report = listed(request, policy).report
    cells = list(report.cells)

    told = names(cells)

    assert [explain_(request, policy, name).subject for name in told] == [
        cell.subject for cell in cells
    ]


SAME = [
    ("encrypted", ["acme/data/crops", "acme/data[0]", "acme/crops", "vendors[0].data[0]"]),
    ("encrypted", ["initech/data/only", "initech", "initech/data", "initech/only"]),
    ("encrypted", ["hooli", "hooli (ours)"]),
    ("contact", ["acme/contracts/msa/1", "acme/contracts[0]", "acme/msa/1", "acme"]),
    ("header", ["ours", "(inventory ours)", "(inventory)"]),
    ("whole", ["portfolio", "(portfolio)"]),
]


@pytest.mark.parametrize("policy, names", SAME)
def test_a_subject_may_be_named_in_several_ways(
    place: Workplace, policy: str, names: list[str]
) -> None:
    first, *others = [told(place, policy, name) for name in names]

    assert first["subject"]["name"] == names[0]
    assert others == [first] * len(others)


REFUSED = [
    (("encryptd", "acme"), "there is no policy 'encryptd'", "did you mean 'encrypted'?"),
    (("acmee",), "there is no policy and no vendor 'acmee'", "did you mean 'acme'?"),
    (("factor", "acme"), "there is no policy 'factor'", "did you mean 'second-factor'?"),
    (("encrypted", "acmee"), "there is no vendor 'acmee'", "did you mean 'acme'?"),
    (
        ("encrypted", "acme/data/crop"),
        "vendor 'acme' has no entry of 'data' that is 'acme/data/crop'",
        "did you mean 'acme/data/crops'?",
    ),
    (
        ("encrypted", "acme"),
        "'acme' may be 3 subjects of policy 'encrypted', which is for: data",
        "name one of them: acme/data/contractor_pii, acme/data/crops, acme/data/government_id",
    ),
    (
        ("encrypted", "acme/contracts/x"),
        "policy 'encrypted' is for: data; 'acme/contracts/x' is in 'contracts'",
        "name one of: acme/data/contractor_pii, acme/data/crops, acme/data/government_id",
    ),
    (
        ("encrypted", "globex"),
        "vendor 'globex' states that it has no 'data': policy 'encrypted' says nothing about it",
        None,
    ),
    (
        ("encrypted", "hooli/data/x"),
        "no 'data' is recorded for 'hooli': policy 'encrypted' judges the vendor",
        "vendorgate explain encrypted hooli",
    ),
    (
        ("broken", "acme/data/crops"),
        "policy 'broken' judges the vendor, not 'data/crops'",
        "vendorgate explain broken acme",
    ),
    (
        ("header", "our"),
        "'our' is no inventory, which policy 'header' is for",
        "did you mean 'ours'?",
    ),
    (("whole", "x"), "'x' is no portfolio, which policy 'whole' is for", "name it: portfolio"),
]


@pytest.mark.parametrize("arguments, message, hint", REFUSED)
def test_what_is_not_there_or_may_be_several_is_2_with_a_way_out(
    place: Workplace, arguments: tuple[str, str], message: str, hint: str | None
) -> None:
    way_out = "" if hint is None else f"  hint: {hint}\n"

    assert explain(place, *arguments) == (2, "", f"vendorgate: {message}\n{way_out}")


def test_a_vendor_of_several_inventories_must_be_told_apart(place: Workplace) -> None:
    place.write("inventories/theirs.yaml", INVENTORY.replace("id: ours", "id: theirs"))

    done = explain(place, "broken", "acme")

    assert (done.code, done.out, done.err.splitlines()) == (
        2,
        "",
        [
            "vendorgate: 'acme' stands in inventories/ours.yaml and inventories/theirs.yaml",
            "  hint: name the one you mean: vendorgate explain broken acme inventories/ours.yaml",
        ],
    )
    assert told(place, "broken", "acme (theirs)")["subject"]["inventory"] == "theirs"
    found = told(place, "broken", "acme", "inventories/ours.yaml")
    assert found["subject"]["inventory"] == "ours"


def test_the_hostile_is_escaped(place: Workplace) -> None:
    hostile = INVENTORY.replace("Acme Ltd", '"::error::acme ##[command]"')
    path = place.write("::x \x1b[31m\u202e.yaml", hostile)
    place.write("policies/own.yaml", POLICIES.replace('startsWith("a")', 'startsWith("##[b]")'))

    done = explain(place, "broken", "acme", path.name)

    assert (done.code, done.err) == (0, "")
    assert not set(done.out) & set("\x1b\u202e")
    assert "##[" not in done.out
    assert not [line for line in done.out.splitlines() if line.strip().startswith("::")]
    assert r"\x1b[31m\u{202e}.yaml:12:9" in done.out


def test_it_is_a_command(place: Workplace) -> None:
    done = place.run("explain", "encrypted", "initech", "--as-of", MOMENT)

    assert (done.code, done.err) == (0, "")
    assert done.out == explain(place, "encrypted", "initech").out


@pytest.mark.parametrize("scene", ["long", "error", "alias"])
def test_colour_says_nothing_that_the_text_does_not(
    place: Workplace, scene: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.folder)
    account = explain_(Request(as_of=clock.as_of(MOMENT)), *SCENES[scene])

    coloured = explanation.render(account, width=80, colour=True)

    assert coloured.count("\x1b[0m") > 10
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == explanation.render(
        account, width=80, colour=False
    )


def test_what_is_left_out_of_the_command_is_named(place: Workplace) -> None:
    done = place.run("explain")

    assert done.code == 2
    assert done.err.endswith("error: the following arguments are required: POLICY\n")


def test_help_says_that_it_is_no_gate(place: Workplace) -> None:
    done = place.run("explain", "--help")

    assert done.code == 0
    assert "0 explained, whatever the verdict" in " ".join(done.out.split())


def test_a_file_takes_the_place_of_the_terminal(place: Workplace) -> None:
    done = explain(place, "encrypted", "initech", "-o", "text=out.txt", "-o", "json=out.json")

    assert done == (0, "", "")
    assert (place.folder / "out.txt").read_text("utf-8").startswith("✓ pass encrypted on initech")
    assert json.loads((place.folder / "out.json").read_text("utf-8"))["verdict"] == "pass"


@pytest.mark.parametrize(
    "size, notes, state",
    [
        (300, ["the condition is too large to be explained clause by clause"], "unread"),
        (90, [], "value"),
    ],
)
def test_a_condition_that_is_too_large_says_so_later_than_in_a_report(
    place: Workplace, size: int, notes: list[str], state: str
) -> None:
    each = f"lists.range({size})"
    large = f"{each}.all(a, {each}.all(b, a + b >= 0)) && vendor.id == 'x'"
    small = 'size(vendor.legal_name) / params.none > 1 && vendor.id.startsWith("a")'
    place.write("policies/own.yaml", POLICIES.replace(small, large))

    found = told(place, "broken", "acme")

    assert (found["message"], found["notes"]) == ("never", notes)
    assert [part["clause"]["state"] for part in found["condition"]] == [state]
