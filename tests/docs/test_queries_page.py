"""The queries of the page run, and say what the report and the facts say."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from workplace import REPOSITORY, Workplace

from checker.clock import as_of
from checker.facts.concentration import concentrations
from checker.facts.scales import Scales
from checker.graph.records import SERVES
from checker.usecases.check import Checked, check
from checker.usecases.load import Request
from checker.verdict import Verdict

if not os.environ.get("CI"):
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
import duckdb

INVENTORY = REPOSITORY / "inventories/example-lab.yaml"
QUERIES = re.findall(r"```sql\n(.*?)```", (REPOSITORY / "docs/queries.md").read_text(), re.DOTALL)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(Request([str(INVENTORY)], ["shipped"], as_of=as_of("2026-09-01")))


@pytest.fixture
def tables(workplace: Workplace) -> Iterator[Path]:
    paths = (str(INVENTORY), "-p", "shipped", "--as-of", "2026-09-01", "--config", "none.yaml")
    workplace.write("none.yaml", "{}")
    workplace.run("check", *paths, "-o", "parquet=tables", "-q")
    with chdir(workplace.folder):
        yield workplace.folder / "tables"


def rows(number: int) -> list[tuple[Any, ...]]:
    return duckdb.sql(QUERIES[number]).fetchall()


def test_each_query_says_what_the_report_says(tables: Path, checked: Checked) -> None:
    report = checked.report
    assert len(QUERIES) == 4
    assert rows(0) == sorted(
        (policy.id, verdict.value, count)
        for number, policy in enumerate(report.policies)
        for verdict in Verdict
        if (count := report.cells.count(number, verdict))
    )
    graph = checked.graph
    assert dict(rows(1)) == {
        party.id: len({edge.target for edge in graph.after(party.id, SERVES)})
        for party in graph.parties.values()
        if graph.after(party.id, SERVES)
    }
    fact = concentrations(Scales(graph))["vendor"]["critical_services"]["hhi"]
    assert rows(2) == [(pytest.approx(fact["exact"]),)]
    unknown = Counter(
        report.policies[cell.policy].id
        for cell in report.findings()
        if cell.verdict is Verdict.UNKNOWN
    )
    assert unknown.keys() <= {policy.id for policy in report.policies}
    assert {(row[0], row[2]) for row in rows(3)} <= set(unknown.items())
    assert len(rows(3)) == min(len(unknown), 10)
