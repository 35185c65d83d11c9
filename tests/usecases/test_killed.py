"""A run of which processes are killed again and again says what they were working at."""

import json
import re

import pytest
from workplace import INVENTORY, MOMENT, Workplace

from checker.spread import usable

pytestmark = pytest.mark.skipif(usable(2) < 2, reason="needs two processors")

HEAD, VENDOR = INVENTORY.split("  - id: acme\n")
NOTE = f"    # {'x' * 2_000}\n"
MANY, FATAL = 400, "ours-207"
KILLED = "a process of this run was killed from outside, 2 times, the last time while it "
HINT = "\n  hint: run it with fewer --jobs: memory may have run out\n"

PROGRAM = """
import os, signal, sys
from checker import host
from checker.cli import main
from checker.explaining.explainer import Explainer
from checker.parse import pieces
from checker.testing.trial import Trial
from checker.usecases.beside import _Early

def deadly(owner, name, fatal):
    real = getattr(owner, name)
    def work(*given):
        if host.ours and fatal(*given):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)
    setattr(owner, name, work)

deadly({fatal})
sys.exit(main({arguments}))
"""
READING = f"pieces, 'read', lambda cut, number: {FATAL!r} in pieces.written(cut, number)"
DECIDING = "_Early, '__call__', lambda _, at: at[1] <= 207 < at[2]"
EXPLAINING = f"Explainer, 'explain', lambda _, cell: cell.subject.vendor == {FATAL!r}"
TESTING = "Trial, 'decided', lambda _, case: 'partial' in case.name"


def text_of(name: str, numbers: range) -> str:
    vendors = (f"  - id: ours-{number}\n{VENDOR}{NOTE}" for number in numbers)
    return HEAD.replace("id: ours", f"id: {name}") + "".join(vendors)


def ended(workplace: Workplace, fatal: str, *arguments: str) -> str:
    """The message of a run that could not be carried out."""
    done = workplace.program(PROGRAM.format(fatal=fatal, arguments=arguments))
    assert (done.code, done.out) == (2, "")
    return done.err


CHECK = ("check", "-p", "shipped", "--as-of", MOMENT, "--select", "encryption-at-rest")


@pytest.fixture
def large(workplace: Workplace) -> list[str]:
    """The lines of one large inventory."""
    text = text_of("ours", range(MANY)).replace("at_rest: full", "at_rest: partial")
    workplace.write("inventories/ours.yaml", text)
    return text.split("\n")


def test_the_part_of_a_file_is_named_that_was_read(workplace: Workplace, large: list[str]) -> None:
    said = ended(workplace, READING, *CHECK, "--jobs", "2", "-o", "json=report.json")

    found = re.search(r":(\d+):1: .* to line (\d+)\n", said)
    assert found is not None
    first, last = map(int, found.groups())
    what = f"{KILLED}read it from here to line {last}"
    assert said == f"inventories/ours.yaml:{first}:1: {what}{HINT}"
    assert f"  - id: {FATAL}" in large[first - 1 : last]
    assert large[first - 1].startswith("  - id: ours-")
    assert large[last].startswith("  - id: ours-")
    (problem,) = json.loads((workplace.folder / "report.json").read_text())["problems"]
    assert (problem["path"], problem["line"], problem["message"]) == (
        "inventories/ours.yaml",
        first,
        what,
    )


def test_the_one_of_many_files_is_named_that_was_read(workplace: Workplace) -> None:
    workplace.inventory().unlink()
    for number in range(100):
        text = text_of(f"own-{number}", range(number * 4, number * 4 + 4))
        workplace.write(f"inventories/{number}.yaml", text)

    said = ended(workplace, READING, *CHECK, "--jobs", "2")

    assert said == f"inventories/51.yaml: {KILLED}read this file{HINT}"


def test_the_vendors_are_named_about_which_was_decided(
    workplace: Workplace, large: list[str]
) -> None:
    said = ended(workplace, DECIDING, *CHECK, "--jobs", "2")

    line = large.index("  - id: ours-200") + 1
    what = f"{KILLED}decided about the vendors from 'ours-200' to 'ours-399'"
    assert said == f"inventories/ours.yaml:{line}:5: {what}{HINT}"


def test_the_cell_is_named_that_was_explained(workplace: Workplace, large: list[str]) -> None:
    said = ended(workplace, EXPLAINING, *CHECK, "--jobs", "2", "--verbose")

    line = large.index("    data:", large.index(f"  - id: {FATAL}")) + 2
    what = f"{KILLED}explained 'encryption-at-rest' for '{FATAL}/data/training_dataset'"
    assert said == f"inventories/ours.yaml:{line}:9: {what}{HINT}"


def test_the_test_is_named_that_was_run(workplace: Workplace) -> None:
    said = ended(
        workplace, TESTING, "test", "shipped", "--select", "encryption-at-rest", "--jobs", "2"
    )

    what = f"{KILLED}ran the test 'partial is not enough' of 'encryption-at-rest'"
    assert re.fullmatch(
        rf"vendorgate:policies/data-protection\.yaml:\d+:\d+: {re.escape(what + HINT)}", said
    )
