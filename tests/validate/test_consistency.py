"""What contradicts itself inside one inventory, or between two, is a problem at its place."""

import json
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schema_sample import paths, sample

from checker.parse import document
from checker.time.text import parse_timestamp
from checker.validate import consistency, schema
from checker.validate.chronology import reversals
from checker.validate.countries import COUNTRIES, INSTEAD
from checker.validate.cycles import cycles
from checker.validate.lei import has_valid_check_digits
from checker.validate.notation import date, moment
from checker.values import CelError

HEADER = """\
schema_version: "1"
inventory: {id: acme, owner: {name: Acme}, as_of: 2031-03-01, perspective: client}
organisations:
  - {id: lab-aster, name: Lab Aster}
  - {id: lab-borea, name: Lab Borea}
vendors:
  - {id: gateway, legal_name: Gateway, kind: open_source_project}
"""
VENDOR = """\
  - id: quillforge
    legal_name: Quillforge Data Inc.
    kind: legal_person
    hq_country: US
"""


def read(text: str, path: str = "a.yaml") -> document.Document:
    found = document.parse(path, text.encode())
    assert schema.problems(found, "inventory") == []
    return found


def said(*texts: str) -> list[str]:
    documents = [read(text, f"{name}.yaml") for name, text in zip("abc", texts, strict=False)]
    return [str(each) for each in consistency.problems(documents)]


def about(fields: str) -> list[str]:
    """What is said about a vendor's fields, which begin on line 12."""
    indented = "".join(f"    {line}\n" for line in fields.splitlines())
    return [each.removeprefix("a.yaml:") for each in said(f"{HEADER}{VENDOR}{indented}")]


GOOD = """\
identifiers: {lei: 506700GE1G29325QX363}
ultimate_parent: gateway
services: [{id: annotation, name: Annotation, type: data_annotation}]
clients: [{client: lab-aster, since: 2030-02-28, services: [annotation]}]
data:
  - {id: health-1, category: health, owner_client: lab-borea}
  - {id: health-2, category: health}
subprocessors: [{party: gateway, country: NO}, {party: lab-aster, recipient: gateway}]
certifications: [{standard: iso27001, issued: 2030-01-01, expires: 2030-01-01}]
contracts: [{ref: C-1, start: 2030-01-01, end: ~}, {ref: C-2, start: 2030-01-01}]
incidents:
  - id: first
    root_party: gateway
    times: {vendor_detected: 2031-03-27, contained: 2031-03-26, resolved: 2031-03-26T10:00:00Z}
    notices: [{to: client, recipient: lab-aster}, {to: authority, recipient: CNIL}]
    client_times: [{client: lab-borea, aware_at: 2031-03-31T18:00:00Z}]
    clients_affected: [lab-aster, lab-borea]"""


def test_what_fits_together_is_left_alone() -> None:
    assert about(GOOD) == []


AN_ORGANISATION = "expected the id of an organisation of this inventory"
A_PARTY = "expected the id of an organisation or vendor of this inventory"
AN_INSTANT = "expected an instant that exists"


@pytest.mark.parametrize(
    "fields, problem",
    [
        # references
        (
            "clients: [{client: lab-astre}]",
            (
                f"12:24: 'client' is 'lab-astre' ({AN_ORGANISATION})\n"
                "  hint: did you mean 'lab-aster'?"
            ),
        ),
        (
            "clients: [{client: gateway}]",
            (
                f"12:24: 'client' is 'gateway' ({AN_ORGANISATION})\n"
                "  hint: 'gateway' is a vendor: list it among organisations, under an id of its own"
            ),
        ),
        (
            "clients: [{client: lab-aster, services: [annotation]}]",
            (
                "12:46: an entry of 'services' is 'annotation' "
                "(expected the id of a service of this vendor)\n"
                "  hint: list 'annotation' there first"
            ),
        ),
        (
            "data: [{category: health, owner_client: nobody}]",
            (
                f"12:45: 'owner_client' is 'nobody' ({AN_ORGANISATION})\n"
                "  hint: list 'nobody' there first"
            ),
        ),
        (
            "ultimate_parent: gatewai",
            f"12:22: 'ultimate_parent' is 'gatewai' ({A_PARTY})\n  hint: did you mean 'gateway'?",
        ),
        (
            "subprocessors: [{party: scanbot}]",
            f"12:29: 'party' is 'scanbot' ({A_PARTY})\n  hint: list 'scanbot' there first",
        ),
        (
            "subprocessors: [{party: gateway, recipient: scanbot}]",
            f"12:49: 'recipient' is 'scanbot' ({A_PARTY})\n  hint: list 'scanbot' there first",
        ),
        (
            "contracts: [{ref: C-1, client: scanbot}]",
            (
                f"12:36: 'client' is 'scanbot' ({AN_ORGANISATION})\n"
                "  hint: list 'scanbot' there first"
            ),
        ),
        (
            "incidents: [{id: first, root_party: scanbot}]",
            f"12:41: 'root_party' is 'scanbot' ({A_PARTY})\n  hint: list 'scanbot' there first",
        ),
        (
            "incidents: [{id: first, notices: [{to: client, recipient: scanbot}]}]",
            (
                f"12:63: 'recipient' is 'scanbot' ({AN_ORGANISATION})\n"
                "  hint: list 'scanbot' there first"
            ),
        ),
        (
            "incidents: [{id: first, client_times: [{client: scanbot}]}]",
            (
                f"12:53: 'client' is 'scanbot' ({AN_ORGANISATION})\n"
                "  hint: list 'scanbot' there first"
            ),
        ),
        (
            "incidents: [{id: first, clients_affected: [scanbot]}]",
            (
                f"12:48: an entry of 'clients_affected' is 'scanbot' ({AN_ORGANISATION})\n"
                "  hint: list 'scanbot' there first"
            ),
        ),
        # ids
        (
            "services:\n  - {id: a, name: A, type: other}\n  - {id: a, name: B, type: other}",
            "14:9: two entries of 'services' are 'a' (first on line 13)\n  hint: merge them",
        ),
        (
            "data:\n  - {category: health}\n  - {category: health}",
            (
                "14:9: two entries of 'data' are 'health' (first on line 13)\n"
                "  hint: give both an id of their own"
            ),
        ),
        (
            "data:\n  - {id: health, category: other}\n  - {category: health}",
            (
                "14:9: two entries of 'data' are 'health' (first on line 13)\n"
                "  hint: give both an id of their own"
            ),
        ),
        (
            'contracts:\n  - {ref: "\u00e9"}\n  - {ref: "e\u0301"}',
            "14:9: two entries of 'contracts' are '\u00e9' (first on line 13)\n  hint: merge them",
        ),
        (
            "incidents:\n  - {id: a}\n  - {id: a}",
            "14:9: two entries of 'incidents' are 'a' (first on line 13)\n  hint: merge them",
        ),
        (
            "assessments:\n  - {date: 2031-01-01}\n  - {date: 2031-01-01}",
            (
                "14:9: two entries of 'assessments' are '2031-01-01' (first on line 13)\n"
                "  hint: give both an id of their own"
            ),
        ),
        # what does not exist
        (
            "security: {pentest_last: 2026-02-30}",
            (
                "12:30: 'pentest_last' is '2026-02-30' (expected a day that exists)\n"
                "  hint: 2026-02 has 28 days"
            ),
        ),
        (
            "assessments: [{date: 2031-13-05}]",
            (
                "12:26: 'date' is '2031-13-05' (expected a day that exists)\n"
                "  hint: did you mean 2031-05-13?"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 2031-03-27T24:00:00Z}",
            (
                f"12:54: 'data_returned_at' is '2031-03-27T24:00:00Z' ({AN_INSTANT})\n"
                "  hint: midnight is 00:00:00 of the next day"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 2031-06-30T23:59:60Z}",
            (
                f"12:54: 'data_returned_at' is '2031-06-30T23:59:60Z' ({AN_INSTANT})\n"
                "  hint: leap seconds are not recorded: write 59"
            ),
        ),
        (
            "relationship: {status: active, data_returned_at: 2031-06-30T23:59:59+24:00}",
            (
                f"12:54: 'data_returned_at' is '2031-06-30T23:59:59+24:00' ({AN_INSTANT})\n"
                "  hint: offsets are -23:59 to +23:59"
            ),
        ),
        (
            "subprocessors: [{party: gateway, country: UK}]",
            (
                "12:47: 'country' is 'UK' (expected a code of ISO 3166-1, like US, DE or NO)\n"
                "  hint: the United Kingdom is GB in ISO 3166-1"
            ),
        ),
        (
            "services: [{id: a, name: A, type: other, locations: {at_rest: [DE, EL]}}]",
            (
                "12:72: an entry of 'at_rest' is 'EL' "
                "(expected a code of ISO 3166-1, like US, DE or NO)\n"
                "  hint: Greece is GR in ISO 3166-1; EL is what the European Commission writes"
            ),
        ),
        (
            "services: [{id: a, name: A, type: other, locations: {at_rest: [ZZ]}}]",
            (
                "12:68: an entry of 'at_rest' is 'ZZ' "
                "(expected a code of ISO 3166-1, like US, DE or NO)"
            ),
        ),
        (
            "identifiers: {lei: 506700GE1G29325QX336}",
            (
                "12:24: 'lei' is '506700GE1G29325QX336' "
                "(expected a Legal Entity Identifier with the right check digits)\n"
                "  hint: a character is wrong, or two have changed places: "
                "copy it from search.gleif.org"
            ),
        ),
        (
            "contracts: [{ref: C-1, end: 2031-02-30}]",
            (
                "12:33: 'end' is '2031-02-30' (expected a day that exists)\n"
                "  hint: 2031-02 has 28 days"
            ),
        ),
        # order
        (
            "contracts: [{ref: C-1, start: 2031-02-01, end: 2031-01-31}]",
            (
                "12:52: 'end' is '2031-01-31' (expected '2031-02-01' or later)\n"
                "  hint: 'start' stands on line 12"
            ),
        ),
        (
            "certifications: [{standard: iso27001, issued: 2031-02-01, expires: 2030-02-01}]",
            (
                "12:72: 'expires' is '2030-02-01' (expected '2031-02-01' or later)\n"
                "  hint: 'issued' stands on line 12"
            ),
        ),
        (
            (
                "certifications:\n"
                "  - {standard: soc2_type2, period_start: 2031-02-01, period_end: 2030-02-01}"
            ),
            (
                "13:70: 'period_end' is '2030-02-01' (expected '2031-02-01' or later)\n"
                "  hint: 'period_start' stands on line 13"
            ),
        ),
        (
            "assessments: [{date: 2031-02-01, next_due: 2031-01-01}]",
            (
                "12:48: 'next_due' is '2031-01-01' (expected '2031-02-01' or later)\n"
                "  hint: 'date' stands on line 12"
            ),
        ),
        (
            (
                "incidents:\n  - id: first\n    times:\n"
                "      occurred_from: 2031-03-24T10:00:00+02:00\n"
                "      occurred_to: 2031-03-24T07:59:59Z"
            ),
            (
                "16:24: 'occurred_to' is '2031-03-24T07:59:59Z' "
                "(expected '2031-03-24T10:00:00+02:00' or later)\n"
                "  hint: 'occurred_from' stands on line 15"
            ),
        ),
        (
            (
                "incidents:\n  - {id: first, notices: [{to: public, sent_at: 2031-03-24T10:00:00Z, "
                "received_at: 2031-03-20}]}"
            ),
            (
                "13:88: 'received_at' is '2031-03-20' (expected '2031-03-24T10:00:00Z' or later)\n"
                "  hint: 'sent_at' stands on line 13"
            ),
        ),
    ],
)
def test_a_contradiction_is_told_at_its_place(fields: str, problem: str) -> None:
    assert about(fields) == [problem]


def test_a_file_that_the_schema_refuses_is_still_read_for_what_does_not_exist() -> None:
    text = f"""{HEADER}{VENDOR}    services: 5
    critcality: high
    contracts: [{{ref: x, start: 2026-02-30}}, {{ref: y, start: 2/29/2023}}, {{ref: z}}, 7]
"""
    found = document.parse("a.yaml", text.encode())
    assert schema.problems(found, "inventory") != []

    (problem,) = consistency.misread(found)

    assert problem.message == "'start' is '2026-02-30' (expected a day that exists)"


@given(st.data())
def test_whatever_is_wrong_elsewhere_what_does_not_exist_is_found(data: st.DataObject) -> None:
    wrong = deepcopy(sample(schema.load("inventory")))
    wrong["inventory"]["as_of"] = "2031-02-30"
    beside = [path for path, _ in paths(wrong) if path and path[0] != "inventory"]
    path = data.draw(st.sampled_from(beside))
    junk = data.draw(st.sampled_from([None, 7, "2/29/2023", [], [3], {}, {"start": 1}]))
    target = wrong
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = junk

    found = consistency.misread(document.parse("a.json", json.dumps(wrong).encode()))

    assert [each.message for each in found] == [
        "'as_of' is '2031-02-30' (expected a day that exists)"
    ]


def test_every_date_of_the_schema_is_checked_wherever_it_stands() -> None:
    text = HEADER.replace("as_of: 2031-03-01", "as_of: 2031-02-29").replace(
        "vendors:", "calendar: {holidays: [2031-04-31]}\nvendors:"
    )

    assert said(text) == [
        (
            "a.yaml:2:51: 'as_of' is '2031-02-29' (expected a day that exists)\n"
            "  hint: 2031-02 has 28 days"
        ),
        (
            "a.yaml:6:23: an entry of 'holidays' is '2031-04-31' (expected a day that exists)\n"
            "  hint: 2031-04 has 30 days"
        ),
    ]


def test_a_value_that_stands_twice_is_a_problem_twice() -> None:
    assert about(
        "subprocessors: [{party: gateway, notified_on: 2031-02-29},\n"
        "  {party: lab-aster, notified_on: 2031-02-29}]"
    ) == [
        (
            "12:51: 'notified_on' is '2031-02-29' (expected a day that exists)\n"
            "  hint: 2031-02 has 28 days"
        ),
        (
            "13:39: 'notified_on' is '2031-02-29' (expected a day that exists)\n"
            "  hint: 2031-02 has 28 days"
        ),
    ]


def test_a_client_is_affected_once() -> None:
    assert about(
        "incidents:\n  - id: i\n    clients_affected: [lab-aster, lab-aster]\n"
        "  - {id: j, clients_affected: [lab-aster]}"
    ) == [
        "14:39: 'lab-aster' is affected twice (first on line 14)\n  hint: list it once",
    ]


def test_ids_are_unique_among_organisations_and_vendors() -> None:
    text = (
        HEADER + VENDOR.replace("quillforge", "lab-aster") + VENDOR.replace("quillforge", "gateway")
    )

    assert said(text) == [
        (
            "a.yaml:8:9: id 'lab-aster' is taken (first on line 4)\n"
            "  hint: ids are unique among organisations and vendors"
        ),
        (
            "a.yaml:12:9: id 'gateway' is taken (first on line 7)\n"
            "  hint: ids are unique among organisations and vendors"
        ),
    ]


@pytest.mark.parametrize("kind", ["legal_person", "individual", "internal", "open_source_project"])
def test_a_head_office_is_evidence_and_not_identity(kind: str) -> None:
    assert said(f"{HEADER}  - {{id: x, legal_name: X, kind: {kind}}}\n") == []


def test_a_party_that_is_named_where_it_stands_needs_no_entry_of_its_own() -> None:
    named = (
        "clients: [{client: lab-new, name: Lab New}]\n"
        "subprocessors: [{party: cloud, name: Cloud Inc}, {party: chips, recipient: cloud}]\n"
        "subprocessor_changes: [{party: chips, name: Chips Inc, change: added}]\n"
        "incidents: [{id: i, clients_affected: [lab-new], root_party: cloud}]"
    )

    assert about(named) == []
    assert about(named.replace(", name: Chips Inc", ""))[0].startswith(
        "13:62: 'party' is 'chips' (expected the id of an organisation or vendor"
    )
    assert about(
        "incidents: [{id: i, clients_affected: [cloud]}]\n"
        "subprocessors: [{party: cloud, name: Cloud Inc}]"
    ) == [
        (
            "12:44: an entry of 'clients_affected' is 'cloud' "
            "(expected the id of an organisation of this inventory)\n"
            "  hint: list 'cloud' there first"
        )
    ]


def test_one_id_has_one_name_wherever_it_is_named() -> None:
    assert about(
        "subprocessors:\n"
        "  - {party: cloud, id: one, name: Cloud Inc}\n"
        "  - {party: cloud, id: two, name: Cloud Ltd}\n"
        "  - {party: lab-aster, name: Another}"
    ) == [
        (
            "14:39: 'name' of 'cloud' is 'Cloud Ltd' (expected 'Cloud Inc', as on line 13)\n"
            "  hint: one id is one party: correct one of them, or give them two ids"
        ),
        (
            "15:34: 'name' of 'lab-aster' is 'Another' (expected 'Lab Aster', as on line 4)\n"
            "  hint: one id is one party: correct one of them, or give them two ids"
        ),
    ]


def test_one_sub_processor_may_have_an_entry_for_each_service() -> None:
    entries = "subprocessors:\n  - {party: gateway, service: a}\n  - {party: gateway, service: b}"

    assert about(entries) == []
    assert about(entries.replace("service: b", "service: a")) == [
        (
            "14:9: two entries of 'subprocessors' are 'gateway/a' (first on line 13)\n"
            "  hint: say of each which 'service' it is, or give both an id of their own"
        )
    ]
    assert about(entries.replace(", service: b", "").replace(", service: a", "")) == [
        (
            "14:9: two entries of 'subprocessors' are 'gateway' (first on line 13)\n"
            "  hint: say of each which 'service' it is, or give both an id of their own"
        )
    ]
    assert about(entries.replace("{party", "{id: first, party", 1)) == []


@pytest.mark.parametrize(
    "region, problem",
    [
        ("US-CA", ""),
        ("IE", ""),
        ("DE-BY", ""),
        ("US-XX", "is 'US-XX' (expected a state of the US, like US-CA)"),
        (
            "TX",
            (
                "is 'TX' (expected a country or a part of one, like IE, US-CA or DE-BY)\n"
                "  hint: did you mean US-TX?"
            ),
        ),
    ],
)
def test_a_region_is_a_country_or_a_part_of_one(region: str, problem: str) -> None:
    field = f"incidents: [{{id: a, residents: [{{region: {region}, individuals: 3}}]}}]"

    told = [each.partition("'region' ")[2] for each in about(field)]

    assert told == ([problem] if problem else [])


def test_the_least_of_a_range_of_people_is_not_above_its_most() -> None:
    assert about("incidents: [{id: a, individuals_at_least: 30, individuals_at_most: 20}]") == [
        (
            "12:72: 'individuals_at_most' is '20' (expected '30' or more)\n"
            "  hint: 'individuals_at_least' stands on line 12"
        )
    ]
    assert about("incidents: [{id: a, individuals_at_least: 20, individuals_at_most: 20}]") == []


NOTICED = """\
incidents:
  - id: a
    times: {occurred_from: 2031-03-20, vendor_detected: 2031-03-27T08:00:00Z}
    client_times: [{client: lab-aster, aware_at: 2031-03-29T08:00:00Z}]
    notices: [{to: %s, sent_at: %s}]"""


@pytest.mark.parametrize(
    "to, sent, earlier",
    [
        ("client, recipient: lab-aster", "2031-03-27T08:00:00Z", ""),
        ("client, recipient: lab-aster", "2030-03-28", "occurred_from"),
        ("client, recipient: lab-aster", "2031-03-26T08:00:00Z", "vendor_detected"),
        ("authority, sent_by: lab-aster", "2031-03-29T08:00:00Z", ""),
        ("authority, sent_by: lab-aster", "2031-03-29T07:59:59Z", "aware_at"),
        ("authority, sent_by: lab-borea", "2031-03-21", ""),
    ],
)
def test_nobody_tells_before_knowing(to: str, sent: str, earlier: str) -> None:
    told = about(NOTICED % (to, sent))

    assert [each.partition("hint: ")[2].partition(" stands")[0] for each in told] == (
        [f"'{each}'" for each in ("occurred_from", "vendor_detected")]
        if earlier == "occurred_from"
        else [f"'{earlier}'"] * bool(earlier)
    )


def test_what_nobody_noticed_may_end_by_itself() -> None:
    times = "{occurred_from: 2031-03-01, contained: 2031-03-02, vendor_detected: 2031-05-01}"

    assert about(f"incidents: [{{id: a, times: {times}}}]") == []


def test_parents_are_no_cycle() -> None:
    text = HEADER.replace("name: Lab Aster", "name: Lab Aster, parent: lab-borea").replace(
        "name: Lab Borea", "name: Lab Borea, parent: quillforge"
    )

    assert said(f"{text}{VENDOR}    ultimate_parent: lab-aster\n") == [
        (
            "a.yaml:4:46: 'parent' is a cycle: "
            "lab-aster -> lab-borea -> quillforge -> lab-aster (expected a parent at the top)"
        )
    ]
    assert about("ultimate_parent: quillforge") == [
        (
            "12:22: 'ultimate_parent' is a cycle: quillforge -> quillforge "
            "(expected a parent at the top)"
        )
    ]


def test_hundreds_of_unknown_ids_are_all_told_and_few_of_them_guessed_at() -> None:
    parties = ", ".join(f"{{party: gateway-{number}}}" for number in range(300))

    problems = about(f"subprocessors: [{parties}]")

    assert len(problems) == 300
    assert sum("did you mean" in each for each in problems) == 20


# Two inventories


def other(text: str) -> str:
    return text.replace("id: acme", "id: other")


def test_an_inventory_id_is_taken_once_in_a_run() -> None:
    assert said(HEADER, HEADER) == [
        (
            "b.yaml:2:17: inventory id 'acme' is taken (first at a.yaml:2:17)\n"
            "  hint: every inventory of one run has an id of its own"
        )
    ]


def test_one_id_is_one_vendor_in_all_inventories() -> None:
    lei = "    identifiers: {{lei: {}}}\n"
    first = HEADER + VENDOR + lei.format("506700GE1G29325QX363")
    second = other(HEADER + VENDOR.replace("Data Inc.", "Logistics Inc."))
    third = second.replace("other", "third") + lei.format("5493001KJTIIGC8Y1R12")
    hint = (
        "\n  hint: one id in two inventories is one vendor: "
        "correct one of them, or give them two ids"
    )

    assert said(first, second, third) == [
        (
            "b.yaml:9:17: 'legal_name' of vendor 'quillforge' is 'Quillforge Logistics Inc.' "
            f"(expected 'Quillforge Data Inc.', as at a.yaml:9:17){hint}"
        ),
        (
            "c.yaml:9:17: 'legal_name' of vendor 'quillforge' is 'Quillforge Logistics Inc.' "
            f"(expected 'Quillforge Data Inc.', as at a.yaml:9:17){hint}"
        ),
        (
            "c.yaml:12:24: 'lei' of vendor 'quillforge' is '5493001KJTIIGC8Y1R12' "
            f"(expected '506700GE1G29325QX363', as at a.yaml:12:24){hint}"
        ),
    ]


@pytest.mark.parametrize(
    "renamed",
    [
        VENDOR.replace("Data Inc.", "Data LLC"),
        VENDOR.replace("Quillforge Data Inc.", "QDI") + "    aliases: [Quillforge Data]\n",
    ],
)
def test_names_of_one_id_that_may_be_one_are_a_question_and_stop_nothing(renamed: str) -> None:
    assert said(HEADER + VENDOR, other(HEADER + renamed)) == []


def test_one_lei_may_have_two_names() -> None:
    lei = "    identifiers: {lei: 506700GE1G29325QX363}\n"
    renamed = VENDOR.replace("Quillforge Data Inc.", "Zeta")

    assert said(HEADER + VENDOR + lei, other(HEADER + renamed + lei)) == []


def test_a_vendor_that_stands_twice_in_one_inventory_is_no_contradiction_between_two() -> None:
    twice = other(HEADER + VENDOR + VENDOR.replace("Data Inc.", "Data LLC"))

    assert said(HEADER, twice) == [
        (
            "b.yaml:12:9: id 'quillforge' is taken (first on line 8)\n"
            "  hint: ids are unique among organisations and vendors"
        )
    ]


def test_two_inventories_may_know_a_vendor_differently_well() -> None:
    lei = "    identifiers: {lei: 506700GE1G29325QX363}\n"
    spaced = VENDOR.replace("Data Inc.", "Data  Inc.")

    assert said(HEADER + VENDOR + lei, other(HEADER + VENDOR), other(HEADER + spaced)) == [
        (
            "c.yaml:2:17: inventory id 'other' is taken (first at b.yaml:2:17)\n"
            "  hint: every inventory of one run has an id of its own"
        )
    ]


# Parts


@pytest.mark.parametrize(
    "lei",
    ["506700GE1G29325QX363", "5493001KJTIIGC8Y1R12", "HWUPKR0MPOU8FGXBT394"],
)
def test_a_published_lei_is_valid_and_a_wrong_or_swapped_digit_is_found(lei: str) -> None:
    assert has_valid_check_digits(lei)
    for index, character in enumerate(lei):
        for wrong in set("0123456789") - {character} if character.isdigit() else ():
            assert not has_valid_check_digits(lei[:index] + wrong + lei[index + 1 :])
    for index, (left, right) in enumerate(pairwise(lei)):
        if left != right and f"{left}{right}".isdigit():
            assert not has_valid_check_digits(f"{lei[:index]}{right}{left}{lei[index + 2 :]}")


def test_there_are_249_countries_and_what_is_written_instead_is_none() -> None:
    assert len(COUNTRIES) == 249
    assert all(len(code) == 2 and code.isupper() for code in COUNTRIES)
    assert COUNTRIES.isdisjoint(INSTEAD)


@pytest.mark.parametrize("day", ["2028-02-29", "0001-01-01", "9999-12-31"])
def test_days_that_exist(day: str) -> None:
    assert date(day) is None


@pytest.mark.parametrize(
    "text", ["0000-01-01", "2031-00-10", "2031-01-00", "2031-00-00", "2031-13-13", "2100-02-29"]
)
def test_days_that_do_not_exist_have_a_hint(text: str) -> None:
    value_problem = date(text)

    assert value_problem is not None
    assert value_problem.hint


@given(
    st.from_regex(
        r"\A20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})\Z"
    )
)
def test_an_instant_exists_if_cel_can_read_it(text: str) -> None:
    try:
        parse_timestamp(text)
        readable = True
    except CelError:
        readable = False

    value_problem = moment(text)

    assert (value_problem is None) is readable
    assert value_problem is None or value_problem.hint


def incident(**times: str) -> dict[str, Any]:
    return {"incidents": [{"id": "a", "times": times}]}


@pytest.mark.parametrize(
    "earlier, later, wrong",
    [
        ("2031-03-27", "2031-03-27", False),
        # one day can begin 26 hours after another of the same name has begun elsewhere
        ("2031-03-27", "2031-03-25", False),
        ("2031-03-27", "2031-03-24", True),
        ("2031-03-27", "2031-03-26T10:00:00Z", False),
        ("2031-03-27", "2031-03-26T09:59:59Z", True),
        ("2031-03-27T10:00:00Z", "2031-03-27T10:00:00Z", False),
        ("2031-03-27T10:00:00Z", "2031-03-27T10:59:59+01:00", True),
        ("2031-03-25T11:59:59Z", "2031-03-24", False),
        ("2031-03-25T12:00:00Z", "2031-03-24", True),
        ("2031-03", "2031-01", True),
        ("2031-03-10", "2031-03", False),
        ("2032", "2031-12-29", True),
        ("2031-03-27T10:00:00Z", "2031-02-30", False),
    ],
)
def test_moments_are_out_of_order_only_if_they_are_so_everywhere(
    earlier: str, later: str, *, wrong: bool
) -> None:
    found = list(reversals(incident(vendor_detected=earlier, vendor_confirmed=later)))

    assert [(each.earlier[-1], each.later[-1]) for each in found] == (
        [("vendor_detected", "vendor_confirmed")] if wrong else []
    )


@pytest.mark.parametrize(
    "key, pairs",
    [
        ("contracts", "start end"),
        ("certifications", "period_start period_end, issued expires"),
        ("certifications", "period_end bridge_letter_until"),
        ("assessments", "date next_due"),
        ("access", "granted_on reviewed_on, granted_on revoked_on"),
        ("reviews", "on until"),
        ("subprocessor_changes", "noticed_at object_until, noticed_at decided_at"),
        ("times", "occurred_from occurred_to, vendor_detected vendor_confirmed"),
        ("times", "occurred_from vendor_detected, contained resolved"),
        ("times", "occurred_from public_disclosed, occurred_from contained"),
        ("notices", "sent_at received_at"),
        ("client_times", "aware_at classified_at"),
        ("client_times", "aware_at materiality_determined_at"),
    ],
)
def test_each_of_these_moments_follows_the_other(key: str, pairs: str) -> None:
    expected = [tuple(pair.split()) for pair in pairs.split(", ")]
    for earlier, later in expected:
        right = {earlier: "2031-02-01", later: "2031-06-01"}
        wrong = {earlier: "2031-06-01", later: "2031-02-01"}

        assert list(reversals(holding(key, right))) == []
        assert [(a[-1], b[-1]) for a, b in reversals(holding(key, wrong))] == [(earlier, later)]


def holding(key: str, element: dict[str, str]) -> dict[str, Any]:
    """A vendor with this element in this list, of itself or of an incident."""
    if key not in {"times", "notices", "client_times"}:
        return {key: [element]}
    return {"incidents": [{"id": "a", key: element if key == "times" else [element]}]}


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)))
def test_cycles_are_the_members_that_come_back_to_themselves(arrows: dict[int, int]) -> None:
    successors = {str(key): str(value) for key, value in arrows.items()}

    def comes_back(start: str) -> bool:
        member = successors.get(start)
        for _ in successors:
            if member == start:
                return True
            member = successors.get(member or "")
        return False

    found = list(cycles(successors))

    assert sorted(sum(found, ())) == sorted(filter(comes_back, successors))
    for cycle in found:
        assert all(successors[left] == right for left, right in pairwise((*cycle, cycle[0])))
