"""Parquet: every check, every finding and every edge as rows of tables, for whoever queries many.

The only door of pyarrow. The columns have the words of the JSON report; docs/queries.md has them.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from checker.digest import sha256
from checker.formats.json_document import document, encoded, lines
from checker.formats.tables import SCHEMA, SUMMARY, TABLES
from checker.graph.graph import Graph
from checker.graph.records import Place
from checker.record import NamedTuple
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, fingerprint
from checker.report.subject import spelt
from checker.verdict import Verdict

PROVIDES: Final = "provides"
"""The kind of an edge from a vendor to a service of its own."""

ROWS = 1_000_000
"""Rows of one file."""

_BATCH = 20_000
"""Rows that are held as Python objects."""

_WORD = pa.dictionary(pa.int32(), pa.string())
_SUBJECT = (
    ("policy", _WORD),
    ("severity", _WORD),
    ("verdict", _WORD),
    ("gating", pa.bool_()),
    ("inventory", _WORD),
    ("vendor", pa.string()),
    ("subject_kind", _WORD),
    ("subject", pa.string()),
)
COLUMNS: Final = {
    "cells": pa.schema(_SUBJECT),
    "findings": pa.schema(
        (
            *_SUBJECT,
            ("owner", _WORD),
            ("message", pa.string()),
            ("path", _WORD),
            ("line", pa.int32()),
            ("column", pa.int32()),
            ("fingerprint", pa.string()),
        )
    ),
    "edges": pa.schema(
        (
            ("kind", _WORD),
            ("inventory", _WORD),
            ("record", pa.string()),
            ("source", pa.string()),
            ("target", pa.string()),
            ("source_party", pa.string()),
            ("target_party", pa.string()),
            ("detail", _WORD),
            ("critical", pa.bool_()),
        )
    ),
}
"""The columns of each table."""


class File(NamedTuple):
    """A file of the folder.

    Attributes:
        path: below the folder, like `cells/part-00000.parquet`.
        rows: how many it has.
    """

    path: str
    rows: int
    content: bytes


def files(report: Report, explainer: Explainer, graph: Graph) -> Iterator[File]:
    """The files of a report; the summary, which names the others, is the last.

    Args:
        graph: of the inventories of the run.
    """
    rows = {
        "cells": _cells(report),
        "findings": _findings(report, explainer),
        "edges": _edges(graph),
    }
    listed = []
    for table in TABLES:
        for made in _parts(table, rows[table]):
            listed.append({"path": made.path, "rows": made.rows, "sha256": sha256(made.content)})
            yield made
    yield File(SUMMARY, 0, _summary(report, listed).encode("utf-8", "backslashreplace"))


def _parts(table: str, rows: Iterable[Sequence[Any]]) -> Iterator[File]:
    """The files of a table, at least one: a table without rows has its columns, too."""
    schema = COLUMNS[table]
    left = iter(rows)
    number = 0
    while True:
        sink, count = io.BytesIO(), 0
        with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
            while count < ROWS and (batch := _batch(left)):
                columns = zip(*batch, strict=True)
                arrays = [
                    pa.array([_text(value) for value in values], type=field.type)
                    if _is_text(field)
                    else pa.array(values, type=field.type)
                    for values, field in zip(columns, schema, strict=True)
                ]
                writer.write_table(pa.table(arrays, schema=schema))
                count += len(batch)
        if count or not number:
            yield File(f"{table}/part-{number:05}.parquet", count, sink.getvalue())
        if count < ROWS:
            return
        number += 1


def _batch(rows: Iterator[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    return [*islice(rows, min(_BATCH, ROWS))]


def _cells(report: Report) -> Iterator[Sequence[Any]]:
    policies = _policies(report)
    for cell in report.cells:
        yield _about(policies[cell.policy], cell, report)


def _findings(report: Report, explainer: Explainer) -> Iterator[Sequence[Any]]:
    policies = _policies(report)
    for cell in report.findings():
        told = explainer.explain(cell)
        place = told.place
        yield (
            *_about(policies[cell.policy], cell, report),
            cell.subject.owner,
            told.message,
            place.path,
            place.line,
            place.column,
            fingerprint(report.policies[cell.policy].id, cell.subject),
        )


def _policies(report: Report) -> Sequence[tuple[str, str]]:
    return [(policy.id, policy.severity.value) for policy in report.policies]


def _about(policy: tuple[str, str], cell: Cell, report: Report) -> tuple[Any, ...]:
    """The columns that a cell has in both tables."""
    subject = cell.subject
    return (
        *policy,
        cell.verdict.value,
        report.gating(cell),
        subject.inventory,
        subject.vendor,
        subject.subject_kind,
        str(subject),
    )


def _edges(graph: Graph) -> Iterator[Sequence[Any]]:
    """The links between parties, and the services of vendors, as each inventory records them."""
    for link in sorted(graph.records.links, key=lambda link: (link.place, link.kind, link.target)):
        parties = graph.id_of(link.source), graph.id_of(link.target)
        yield (*_ends(link.kind, link.place, link.source, link.target), *parties, link.detail, None)
    for service in sorted(graph.records.services, key=lambda service: service.place):
        party = graph.id_of(service.vendor)
        ends = _ends(PROVIDES, service.place, service.vendor, service.id)
        yield (*ends, party, service.id, "", service.critical)


def _ends(kind: str, place: Place, source: str, target: str) -> tuple[str, ...]:
    """The columns of the record that an edge is made of."""
    return kind, place.inventory, spelt(place.path), source, target


def _text(text: str) -> str:
    """A text as UTF-8 can hold it: half a surrogate pair is spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()


def _is_text(field: Any) -> bool:
    return bool(field.type in (_WORD, pa.string()))


def _summary(report: Report, listed: Sequence[dict[str, Any]]) -> str:
    counts = report.summary
    members = {
        "as_of": report.as_of,
        "fail_on": report.fail_on.value,
        "revision": report.revision,
        "policies": [_policy(report, number) for number in range(len(report.policies))],
        "summary": {
            **{verdict.value: counts.verdicts.get(verdict, 0) for verdict in Verdict},
            "vendors": counts.vendors,
            "policies": counts.policies,
            "subjects": counts.subjects,
        },
        "inputs": [each._asdict() for each in report.inputs],
        "files": listed,
        "undecided": [*report.undecided],
        "exit_code": int(report.exit_code),
    }
    return document(
        SCHEMA,
        report.version,
        {
            key: lines(value) if isinstance(value, list) else encoded(value)
            for key, value in members.items()
        },
    )


def _policy(report: Report, number: int) -> dict[str, Any]:
    policy = report.policies[number]
    verdicts = {verdict.value: report.cells.count(number, verdict) for verdict in Verdict}
    return {
        "id": policy.id,
        "severity": policy.severity.value,
        "subject_kind": policy.subject_kind,
        **verdicts,
    }
