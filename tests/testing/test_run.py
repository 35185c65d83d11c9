"""A case that fails is explained, and how the work was spread does not show."""

import json
import time

import pytest
from proofs import policy, proven, suite

from checker.formats import test as text
from checker.formats import test_json
from checker.formats.style import Style
from checker.parse.document import Document
from checker.report.gate import ExitCode
from checker.report.report import Input
from checker.testing.run import SuiteReport

PLAIN = Style(on=False)
INPUTS = [Input("own.yaml", "policies", "0" * 64)]

FULL = "{data: {category: telemetry, encryption: {at_rest: full}}}"
PARTIAL = "{data: {category: telemetry, encryption: {at_rest: partial}}}"


def one(given: str, expect: str, **others: str) -> Document:
    return policy(f"[{{name: n, given: {given}, expect: {expect}}}]", **others)


def lines(suite_report: SuiteReport) -> list[str]:
    return text.render(suite_report, style=PLAIN).splitlines()


def test_what_passes_is_counted() -> None:
    suite_report = proven(one(FULL, "pass"))

    assert lines(suite_report) == ["1 test of 1 policy passes"]
    assert suite_report.exit_code == ExitCode.COMPLIANT


def test_a_failure_shows_what_was_expected_what_came_and_why() -> None:
    suite_report = proven(one(PARTIAL, "pass"))

    assert lines(suite_report) == [
        "own.yaml:9:13: encrypted: n",
        "  expected pass, got fail",
        "  message: telemetry is encrypted: partial",
        "  this does not hold: data.encryption.at_rest == params.wanted (own.yaml:7:14)",
        '    data.encryption.at_rest = "partial" (own.yaml:9:72)',
        "",
        "1 of 1 test fails, in 1 policy",
    ]
    assert suite_report.exit_code == ExitCode.NOT_COMPLIANT


def test_a_pass_that_should_not_be_one_has_its_reasons_too() -> None:
    assert lines(proven(one(FULL, "fail"))) == [
        "own.yaml:9:13: encrypted: n",
        "  expected fail, got pass",
        "  this holds: data.encryption.at_rest == params.wanted (own.yaml:7:14)",
        '    data.encryption.at_rest = "full" (own.yaml:9:72)',
        "",
        "1 of 1 test fails, in 1 policy",
    ]


@pytest.mark.parametrize(
    "given, clause",
    [
        ("{data: {id: x, bytes: 5, records: 5}}", "data.records > 9"),
        ("{data: {id: x, bytes: 5, records: 10}}", "(data.bytes > 7 || data.bytes < 3)"),
        ("{data: {id: x, records: 10}}", "data.bytes > 7"),
    ],
)
def test_the_clause_that_decided_is_the_smallest_that_did(given: str, clause: str) -> None:
    rule = "data.records > 9 && (data.bytes > 7 || data.bytes < 3)"

    (outcome,) = proven(one(given, "pass", require=rule)).outcomes

    assert outcome.got[0].why is not None
    assert outcome.got[0].why.clause == clause.strip("()")


def test_a_list_that_is_not_recorded_is_why_nothing_can_be_told() -> None:
    assert lines(proven(one("{vendor: {id: v}}", "pass")))[1:5] == [
        "  expected pass, got unknown",
        "  message: no 'data' recorded for v: whether data is encrypted cannot be told",
        "  decided by what is not recorded (own.yaml:2:5)",
        "    vendor.data: not recorded (own.yaml:9:31)",
    ]


def test_a_policy_that_cannot_be_evaluated_says_so() -> None:
    suite_report = proven(one("{data: {records: 0}}", "pass", require="1 / data.records > 1"))

    assert "  expected pass, got error" in lines(suite_report)
    assert any("cannot be evaluated: division by zero" in each for each in lines(suite_report))


def test_what_is_read_under_another_name_is_shown_where_it_is_given() -> None:
    given = "{vendor: {id: v}, data: {id: x, records: 5}}"
    rules = {
        "vendor.data[0].records > 9": "data.records",
        "inventory.vendors[0].data[0].records > 9": "data.records",
        "portfolio.inventories[0].vendors[0].data[0].records > 9": "data.records",
        'vendor.id == "w" || inventory.vendors[0].id == "w"': "vendor.id",
    }
    for rule, path in rules.items():
        (outcome,) = proven(one(given, "pass", require=f"'{rule}'")).outcomes
        assert outcome.got[0].why is not None
        assert {each.path for each in outcome.got[0].why.evidence} == {path}


def test_what_is_sensitive_is_not_shown() -> None:
    given = "{vendor: {contacts: [{role: security, email: alice@vendor.example}]}}"
    rule = {
        "subject_kind": "vendor",
        "require": 'vendor.contacts.exists(c, c.email == "x@y.example")',
        "message": "{vendor.contacts.map(c, c.email)}",
    }

    shown = "\n".join(lines(proven(one(given, "pass", **rule))))

    assert "(redacted)" in shown
    assert "alice" not in shown


def test_of_many_subjects_those_that_are_wrong_are_shown() -> None:
    given = "{vendor: {id: v, data: [{id: x}, {id: y, encryption: {at_rest: full}}, {id: z}]}}"
    expect = "{v/data/x: unknown, v/data/y: fail, v/data/z: pass}"
    found = suite(f"policies: [encrypted]\ntests: [{{name: n, given: {given}, expect: {expect}}}]")

    shown = [each for each in lines(proven(policy(), found)) if "expected" in each]

    assert shown == [
        "  v/data/y: expected fail, got pass",
        "  v/data/z: expected pass, got unknown",
    ]


def test_a_message_is_held_to_the_letter() -> None:
    test = "{name: n, given: %s, expect: fail, message: '%s'}"
    right = test % (PARTIAL, "telemetry is encrypted: partial")
    wrong = test % (PARTIAL, "Telemetry is encrypted: partial")

    assert proven(policy(), suite(f"policies: [encrypted]\ntests: [{right}]")).exit_code == 0
    assert lines(proven(policy(), suite(f"policies: [encrypted]\ntests: [{wrong}]")))[:4] == [
        "own.test.yaml:2:9: encrypted: n",
        "  fail, as expected, but not with this message",
        "  expected: Telemetry is encrypted: partial",
        "       got: telemetry is encrypted: partial",
    ]


def test_params_and_moment_of_a_case_are_its_own() -> None:
    tests = (
        f"[{{name: a, given: {PARTIAL}, params: {{wanted: partial}}, expect: pass}},"
        f" {{name: b, given: {PARTIAL}, expect: fail}}]"
    )
    clock = "now < timestamp('2031-01-01T00:00:00Z')"
    times = "[{name: a, given: {vendor: {}}, now: '2030-12-31T23:59:59Z', expect: pass}]"

    assert proven(policy(tests)).exit_code == 0
    assert (
        proven(policy(times, subject_kind="vendor", require=f'"{clock}"', message="m")).exit_code
        == 0
    )


def test_a_policy_without_tests_is_not_proven() -> None:
    suite_report = proven(policy())

    assert suite_report.untested == ("encrypted",)
    assert suite_report.exit_code == ExitCode.UNDECIDED
    assert lines(suite_report) == [
        "policy 'encrypted' has no tests",
        "",
        "no test was run; 1 policy has no tests: nothing is proven of it",
    ]


def test_a_hostile_name_is_no_command_in_a_log() -> None:
    name = '"::error::x ##[error]"'
    found = policy(f"[{{name: {name}, given: {{}}, expect: pass}}]")

    shown = text.render(proven(found), style=PLAIN)

    assert "##[" not in shown
    assert " ::" not in shown


def test_the_result_is_the_same_for_every_number_of_processes() -> None:
    tests = ", ".join(
        f"{{name: n{number}, given: {{data: {{records: {number}}}}}, expect: pass}}"
        for number in range(50)
    )
    found = policy(f"[{tests}]", require="data.records % 3 == 0", message="{data.records}")

    assert proven(found, jobs=3).outcomes == proven(found).outcomes
    assert lines(proven(found, jobs=3)) == lines(proven(found))


def test_json_says_the_same_as_data() -> None:
    suite_report = proven(one(PARTIAL, "pass"))

    data = json.loads(test_json.render(suite_report, INPUTS, {"coverage": {"a": 1}}, 1))

    assert data["results"] == [
        {
            "policy": "encrypted",
            "name": "n",
            "passed": False,
            "location": {"path": "own.yaml", "line": 9, "column": 13},
            "subjects": [
                {
                    "subject": "vendor/data/telemetry",
                    "expected": "pass",
                    "got": "fail",
                    "why": {
                        "message": "telemetry is encrypted: partial",
                        "clause": "data.encryption.at_rest == params.wanted",
                        "location": {"path": "own.yaml", "line": 7, "column": 14},
                        "evidence": [
                            {
                                "path": "data.encryption.at_rest",
                                "value": "partial",
                                "recorded": True,
                                "location": {"path": "own.yaml", "line": 9, "column": 72},
                                "anchor": None,
                            }
                        ],
                    },
                }
            ],
            "expected_message": None,
        }
    ]
    assert data["summary"] == {"passed": 0, "failed": 1, "policies": 1, "untested": 0}
    assert data["inputs"] == [{"path": "own.yaml", "kind": "policies", "sha256": "0" * 64}]
    assert (data["exit_code"], data["coverage"], data["untested"]) == (1, {"a": 1}, [])


@pytest.mark.slow
def test_a_policy_that_costs_too_much_says_so_in_time() -> None:
    lists = "[" + ",".join(map(str, range(100))) + "]"
    nested = f"{lists}.all(a, {lists}.all(b, {lists}.all(c, {lists}.all(d, a + b + c + d >= 0))))"
    start = time.process_time()

    suite_report = proven(one("{data: {id: x}}", "pass", require=f'"{nested}"'))

    assert "  expected pass, got error" in lines(suite_report)
    assert "cannot be evaluated: it spends its budget" in "\n".join(lines(suite_report))
    assert time.process_time() - start < 10
