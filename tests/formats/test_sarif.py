"""SARIF is what GitHub code scanning takes: valid, located, within its limits, and complete."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from workplace import MOMENT, Workplace

from checker.formats import sarif, sarif_parts
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Severity, Verdict
from tests.formats.golden import assert_golden
from tests.formats.reports import Made, explanation, policy, report, subject
from tests.formats.scenes import SCENES

HOSTILE = [
    "\x1b[31m",
    "\x1b]8;;http://evil\x07",
    "\u202egnp",
    "<script>alert(1)</script>",
    "]]>",
    "::error::no",
    "##[error]no",
    "##vso[task]",
    "%0A",
    "=HYPERLINK(1)",
    "![x](http://evil)",
    r"[x\](http://evil)",
    "\0",
    "\ud800",
    "{0}",
    "x" * 1_000_000,
]


def loaded(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    return data["runs"][0]  # type: ignore[no-any-return]


def one(message: str, path: str = "inventories/lab.yaml", line: int = 3) -> Made:
    about = subject("acme")
    page = explanation(message, ("vendors[0].name", message), line=line, path=path)
    return report((policy("p"),), [Cell(0, about, Verdict.FAIL)], {(0, about): page})


def valid(reference: Callable[..., Path], text: str) -> None:
    schema = json.loads(reference("sarif", "sarif-schema-2.1.0.json").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("scene", SCENES)
def test_it_is_valid_and_each_result_has_a_place(
    scene: str, reference: Callable[..., Path]
) -> None:
    text = sarif.render(*SCENES[scene]())

    valid(reference, text)
    run = loaded(text)
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"]
        assert place["region"]["startLine"] >= 1
        assert result["ruleId"] in rules


@pytest.mark.parametrize("scene", SCENES)
def test_it_counts_what_the_report_counts(scene: str) -> None:
    made, explainer = SCENES[scene]()
    run = loaded(sarif.render(made, explainer))

    told = {verdict.value: made.summary.verdicts[verdict] for verdict in Verdict}
    listed = Counter(
        each["properties"]["verdict"] for each in run["results"] if "properties" in each
    )
    assert run["properties"]["summary"] == told
    assert listed == Counter({k: n for k, n in told.items() if k not in {"pass", "skip"} and n})
    suppressed = sum("suppressions" in each for each in run["results"])
    assert suppressed == made.summary.verdicts[Verdict.WAIVED]


def test_a_rule_says_where_its_policy_is_declared() -> None:
    rule = loaded(sarif.render(*one("m")))["tool"]["driver"]["rules"][0]

    assert rule["properties"]["location"] == {
        "path": "policies/ours.yaml",
        "line": 2,
        "column": 9,
    }
    assert rule["help"]["text"] == "policies/ours.yaml:2:9."


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.sarif", sarif.render(*SCENES["red"]()))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_what_is_hostile_is_text_and_short(text: str, reference: Callable[..., Path]) -> None:
    written = sarif.render(*one(text, path=f"a b/{text[:50]}'\"\n.yaml"))

    valid(reference, written)
    assert written.isascii()
    assert "##[" not in written
    assert "##vso[" not in written
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
    result = loaded(written)["results"][0]
    messages = [result["message"]["text"], result["relatedLocations"][0]["message"]["text"]]
    for message in messages:
        assert message.isprintable()
        assert len(message) <= sarif_parts.TEXT + 10
        assert "](" not in message
        assert "{0}" not in message.replace("{{0}}", "")


@pytest.mark.parametrize(
    "path, expected",
    [
        ("inventories/lab.yaml", "inventories/lab.yaml"),
        ("./a//b/../lab.yaml", "a/lab.yaml"),
        ("our vendors/lab.yaml", "our%20vendors/lab.yaml"),
        ("git::x.yaml", "git%3A%3Ax.yaml"),
        ("https://evil/x.yaml", "https%3A/evil/x.yaml"),
        ("/srv/lab.yaml", "file:///srv/lab.yaml"),
        ("//srv/lab.yaml", "file:///srv/lab.yaml"),
        ("caf\udce9.yaml", "caf%E9.yaml"),
        ("", "vendorgate.yaml"),
    ],
)
def test_a_path_is_a_relative_percent_encoded_uri(path: str, expected: str) -> None:
    assert sarif_parts.uri(path) == expected


def test_a_file_as_a_whole_is_its_first_line() -> None:
    region = loaded(sarif.render(*one("m", line=0)))["results"][0]["locations"][0]
    assert region["physicalLocation"]["region"]["startLine"] == 1


def test_lines_and_order_do_not_change_a_fingerprint() -> None:
    prints = [
        loaded(sarif.render(*one("m", line=line)))["results"][0]["partialFingerprints"]
        for line in (3, 70)
    ]
    assert prints[0] == prints[1]
    assert list(prints[0]) == ["vendorgate/v1"]


def test_beyond_the_limit_fails_are_kept_first_then_the_worst_and_the_rest_is_counted() -> None:
    severities = (Severity.LOW, Severity.CRITICAL, Severity.HIGH)
    policies = tuple(
        policy(id_, severity=each) for id_, each in zip("abc", severities, strict=True)
    )
    cells = [Cell(0, subject(f"v{each}"), Verdict.FAIL) for each in range(sarif.RESULTS - 7)]
    cells += [Cell(n, subject(f"v{each}"), Verdict.UNKNOWN) for n in (2, 1) for each in range(7)]

    run = loaded(sarif.render(*report(policies, cells)))

    rules = Counter(each["ruleId"] for each in run["results"])
    assert rules == {"a": sarif.RESULTS - 7, "b": 7}
    notices = run["invocations"][0]["toolExecutionNotifications"]
    assert [each["message"]["text"] for each in notices] == [
        "7 more findings are not in this file: -o json has all of them"
    ]


def test_a_run_that_came_to_none_is_no_empty_file(reference: Callable[..., Path]) -> None:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))
    text = sarif.render_undone(Undone(ExitCode.UNDECIDED, problems))

    valid(reference, text)
    run = loaded(text)
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["exitCode"] == 2
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert [each["artifactLocation"]["uri"] for each in places] == ["a.yaml", "vendorgate.yaml"]
    assert run["results"][0]["message"]["text"] == "wrong (hint: right)"


def test_the_command_writes_it_and_replaces_it_by_one_that_says_so(workplace: Workplace) -> None:
    workplace.inventory()
    workplace.policy()
    run = ("check", "--as-of", MOMENT, "-o", "sarif=out.sarif")
    assert workplace.run(*run).code == 0
    assert loaded((workplace.folder / "out.sarif").read_text())["results"] == []
    workplace.write("inventories/broken.yaml", "a: [1\n")

    assert workplace.run(*run).code == 2

    results = loaded((workplace.folder / "out.sarif").read_text())["results"]
    assert {each["ruleId"] for each in results} == {"undecided"}


def test_an_earlier_report_tells_what_is_new_and_what_is_fixed_is_no_result(
    workplace: Workplace, reference: Callable[..., Path]
) -> None:
    states = {"at_rest: full": "pass", "at_rest: none": "fail", "in_transit: true": "unknown"}
    known = {}
    for old, before in states.items():
        workplace.inventory("at_rest: full", old)
        workplace.check("-o", f"json={before}.json")
    for before in states.values():
        for new, after in states.items():
            workplace.inventory("at_rest: full", new)
            done = workplace.check("--since", f"{before}.json", "-o", "sarif")
            valid(reference, done.out)
            known[before, after] = [
                each.get("baselineState") for each in loaded(done.out)["results"]
            ]

    assert known == {
        ("pass", "pass"): [],
        ("pass", "fail"): ["new"],
        ("pass", "unknown"): ["new"],
        ("fail", "pass"): [],
        ("fail", "fail"): ["unchanged"],
        ("fail", "unknown"): ["updated"],
        ("unknown", "pass"): [],
        ("unknown", "fail"): ["updated"],
        ("unknown", "unknown"): ["unchanged"],
    }
