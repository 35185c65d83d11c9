"""A document as tests read it: its data, or everything that is wrong with it."""

from typing import Any

import pytest

from checker.errors import InputError
from checker.parse.document import parse


def problems(content: str | bytes) -> list[tuple[int, int, str, str | None]]:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(InputError) as caught:
        parse("x.yaml", raw)
    assert {problem.place.path for problem in caught.value.problems} == {"x.yaml"}
    return [
        (problem.place.line, problem.place.column, problem.message, problem.hint)
        for problem in caught.value.problems
    ]


def read(content: str | bytes) -> Any:
    return parse("x.yaml", content if isinstance(content, bytes) else content.encode()).data


def outcome(content: str) -> tuple[Any, Any]:
    """The data and the place of each node, or everything that is wrong."""
    try:
        document = parse("x.yaml", content.encode())
    except InputError as error:
        return "wrong", error.problems
    return document.data, [list(each) for each in document.positions._layout]
