"""Suites: files of tests that stand beside policies and are told from them by their name."""

from collections.abc import Iterable, Iterator

from checker.errors import InputError
from checker.parse.document import Document
from checker.problems import Problem

_SUFFIXES = (".test.yaml", ".test.yml", ".test.json")


def is_suite(path: str) -> bool:
    """Return whether a file holds tests, not policies."""
    return path.lower().endswith(_SUFFIXES)


def rules(documents: Iterable[Document]) -> list[Document]:
    """Those of the documents that hold policies.

    Raises:
        InputError: policies in a file that is named as tests are: nobody would evaluate them.
    """
    kept: list[Document] = []
    problems: list[Problem] = []
    for document in documents:
        if is_suite(document.path):
            problems.extend(_misplaced(document))
        else:
            kept.append(document)
    if problems:
        raise InputError(problems)
    return kept


def _misplaced(document: Document) -> Iterator[Problem]:
    data = document.data
    declared = data.get("policies") if isinstance(data, dict) else None
    for index, each in enumerate(declared if isinstance(declared, list) else ()):
        if isinstance(each, dict):
            yield Problem(
                document.positions.value(("policies", index)),
                "a policy in a file of tests (expected the id of a policy)",
                "only tests stand in files named *.test.yaml: give the file another name",
            )
