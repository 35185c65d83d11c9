"""A report in pieces arrives whole or not at all, and needs the memory of one piece."""

import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.errors import OutputError
from checker.formats.registry import FORMATS
from checker.output import deliver
from tests.formats.scenes import SCENES


def ending(failure: Exception) -> Iterator[str]:
    """A report that cannot be finished."""
    yield "✓ one\n"
    raise failure


def test_the_pieces_are_the_report(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    path = tmp_path / "report"
    texts = ["✓ one\n", "", "two \ud800\n"]

    deliver(iter(texts), str(path))
    deliver(iter(texts), None)

    assert path.read_bytes() == capfdbinary.readouterr().out == "✓ one\ntwo \\ud800\n".encode()


@pytest.mark.parametrize("failure", [ValueError("a bug"), OSError("a bug"), RuntimeError("a bug")])
def test_what_ends_a_report_early_is_told_as_itself_and_leaves_what_was_there(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], failure: Exception
):
    path = tmp_path / "report"
    path.write_text("old")

    for target in (str(path), None, "/dev/stderr"):
        with pytest.raises(type(failure)) as caught:
            deliver(ending(failure), target)
        assert caught.value is failure

    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]
    assert capfdbinary.readouterr() == (b"", b"")


def test_a_failure_to_write_is_one_of_the_output(tmp_path: Path):
    with pytest.raises(OutputError):
        deliver(iter(["one", "two"]), str(tmp_path / "absent" / "report"))
    with pytest.raises(OutputError):
        deliver(iter(["x" * 100_000] * 200), "/dev/full")


@pytest.mark.parametrize("name", ["report", None])
def test_a_long_report_needs_the_memory_of_few_pieces(tmp_path: Path, name: str | None):
    saved = os.dup(1)
    target = None if name is None else str(tmp_path / name)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    tracemalloc.start()
    try:
        deliver(("x" * 100_000 for _ in range(1_000)), target)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        os.dup2(saved, 1)
        for each in (saved, nowhere):
            os.close(each)

    assert most < 20_000_000


LINES_OF_A_PIECE = 64


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if each.streamed])
@pytest.mark.parametrize("scene", SCENES)
def test_a_format_in_pieces_is_the_format_whole(name: str, scene: str):
    told, explainer = SCENES[scene]()
    pieces = list(FORMATS[name].pieces(told, explainer))

    assert max(piece.count("\n") for piece in pieces) <= LINES_OF_A_PIECE
    assert "".join(pieces) == FORMATS[name].render(told, explainer)
