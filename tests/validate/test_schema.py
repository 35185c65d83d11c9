"""Every violation of a schema is said at its place, in plain words, all of them at once."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from schema_sample import paths, sample
from thorough import some

from checker.parse import document
from checker.validate import schema, schema_errors
from checker.validate.accept import Acceptor

HEADER = """\
schema_version: "1"
inventory: {id: acme, owner: {name: Acme}, as_of: 2031-03-01, perspective: client}
"""
VENDOR = """\
vendors:
  - id: quillforge
    legal_name: Quillforge Data Inc.
    kind: legal_person
    hq_country: US
"""


def said(text: str, name: str = "inventory") -> list[str]:
    return [str(each) for each in schema.problems(document.parse("a.yaml", text.encode()), name)]


def about(field: str) -> list[str]:
    """What is said about a field of the smallest vendor, which stands on line 8."""
    return [each.removeprefix("a.yaml:8:") for each in said(f"{HEADER}{VENDOR}    {field}\n")]


def test_the_smallest_vendor_fits_on_six_lines() -> None:
    assert len(VENDOR.splitlines()) <= 6
    assert said(HEADER + VENDOR) == []


@pytest.mark.parametrize("name", ["inventory", "policies", "config", "suite"])
def test_a_document_with_every_field_is_valid(name: str) -> None:
    assert said(json.dumps(sample(schema.load(name))), name) == []


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """\
schema_version: 1
inventory: {id: Acme Labs, owner: {}, as_of: 2031-3-1, perspective: clients}
vendors:
  - id: quillforge
    legal_nam: Quillforge
    kind: company
"""
    assert said(text) == [
        'a.yaml:1:17: \'schema_version\' is the number 1 (expected "1")\n  hint: quote it: "1"',
        (
            "a.yaml:2:17: 'id' is 'Acme Labs' (expected a short name that never changes: "
            "lower-case letters, digits and hyphens, like acme-data)\n"
            "  hint: write acme-labs"
        ),
        "a.yaml:2:28: missing key 'name' (every inventory owner has name)\n  hint: name: its name",
        (
            "a.yaml:2:46: 'as_of' is '2031-3-1' (expected a calendar day, YYYY-MM-DD, "
            "like 2031-03-01)\n"
            "  hint: write 2031-03-01"
        ),
        (
            "a.yaml:2:69: 'perspective' is 'clients' (expected client, group, vendor or industry)\n"
            "  hint: did you mean 'client'?"
        ),
        (
            "a.yaml:5:5: unknown key 'legal_nam' (not a key of vendor)\n"
            "  hint: did you mean 'legal_name'?"
        ),
        (
            "a.yaml:6:11: 'kind' is 'company' (expected legal_person, individual, "
            "open_source_project or internal)\n"
            "  hint: write legal_person"
        ),
    ]


@pytest.mark.parametrize(
    "text, message",
    [
        (
            "[]",
            (
                "a.yaml:1:1: the document is a list "
                "(expected a mapping with schema_version, inventory and vendors)"
            ),
        ),
        (
            "- id: acme",
            (
                "a.yaml:1:1: the document is a list "
                "(expected a mapping with schema_version, inventory and vendors)\n"
                "  hint: put the list under 'vendors:', below schema_version and inventory "
                "(docs/first-inventory.md)"
            ),
        ),
        (
            "vendors:1",
            (
                "a.yaml:1:1: the document is 'vendors:1' "
                "(expected a mapping with schema_version, inventory and vendors)\n"
                "  hint: a colon needs a space behind it"
            ),
        ),
        (
            "null",
            (
                "a.yaml:1:1: the document is empty "
                "(expected a mapping with schema_version, inventory and vendors)"
            ),
        ),
        (
            HEADER,
            (
                "a.yaml:1:1: missing key 'vendors' "
                "(every vendor inventory has schema_version, inventory and vendors)\n"
                "  hint: vendors: the vendors"
            ),
        ),
        (
            HEADER + "vendors:\n",
            "a.yaml:3:9: 'vendors' is empty (expected a list)",
        ),
        (
            HEADER + "vendors: {quillforge: {kind: internal}}\n",
            (
                "a.yaml:3:10: 'vendors' is a mapping (expected a list)\n"
                "  hint: begin every entry with '- '"
            ),
        ),
    ],
)
def test_a_document_that_is_no_inventory_is_told_what_one_is(text: str, message: str) -> None:
    assert said(text) == [message]


def test_an_inventory_without_vendors_is_valid_and_judged_elsewhere() -> None:
    assert said(HEADER + "vendors: []\n") == []


TEXT = "text with at least one visible character"
TRUTH = "true or false"
COUNT = "a whole number, 0 or more"
DAY = "a calendar day, YYYY-MM-DD, like 2031-03-01"
MOMENT = (
    "a moment as exact as it is known: an instant with its offset from UTC, like "
    "2031-03-27T08:00:00Z or 2031-03-27T09:00:00+01:00, or only the day, month or year, like "
    '2031-03-27, 2031-03 or "2031", or the first and the last that it may have been, like '
    "2031-03-20/2031-03-27"
)
LEI = "a Legal Entity Identifier (ISO 17442): 18 capital letters or digits and two check digits"


@pytest.mark.parametrize(
    "field, message",
    [
        # YAML's surprises
        (
            "security: {min_tls: 1.2}",
            (
                '25: \'min_tls\' is the number 1.2 (expected "1.0", "1.1", "1.2" or "1.3")\n'
                '  hint: quote it: "1.2"'
            ),
        ),
        (
            "security: {mfa: false}",
            (
                "21: 'mfa' is false (expected none, privileged, privileged_and_remote or all)\n"
                "  hint: did you mean 'none'?"
            ),
        ),
        (
            "security: {mfa: }",
            (
                "21: 'mfa' is empty (expected none, privileged, privileged_and_remote or all)\n"
                "  hint: write none if there is none; leave the key out if it is not known"
            ),
        ),
        (
            "security: {logging: yes}",
            (
                f"25: 'logging' is 'yes' (expected {TRUTH})\n"
                "  hint: write true: YAML 1.2 knows no other words for it"
            ),
        ),
        (
            'security: {logging: "true"}',
            f"25: 'logging' is 'true' (expected {TRUTH})\n  hint: remove the quotes",
        ),
        (
            "ultimate_parent: 42",
            (
                "22: 'ultimate_parent' is the number 42 (expected the id of one of the "
                "organisations "
                "or vendors of this inventory: lower-case letters, digits and hyphens)\n"
                '  hint: quote it: "42"'
            ),
        ),
        (
            "subprocessors: [{party: acme, country: false}]",
            (
                "44: 'country' is false (expected a country by its ISO 3166-1 code of two capital "
                "letters, like US, DE or NO)\n"
                "  hint: Norway is NO"
            ),
        ),
        (
            "identifiers: {duns: 150483782}",
            (
                f"25: 'duns' is the number 150483782 (expected {TEXT})\n"
                '  hint: quote it: "150483782"'
            ),
        ),
        (
            "identifiers: {crn: 1.20}",
            f"24: 'crn' is the number 1.2 (expected {TEXT})\n  hint: quote it: \"1.20\"",
        ),
        # values
        ('owner: ""', f"12: 'owner' is '' (expected {TEXT})"),
        ('owner: " "', f"12: 'owner' is ' ' (expected {TEXT})"),
        (
            "owner: ~",
            (
                f"12: 'owner' is empty (expected {TEXT})\n"
                "  hint: write a value, or leave the key out if it is not known"
            ),
        ),
        ("clients_declared: -1", f"23: 'clients_declared' is the number -1 (expected {COUNT})"),
        ("clients_declared: 1.5", f"23: 'clients_declared' is the number 1.5 (expected {COUNT})"),
        (
            'clients_declared: "12"',
            f"23: 'clients_declared' is '12' (expected {COUNT})\n  hint: remove the quotes",
        ),
        (
            "website: example.com",
            (
                "14: 'website' is 'example.com' "
                "(expected its address on the web, beginning with https:// or http://)\n"
                "  hint: write https://example.com"
            ),
        ),
        (
            "website: javascript:alert(1)",
            (
                "14: 'website' is 'javascript:alert(1)' "
                "(expected its address on the web, beginning with https:// or http://)"
            ),
        ),
        (
            "identifiers: {lei: 506700ge1g29325qx363}",
            (
                f"24: 'lei' is '506700ge1g29325qx363' (expected {LEI})\n"
                "  hint: write 506700GE1G29325QX363"
            ),
        ),
        (
            "identifiers: {lei: 506700}",
            f"24: 'lei' is the number 506700 (expected {LEI})",
        ),
        (
            "identifiers: {lei: 506700GE}",
            (
                f"24: 'lei' is '506700GE' (expected {LEI})\n"
                "  hint: this has 8 characters, an LEI has 20"
            ),
        ),
        (
            "services: annotation",
            (
                "15: 'services' is 'annotation' (expected a list)\n"
                "  hint: begin every entry with '- ' and its keys: - {id: …, name: …, type: …}"
            ),
        ),
        (
            "security: [{mfa: all}]",
            (
                "15: 'security' is a list (expected a mapping)\n"
                "  hint: remove the '- ' before its keys"
            ),
        ),
        (
            "data: [health]",
            "12: an entry of 'data' is 'health' (expected a mapping with category)",
        ),
        (
            "data: [{category: health, subjects: [worker]}]",
            (
                "42: an entry of 'subjects' is 'worker' (expected contractors, employees, "
                "customers, "
                "applicants or minors)"
            ),
        ),
        (
            "criticality: CRITICAL",
            (
                "18: 'criticality' is 'CRITICAL' (expected critical, high, medium or low)\n"
                "  hint: did you mean 'critical'?"
            ),
        ),
        (
            f"criticality: {'x' * 100}",
            f"18: 'criticality' is '{'x' * 59}…' (expected critical, high, medium or low)",
        ),
        # days and moments
        (
            "security: {pentest_last: 2031-03-01T00:00:00Z}",
            (
                f"30: 'pentest_last' is '2031-03-01T00:00:00Z' (expected {DAY})\n"
                "  hint: write 2031-03-01"
            ),
        ),
        ("security: {pentest_last: May}", f"30: 'pentest_last' is 'May' (expected {DAY})"),
        (
            "contracts: [{ref: a, end: never}]",
            (
                "31: 'end' is 'never' (expected a calendar day, YYYY-MM-DD, like 2031-03-01, "
                "or null for never)"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 2031-03-27T08:00:00}",
            (
                f"54: 'data_returned_at' is '2031-03-27T08:00:00' (expected {MOMENT})\n"
                "  hint: say the offset from UTC: 2031-03-27T08:00:00Z, "
                "or one like 2031-03-27T08:00:00+01:00"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 2031-03-27 08:00 +0100}",
            (
                f"54: 'data_returned_at' is '2031-03-27 08:00 +0100' (expected {MOMENT})\n"
                "  hint: write 2031-03-27T08:00:00+01:00"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 2/29/2023}",
            (
                f"54: 'data_returned_at' is '2/29/2023' (expected {MOMENT})\n"
                "  hint: the calendar has no such day"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 27.3.2031}",
            (
                f"54: 'data_returned_at' is '27.3.2031' (expected {MOMENT})\n"
                "  hint: write 2031-03-27"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 3/4/2031}",
            (
                f"54: 'data_returned_at' is '3/4/2031' (expected {MOMENT})\n"
                "  hint: write 2031-03-04 or 2031-04-03"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 2031}",
            (
                f"54: 'data_returned_at' is the number 2031 (expected {MOMENT})\n"
                '  hint: quote it: "2031"'
            ),
        ),
        # keys
        (
            "Legal-Name: x",
            "5: unknown key 'Legal-Name' (not a key of vendor)\n  hint: did you mean 'legal_name'?",
        ),
        (
            "mfa: all",
            (
                "5: unknown key 'mfa' (not a key of vendor)\n"
                "  hint: 'mfa' is a key of access and security"
            ),
        ),
        (
            "substitutability: {colour: red}",
            (
                "24: unknown key 'colour' (not a key of substitutability)\n"
                "  hint: its keys are level, reason, alternatives, alternatives_assessed, "
                "reintegration, impact_of_discontinuing and time_to_exit_days"
            ),
        ),
        (
            "contacts: [{email: a@example.com}]",
            (
                "16: missing key 'role' (every contact has role)\n"
                "  hint: role: what they are reached for (security, privacy, account or legal)"
            ),
        ),
        (
            "evidence: []",
            (
                "5: unknown key 'evidence' (not a key of vendor)\n"
                "  hint: 'evidence' is a key of data holding, training on client data and security"
            ),
        ),
        # what is not repeated
        (
            "contacts: [{role: legal, email: 077-1234}]",
            (
                "37: 'email' is not as it should be "
                "(expected the e-mail address, like security@example.com)"
            ),
        ),
        (
            "contacts: [{role: legal, name: 5551234}]",
            f"36: 'name' is not as it should be (expected {TEXT})",
        ),
        (
            "contracts: [{ref: a, annual_cost: {amount: -81250}}]",
            (
                "48: 'amount' is not as it should be "
                "(expected the amount a year in units of the currency, a number of 0 or more)"
            ),
        ),
    ],
)
def test_a_wrong_field_is_told_with_what_was_expected_and_a_way_out(
    field: str, message: str
) -> None:
    assert about(field) == [message]


POLICY = """\
policies:
  - id: p
    title: T
    severity: low
    message: M
"""


@pytest.mark.parametrize(
    "field, message",
    [
        (
            "require: true",
            (
                "a.yaml:6:14: 'require' is true (expected an expression in CEL, as text: put it in "
                "quotes if YAML would read it as something else)\n"
                '  hint: quote it: "true"'
            ),
        ),
        (
            'require: "true"\n    params: {max-hours: 4}',
            (
                "a.yaml:7:14: key 'max-hours' (expected a name in CEL: letters, digits and "
                "underscores, not beginning with a digit)\n"
                "  hint: write max_hours"
            ),
        ),
        (
            'require: "true"\n    controls: {iso-27001-2022: [8.24]}',
            (
                "a.yaml:7:33: an entry of 'iso-27001-2022' is the number 8.24 "
                f"(expected {TEXT})\n"
                '  hint: quote it: "8.24"'
            ),
        ),
        (
            'require: "true"\n    for: vendors',
            (
                "a.yaml:7:10: 'for' is 'vendors' (expected vendor, service, client, data, "
                "subprocessor, certification, contract, assessment, incident, obligation, party, "
                "inventory or portfolio)\n"
                "  hint: did you mean 'vendor'?"
            ),
        ),
    ],
)
def test_policy_files_are_told_alike(field: str, message: str) -> None:
    assert said(f"{POLICY}    {field}\n", "policies") == [message]


def test_configurations_are_told_alike() -> None:
    assert said("policies: {encryption-at-rest: {severty: low}}", "config") == [
        (
            "a.yaml:1:33: unknown key 'severty' (not a key of override)\n"
            "  hint: did you mean 'severity'?"
        )
    ]


# Laws over every field of every schema

SCHEMAS = ["inventory", "policies", "config"]
FREE = {"params", "given", "variables", "controls", "params_from"}
PROBLEM = re.compile(r"('[^']+'|an entry of '[^']+'|the document) is [^(]+ \(expected .+\)")
REQUIRED = {
    "": "schema_version inventory vendors",
    "inventory": "id owner as_of perspective",
    "owner": "name",
    "organisations": "id name",
    "vendors": "id legal_name kind",
    "contacts": "role",
    "services": "id name type",
    "clients": "client",
    "data": "category",
    "transfers": "country",
    "evidence": "type ref",
    "source": "url",
    "subprocessors": "party",
    "subprocessor_changes": "party change",
    "access": "system",
    "reviews": "on",
    "residents": "region",
    "certifications": "standard",
    "contracts": "ref",
    "assessments": "date",
    "incidents": "id",
    "notices": "to",
    "client_times": "client",
    "not_reportable": "regime reason",
    "per_client": "client status",
    "exposed": "category",
    "relationship": "status",
    "history": "at from to",
    "policies": "id title severity require message",
    "tests": "name given expect",
}


def fields(name: str) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The paths and values of a valid document, without what authors name themselves."""
    for path, value in paths(sample(schema.load(name))):
        if not FREE & set(path):
            yield path, value


def judged(name: str, path: tuple[Any, ...], value: Any) -> tuple[document.Document, list[Any]]:
    """The valid document with one value replaced, and what is said about it."""
    whole = [sample(schema.load(name))]
    parent: Any = whole
    for step in (0, *path)[:-1]:
        parent = parent[step]
    parent[(0, *path)[-1]] = value
    read = document.parse("a.json", json.dumps(whole[0], indent=1).encode())
    return read, [tuple(each) for each in schema.problems(read, name)]


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_value_of_another_kind_is_one_problem_at_that_value(name: str) -> None:
    for path, value in fields(name):
        scalar = isinstance(value, str | float | None)
        # A verdict may be several, by name: a number is no other kind of mapping.
        other = 7 if path[-1:] == ("expect",) else {"x": 1} if scalar else "other"
        read, problems = judged(name, path, other)

        ((place, message, _),) = problems
        assert place == read.positions.value(path)
        assert PROBLEM.fullmatch(message), message


def are_names(path: tuple[Any, ...]) -> bool:
    """Whether authors of a configuration choose the keys that stand there."""
    declared = path[:1] == ("fields",) and (len(path) == 2 or path[-1] == "properties")
    return declared or path == ("policies",)


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_unknown_key_is_one_problem_at_that_key(name: str) -> None:
    mappings = [
        (path, value)
        for path, value in fields(name)
        if isinstance(value, dict) and not (name == "config" and are_names(path))
    ]
    for path, value in some(mappings):
        read, problems = judged(name, path, {**value, "qqqq": 1})

        ((place, message, hint),) = problems
        assert place == read.positions.key((*path, "qqqq"))
        assert re.fullmatch(r"unknown key 'qqqq' \(not a key of [a-z ]+\)", message), message
        assert hint.startswith("its keys are "), hint


@pytest.mark.parametrize("name", ["inventory", "policies"])
def test_the_required_keys_are_those_of_the_contract_and_missed_one_by_one(name: str) -> None:
    for path, value in fields(name):
        if not isinstance(value, dict):
            continue
        found = []
        for key in value:
            read, problems = judged(name, path, {k: v for k, v in value.items() if k != key})
            for place, message, hint in problems:
                assert place == read.positions.key(path)
                assert message.startswith(f"missing key '{key}' (every "), message
                assert hint.startswith(f"{key}: "), hint
                found.append(key)

        names = [step for step in path if isinstance(step, str)]
        expected = REQUIRED.get(names[-1] if names else "", "")
        if name == "policies" and not names:
            expected = "policies"
        assert sorted(found) == sorted(expected.split()), path


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_misspelt_word_of_a_list_gets_the_word_as_a_hint(name: str) -> None:
    words = set(re.findall(r'"enum": (\[[^]]+\])', json.dumps(schema.load(name))))
    first = {json.loads(each)[0] for each in words}
    seen = set()
    for path, value in fields(name):
        if isinstance(value, str) and value in first:
            read, problems = judged(name, path, f"{value}q")

            ((place, message, hint),) = problems
            assert (place, hint) == (read.positions.value(path), f"did you mean '{value}'?")
            assert PROBLEM.fullmatch(message), message
            seen.add(value)

    assert seen == first


# The door


def test_a_valid_file_does_not_import_jsonschema() -> None:
    script = (
        "import sys; from checker.parse import document; from checker.validate import schema;"
        f"d = document.parse('a', {(HEADER + VENDOR).encode()!r});"
        "print(schema.problems(d, 'inventory'), 'jsonschema' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[] False\n"


def test_refused_without_a_reason_is_a_bug_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_acceptor", lambda *_: Acceptor({"enum": []}))

    with pytest.raises(RuntimeError, match=r"^a\.yaml: refused by our acceptor, but valid for "):
        said(HEADER + VENDOR)


def test_no_reference_is_ever_fetched() -> None:
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/latest/meta-data"
        for reference in (url, "file:///etc/passwd"):
            with pytest.raises(Exception, match="Unresolvable"):
                list(
                    schema_errors.schema_errors(
                        {"a": 1}, {"properties": {"a": {"$ref": reference}}}
                    )
                )
        server.shutdown()

    assert asked == []


def test_what_is_missing_behind_ten_thousand_vendors_is_found_where_it_is_missing() -> None:
    vendors = [{"id": f"v-{n}", "legal_name": "V", "kind": "internal"} for n in range(10_000)]
    data = {**sample(schema.load("inventory")), "vendors": [*vendors, {"id": "x"}]}

    assert list(schema_errors.schema_errors(data, schema.load("inventory"))) == [
        ((("vendors", 10_000)), "required", None),
        ((("vendors", 10_000)), "required", None),
    ]
