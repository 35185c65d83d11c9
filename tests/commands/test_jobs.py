"""Reading and deciding are shared among processes, and no report shows how."""

import os

import pytest
from workplace import INVENTORY, MOMENT, Workplace

from checker import host, packs
from checker.commands import check
from checker.policy.config import NO_CONFIG
from checker.problems import Problem
from checker.sources.source import Source
from checker.spread import usable
from checker.usecases import arguments, reading

HEAD, VENDOR = INVENTORY.split("  - id: acme\n")
NOTE = f"    # {'x' * 2_000}\n"
MANY = 400
SELECTED = "encryption-in-transit"


def inventory(name: str, many: int, edit: str = "") -> str:
    vendors = (f"  - id: {name}-{number}\n{VENDOR}{NOTE}" for number in range(many))
    return HEAD.replace("id: ours", f"id: {name}") + "".join(vendors) + edit


def checked(workplace: Workplace, *arguments: str) -> tuple[int, str, str]:
    done = workplace.run(
        "check", "-p", "shipped", "--as-of", MOMENT, "--select", SELECTED, *arguments
    )
    return done.code, done.out, done.err


@pytest.mark.parametrize(
    "edit, code", [("", 1), ("x: [\n", 2), ("    id: twice\n", 2), ("colour: red\n", 2)]
)
def test_one_large_inventory_is_the_same_for_any_number_of_jobs(
    workplace: Workplace, edit: str, code: int
) -> None:
    workplace.write("inventories/ours.yaml", inventory("ours", MANY, edit))
    alone = checked(workplace)

    assert checked(workplace, "--jobs", "3") == alone
    assert alone[0] == code


@pytest.mark.parametrize("edit", ["", "x: [\n"])
def test_many_inventories_are_the_same_for_any_number_of_jobs(
    workplace: Workplace, edit: str
) -> None:
    workplace.inventory().unlink()
    for number in range(20):
        text = inventory(f"ours-{number}", MANY // 20, edit if number == 7 else "")
        workplace.write(f"inventories/{number}.yaml", text)

    assert checked(workplace, "--jobs", "3") == checked(workplace)


@pytest.mark.parametrize("one_file", [True, False])
def test_sound_inventories_are_read_by_others_alone(
    one_file: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["ours"] if one_file else [f"ours-{number}" for number in range(10)]
    sources = [
        Source(
            name,
            inventory(name, MANY // len(names)).encode(),
        )
        for name in names
    ]
    monkeypatch.delattr(packs, "readable")
    problems: list[Problem] = []

    found = list(reading.documents(sources, problems, NO_CONFIG, 2))

    assert [(document.path, len(document.data["vendors"]), sound) for document, sound in found] == [
        (name, MANY // len(names), True) for name in names
    ]
    assert problems == []


@pytest.mark.parametrize("ours", [False, True])
def test_only_a_process_of_its_own_keeps_a_run_until_it_ends(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, ours: bool
) -> None:
    monkeypatch.setattr(host, "ours", ours)
    monkeypatch.setattr(check, "_kept", kept := [])

    assert checked(workplace)[0] == 1

    assert len(kept) == ours


_COUNTED = """
import os
forks = []
os.register_at_fork(after_in_parent=lambda: forks.append(os.getpid()))
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{processors}])
from checker.cli import main
code = main({arguments})
print(code, len(forks))
"""


def forks(workplace: Workplace, processors: int, *arguments: str) -> tuple[int, int]:
    """How a run ends, and how many processes it starts, where it may use so many processors."""
    done = workplace.program(_COUNTED.format(processors=processors, arguments=arguments))
    code, count = done.out.splitlines()[-1].split()
    return int(code), int(count)


@pytest.mark.skipif(usable(2) < 2, reason="needs two processors")
@pytest.mark.parametrize("jobs", ["2", "100"])
def test_no_more_processes_are_started_than_there_are_processors(
    workplace: Workplace, jobs: str
) -> None:
    workplace.write("inventories/ours.yaml", inventory("ours", MANY))
    check = ("check", "-p", "shipped", "--as-of", MOMENT, "--select", SELECTED, "--jobs")

    # Two read, two decide, and two explain.
    assert forks(workplace, 2, *check, jobs) == (1, 6)
    assert forks(workplace, 1, *check, jobs) == (1, 0)


@pytest.mark.skipif(usable(2) < 2, reason="needs two processors")
def test_as_many_processors_as_there_are_may_be_asked_for_from_python() -> None:
    assert arguments.jobs("jobs", 100) == usable(100) == len(os.sched_getaffinity(0))
    assert arguments.jobs("jobs", 1) == 1
