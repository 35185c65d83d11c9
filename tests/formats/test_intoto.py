"""The in-toto statement is one, is about the bytes that were read, and passes only what passed."""

import hashlib
import json
from typing import Any

import pytest
from google.protobuf import json_format
from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from workplace import MOMENT, Workplace

from checker.formats import intoto
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.undone import NOWHERE, Undone
from checker.verdict import FailOn, Severity, Verdict
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE, attacked
from tests.formats.reports import Made, policy, report, subject
from tests.formats.scenes import SCENES


def documents() -> list[str]:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))
    return [
        *(intoto.render(*scene()) for scene in SCENES.values()),
        *(intoto.render(*attacked(text)) for text in HOSTILE.values()),
        intoto.render_undone(Undone(ExitCode.UNDECIDED, problems)),
    ]


def predicate(made: Made) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(intoto.render(*made))["predicate"]
    return found


def test_it_is_a_statement_with_a_test_result_for_in_totos_own_classes() -> None:
    for text in documents():
        proto = json_format.Parse(text, statement_pb2.Statement())
        Statement.copy_from_pb(proto).validate()
        told = json.loads(text)["predicate"]
        # An unknown field is ignored by who reads it, as in-toto demands.
        known = {key: value for key, value in told.items() if key != "vendorgate"}
        result = json_format.ParseDict(known, test_result_pb2.TestResult())
        assert result.result in {"PASSED", "WARNED", "FAILED"}


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.intoto.json", intoto.render(*SCENES["red"]()))


def test_digests_are_those_of_the_files(workplace: Workplace) -> None:
    inventory, own = workplace.inventory(), workplace.policy()
    config = workplace.configuration("policies: {}\n")

    done = workplace.run("check", "--as-of", MOMENT, "-o", "intoto")

    data = json.loads(done.out)
    digests = {
        each["name"]: each["digest"]
        for each in [*data["subject"], *data["predicate"]["configuration"]]
    }
    for path in (inventory, own, config):
        name = str(path.relative_to(workplace.folder))
        assert digests[name] == {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert [each["name"] for each in data["subject"]] == ["inventories/ours.yaml"]
    assert data["predicate"]["result"] == "PASSED"


@pytest.mark.parametrize(
    "verdict, severity, result, tests",
    [
        (Verdict.PASS, Severity.HIGH, "PASSED", "passedTests"),
        (Verdict.FAIL, Severity.HIGH, "FAILED", "failedTests"),
        (Verdict.UNKNOWN, Severity.HIGH, "FAILED", "failedTests"),
        (Verdict.FAIL, Severity.LOW, "WARNED", "warnedTests"),
        (Verdict.WAIVED, Severity.HIGH, "WARNED", "warnedTests"),
        (Verdict.ERROR, Severity.LOW, "FAILED", "failedTests"),
    ],
)
def test_a_policy_is_a_test_that_ends_as_its_worst_check(
    verdict: Verdict, severity: Severity, result: str, tests: str
) -> None:
    cells = [Cell(0, subject("a"), Verdict.PASS), Cell(0, subject("b"), verdict)]

    told = predicate(report((policy("p", severity=severity),), cells, fail_on=FailOn.HIGH))

    lists = {name: told[name] for name in ("passedTests", "warnedTests", "failedTests")}
    assert told["result"] == result
    assert {name: ids for name, ids in lists.items() if ids} == {tests: ["p"]}


def test_what_did_not_apply_is_in_no_list_and_what_met_nobody_failed() -> None:
    policies = (
        policy("off", reach=Reach.DISABLED),
        policy("idle", reach=Reach.IDLE),
        policy("nothing", reach=Reach.NOTHING),
    )

    told = predicate(report(policies, [Cell(2, subject("a"), Verdict.SKIP)], undecided=("so",)))

    lists = [told[name] for name in ("passedTests", "warnedTests", "failedTests")]
    assert (told["result"], lists) == ("FAILED", [[], [], ["idle"]])


def test_a_run_that_came_to_none_failed_and_is_about_no_inventory() -> None:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))

    data = json.loads(intoto.render_undone(Undone(ExitCode.UNDECIDED, problems)))

    assert data["predicate"]["result"] == "FAILED"
    assert [each["name"] for each in data["subject"]] == ["vendorgate: undecided"]
