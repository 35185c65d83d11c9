"""The tables hold the report: every check once, every finding with its message, every edge."""

import io
import json
import os
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from workplace import REPOSITORY

from checker.clock import as_of
from checker.digest import sha256
from checker.formats import tables
from checker.graph.graph import Graph
from checker.graph.records import Records
from checker.report.matrix import Cell
from checker.usecases.check import Checked, check
from checker.usecases.executor.check import check_by
from checker.usecases.load import Request
from checker.verdict import Verdict
from tests.formats.reports import explanation, policy, report, subject
from tests.formats.scenes import SCENES

if not os.environ.get("CI"):
    pytest.importorskip("pyarrow")
import pyarrow.parquet as pq

from checker.formats import parquet
from checker.formats.parquet import COLUMNS, File, files

NOBODY = Graph(Records())


@pytest.fixture(scope="module")
def checked() -> Checked:
    paths = [str(REPOSITORY / "inventories")]
    return check(Request(paths, ["shipped"], as_of=as_of("2031-05-15")))


def rows(made: Mapping[str, File], table: str) -> list[dict[str, Any]]:
    found = [path for path in sorted(made) if path.startswith(f"{table}/")]
    contents = [io.BytesIO(made[path].content) for path in found]
    return [row for content in contents for row in pq.read_table(content).to_pylist()]


def made(checked: Checked) -> dict[str, File]:
    told = files(checked.report, checked.remembered(), checked.graph)
    return {each.path: each for each in told}


def test_every_check_is_a_row_and_every_finding_has_its_message(checked: Checked) -> None:
    whole, found = checked.report, made(checked)
    cells = rows(found, "cells")
    assert Counter(row["verdict"] for row in cells) == Counter(
        {verdict.value: count for verdict, count in whole.summary.verdicts.items() if count}
    )
    assert [(row["policy"], row["subject"], row["gating"]) for row in cells] == [
        (whole.policies[cell.policy].id, str(cell.subject), whole.gating(cell))
        for cell in whole.cells
    ]
    explainer = checked.remembered()
    told = [(row["fingerprint"], row["message"], row["line"]) for row in rows(found, "findings")]
    assert told == [
        (result.fingerprint, result.message, result.place.line)
        for result in (whole.result(cell, explainer) for cell in whole.findings())
    ]


def test_every_link_and_service_is_an_edge(checked: Checked) -> None:
    edges = rows(made(checked), "edges")
    records = checked.graph.records
    kinds = Counter(link.kind for link in records.links)
    kinds["provides"] = len(records.services)
    assert Counter(row["kind"] for row in edges) == kinds
    assert {(row["source"], row["target"]) for row in edges if row["kind"] == "relies_on"} == {
        (link.source, link.target) for link in records.links if link.kind == "relies_on"
    }


def test_the_summary_names_every_file_by_its_digest(checked: Checked) -> None:
    found = made(checked)
    told = json.loads(found["summary.json"].content)
    assert list(found)[-1] == "summary.json"
    assert told["files"] == [
        {"path": each.path, "rows": each.rows, "sha256": sha256(each.content)}
        for path, each in found.items()
        if path != "summary.json"
    ]
    assert told["exit_code"] == checked.report.exit_code
    assert sum(row["fail"] for row in told["policies"]) == told["summary"]["fail"]


def test_the_same_report_gives_the_same_bytes(checked: Checked) -> None:
    assert made(checked) == made(checked)


@pytest.mark.slow
def test_an_executor_leads_to_the_same_tables(checked: Checked) -> None:
    paths = [str(REPOSITORY / "inventories")]
    with ThreadPoolExecutor(2) as pool:
        far = check_by(Request(paths, ["shipped"], as_of=as_of("2031-05-15")), pool)
        assert made(far) == made(checked)


def test_how_rows_are_cut_into_files_does_not_show(
    checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(checked)
    monkeypatch.setattr(parquet, "ROWS", 400)
    cut = made(checked)
    assert len(cut) > len(whole)
    for table in tables.TABLES:
        assert rows(cut, table) == rows(whole, table)


@pytest.mark.parametrize("scene", SCENES)
def test_each_table_is_there_with_its_columns(scene: str) -> None:
    told = {each.path: each for each in files(*SCENES[scene](), NOBODY)}
    for table in tables.TABLES:
        content = io.BytesIO(told[f"{table}/part-00000.parquet"].content)
        assert pq.read_schema(content).names == COLUMNS[table].names


@pytest.mark.parametrize("name", ["\0", "\x1b[31m", "\u202egnp", "=HYPERLINK(1)", "a" * 1_000_000])
def test_what_an_inventory_holds_arrives_as_it_is(name: str) -> None:
    hostile = subject(name)
    scene = report(
        [policy("p")], [Cell(0, hostile, Verdict.FAIL)], {(0, hostile): explanation(name)}
    )
    told = {each.path: each for each in files(*scene, NOBODY)}
    [row] = rows(told, "findings")
    assert (row["vendor"], row["message"]) == (name, name)
