"""A hint was tried: with the value that it proposes, the file is accepted at that place."""

import re

import pytest

from checker.parse import document
from checker.problems import Problem
from checker.validate import consistency, schema
from checker.validate.countries import COUNTRIES
from checker.validate.country_names import _codes, code_of

HEAD = """\
schema_version: "1"
inventory: {id: ours, owner: {name: Lab}, as_of: 2031-05-15, perspective: client}
"""
VENDOR = """\
vendors:
  - id: acme
    legal_name: Acme
    kind: legal_person
"""


def told(text: str) -> list[Problem]:
    read = document.parse("a.yaml", text.encode())
    return schema.problems(read, "inventory") or list(consistency.problems([read]))


def inventory(field: str) -> str:
    return f"{HEAD}{VENDOR}    {field}\n"


WRITTEN = [
    ("hq_country: {}", "USA", "US"),
    ("hq_country: {}", "United States", "US"),
    ("hq_country: {}", "uk", "GB"),
    ("hq_country: {}", "England", "GB"),
    ("hq_country: {}", "Côte d'Ivoire", "CI"),
    ("hq_country: {}", "South Korea", "KR"),
    ("hq_country: {}", "DEU", "DE"),
    ("hq_country: {}", "no", "NO"),
    ("hq_country: {}", "Atlantis", None),
    ("website: {}", "HTTPS://Quick.example", "https://Quick.example"),
    ("website: {}", "quick.example", "https://quick.example"),
    ("website: {}", "ftp://quick.example", None),
    ("services: [{{id: {}, name: A, type: other}}]", "Ærø Data", "aero-data"),
    ("services: [{{id: {}, name: A, type: other}}]", "Überblick", "uberblick"),
    ("services: [{{id: {}, name: A, type: other}}]", "データ", None),
    ("certifications: [{{standard: {}}}]", "ISO 27001", "iso27001"),
    ("certifications: [{{standard: {}}}]", "SOC 2 Type II", "soc2_type2"),
    ("certifications: [{{standard: {}}}]", "PCI DSS", "pci_dss"),
    ("security: {{pentest_last: {}}}", "2031/03/01", "2031-03-01"),
    ("security: {{pentest_last: {}}}", "31-12-2030", "2030-12-31"),
    ("security: {{pentest_last: {}}}", "31.12.2030", "2030-12-31"),
    ("security: {{pentest_last: {}}}", "2031-3-1", "2031-03-01"),
    ("security: {{secrets_rotation_days: {}}}", "90 days", "90"),
    ("security: {{secrets_rotation_days: {}}}", "24h", None),
    ("contracts: [{{ref: c, breach_notification_hours: {}}}]", "24h", "24"),
    ("contracts: [{{ref: c, breach_notification_hours: {}}}]", "72 hours", "72"),
    ("contracts: [{{ref: c, breach_notification_hours: {}}}]", "2 days", None),
    ("data: {}", "none", "[]"),
    ("subprocessors: {}", "AWS, GCP", None),
    ("incidents: {}", "nil", "[]"),
    ("data: [{{category: health, subjects: {}}}]", "employees, minors", "[employees, minors]"),
    ("data: [{{category: health, subjects: {}}}]", "staff", None),
]
WRITE = re.compile(r"write (\[[^\]]*\]|\S+?)(?=[:;]? |$)")


@pytest.mark.parametrize("field, bad, good", WRITTEN)
def test_what_a_hint_proposes_is_accepted_at_its_place(
    field: str, bad: str, good: str | None
) -> None:
    (problem,) = told(inventory(field.format(f'"{bad}"')))

    proposed = WRITE.search(problem.hint or "")

    assert (proposed and proposed[1]) == good
    if good:
        assert told(inventory(field.format(good))) == []


def test_a_zone_keeps_what_was_written() -> None:
    text = f"{HEAD}calendar: {{zone: America/New York}}\n{VENDOR}"

    (problem,) = told(text)

    assert problem.hint == "write America/New_York"
    assert told(text.replace("New York", "New_York")) == []


@pytest.mark.parametrize(
    "field, hint",
    [
        ("data: TBD", "leave the key out if it is not known"),
        ("data: n/a", "leave the key out if it is not known"),
        ("clients_declared: TBD", "leave the key out if it is not known"),
        (
            "certifications: SOC 2 Type II",
            "begin every entry with '- ' and its keys: - {standard: …}",
        ),
        ("clients: 4", "list the entries, each with its keys: - {client: …}"),
        ("certifications: [{standard: SOC2}]", "write soc2_type1 or soc2_type2"),
        (
            "data: [{category: health, encryption: {at_rest: AES-256}}]",
            "say how much of it: none, partial or full; an algorithm has a key of its own",
        ),
        (
            "relationship: {status: active, access_revoked_at: 2026-01-01 10:00 EST}",
            "say the offset from UTC: 2026-01-01T10:00:00Z, or one like 2026-01-01T10:00:00+01:00",
        ),
    ],
)
def test_no_hint_states_what_nobody_stated(field: str, hint: str) -> None:
    assert [problem.hint for problem in told(inventory(field))] == [hint]


def test_a_plain_list_of_vendors_is_told_where_it_goes() -> None:
    (problem,) = told("- name: Signadoc\n  country: USA\n- name: Chatterly\n")

    assert problem.hint == (
        "put the list under 'vendors:', below schema_version and inventory "
        "(docs/first-inventory.md)"
    )


def test_every_country_has_a_name_and_every_name_a_country() -> None:
    assert set(_codes().values()) == COUNTRIES
    assert code_of("Neverland") is None
