"""The folder of tables is of one run, whole, and nobody else's."""

import json
import os
import sys
from pathlib import Path

import pytest
from workplace import MOMENT, Workplace

if not os.environ.get("CI"):
    pytest.importorskip("pyarrow")

CHECK = ("check", "--as-of", MOMENT, "-q", "-o", "parquet=tables")
WHOLE = [
    "cells/part-00000.parquet",
    "edges/part-00000.parquet",
    "findings/part-00000.parquet",
    "summary.json",
]


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    workplace.policy()
    workplace.inventory("full", "none")
    return workplace


def listed(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_run_writes_all_tables_and_a_summary(place: Workplace) -> None:
    done = place.run(*CHECK)
    assert (done.code, done.out) == (1, "")
    assert listed(place.folder / "tables") == WHOLE
    summary = json.loads((place.folder / "tables/summary.json").read_text())
    assert (summary["schema"], summary["exit_code"]) == ("vendorgate/summary/v1", 1)


def test_the_tables_of_the_run_before_are_replaced(place: Workplace) -> None:
    place.run(*CHECK)
    old = place.write("tables/cells/part-00001.parquet", "yesterday")
    place.inventory()
    assert place.run(*CHECK).code == 0
    assert not old.exists()
    assert listed(place.folder / "tables") == WHOLE


def test_a_run_that_could_not_decide_leaves_a_summary_that_says_so(place: Workplace) -> None:
    place.run(*CHECK)
    place.write("inventories/ours.yaml", "vendors: [")
    assert place.run(*CHECK).code == 2
    assert listed(place.folder / "tables") == ["summary.json"]
    summary = json.loads((place.folder / "tables/summary.json").read_text())
    assert (summary["schema"], summary["exit_code"]) == ("vendorgate/summary/v1", 2)
    assert [each["path"] for each in summary["problems"]] == ["inventories/ours.yaml"]


@pytest.mark.parametrize(
    "name, content",
    [
        ("tables/notes.txt", "mine"),
        ("tables/summary.json", "{}"),
        ("tables/summary.json", "[" * 9_999),
    ],
)
def test_a_folder_of_somebody_else_stays_as_it_is(
    place: Workplace, name: str, content: str
) -> None:
    place.write(name, content)
    done = place.run(*CHECK)
    assert done.code == 2
    assert "the folder 'tables' holds something else than an earlier report" in done.err
    assert listed(place.folder / "tables") == [name.removeprefix("tables/")]
    # So it does after a run that has nothing to say.
    place.write("inventories/ours.yaml", "vendors: [")
    assert place.run(*CHECK).code == 2
    assert (place.folder / name).read_text() == content


def test_a_file_on_the_way_to_a_folder_is_refused_too(place: Workplace) -> None:
    place.write("mine", "mine")
    place.write("inventories/ours.yaml", "vendors: [")
    done = place.run("check", "-o", "parquet=mine/more/tables")
    assert (done.code, done.out) == (2, "")
    assert done.err == "vendorgate: 'mine/more/tables' is no folder (expected parquet=DIR)\n"


def test_a_file_for_a_folder_is_refused_before_anything_is_read(place: Workplace) -> None:
    place.write("tables", "mine")
    place.write("inventories/ours.yaml", "vendors: [")
    done = place.run(*CHECK)
    assert (done.code, done.out) == (2, "")
    assert done.err == "vendorgate: 'tables' is no folder (expected parquet=DIR)\n"
    assert (place.folder / "tables").read_text() == "mine"


def test_a_folder_that_is_read_and_standard_output_are_refused(place: Workplace) -> None:
    inside = place.run("check", "--as-of", MOMENT, "-o", "parquet=inventories/tables")
    assert (inside.code, inside.out) == (2, "")
    assert "'inventories/tables' lies in 'inventories', which is read" in inside.err
    nowhere = place.run("check", "--as-of", MOMENT, "-o", "parquet")
    assert (nowhere.code, nowhere.err) == (
        2,
        "vendorgate: '-o parquet' names no folder (expected parquet=DIR)\n",
    )


def test_another_report_cannot_lie_among_the_tables(place: Workplace) -> None:
    done = place.run(*CHECK, "-o", "json=tables/summary.json")
    assert (done.code, done.out) == (2, "")
    assert "'tables/summary.json' lies in 'tables', which holds the tables" in done.err


def test_without_the_extra_the_hint_says_what_to_install(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "checker.formats.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = place.run(*CHECK)
    assert (done.code, done.err) == (
        2,
        (
            "vendorgate: '-o parquet' needs pyarrow, which is not installed\n"
            "  hint: pip install 'vendorgate[parquet]'\n"
        ),
    )


def test_a_disk_that_is_full_leaves_no_summary(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.run(*CHECK)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = place.run(*CHECK)
    assert done.code == 2
    assert "No space left on device" in done.err
    assert listed(place.folder / "tables") == []
