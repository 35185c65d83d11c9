"""`vendorgate lint` as its users run it: what is printed, and with which exit code."""

import json

import pytest
from linting.packs import GOOD, changed
from workplace import Done, Workplace

from checker.linting.rules import RULES
from tests.data import assert_valid


def lint(place: Workplace, *arguments: str) -> Done:
    """`vendorgate lint …` in the folder."""
    return place.run("lint", *arguments)


def test_a_good_pack(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", GOOD)
    done = lint(workplace)

    assert done.code == 0
    assert done.out == "1 policy: 0 errors, 0 warnings, 3 notes (--verbose shows them)\n"
    assert done.err == ""


def test_the_shipped_pack_has_neither_errors_nor_warnings(workplace: Workplace) -> None:
    (workplace.folder / "policies/own.yaml").unlink()
    (workplace.folder / "policies").rmdir()
    (workplace.folder / "vendorgate.yaml").unlink()
    done = lint(workplace, "--strict")

    assert done.code == 0, done.out
    assert ": 0 errors, 0 warnings, " in done.out


def test_a_finding_shows_its_line_with_a_caret_and_the_way_out(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", changed(("at_rest ==", "at_rset ==")))
    done = lint(workplace)

    assert done.code == 1
    assert done.out.splitlines() == [
        "policies/own.yaml:8:29: error: unknown field 'at_rset' of encryption [cel-type]",
        '          full: data.encryption.at_rset == "full"',
        "                                ^^^^^^^",
        "  hint: did you mean 'at_rest'?",
        "",
        "1 policy: 1 error, 0 warnings, 2 notes (--verbose shows them)",
    ]


def test_a_warning_gates_where_one_is_strict(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", changed(("    fix: Ask for encryption.\n", "")))

    assert lint(workplace).code == 0
    assert lint(workplace, "--strict").code == 1


def test_what_is_only_worth_knowing_is_shown_where_asked_for(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", GOOD)

    assert "may be not recorded" not in lint(workplace).out
    verbose = lint(workplace, "--verbose")
    assert verbose.out.count("may be not recorded: the verdict is then unknown [presence]") == 3
    assert verbose.out.endswith("\n1 policy: 0 errors, 0 warnings, 3 notes\n")


def test_a_file_that_cannot_be_read_does_not_hide_the_others(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", changed(("at_rest ==", "at_rset ==")))
    workplace.write("policies/broken.yaml", "policies: [\n")
    done = lint(workplace, "policies", "nowhere.yaml")

    assert done.code == 2
    heads = [line.partition(": ")[0] for line in done.out.splitlines() if " error: " in line]
    assert heads == ["nowhere.yaml", "policies/broken.yaml:2:1", "policies/own.yaml:8:29"]
    assert "nowhere.yaml: error: cannot be read: no such file or folder [unreadable]" in done.out
    assert done.out.endswith("1 policy: 3 errors, 0 warnings, 2 notes (--verbose shows them)\n")


@pytest.mark.parametrize(
    "arguments,said",
    [
        (["empty.yaml"], "there is no policy to lint"),
        (["-o", "sarf"], "there is no output format 'sarf' (expected text or json)"),
    ],
)
def test_what_cannot_be_done(workplace: Workplace, arguments: list[str], said: str) -> None:
    workplace.write("empty.yaml", "policies: []\n")
    done = lint(workplace, *arguments)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_configuration_that_is_not_valid(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", GOOD)
    workplace.configuration("policies: {encrypted: {sevrity: low}}\n")
    done = lint(workplace)

    assert done.code == 1
    assert done.out.startswith("vendorgate.yaml:1:24: error: ")
    assert "1 policy: 1 error, 0 warnings" in done.out


@pytest.mark.parametrize(
    "content, arguments, said",
    [
        ("x: [", (), "vendorgate.yaml:1:5: error: not readable as YAML"),
        ("", ("--config", "absent.yaml"), "absent.yaml: error: cannot be read"),
    ],
)
def test_a_configuration_that_cannot_be_read_decides_nothing_and_the_rest_is_linted(
    workplace: Workplace, content: str, arguments: tuple[str, ...], said: str
) -> None:
    workplace.write("policies/own.yaml", GOOD)
    workplace.write("vendorgate.yaml", content)
    done = lint(workplace, *arguments)

    assert done.code == 2
    assert said in done.out
    assert "[unreadable]" in done.out
    assert "1 policy: 1 error, 0 warnings" in done.out


def test_parameters_are_those_of_the_configuration(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", GOOD)
    workplace.write("own.yaml", "policies: {encrypted: {params: {classes: []}}}\n")

    assert lint(workplace).code == 0
    assert "[unreachable-when]" in lint(workplace, "--config", "own.yaml").out


def test_an_id_of_the_shipped_pack_is_told(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", changed(("id: encrypted", "id: encryption-at-rest")))

    assert "a shipped policy has the id 'encryption-at-rest'" in lint(workplace, "-v").out


def test_the_json_is_what_its_schema_says(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", changed(("32(1)(a)", "32(1)(e)")))
    workplace.configuration("policies: {encrypted: {severity: low}}\n")
    done = lint(workplace, "-o", "json", "--strict")
    data = json.loads(done.out)

    assert_valid(data, "lint")
    assert done.code == data["exit_code"] == 1
    assert [each["kind"] for each in data["inputs"]] == ["policies", "config"]
    assert [each["id"] for each in data["rules"]] == list(RULES)
    assert data["summary"] == {"error": 1, "warning": 0, "info": 3, "policies": 1}
    assert data["strict"] is True
    assert [each for each in data["diagnostics"] if each["level"] == "error"] == [
        {
            "rule": "unknown-control",
            "level": "error",
            "policy": "encrypted",
            "message": "gdpr has no control '32(1)(e)'",
            "hint": "the last part of '32(1)' is '32(1)(d)'",
            "location": {
                "path": "policies/own.yaml",
                "line": 14,
                "column": 23,
                "end_line": 14,
                "end_column": 33,
            },
        }
    ]


def test_a_finding_of_a_whole_file_is_valid_json(workplace: Workplace) -> None:
    data = json.loads(lint(workplace, "nowhere.yaml", "-o", "json").out)

    assert_valid(data, "lint")
    (diagnostic,) = data["diagnostics"]
    assert diagnostic["policy"] is None
    assert diagnostic["location"] == {
        "path": "nowhere.yaml",
        "line": 0,
        "column": 0,
        "end_line": 0,
        "end_column": 0,
    }


def test_the_same_input_gives_the_same_bytes(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", changed(("at_rest ==", "at_rset ==")))
    first, second = (
        workplace.process("lint", "-o", "json", environment={"PYTHONHASHSEED": seed})
        for seed in "12"
    )

    assert first == second


def test_a_long_line_is_cut_to_what_is_near_and_hostile_text_is_harmless(
    workplace: Workplace,
) -> None:
    long = " && ".join(['data.category != "\\u202e"'] * 9)
    workplace.write(
        "policies/own.yaml",
        changed(("require: variables.full", f"require: '{long} && variables.ful'")),
    )
    out = lint(workplace).out

    assert "\u202e" not in out
    lines = out.splitlines()
    (number,) = [n for n, line in enumerate(lines) if "unknown field 'ful'" in line]
    caret = lines[number + 2]
    assert lines[number + 1][caret.index("^") : caret.rindex("^") + 1] == "ful"
    assert all(len(line) < 120 for line in lines[number + 1 : number + 3])


def test_what_is_remembered_is_what_would_be_found(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.write("policies/own.yaml", changed(("severity: high", "severity: hihg")))
    wrong = [lint(workplace, "-o", "json") for _ in range(2)]
    workplace.write("policies/own.yaml", GOOD)
    right = [lint(workplace, "-o", "json", "-v") for _ in range(2)]
    monkeypatch.setenv("VENDORGATE_CACHE", "")
    afresh = lint(workplace, "-o", "json", "-v")

    assert (wrong[0].code, right[0].code) == (1, 0)
    assert wrong[1] == wrong[0] != right[0]
    assert right[1] == right[0] == afresh
