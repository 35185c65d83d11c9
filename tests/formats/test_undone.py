"""A run that came to no report leaves none of yesterday's: each file it was to write says so."""

import json
from pathlib import Path
from typing import Any

import icalendar
import pytest
from lxml import etree
from workplace import MOMENT, Workplace

from tests.data import assert_valid

TESTS = "    tests: [{name: full, given: {data: {encryption: {at_rest: full}}}, expect: pass}]\n"
AT = ("--as-of", MOMENT)
COMMANDS = {
    "check": ("check", *AT),
    "test": ("test",),
    "lint": ("lint",),
    "forecast": ("forecast", *AT),
    "explain": ("explain", "encrypted", "acme/data/training_dataset", *AT),
    "diff": ("diff", "inventories", *AT),
    "exposure": ("exposure", "acme", *AT),
    "exposure --without": ("exposure", "--without", "acme", *AT),
    "exposure --worst": ("exposure", "--worst=3", *AT),
}
SCHEMAS = {
    "check": "report",
    "test": "test",
    "lint": "lint",
    "forecast": "forecast",
    "explain": "explanation",
    "diff": "diff",
    "exposure": "exposure",
    "exposure --without": "without",
    "exposure --worst": "worst",
}


@pytest.fixture
def sound(workplace: Workplace) -> Workplace:
    workplace.inventory()
    workplace.write("policies/own.yaml", workplace.policy().read_text() + TESTS)
    return workplace


def told(workplace: Workplace, command: str) -> dict[str, Any]:
    """The document at `out`, valid for the schema of the command."""
    data: dict[str, Any] = json.loads((workplace.folder / "out").read_text())
    assert_valid(data, SCHEMAS[command])
    return data


@pytest.mark.parametrize("command", COMMANDS)
def test_an_input_that_cannot_be_read_is_what_the_json_says(sound: Workplace, command: str) -> None:
    run = (*COMMANDS[command], "-o", "json=out")
    assert sound.run(*run).code == 0
    told(sound, command)
    folder = "policies" if command in {"test", "lint"} else "inventories"
    sound.write(f"{folder}/broken.yaml", "a: [1\n")

    done = sound.run(*run)

    data = told(sound, command)
    assert (done.code, done.out, data["exit_code"]) == (2, "", 2)
    # What lint cannot read, its own report tells.
    if command != "lint":
        assert list(data) == ["schema", "tool", "problems", "exit_code"]
        assert [each["path"] for each in data["problems"]] == [f"{folder}/broken.yaml"]
        assert all(each["message"] in done.err for each in data["problems"])


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", [("--config", "missing.yaml"), ("--no-such-thing",)])
def test_wrong_usage_is_what_the_json_says(
    sound: Workplace, command: str, wrong: tuple[str, ...]
) -> None:
    run = (*COMMANDS[command], "-o", "json=out")
    assert sound.run(*run).code == 0

    assert sound.run(*run, *wrong).code == 2

    data = told(sound, command)
    assert data["exit_code"] == 2
    # What lint cannot read, its own report tells.
    assert wrong[-1] in json.dumps(data.get("problems", data.get("diagnostics")))


@pytest.mark.parametrize(
    "command, format_", [("check", "table"), ("test", "text"), ("explain", "text")]
)
def test_a_text_says_so(sound: Workplace, command: str, format_: str) -> None:
    sound.write("out", "yesterday: compliant\n")

    assert sound.run(*COMMANDS[command], "--config", "no", "-o", f"{format_}=out").code == 2

    assert (sound.folder / "out").read_text() == (
        f"vendorgate {command}: no report, as the run ended with exit code 2\n"
        "no: cannot be read: no such file or folder\n"
    )


@pytest.mark.parametrize("option", [("--junit", "out"), ("-o", "junit=out")])
def test_junit_has_an_error_for_each_problem(sound: Workplace, option: tuple[str, str]) -> None:
    sound.write("policies/a.yaml", "a: [1\n")
    sound.write("policies/b.yaml", "a: 1\na: 2\na: 3\n")

    done = sound.run("test", *option)

    root = etree.fromstring((sound.folder / "out").read_bytes())
    errors = root.findall("testsuite/testcase/error")
    names = [each.get("name") for each in root.iter("testcase")]
    assert done.code == 2
    assert root.get("errors") == root.get("tests") == str(len(errors))
    assert len(errors) == len(set(names)) > 2
    assert all((each.get("message") or "") in done.err for each in errors)


def test_a_calendar_says_so_and_has_no_event(sound: Workplace) -> None:
    sound.write("inventories/broken.yaml", "a: [1\n")

    assert sound.run(*COMMANDS["forecast"], "-o", "ics=out").code == 2

    calendar = icalendar.Calendar.from_ical((sound.folder / "out").read_bytes())
    assert calendar["X-WR-CALNAME"] == "vendorgate forecast: none (exit code 2)"
    assert "inventories/broken.yaml" in calendar["X-WR-CALDESC"]
    assert calendar.walk("VEVENT") == []


@pytest.mark.parametrize("target", ["inventories/ours.yaml", "link.yaml", "policies/new.yaml"])
def test_what_the_run_may_have_read_is_left_alone(sound: Workplace, target: str) -> None:
    (sound.folder / "link.yaml").symlink_to("inventories/ours.yaml")
    before = {each: each.read_bytes() for each in sound.folder.rglob("*.yaml")}

    done = sound.run("check", "--config", "missing.yaml", "-o", f"json={target}")

    assert done.code == 2
    assert {each: each.read_bytes() for each in sound.folder.rglob("*.yaml")} == before


@pytest.mark.parametrize("named", [("extra",), ("-p", "extra"), ("--config=extra/a.json",)])
def test_a_folder_or_file_that_is_named_is_left_alone(
    sound: Workplace, named: tuple[str, ...]
) -> None:
    kept = sound.write("extra/a.json", "[")

    assert sound.run("check", *named, "-o", "json=extra/a.json").code == 2

    assert kept.read_text() == "["


@pytest.mark.parametrize(
    "how, code",
    [("raise RuntimeError", 3), ("raise MemoryError", 2), ("raise OSError(5, 'no')", 2)],
)
def test_a_run_that_breaks_off_is_what_the_json_says(sound: Workplace, how: str, code: int) -> None:
    sound.write("out", '{"exit_code": 0}\n')
    program = (
        "import sys, checker.commands.check as command\n"
        f"def check(request): {how}\n"
        "command.check = check\n"
        "from checker.cli import main\n"
        "sys.exit(main(['check', '-o', 'json=out']))\n"
    )
    assert sound.program(program).code == code

    assert told(sound, "check")["exit_code"] == code


def test_a_run_that_is_stopped_is_what_the_json_says(sound: Workplace) -> None:
    sound.write("out", '{"exit_code": 0}\n')
    program = (
        "import os, signal, sys, time, checker.commands.check as command\n"
        "def check(request):\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    time.sleep(30)\n"
        "command.check = check\n"
        "from checker.cli import entry\n"
        "sys.argv[1:] = ['check', '-o', 'json=out']\n"
        "entry()\n"
    )
    assert sound.program(program).code == 143

    assert told(sound, "check")["exit_code"] == 143


def test_a_report_that_cannot_be_written_takes_that_of_yesterday_away(
    sound: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    report: Path = sound.write("out", '{"exit_code": 0}\n')

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("checker.output.os.fsync", full)

    assert sound.run(*COMMANDS["check"], "-o", "json=out").code == 2
    assert not report.exists()
