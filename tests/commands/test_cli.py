"""The command, as its users run it: the exit code can be trusted, the message says where."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from workplace import INVENTORY, MOMENT, POLICY, Workplace

from checker.commands.check import FORMATS

INVENTORY_PATH = "inventories/ours.yaml"


def test_a_compliant_inventory_is_0_and_one_line(workplace: Workplace) -> None:
    held = "1 policy holds on 1 vendor (1 check) as of 2031-05-15 (end of day, UTC)"
    assert workplace.check() == (0, f"compliant: {held}; 1 own\n", "")


@pytest.mark.parametrize(
    "at_rest, arguments, code",
    [("full", (), 0), ("partial", ("-o", "json"), 1), ("full", ("--vendor", "x"), 2)],
)
def test_a_process_says_and_ends_as_the_command_does(
    workplace: Workplace, at_rest: str, arguments: tuple[str, ...], code: int
) -> None:
    workplace.inventory("at_rest: full", f"at_rest: {at_rest}")
    whole = ("check", "--as-of", MOMENT, *arguments)

    assert workplace.process(*whole) == workplace.run(*whole)
    assert workplace.process(*whole).code == code


def test_quiet_says_nothing_of_a_compliant_inventory(workplace: Workplace) -> None:
    assert workplace.check("-q") == (0, "", "")


def test_quiet_still_says_what_is_not_compliant(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")

    done = workplace.check("-q")

    assert done.code == 1
    assert f"{INVENTORY_PATH}:14:" in done.out


def test_a_fail_is_1_and_says_what_where_and_by_whom(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")

    done = workplace.check()

    assert (done.code, done.err) == (1, "")
    assert "NOT COMPLIANT" in done.out
    assert "training_dataset is encrypted: partial" in done.out
    assert f"{INVENTORY_PATH}:14:75" in done.out
    assert "data-platform" in done.out


def test_what_is_not_recorded_is_unknown_and_1(workplace: Workplace) -> None:
    workplace.inventory(", encryption: {at_rest: full}")

    done = workplace.check("-o", "json")

    report = json.loads(done.out)
    assert done.code == 1
    assert [each["verdict"] for each in report["results"]] == ["unknown"]


def test_a_list_that_is_not_recorded_is_unknown_on_the_vendor(workplace: Workplace) -> None:
    workplace.inventory(
        "    data:\n      - {category: training_dataset, classification: secret,"
        " encryption: {at_rest: full}}\n"
    )

    done = workplace.check("-o", "json")

    (result,) = json.loads(done.out)["results"]
    assert done.code == 1
    assert (result["verdict"], result["subject"]["subject_kind"], result["location"]["line"]) == (
        "unknown",
        "vendor",
        8,
    )


def test_an_empty_list_is_a_statement_and_the_only_policy_then_checks_nothing(
    workplace: Workplace,
) -> None:
    workplace.inventory(
        "    data:\n      - {category: training_dataset, classification: secret,"
        " encryption: {at_rest: full}}\n",
        "    data: []\n",
    )

    done = workplace.check()

    assert done.code == 2
    assert "nothing was checked" in done.out


def graver(workplace: Workplace) -> None:
    """A second policy, critical, that holds."""
    held = POLICY
    for old, new in (
        ("id: encrypted", "id: named"),
        ("severity: high", "severity: critical"),
        ('data.encryption.at_rest == "full"', "has(data.category)"),
    ):
        held = held.replace(old, new)
    workplace.write("policies/named.yaml", held)


def test_below_fail_on_a_finding_is_shown_and_does_not_gate(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")
    graver(workplace)

    done = workplace.check("--fail-on", "critical", "-v")

    assert done.code == 0
    assert "training_dataset is encrypted: partial" in done.out


def test_a_gate_that_no_policy_can_close_is_2(workplace: Workplace) -> None:
    done = workplace.check("--fail-on", "critical", "-q")

    assert done.code == 2
    assert (
        "no policy in force is critical or above (the highest is high): nothing could gate"
        in done.out
    )

    graver(workplace)
    assert workplace.check("--fail-on", "critical", "-q").code == 0
    workplace.configuration("policies: {named: {enabled: false}}\n")
    assert workplace.check("--fail-on", "critical", "-q").code == 2


def test_fail_on_never_shows_findings_and_gates_on_none(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")

    done = workplace.check("--fail-on", "never", "-q")

    assert done.code == 0
    assert done.out.startswith("NOT GATED: 1 of 1 check would block (--fail-on never)\n")
    assert "training_dataset is encrypted: partial" in done.out
    data = json.loads(workplace.check("--fail-on", "never", "-o", "json").out)
    assert (data["fail_on"], data["exit_code"], data["results"][0]["gating"]) == ("never", 0, False)


def test_fail_on_never_turns_nothing_green_that_was_not_decided(workplace: Workplace) -> None:
    workplace.policy('data.encryption.at_rest == "full"', "1 / 0 == 1")

    assert workplace.check("--fail-on", "never").code == 2


@pytest.mark.parametrize(
    "require",
    ["data.records / 0 == 1", "data.records == 1 / 0"],
    ids=["division by zero", "on the right"],
)
def test_a_policy_that_cannot_be_evaluated_is_2(workplace: Workplace, require: str) -> None:
    workplace.inventory("classification: secret", "classification: secret, records: 1")
    workplace.policy('data.encryption.at_rest == "full"', require)

    done = workplace.check()

    assert done.code == 2
    assert "COULD NOT DECIDE" in done.out


def test_a_policy_that_spends_its_budget_is_2(workplace: Workplace) -> None:
    thousand = "lists.range(1000)"
    workplace.policy(
        'data.encryption.at_rest == "full"',
        f"{thousand}.all(a, {thousand}.all(b, {thousand}.all(c, a + b + c >= 0)))",
    )

    done = workplace.check()

    assert done.code == 2
    assert "budget" in done.out


def test_no_vendor_is_2(workplace: Workplace) -> None:
    workplace.write(INVENTORY_PATH, INVENTORY.split("vendors:", maxsplit=1)[0] + "vendors: []\n")

    done = workplace.check()

    assert done.code == 2
    assert "lists no vendor" in done.out


def test_a_policy_that_applies_to_nothing_alone_is_2(workplace: Workplace) -> None:
    workplace.policy("    require:", "    when: data.classification == 'public'\n    require:")

    done = workplace.check()

    assert done.code == 2
    assert "nothing was checked" in done.out


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("--select", "encrypt"), "there is no policy 'encrypt'"),
        (("--vendor", "acm"), "there is no vendor 'acm'"),
        (
            ("-o", "tabel"),
            f"there is no output format 'tabel' (expected table, {', '.join(FORMATS[1:-1])} or ",
        ),
        (("-o", "json="), "'-o json=' names no file (expected json=FILE)"),
        (("-o", "json", "-o", "table"), "two reports cannot share standard output"),
        (("--jobs", "0"), "'0' is not a number of processes (expected 1 to 1024)"),
        (("--as-of", "yesterday"), "'yesterday' is not a moment"),
        (("--fail-on", "urgent"), "urgent"),
        (("nowhere.yaml",), "nowhere.yaml: cannot be read: no such file or folder"),
        (("-p", "nowhere"), "nowhere: cannot be read: no such file or folder"),
        (("--config", "nowhere.yaml"), "nowhere.yaml: cannot be read: no such file or folder"),
        (("--nonsense",), "--nonsense"),
    ],
)
def test_a_request_that_cannot_be_met_is_2_and_says_so(
    workplace: Workplace, arguments: tuple[str, ...], message: str
) -> None:
    done = workplace.check(*arguments)

    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_an_empty_folder_of_inventories_is_2(workplace: Workplace) -> None:
    (workplace.folder / INVENTORY_PATH).unlink()

    done = workplace.check()

    assert (done.code, done.out) == (2, "")
    assert "inventories: the folder holds no file to read" in done.err


def test_no_folder_at_all_is_2(tmp_path: Path) -> None:
    done = Workplace(tmp_path).check()

    assert (done.code, done.out) == (2, "")
    assert "there is no folder 'inventories'" in done.err


BROKEN = {
    "a typo in a field": ("at_rest ==", "at_rst ==", ":6:", "at_rst"),
    "an unknown variable": ("data.encryption.at", "dta.encryption.at", ":6:", "dta"),
    "a value outside the enum": ('"full"', '"ful"', ":6:", "'full'"),
    "no boolean": (' == "full"', "", ":6:", "bool"),
    "a syntax error at the end": (' == "full"', " ==", ":6:", "expected"),
    "a field in the message": ("{data.category}", "{data.kategory}", ":7:", "category"),
    "a parameter that is not there": ('"full"', "params.x", ":6:", "unknown field 'x' of params"),
    "an open brace": ("{data.category}", "{data.category", ":7:", "'{'"),
    "a text for a boolean": (
        "    why:",
        '    may_be_idle: "yes"\n    why:',
        ":8:",
        "true or false",
    ),
    "an unknown key": ("    why:", "    whi: x\n    why:", ":8:", "whi"),
    "an unknown severity": ("severity: high", "severity: hihg", ":4:", "high"),
    "an invalid regex": (' == "full"', '.matches("(")', ":6:", "("),
}


@pytest.mark.parametrize("old, new, line, said", BROKEN.values(), ids=BROKEN)
def test_a_broken_policy_is_2_and_named_where_it_is_broken(
    workplace: Workplace, old: str, new: str, line: str, said: str
) -> None:
    workplace.policy(old, new)

    done = workplace.check()

    assert (done.code, done.out) == (2, ""), done.err
    assert f"policies/own.yaml{line}" in done.err
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_policy_id_that_stands_twice_names_both_places(workplace: Workplace) -> None:
    workplace.write("policies/twin.yaml", f"{POLICY}# another file\n")

    done = workplace.check()

    assert (done.code, done.out) == (2, "")
    assert "policies/twin.yaml:2:9: policy id 'encrypted' stands twice" in done.err
    assert "first at policies/own.yaml:2:9" in done.err


def test_all_problems_of_all_files_are_told_at_once(workplace: Workplace) -> None:
    workplace.inventory("hq_country: US", "hq_country: NOO")
    workplace.write("inventories/zwei.yaml", "a: 1\na: 2\n")
    workplace.policy("at_rest ==", "at_rst ==")

    done = workplace.check()

    assert (done.code, done.out) == (2, "")
    for place in (f"{INVENTORY_PATH}:11:", "inventories/zwei.yaml:2:1", "policies/own.yaml:6:"):
        assert place in done.err


def test_what_does_not_exist_is_told_beside_what_is_misspelt(workplace: Workplace) -> None:
    workplace.inventory("hq_country: US", "hq_country: UK\n    critcality: high")

    done = workplace.check()

    assert (done.code, done.out) == (2, "")
    first, second = (line for line in done.err.splitlines() if line.startswith(INVENTORY_PATH))
    assert "'hq_country' is 'UK'" in first
    assert "unknown key 'critcality'" in second


def test_a_report_about_a_part_says_that_it_is_one(workplace: Workplace) -> None:
    second = "\n  - {id: bcme, legal_name: B, kind: internal, hq_country: DE, data: []}\n"
    workplace.write("inventories/ours.yaml", INVENTORY.rstrip() + second)
    workplace.write("policies/more.yaml", POLICY.replace("id: encrypted", "id: more"))

    part = ("--select", "more", "--vendor", "acme")
    line = workplace.check(*part)
    table = workplace.check(*part, "--verbose")
    machine = workplace.check(*part, "-o", "json")

    assert line.out.endswith("; 1 policy and 1 vendor not selected\n")
    assert table.out.endswith("\n  not selected        1 policy and 1 vendor\n")
    assert json.loads(machine.out)["left_out"] == {"policies": 1, "vendors": 1}
    assert "not selected" not in workplace.check("--verbose").out


TWO = (
    INVENTORY.replace("at_rest: full", "at_rest: partial").rstrip()
    + """
  - id: zeta
    legal_name: Zeta Ltd
    kind: legal_person
    hq_country: DE
    owner: platform
    data:
      - {category: telemetry, classification: public, encryption: {at_rest: full}}
      - {category: model_weights, classification: secret, encryption: {at_rest: none}}
"""
)


@pytest.mark.parametrize("vendor, line, column", [("acme", 14, 75), ("zeta", 22, 72)])
def test_the_finding_of_a_vendor_is_shown_at_its_own_line(
    workplace: Workplace, vendor: str, line: int, column: int
) -> None:
    workplace.write(INVENTORY_PATH, TWO)

    whole = json.loads(workplace.check("-o", "json").out)["results"]
    part = json.loads(workplace.check("--vendor", vendor, "-o", "json").out)["results"]
    table = workplace.check("--vendor", vendor).out

    assert part == [each for each in whole if each["subject"]["vendor"] == vendor]
    (finding,) = (each for each in part if each["verdict"] == "fail")
    assert finding["location"] == {"path": INVENTORY_PATH, "line": line, "column": column}
    (evidence,) = (each for each in finding["evidence"] if each["path"].endswith("at_rest"))
    assert evidence["location"] == finding["location"]
    assert f"{INVENTORY_PATH}:{line}:{column}" in table
    assert re.findall(rf"{INVENTORY_PATH}:(\d+)", table) == [str(line)]


def test_standard_input_is_an_inventory_with_a_name(workplace: Workplace) -> None:
    text = INVENTORY.replace("at_rest: full", "at_rest: partial").encode()

    done = workplace.check("-", "--stdin-filename", "inventories/editor.yaml", stdin=text)

    assert done.code == 1
    assert "inventories/editor.yaml:14:" in done.out


def test_overrides_change_the_verdict_and_show(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")
    graver(workplace)
    workplace.configuration("policies:\n  encrypted: {severity: info}\n")

    done = workplace.check("-o", "json")

    report = json.loads(done.out)
    assert done.code == 0
    assert report["policies"][0]["severity"] == "info"
    assert report["policies"][0]["overridden"] == [
        {"name": "severity", "value": "info", "own": "high", "effect": "loosened"}
    ]


def test_an_override_of_nothing_is_2(workplace: Workplace) -> None:
    workplace.configuration("policies:\n  encryptd: {severity: info}\n")

    done = workplace.check()

    assert (done.code, done.out) == (2, "")
    assert "vendorgate.yaml:2:3: there is no policy 'encryptd'" in done.err
    assert "did you mean 'encrypted'?" in done.err


def test_a_disabled_policy_is_said_and_alone_checks_nothing(workplace: Workplace) -> None:
    workplace.configuration("policies:\n  encrypted: {enabled: false}\n")

    done = workplace.check()

    assert done.code == 2
    assert "nothing was checked" in done.out


def test_reports_go_to_files_and_do_not_change_the_code(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")

    done = workplace.check("-o", "json=report.json", "-o", "table=report.txt")

    assert done == (1, "", "NOT COMPLIANT: 1 of 1 check blocks\n")
    assert json.loads((workplace.folder / "report.json").read_text())["exit_code"] == 1
    assert "NOT COMPLIANT" in (workplace.folder / "report.txt").read_text()


def test_an_input_is_never_overwritten_by_a_report(workplace: Workplace) -> None:
    done = workplace.check("-o", f"json={INVENTORY_PATH}")

    assert (done.code, done.out) == (2, "")
    assert (workplace.folder / INVENTORY_PATH).read_text() == INVENTORY


def test_a_report_that_cannot_be_written_is_2(workplace: Workplace) -> None:
    done = workplace.check("-o", f"json={workplace.folder}/absent/report.json")

    assert (done.code, done.out) == (2, "")
    assert "the report could not be written" in done.err


@pytest.mark.parametrize("at_rest", ["full", "partial"])
def test_a_full_disk_is_2(workplace: Workplace, at_rest: str) -> None:
    workplace.inventory("at_rest: full", f"at_rest: {at_rest}")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "checker", "check", "--as-of", MOMENT],
            cwd=workplace.folder,
            env=workplace.environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 2
    assert b"could not be written to standard output" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("at_rest", ["full", "partial"])
def test_a_closed_pipe_is_2_without_a_word_from_python(workplace: Workplace, at_rest: str) -> None:
    workplace.inventory("at_rest: full", f"at_rest: {at_rest}")
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--as-of", MOMENT],
        cwd=workplace.folder,
        env=workplace.environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


HOSTILE_CACHES = ["file", "unwritable", "absent parent", "link"]


@pytest.mark.parametrize("kind", HOSTILE_CACHES)
def test_no_cache_is_needed_and_a_hostile_one_is_not_used(workplace: Workplace, kind: str) -> None:
    cache = workplace.folder.parent / "cache"
    if kind == "file":
        cache.write_text("no folder")
    elif kind == "unwritable":
        cache.mkdir(mode=0o500)
    elif kind == "link":
        cache.symlink_to(cache.parent / "absent")
    else:
        cache = Path("/proc/nonexistent/cache")

    done = workplace.run("check", "--as-of", MOMENT, environment={"VENDORGATE_CACHE": str(cache)})

    assert (done.code, done.err) == (0, "")


def test_a_poisoned_cache_does_not_decide(workplace: Workplace) -> None:
    cache = workplace.folder.parent / "poisoned"
    environment = {"VENDORGATE_CACHE": str(cache)}
    workplace.run("check", "--as-of", MOMENT, environment=environment)
    entries = [path for path in cache.rglob("*") if path.is_file()]
    for entry in entries:
        entry.write_bytes(entry.read_bytes().replace(b"full", b"none"))
    workplace.inventory("at_rest: full", "at_rest: none")

    done = workplace.run("check", "--as-of", MOMENT, environment=environment)

    assert entries
    assert done.code == 1


def test_cold_and_warm_runs_say_the_same(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")
    environment = {"VENDORGATE_CACHE": str(workplace.folder.parent / "fresh")}

    runs = [
        workplace.process("check", "--as-of", MOMENT, "-o", "json", environment=each)
        for each in (environment, environment, {"VENDORGATE_CACHE": ""})
    ]

    assert runs[0].code == 1
    assert runs[1:] == runs[:1] * 2


def test_hostile_names_are_spelt_out(workplace: Workplace) -> None:
    workplace.inventory("legal_name: Acme Ltd", "legal_name: 'Acme ##[error]x ::error::y'")
    name = "inventories/\x1b[2Kx\n::error::pwn.yaml"
    workplace.write(name, INVENTORY.replace("id: ours", "id: 'a b'"))

    done = workplace.check()

    assert done.code == 2
    assert "\x1b" not in done.err
    assert "\n::" not in done.err


def test_colour_is_for_terminals_only(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")

    assert "\x1b" not in workplace.check().out


@pytest.mark.parametrize(
    "name, code, said",
    [
        ("SIGHUP", 129, "hung up\n"),
        ("SIGINT", 130, "interrupted\n"),
        ("SIGTERM", 143, "terminated\n"),
    ],
)
def test_a_run_that_is_asked_to_stop_says_so_by_its_code(
    workplace: Workplace, name: str, code: int, said: str
) -> None:
    program = (
        "import os, signal, sys, time, checker.commands.check as command\n"
        # A job that runs in the background may have been started with signals ignored.
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"
        "def stopped(request):\n"
        f"    os.kill(os.getpid(), signal.{name})\n"
        "    time.sleep(30)\n"
        "command.check = stopped\n"
        "from checker.cli import entry\n"
        "sys.argv[1:] = ['check']\n"
        "entry()\n"
    )
    done = workplace.program(program)

    assert done == (code, "", said)


def test_a_signal_that_is_ignored_where_a_run_starts_stays_ignored(workplace: Workplace) -> None:
    workplace.inventory()
    workplace.policy()
    program = (
        "import os, signal, sys, checker.commands.check as command\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "whole = command.check\n"
        "def check(request):\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    return whole(request)\n"
        "command.check = check\n"
        "from checker.cli import entry\n"
        "sys.argv[1:] = ['check']\n"
        "entry()\n"
    )
    assert workplace.program(program).code == 0


def test_a_bug_is_3_with_a_traceback_and_versions(workplace: Workplace) -> None:
    program = (
        "import sys, checker.commands.check as command\n"
        "def broken(request): raise RuntimeError('boom')\n"
        "command.check = broken\n"
        "from checker.cli import main\n"
        "sys.exit(main(['check']))\n"
    )
    done = workplace.program(program)

    assert (done.code, done.out) == (3, "")
    assert "RuntimeError: boom" in done.err
    assert "this is a bug in vendorgate" in done.err


@pytest.mark.slow
def test_the_result_is_the_same_for_every_number_of_jobs_and_every_order(
    workplace: Workplace,
) -> None:
    head, vendor = INVENTORY.split("  - id: acme", maxsplit=1)
    vendors = [
        "  - id: acme" + str(number) + vendor.replace("full", "full" if number % 7 else "none")
        for number in range(450)
    ]
    workplace.write("a.yaml", head.replace("id: ours", "id: a") + "".join(vendors[:300]))
    workplace.write("b.yaml", head.replace("id: ours", "id: b") + "".join(vendors[300:]))

    runs = [
        workplace.process("check", "--as-of", MOMENT, "-o", "json", *order, "--jobs", jobs)
        for order in (("a.yaml", "b.yaml"), ("b.yaml", "a.yaml"))
        for jobs in ("1", "2", "5")
    ]

    assert runs[0].code == 1
    assert len(json.loads(runs[0].out)["results"]) == 450
    assert runs == runs[:1] * 6


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "encryption-at-rest", "--as-of", MOMENT, "ours/quillforge", INVENTORY_PATH),
        ("baseline", "write", "--add", INVENTORY_PATH),
        ("check", INVENTORY_PATH, "--as-of", MOMENT, INVENTORY_PATH),
        ("report", "owners", INVENTORY_PATH, "--as-of", MOMENT, INVENTORY_PATH),
    ],
)
def test_options_may_stand_between_paths(workplace: Workplace, arguments: tuple[str, ...]) -> None:
    assert "unrecognized arguments" not in workplace.run(*arguments).err


def test_all_that_a_command_misses_is_named_at_once(workplace: Workplace) -> None:
    missing = "POLICY, SUBJECT, --reason, --expires"
    assert workplace.run("waive").err.endswith(
        f"error: the following arguments are required: {missing}\n"
    )


def test_an_option_that_is_none_is_named_wherever_it_stands(workplace: Workplace) -> None:
    done = workplace.run("check", INVENTORY_PATH, "--nosuch", INVENTORY_PATH)
    assert (done.code, done.err.splitlines()[-1]) == (
        2,
        "vendorgate check: error: unrecognized arguments: --nosuch inventories/ours.yaml",
    )


@pytest.mark.parametrize(
    "command,before",
    [
        (("check",), "check"),
        (("forecast",), "forecast"),
        (("waivers",), "waivers"),
        (("report", "owners"), "report owners"),
        (("graph",), "graph"),
        (("baseline", "write"), "baseline write"),
        (("explain", "encrypted", "s"), "explain POLICY SUBJECT"),
        (
            ("waive", "encrypted", "s", "--reason", "r", "--expires", "2031-01-01"),
            "waive POLICY SUBJECT",
        ),
    ],
)
def test_a_run_without_inventories_names_the_command_that_takes_them(
    tmp_path: Path, command: tuple[str, ...], before: str
) -> None:
    workplace = Workplace(tmp_path)
    workplace.policy()

    done = workplace.run(*command)

    assert (done.code, done.out) == (2, "")
    assert done.err.endswith(f"  hint: vendorgate {before} path/to/inventory.yaml\n")


def test_a_file_without_policies_is_nothing_to_check(workplace: Workplace) -> None:
    workplace.inventory()
    workplace.write("none.yaml", "policies: []\n")

    done = workplace.check("-p", "none.yaml")

    assert (done.code, done.out) == (2, "")
    assert done.err == "vendorgate: there is no policy to check\n"
