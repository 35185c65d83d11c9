"""`vendorgate test --coverage`, `--threshold` and `--mutate`, as their users run them."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from workplace import POLICY, Workplace

ONE = """\
    tests:
      - {name: full, given: {data: {encryption: {at_rest: full}}}, expect: pass}
"""
TESTS = f"""\
{ONE}\
      - {{name: none, given: {{data: {{encryption: {{at_rest: none}}}}}}, expect: fail}}
"""
UNKNOWN = """\
      - {name: silent, given: {data: {id: d}}, expect: unknown}
"""
SLOW = """\
policies:
  - id: slow
    title: It is slow
    severity: high
    require: lists.range(900).all(a, lists.range(800).all(b, a + b >= 0))
    message: it is slow
    tests:
"""
# On a fast machine, too, it must be at work when it is interrupted.
SLOW += "".join(
    f"      - {{name: {number}th, given: {{vendor: {{id: v}}}}, expect: pass}}\n"
    for number in range(5)
)


@pytest.fixture
def tested(workplace: Workplace) -> Workplace:
    workplace.write("policies/own.yaml", POLICY + TESTS)
    return workplace


def test_coverage_alone_measures_and_gates_nothing(tested: Workplace) -> None:
    done = tested.run("test", "--coverage")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "2 tests of 1 policy pass\n"
        "\n"
        "encrypted: 66.66 % (2 of 3 outcomes)\n"
        '  policies/own.yaml:6:14: require: never missing: data.encryption.at_rest == "full"\n'
        "coverage: 66.66 % (2 of 3 outcomes)\n"
    )


@pytest.mark.parametrize(
    "threshold, code", [("0", 0), ("66.66", 0), ("66.67", 1), ("100", 1), ("100.0", 1)]
)
def test_a_threshold_is_held_exactly(tested: Workplace, threshold: str, code: int) -> None:
    done = tested.run("test", "--threshold", threshold)

    assert done.code == code
    assert "never missing: data.encryption.at_rest" in done.out
    assert ("was demanded" in done.out) == (code == 1)


@pytest.mark.parametrize("threshold", ["101", "100.001", "-1", "all", "1e2", "nan", "50%", ""])
def test_a_threshold_that_is_none_is_refused(tested: Workplace, threshold: str) -> None:
    done = tested.run("test", f"--threshold={threshold}")

    assert done.code == 2
    assert f"'{threshold}' is no percentage (expected 0 to 100)" in done.err


def test_survivors_are_not_compliant(tested: Workplace) -> None:
    tested.write("policies/own.yaml", POLICY + ONE)

    done = tested.run("test", "--mutate")

    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "1 test of 1 policy passes\n"
        "\n"
        "policies/own.yaml:6:14: encrypted: require: condition settled\n"
        '  - require: data.encryption.at_rest == "full"\n'
        "  + require: true\n"
        "mutants: 4 tried, 3 killed, 1 survived, 0 equivalent\n"
    )


def test_all_covered_and_killed_is_compliant(tested: Workplace) -> None:
    tested.write("policies/own.yaml", POLICY + TESTS + UNKNOWN)

    done = tested.process("test", "--threshold", "100", "--mutate", "--jobs", "2")

    assert done.code == 0
    assert done.out.endswith(
        "coverage: 100 % (3 of 3 outcomes)\n"
        "\n"
        "mutants: 4 tried, 4 killed, 0 survived, 0 equivalent\n"
    )


def test_a_list_of_equivalents_that_is_wrong_is_not_compliant(tested: Workplace) -> None:
    tested.write(
        "equivalents.yaml",
        "equivalents:\n"
        "  - {policy: encrypted, clause: require, old: a, new: b, why: it was there once}\n",
    )

    done = tested.run("test", "--equivalents", "equivalents.yaml")

    assert done.code == 1
    assert "equivalents.yaml:2:5: 'encrypted' has no such mutant (listed as equivalent)" in done.out


def test_in_json_both_stand_beside_the_results(tested: Workplace) -> None:
    done = tested.run("test", "--coverage", "--mutate", "-o", "json")

    report = json.loads(done.out)
    assert (report["coverage"]["covered"], report["coverage"]["possible"]) == (2, 3)
    assert (report["mutation"]["mutants"], report["mutation"]["killed"]) == (4, 4)
    assert report["exit_code"] == done.code == 0


@pytest.mark.slow
def test_an_interrupted_mutation_run_tells_what_it_found(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", SLOW)
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "test", "--mutate", "--jobs", "2"],
        cwd=workplace.folder,
        env=workplace.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A job in the background may have been started with interrupts ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    try:
        time.sleep(2)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()

    assert (process.returncode, out) == (130, "")
    assert err == "interrupted\n" or re.search(
        r"^mutants: incomplete, \d+ of \d+ tried, .*\ninterrupted\n\Z", err, re.MULTILINE
    )
    assert "Traceback" not in err
