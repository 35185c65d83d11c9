"""Progress is seen on a terminal while a run is long, and nowhere else."""

import json
import os
import pty
import re
import subprocess
import sys
import threading
from typing import NamedTuple

import pytest
from workplace import MOMENT, Workplace

AT = ("--as-of", MOMENT)


class Seen(NamedTuple):
    """What a process wrote, and what the terminal at its standard error was sent."""

    code: int
    out: bytes
    terminal: bytes


def at_terminal(workplace: Workplace, *arguments: str) -> Seen:
    leader, follower = pty.openpty()
    sent: list[bytes] = []

    def read() -> None:
        while True:
            try:
                sent.append(os.read(leader, 65_536))
            except OSError:  # nobody has the other end any more
                return

    reader = threading.Thread(target=read)
    reader.start()
    done = subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=workplace.folder,
        env=workplace.environment(),
        stdout=subprocess.PIPE,
        stderr=follower,
        check=False,
    )
    os.close(follower)
    reader.join()
    os.close(leader)
    return Seen(done.returncode, done.stdout, b"".join(sent))


@pytest.fixture
def red(workplace: Workplace) -> Workplace:
    workplace.inventory("at_rest: full", "at_rest: partial")
    return workplace


@pytest.mark.parametrize("format_", ["json", "html", "csv", "table"])
def test_reading_deciding_and_explaining_are_told_and_erased(red: Workplace, format_: str) -> None:
    seen = at_terminal(red, "check", *AT, "-o", format_)

    told = re.findall(rb"\r\x1b\[K([a-z ]+: \d+ of \d+)", seen.terminal)
    assert told == [
        b"inventories read: 0 of 1",
        b"inventories read: 1 of 1",
        b"vendors decided: 1 of 1",
        b"checks explained: 0 of 1",
    ]
    assert seen.terminal.endswith(b"\r\x1b[K")
    assert seen.out == red.run("check", *AT, "-o", format_).out.encode()


def test_it_is_erased_before_the_report_is_written(red: Workplace) -> None:
    seen = at_terminal(red, "check", *AT, "-o", "json=/dev/stderr")

    report, _ = json.JSONDecoder().raw_decode(seen.terminal.rpartition(b"\x1b[K")[2].decode())
    assert report["exit_code"] == seen.code == 1


@pytest.mark.parametrize("format_", ["json", "table"])
def test_quiet_shows_none_on_a_terminal_either(red: Workplace, format_: str) -> None:
    seen = at_terminal(red, "check", *AT, "-q", "-o", format_)

    assert (seen.code, seen.terminal) == (1, b"")


@pytest.mark.parametrize("format_", ["json", "table"])
def test_without_a_terminal_nothing_is_shown(red: Workplace, format_: str) -> None:
    assert red.process("check", *AT, "-o", format_).err == ""


def test_what_ends_without_a_report_erases_it_and_says_why(workplace: Workplace) -> None:
    workplace.write("inventories/broken.yaml", "a: [1\n")

    seen = at_terminal(workplace, "check", *AT)

    said = seen.terminal.rpartition(b"\x1b[K")[2]
    assert seen.code == 2
    assert said.startswith(b"inventories/broken.yaml:")


def test_tests_of_policies_are_counted(workplace: Workplace) -> None:
    case = "{name: t, given: {data: {encryption: {at_rest: full}}}, expect: pass}"
    text = workplace.policy().read_text()
    workplace.write("policies/own.yaml", f"{text}    tests: [{case}]\n")

    seen = at_terminal(workplace, "test")

    assert seen.out == b"1 test of 1 policy passes\n"
    assert b"tests: 1 of 1" in seen.terminal
    assert seen.terminal.endswith(b"\r\x1b[K")
