"""Evidence files: what an inventory names as evidence is there, and is what was recorded."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Problem
from checker.report.report import Input
from checker.sources.source import Source, Sources
from checker.validate import schema
from checker.validate.fields import visitor


def evidence(documents: Sequence[Document], where: Sources) -> tuple[list[Input], list[Problem]]:
    """The files that valid inventories name as evidence, and what is wrong with them."""
    read: dict[str, Source | Problem] = {}
    problems: list[Problem] = []
    for document in documents:
        for record, path in _named(document):
            problems.extend(_problems(document, record, path, where, read))
    found = (each for each in read.values() if isinstance(each, Source))
    return [Input(each.path, "evidence", each.sha256) for each in found], problems


def _named(document: Document) -> list[tuple[Mapping[str, Any], Path]]:
    """Every piece of evidence that names a file."""
    if "file" not in document.positions.text:
        return []  # most inventories name none, and need no walk
    found: list[tuple[Mapping[str, Any], Path]] = []
    visits = {"evidence": lambda record, path: found.append((record, path))}
    visitor(schema.load("inventory"), visits)(document.data, ())
    return [(record, path) for record, path in found if "file" in record]


def _problems(
    document: Document,
    record: Mapping[str, Any],
    path: Path,
    where: Sources,
    read: dict[str, Source | Problem],
) -> Iterator[Problem]:
    positions, name = document.positions, str(record["file"])
    place = positions.value((*path, "file"))
    if name.startswith("/") or ".." in name.split("/"):
        message = f"'file' is '{name}' (expected a path below the inventory's own folder)"
        yield Problem(place, message, "keep evidence beside the inventory")
        return
    folder = document.path.rpartition("/")[0]
    target = f"{folder}/{name}" if folder else name
    if target not in read:
        sources, problems = where.read([target])
        whole = len(sources) == 1 and sources[0].path == target
        read[target] = sources[0] if whole else (problems or [Problem(place, "is a folder")])[0]
    file = read[target]
    if isinstance(file, Problem):
        yield Problem(place, f"evidence '{target}': {file.message}", "keep it where it is named")
    elif "sha256" in record and record["sha256"] != file.sha256:
        yield Problem(
            positions.value((*path, "sha256")),
            f"'sha256' is not that of '{target}' (expected {file.sha256})",
            "the file was changed, or another one was meant",
        )
