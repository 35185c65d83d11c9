"""What is compared with a field keeps the field's rule: else a ban would pass everybody."""

import pytest

from tests.linting.packs import linted
from tests.workplace import POLICY, Workplace

SUBJECT = '    for: data\n    require: data.encryption.at_rest == "full"\n'


def told(require: str, kind: str = "vendor", params: str = "{}", settings: str = "") -> list[str]:
    text = POLICY.replace(
        SUBJECT, f"    for: {kind}\n    params: {params}\n    require: |-\n      {require}\n"
    ).replace('"{data.category} is encrypted: {data.encryption.at_rest}"', "m")
    found = linted(text, settings=settings).diagnostics
    return [
        f"{each.message.split(' (expected')[0]}; {each.hint}"
        for each in found
        if each.rule.id == "cel-type"
    ]


@pytest.mark.parametrize(
    "kind, require, expected",
    [
        ("vendor", 'vendor.hq_country != "UK"', ["'UK' is never vendor.hq_country"]),
        ("vendor", '!(vendor.hq_country in ["EU", "US"])', ["'EU' is never vendor.hq_country"]),
        ("vendor", '"us" != vendor.hq_country', ["'us' is never vendor.hq_country"]),
        (
            "vendor",
            'vendor.identifiers.lei != "529900T8BM49AURSDO56"',
            ["'529900T8BM49AURSDO56' is never"],
        ),
        ("contract", 'contract.start != "31.12.2031"', ["'31.12.2031' is never contract.start"]),
        ("contract", 'contract.start != "2031-02-30"', ["'2031-02-30' is never contract.start"]),
        ("contract", 'contract.start < "31.12.2031"', ["'31.12.2031' is never contract.start"]),
        ("contract", 'contract.end != "never"', ["'never' is never contract.end"]),
        ("vendor", 'vendor.id != "Acme Ltd"', ["'Acme Ltd' is never vendor.id"]),
        ("vendor", "vendor.clients_declared != 1.5", ["1.5 is never vendor.clients_declared"]),
        ("vendor", "vendor.clients_declared != -1", ["-1 is never vendor.clients_declared"]),
        ("vendor", '!["UK"].exists(c, c == vendor.hq_country)', ["'UK' is never"]),
        ("inventory", 'inventory.calendar.zone != "Mars/X"', ["'Mars/X' is never"]),
        ("vendor", 'vendor.website != "acme.example"', ["'acme.example' is never vendor.website"]),
        (
            "subprocessor",
            'subprocessor.purl != "gateway"',
            ["'gateway' is never subprocessor.purl"],
        ),
        ("contract", 'contract.annual_cost.currency in ["EUR", "RMB"]', ["'RMB' is never"]),
        ("contract", "timestamp(contract.start) < now", ["this is never an RFC 3339 timestamp"]),
        ("vendor", "!before(vendor.hq_country, '2031')", ["this is never a moment"]),
    ],
)
def test_what_a_field_cannot_be_is_an_error(kind: str, require: str, expected: list[str]) -> None:
    found = told(require, kind)

    assert len(found) == len(expected), found
    assert all(one.startswith(other) for one, other in zip(found, expected, strict=True)), found


def test_a_parameter_is_held_to_the_rule_also_where_it_is_overridden() -> None:
    require, params = "!(vendor.hq_country in params.denied)", "{denied: [RU, BY]}"
    settings = "policies: {encrypted: {params: {denied: [RU, uk]}}}\n"

    assert told(require, params=params) == []
    assert told(require, params=params, settings=settings) == [
        "'uk' is never vendor.hq_country; write GB"
    ]


@pytest.mark.parametrize(
    "kind, require",
    [
        ("vendor", '!(vendor.hq_country in ["GB", "RU"])'),
        ("vendor", "vendor.clients_declared != 1"),
        ("vendor", "vendor.clients_declared < 1.5"),
        ("vendor", 'vendor.legal_name != "UK"'),
        ("contract", 'contract.start > "2024" && contract.start < "2031-05"'),
        ("contract", 'contract.start != "2031-02-28"'),
        ("contract", "contract.end == null || contract.end != contract.start"),
        ("incident", "timestamp(incident.times.vendor_detected) < now"),
        ("contract", "!overdue(contract.start, now, inventory.calendar)"),
    ],
)
def test_what_a_field_can_be_is_none(kind: str, require: str) -> None:
    assert told(require, kind) == []


def test_a_number_beyond_the_bounds_of_a_field_decides_nothing_also_as_a_parameter() -> None:
    require, settings = (
        "vendor.clients_declared <= params.max",
        "policies: {encrypted: {params: {max: -1}}}\n",
    )

    assert told("vendor.clients_declared <= -1") == ["-1 is never vendor.clients_declared; None"]
    assert told(require, params="{max: 5}") == []
    assert told(require, params="{max: 5}", settings=settings) == [
        "-1 is never vendor.clients_declared; None"
    ]


@pytest.mark.parametrize(
    "require",
    [
        "vendor.clients_declared in params.some",
        "params.some.exists(n, vendor.clients_declared <= n)",
        "sets.contains(params.some, [vendor.clients_declared])",
    ],
)
def test_the_numbers_of_a_list_are_held_to_the_bounds_of_a_field(require: str) -> None:
    assert told(require, params="{some: [1, 5]}") == []
    found = told(require, params="{some: [1, -1, -2]}")
    assert sorted(each.split(" is never ")[0] for each in found) == ["-1", "-2"]


def test_a_zone_is_checked_wherever_it_is_written_in_a_calendar() -> None:
    zone = "vendor.clients_declared > 1 ? 'UTC' : 'Mars/X'"
    days = "['2031-01-01', vendor.clients_declared > 1 ? '2031-13-01' : '2031-01-02']"

    found = told(f"!overdue('2031-05-15', now, {{'zone': {zone}, 'holidays': {days}}})")

    assert ["Mars/X" in found[0], "2031-13-01" in found[1]] == [True, True]
    assert len(found) == 2


def test_what_an_override_breaks_is_told_where_the_override_stands(workplace: Workplace) -> None:
    workplace.inventory()
    workplace.policy(
        'require: data.encryption.at_rest == "full"',
        'params: {denied: [RU]}\n    require: "!(vendor.hq_country in params.denied)"',
    )
    workplace.write("vendorgate.yaml", "policies:\n  encrypted: {params: {denied: [uk]}}\n")

    done = workplace.run("check", "--as-of", "2031-05-15")

    assert done.code == 2
    assert done.err.startswith("vendorgate.yaml:2:15: 'uk' is never vendor.hq_country (expected")
    assert " in policies/own.yaml:7:45\n" in done.err
