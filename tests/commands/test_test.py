"""`vendorgate test` as its users run it: what it says, and how it ends."""

import json

import pytest
from workplace import POLICY, Workplace

from tests.data import assert_valid

PASSING = (
    "    tests:\n      - {name: full, given: {data: {encryption: {at_rest: full}}}, expect: pass}\n"
)
FAILING = (
    "    tests:\n      - {name: full, given: {data: {encryption: {at_rest: none}}}, expect: pass}\n"
)
SUITE = """\
policies: [encrypted]
fixtures:
  vault: {data: {category: telemetry, encryption: {at_rest: full}}}
tests:
  - {name: in the vault, given: {use: vault}, expect: pass}
  - name: not in the vault
    given: {use: vault, data: {encryption: {at_rest: none}}}
    expect: fail
    message: "telemetry is encrypted: none"
  - name: all that it holds
    given:
      inventory:
        vendors: [{id: acme, data: [{id: a, encryption: {at_rest: full}}, {id: b}]}, {id: other}]
    expect: {acme/data/a: pass, acme/data/b: unknown, other: unknown}
"""


@pytest.fixture
def tested(workplace: Workplace) -> Workplace:
    """The user's folder, with a policy that has a test which passes."""
    workplace.write("policies/own.yaml", POLICY + PASSING)
    return workplace


def test_green_is_one_line_and_zero(tested: Workplace) -> None:
    done = tested.run("test")

    assert done == (0, "1 test of 1 policy passes\n", "")


def test_a_failing_case_is_one(tested: Workplace) -> None:
    tested.write("policies/own.yaml", POLICY + FAILING)

    done = tested.run("test")

    assert done.code == 1
    assert done.out.splitlines() == [
        "policies/own.yaml:11:9: encrypted: full",
        "  expected pass, got fail",
        "  message: (not recorded) is encrypted: none",
        '  this does not hold: data.encryption.at_rest == "full" (policies/own.yaml:6:14)',
        '    data.encryption.at_rest = "none" (policies/own.yaml:11:50)',
        "",
        "1 of 1 test fails, in 1 policy",
    ]
    assert done.err == ""


def test_no_tests_is_not_green(workplace: Workplace) -> None:
    done = workplace.run("test")

    assert (done.code, done.err) == (2, "")
    assert done.out.splitlines()[0] == "policy 'encrypted' has no tests"


def test_one_policy_without_tests_is_not_green_either(tested: Workplace) -> None:
    tested.write("policies/more.yaml", POLICY.replace("encrypted\n", "bare\n", 1))

    assert tested.run("test").code == 2
    assert "policy 'bare' has no tests" in tested.run("test").out
    assert tested.run("test", "--select", "bare").code == 2
    assert tested.run("test", "--select", "encrypted").code == 0


def test_suites_stand_beside_policies(workplace: Workplace) -> None:
    workplace.write("policies/own.test.yaml", SUITE)

    assert workplace.run("test") == (0, "3 tests of 1 policy pass\n", "")
    assert workplace.run("test", "policies/own.yaml").code == 2
    assert workplace.run("test", "policies/own.yaml", "policies/own.test.yaml").code == 0


def test_check_knows_that_suites_are_no_policies(workplace: Workplace) -> None:
    alone = workplace.check("-o", "json")
    workplace.write("policies/own.test.yaml", SUITE)

    assert workplace.check("-o", "json") == alone
    assert workplace.check("-o", "json") == alone  # remembered


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_policy_in_a_suite_is_not_passed_over(workplace: Workplace, command: str) -> None:
    workplace.write("policies/more.test.yaml", POLICY.replace("encrypted\n", "more\n", 1))

    done = workplace.run(command)

    assert done.code == 2
    assert "policies/more.test.yaml:2:5: a policy in a file of tests" in done.err


def test_a_file_that_changes_its_name_changes_its_meaning(workplace: Workplace) -> None:
    assert workplace.check().code == 0
    own = workplace.folder / "policies/own.yaml"
    own.rename(own.with_name("own.test.yaml"))

    done = workplace.check()

    assert done.code == 2
    assert "a policy in a file of tests" in done.err


def test_only_suites_are_nothing_to_test(workplace: Workplace) -> None:
    suite = workplace.write("own.test.yaml", SUITE)

    done = workplace.run("test", suite.name)

    assert (done.code, done.out) == (2, "")
    assert "there is no policy to test" in done.err


def test_a_fixture_that_no_inventory_could_hold_is_refused(workplace: Workplace) -> None:
    workplace.write("policies/own.test.yaml", SUITE.replace("at_rest: full", "at_rst: full", 1))

    done = workplace.run("test")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "policies/own.test.yaml:3:52: unknown key 'at_rst' (not a key of encryption)\n"
        "  hint: did you mean 'at_rest'?\n"
    )


def test_a_policy_that_is_not_there_is_not_green(tested: Workplace) -> None:
    done = tested.run("test", "--select", "encripted")

    assert (done.code, done.out) == (2, "")
    assert "there is no policy 'encripted'\n  hint: did you mean 'encrypted'?" in done.err


def test_policies_are_tested_as_their_files_say_unless_a_configuration_is_named(
    tested: Workplace,
) -> None:
    rule = POLICY.replace('"full"', "params.wanted").replace(
        "    for: data\n", "    for: data\n    params: {wanted: full}\n"
    )
    tested.write("policies/own.yaml", rule + PASSING)
    tested.configuration("policies: {encrypted: {params: {wanted: partial}}}\n")

    assert tested.run("test").code == 0
    assert tested.run("test", "--config", "vendorgate.yaml").code == 1


def test_the_shipped_pack_is_the_default(workplace: Workplace) -> None:
    (workplace.folder / "policies/own.yaml").unlink()
    (workplace.folder / "policies").rmdir()
    (workplace.folder / "vendorgate.yaml").unlink()

    done = workplace.run("test", "--select", "encryption-at-rest", "-o", "json")

    data = json.loads(done.out)
    assert done.code == 0
    assert data["summary"]["failed"] == 0
    assert data["results"][0]["location"]["path"] == "vendorgate:policies/data-protection.yaml"


def test_reports_go_where_they_are_sent_and_say_the_same(tested: Workplace) -> None:
    done = tested.run("test", "-o", "json=out.json", "--junit", "out.xml", "-o", "text")

    assert done == (0, "1 test of 1 policy passes\n", "")
    assert json.loads((tested.folder / "out.json").read_text())["exit_code"] == 0
    assert '<testcase classname="policies.encrypted" name="full"' in (
        tested.folder / "out.xml"
    ).read_text("utf-8")


def test_a_report_never_overwrites_a_policy(tested: Workplace) -> None:
    done = tested.run("test", "--junit", "policies/own.yaml")

    assert done.code == 2
    assert "'policies/own.yaml' lies in 'policies', which is read" in done.err
    assert (tested.folder / "policies/own.yaml").read_text() == POLICY + PASSING


@pytest.mark.parametrize("rule", ["", FAILING, PASSING])
def test_json_is_what_its_schema_says(workplace: Workplace, rule: str) -> None:
    workplace.write("policies/own.yaml", POLICY + rule)
    workplace.configuration("policies: {encrypted: {severity: low}}\n")
    if rule:
        workplace.write("policies/own.test.yaml", SUITE)

    done = workplace.run(
        "test", "-o", "json", "--coverage", "--mutate", "--config", "vendorgate.yaml"
    )

    data = json.loads(done.out)
    assert_valid(data, "test")
    assert data["exit_code"] == done.code
    assert ("coverage" in data, "mutation" in data) == (rule != FAILING, rule != FAILING)
    assert {each["kind"] for each in data["inputs"]} >= {"policies", "config"}


@pytest.mark.parametrize("text", ["-1", "101", "1e2", "ninety", "", "9.", "１"])
def test_a_threshold_is_a_percentage(tested: Workplace, text: str) -> None:
    done = tested.run("test", f"--threshold={text}")

    assert done.code == 2
    assert f"'{text}' is no percentage (expected 0 to 100)" in done.err


def test_the_same_run_says_the_same_bytes_for_every_number_of_processes(
    workplace: Workplace,
) -> None:
    workplace.write("policies/own.test.yaml", SUITE.replace("none", "partial", 1))
    runs = {workplace.process("test", "-o", "json", "--jobs", jobs) for jobs in "123"}

    assert len(runs) == 1
    assert runs.pop().code == 1


def test_a_warm_green_run_imports_neither_celpy_nor_jsonschema(tested: Workplace) -> None:
    tested.run("test")
    program = (
        "import sys; from checker.cli import main; code = main(['test']);"
        "print(code, {'celpy', 'lark', 'jsonschema', 'tabulate', 're2'} & set(sys.modules),"
        " 'checker.explaining.explain' in sys.modules)"
    )
    done = tested.program(program)

    assert done == (0, "1 test of 1 policy passes\n0 set() False\n", "")
