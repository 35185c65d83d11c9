"""A test that could not mean what it says is refused, where it says so."""

import pytest
from proofs import cases, policies, policy, said, suite

from checker.errors import InputError
from checker.parse.document import Document
from checker.testing import cases as suite_report
from checker.verdict import Verdict

SUITE = """\
policies: [encrypted]
now: 2031-05-15T12:00:00Z
fixtures:
  vault:
    vendor: {id: v, legal_name: V}
    data: {category: telemetry, encryption: {at_rest: full, keys: customer_held}}
tests:
"""


def problems(found: Document, *suites: Document) -> list[str]:
    with pytest.raises(InputError) as raised:
        cases(found, *suites)
    return said(raised.value.problems)


def of_tests(text: str) -> list[str]:
    """What is said of a suite with this test, on its eighth line."""
    return problems(policy(), suite(f"{SUITE}  - {text}\n"))


def test_a_case_is_what_is_written() -> None:
    text = (
        "[{name: n, given: {data: {id: x}}, now: '2030-01-01T00:00:00+01:00', "
        "params: {wanted: partial}, expect: fail}]"
    )
    (case,) = cases(policy(text))

    assert (case.policy, case.name, case.given) == ("encrypted", "n", {"data": {"id": "x"}})
    assert (case.params, case.expect) == ({"wanted": "partial"}, Verdict.FAIL)
    assert str(case.now.nanoseconds) == "1893452400000000000"
    assert str(case.place) == "own.yaml:9:13"


def test_a_moment_that_nobody_names_is_always_the_same() -> None:
    (case,) = cases(policy("[{name: n, given: {}, expect: unknown}]"))
    (other,) = cases(policy(), suite(SUITE + "  - {name: n, given: {}, expect: unknown}\n"))

    assert case.now.nanoseconds == 1924992000 * 10**9
    assert other.now.nanoseconds == 1936612800 * 10**9


def test_a_fixture_is_what_a_test_begins_with() -> None:
    (case,) = cases(
        policy(),
        suite(
            f"{SUITE}  - name: n\n"
            "    given: {use: vault, data: {encryption: {at_rest: none}}, vendor: {id: w}}\n"
            "    expect: fail\n"
        ),
    )

    assert case.given == {
        "vendor": {"id": "w", "legal_name": "V"},
        "data": {
            "category": "telemetry",
            "encryption": {"at_rest": "none", "keys": "customer_held"},
        },
    }
    assert str(case.where(("data", "encryption", "at_rest"))) == "own.test.yaml:9:45"
    assert str(case.where(("data", "encryption", "keys"))) == "own.test.yaml:6:61"
    assert str(case.where(("data", "records"))) == "own.test.yaml:9:25"


def test_a_suite_tests_each_of_its_policies() -> None:
    found = policy("[{name: own, given: {}, expect: unknown}]")
    more = policy(id_="again")
    text = "policies: [encrypted, again]\ntests: [{name: n, given: {}, expect: unknown}]\n"

    all_of = suite_report.cases([found, more], [suite(text)], policies(found, more))

    assert [(case.policy, case.name) for case in all_of] == [
        ("again", "n"),
        ("encrypted", "own"),
        ("encrypted", "n"),
    ]


@pytest.mark.parametrize(
    "given, said_",
    [
        (
            "{data: {encription: {}}}",
            (
                "own.yaml:9:38: unknown key 'encription' (not a key of data holding)"
                " -- did you mean 'encryption'?"
            ),
        ),
        (
            "{data: {records: many}}",
            "own.yaml:9:47: 'records' is 'many' (expected a whole number, 0 or more)",
        ),
        (
            "{data: {encryption: {at_rest: fully}}}",
            (
                "own.yaml:9:60: 'at_rest' is 'fully' (expected none, partial or full)"
                " -- did you mean 'full'?"
            ),
        ),
        (
            "{vendor: {data: {}}}",
            "own.yaml:9:46: 'data' is a mapping (expected a list)",
        ),
        (
            "{vendors: {}}",
            "own.yaml:9:31: unknown key 'vendors' (not a key of given) -- did you mean 'vendor'?",
        ),
        (
            "{inventory: {schema_version: '1'}}",
            "own.yaml:9:43: unknown key 'schema_version' (not a key of inventory)",
        ),
        (
            "{portfolio: {inventoris: []}}",
            "own.yaml:9:43: unknown key 'inventoris' (not a key of portfolio)",
        ),
        (
            "{portfolio: {inventories: [{vendors: [{clients: [{clint: a}]}]}]}}",
            "own.yaml:9:80: unknown key 'clint' (not a key of client) -- did you mean 'client'?",
        ),
    ],
)
def test_what_is_given_is_what_an_inventory_could_hold(given: str, said_: str) -> None:
    (problem,) = problems(policy(f"[{{name: n, given: {given}, expect: pass}}]"))

    assert problem.startswith(said_)


def test_the_same_is_true_of_fixtures() -> None:
    text = "policies: [encrypted]\nfixtures: {f: {data: {clas: a}}}\ntests: []\n"

    (problem,) = problems(policy(), suite(text))

    assert problem.startswith("own.test.yaml:2:23: unknown key 'clas' (not a key of data holding)")


def test_nothing_is_required_of_an_example() -> None:
    given = "{vendor: {services: [{}], incidents: [{}], contacts: [{}]}, data: {}, inventory: {}}"

    assert len(cases(policy(f"[{{name: n, given: {given}, expect: unknown}}]"))) == 1


@pytest.mark.parametrize(
    "test, said_",
    [
        (
            "{name: n, given: {use: vaul}, expect: pass}",
            "8:28: there is no fixture 'vaul' -- did you mean 'vault'?",
        ),
        (
            "{name: n, given: {use: vault}, params: {want: a}, expect: pass}",
            "8:45: policy 'encrypted' has no parameter 'want' -- did you mean 'wanted'?",
        ),
        (
            "{name: n, given: {use: vault}, params: {most: a}, expect: pass}",
            "8:45: policy 'encrypted' has no parameter 'most' -- parameters: wanted",
        ),
        (
            "{name: n, given: {use: vault}, params: {wanted: 1}, expect: pass}",
            "8:45: parameter 'wanted' is a number (expected text, as in the policy)",
        ),
        (
            "{name: n, given: {use: vault}, now: '2031-02-30T00:00:00Z', expect: pass}",
            "8:41: '2031-02-30T00:00:00Z' is not an instant that exists",
        ),
        (
            "{name: n, given: {use: vault, vendor: {data: []}}, expect: pass}",
            (
                "8:44: 'data' stands beside the vendor's own 'data' -- give one of them; "
                "of 'data', `expect` says a verdict for each by its name"
            ),
        ),
        (
            "{name: n, given: {vendor: {id: v, data: [{id: x}, {id: y}]}}, expect: pass}",
            (
                "8:75: 'given' has 2 subjects for policy 'encrypted' (expected one)"
                " -- expect: {v/data/x: pass, v/data/y: pass}"
            ),
        ),
        (
            "{name: n, given: {vendor: {data: []}}, expect: pass}",
            "8:52: 'given' has no subject for policy 'encrypted' (expected one)",
        ),
        (
            "{name: n, given: {use: vault}, expect: {v/data/telemetri: pass, v: pass}}",
            (
                "8:45: there is no subject 'v/data/telemetri' in what is given"
                " -- did you mean 'v/data/telemetry'?"
            ),
        ),
        (
            "{name: n, given: {vendor: {id: v, data: [{id: x}, {}]}}, expect: {v/data/x: pass}}",
            "8:70: 'expect' says nothing of 'v/data[1]' -- 'v/data[1]': pass",
        ),
        (
            "{name: n, given: {use: vault}, expect: {v/data/telemetry: pass, data: pass}}",
            "8:44: 'v/data/telemetry' and 'data' are the same subject",
        ),
        (
            "{name: n, given: {vendor: {data: [{id: x}, {id: x}]}}, expect: {vendor/data/x: pass}}",
            "8:69: 'vendor/data/x' is the name of 2 subjects -- vendor.data[0] or vendor.data[1]",
        ),
        (
            "{name: n, given: {use: vault}, expect: pass, message: m}",
            "8:59: a pass has no message (expected fail, unknown or error)",
        ),
        (
            "{name: n, given: {use: vault}, expect: {data: fail}, message: m}",
            "8:67: a message for several subjects (expected one verdict)",
        ),
        (
            "{name: n, given: {use: vault}, expect: passes}",
            "8:44: 'expect' is 'passes' (expected one of pass, fail",
        ),
        (
            "{name: n, given: {use: vault}, expect: {data: passes}}",
            "8:51: 'data' is 'passes' (expected pass, fail, unknown, skip or error)",
        ),
    ],
)
def test_a_test_that_makes_no_sense_is_no_test(test: str, said_: str) -> None:
    first = of_tests(test)[0]

    assert first.startswith(f"own.test.yaml:{said_}")


def test_names_tell_the_tests_of_a_policy_apart() -> None:
    test = "{name: n, given: {}, expect: unknown}"

    assert problems(policy(f"[{test}]"), suite(f"{SUITE}  - {test}\n")) == [
        (
            "own.test.yaml:8:12: policy 'encrypted' has two tests of this name"
            " (first at own.yaml:9:13) -- reports tell tests apart by their names"
        )
    ]


def test_a_suite_names_policies_that_are_there_and_has_tests() -> None:
    text = "policies: [encripted, encrypted, encrypted]\ntests: []\n"

    assert problems(policy(), suite(text)) == [
        "own.test.yaml:1:12: there is no policy 'encripted' -- did you mean 'encrypted'?",
        "own.test.yaml:1:34: policy 'encrypted' is named twice",
        "own.test.yaml:2:8: 'tests' is empty: nothing is tested (expected at least one)",
    ]
    assert problems(policy(), suite("policies: []\ntests: []\n")) == [
        "own.test.yaml:1:11: 'policies' is empty: nothing is tested (expected at least one)",
        "own.test.yaml:2:8: 'tests' is empty: nothing is tested (expected at least one)",
    ]


def test_all_files_are_read_before_anything_is_said() -> None:
    wrong = policy("[{name: n, given: {vendor: {idd: a}}, expect: pass}]")

    assert len(problems(wrong, suite("policies: encrypted\ntests: {}\n"))) == 3
