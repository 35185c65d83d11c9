"""Files: everything named is read once, or a problem says why not; nothing is passed over."""

import io
import os
import shutil
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from checker.errors import InputError
from checker.problems import Place, Problem
from checker.sources import disk as files
from checker.sources.disk import Disk
from checker.sources.source import Source

EMPTY = "the folder holds no file to read (expected *.yaml, *.yml, *.json)"
LINK = "a link that leaves the folder is not followed (expected a file in the folder)"
COPY = "name the file itself, or replace the link by a copy"
IRREGULAR = "not a regular file (expected a YAML or JSON file)"
STDIN = "use - to read standard input"


def read(paths: list[str], **given: Any) -> tuple[list[Source], list[Problem]]:
    return Disk(**given).read(paths)


def problem(path: Path | str, message: str, hint: str | None = None) -> Problem:
    return Problem(Place(str(path), 0, 0), message, hint)


def fill(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)


def test_files_are_read_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    fill(tmp_path, "b.yaml", "a.txt")
    named = [f"{tmp_path}/b.yaml", f"{tmp_path}/a.txt"]
    assert read(named) == ([Source(named[0], b"b.yaml"), Source(named[1], b"a.txt")], [])


def test_a_folder_is_read_whole_and_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [
        "b.yaml",
        "a.yml",
        "c/d/e.json",
        "c/Z.YAML",
        ".hidden.yaml",
        ".draft/x.yml",
        "y.yaml/z.yml",
    ]
    fill(
        tmp_path / "in", *kept, "README.md", "x.yaml.bak", "yaml", ".git/config.yaml", "c/.hg/x.yml"
    )
    (tmp_path / "in/empty.yaml").mkdir()
    monkeypatch.chdir(tmp_path)
    expected = [Source(f"in/{name}", name.encode()) for name in sorted(kept)]
    for named in ("in", "in/", "in//"):
        assert read([named]) == (expected, [])
    monkeypatch.chdir(tmp_path / "in")
    assert read(["."]) == ([Source(name, name.encode()) for name in sorted(kept)], [])


def test_a_folder_without_a_file_to_read_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path, "README.md")
    assert read([str(tmp_path)]) == ([], [problem(tmp_path, EMPTY)])
    (tmp_path / "a.yaml").symlink_to("../README.md")
    assert read([str(tmp_path)]) == ([], [problem(tmp_path / "a.yaml", LINK, COPY)])


def test_links_that_stay_in_a_folder_are_followed(tmp_path: Path) -> None:
    fill(tmp_path, "real/a.txt", "real/b.yaml")
    (tmp_path / "a.yaml").symlink_to("real/a.txt")
    (tmp_path / "again.yaml").symlink_to("real/b.yaml")
    (tmp_path / "folder").symlink_to("real")

    assert read([str(tmp_path)]) == (
        [
            Source(f"{tmp_path}/a.yaml", b"real/a.txt"),
            Source(f"{tmp_path}/again.yaml", b"real/b.yaml"),
        ],
        [],
    )


def test_a_mounted_config_map_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    fill(tmp_path, "..2031_05_15/a.yaml", "..2031_05_15/b.yaml", "..2031_05_15/unlinked.yaml")
    (tmp_path / "..data").symlink_to("..2031_05_15")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).symlink_to(f"..data/{name}")

    assert read([str(tmp_path)]) == (
        [
            Source(f"{tmp_path}/a.yaml", b"..2031_05_15/a.yaml"),
            Source(f"{tmp_path}/b.yaml", b"..2031_05_15/b.yaml"),
            Source(f"{tmp_path}/..2031_05_15/unlinked.yaml", b"..2031_05_15/unlinked.yaml"),
        ],
        [],
    )


def test_a_file_that_is_reached_twice_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path, "a.yaml", "b.yaml")
    os.link(tmp_path / "a.yaml", tmp_path / "c.yaml")
    (tmp_path.parent / "link.yaml").unlink(missing_ok=True)
    (tmp_path.parent / "link.yaml").symlink_to(tmp_path / "b.yaml")
    named = [f"{tmp_path}/b.yaml", str(tmp_path), f"{tmp_path}/../link.yaml", f"{tmp_path}/a.yaml"]
    sources, problems = read(named)
    assert [Path(source.path).name for source in sources] == ["b.yaml", "a.yaml"]
    assert problems == []


def test_links_are_followed_where_named_and_reported_in_folders(tmp_path: Path) -> None:
    fill(tmp_path, "real/a.yaml", "in/b.yaml")
    for name, target in {
        "file.yaml": "../real/a.yaml",
        "folder": "../real",
        "up": "..",
        "broken.yml": "nothing",
        "self.json": "self.json",
        "notes.md": "../real/a.yaml",
        "to-nothing": "nothing",
    }.items():
        (tmp_path / "in" / name).symlink_to(target)
    sources, problems = read([f"{tmp_path}/in"])
    assert sources == [Source(f"{tmp_path}/in/b.yaml", b"in/b.yaml")]
    nowhere = "a link at whose end nothing stands (expected a file in the folder)"
    itself = "a link that leads back to itself (expected a file in the folder)"
    assert sorted(problems) == [
        problem(f"{tmp_path}/in/broken.yml", nowhere, "remove the link"),
        *(problem(f"{tmp_path}/in/{name}", LINK, COPY) for name in ("file.yaml", "folder")),
        problem(f"{tmp_path}/in/self.json", itself, "remove the link"),
        problem(f"{tmp_path}/in/up", LINK, COPY),
    ]
    for named in ("in/file.yaml", "in/folder/a.yaml", "in/folder"):
        sources, problems = read([f"{tmp_path}/{named}"])
        assert ([source.content for source in sources], problems) == ([b"real/a.yaml"], [])


@pytest.mark.parametrize(
    "name, reason",
    [
        ("none.yaml", "no such file or folder"),
        ("a.yaml/b.yaml", "not a directory"),
        ("loop.yaml", "a link that leads back to itself"),
        ("x" * 300, "file name too long"),
        ("nul\0.yaml", "not a usable path"),
        ("\ud800.yaml", "not a usable path"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, reason: str) -> None:
    fill(tmp_path, "a.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    path = f"{tmp_path}/{name}"
    good = f"{tmp_path}/a.yaml"
    assert read([path, good]) == (
        [Source(good, b"a.yaml")],
        [problem(path, f"cannot be read: {reason}")],
    )


def test_no_path_at_all_is_no_file() -> None:
    assert read([""]) == ([], [problem("", "cannot be read: no such file or folder")])
    assert read([]) == ([], [])


@contextmanager
def without_privileges() -> Iterator[Path]:
    """A folder that everyone may enter, as somebody who may not read everything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    root = os.geteuid() == 0
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_what_may_not_be_read_is_a_problem() -> None:
    with without_privileges() as folder:
        fill(folder, "in/a.yaml", "in/b.yaml", "in/closed/c.yaml")
        (folder / "in/a.yaml").chmod(0)
        (folder / "in/closed").chmod(0)
        if os.geteuid() == 0:
            os.seteuid(65534)
        try:
            outcome = read([f"{folder}/in", f"{folder}/in/closed/c.yaml"])
        finally:
            if os.getuid() == 0:
                os.seteuid(0)
            (folder / "in/closed").chmod(0o755)
        denied = "cannot be read: permission denied"
        assert outcome == (
            [Source(f"{folder}/in/b.yaml", b"in/b.yaml")],
            [
                problem(f"{folder}/in/closed", denied),
                problem(f"{folder}/in/a.yaml", denied),
                problem(f"{folder}/in/closed/c.yaml", denied),
            ],
        )


def test_pipes_and_devices_neither_block_nor_answer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    start = time.monotonic()
    named = [str(tmp_path), f"{tmp_path}/pipe.yaml", "/dev/zero", "/dev/null"]
    expected = [f"{tmp_path}/pipe.yaml", f"{tmp_path}/pipe.yaml", "/dev/zero", "/dev/null"]
    assert read(named) == ([], [problem(path, IRREGULAR, STDIN) for path in expected])
    assert time.monotonic() - start < 10


def test_a_file_that_disappears_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "a.yaml", "b.yaml")
    walk = files.walk

    def then_remove(root: str, problems: list[Problem]) -> Iterator[str]:
        yield from walk(root, problems)
        (tmp_path / "a.yaml").unlink()

    monkeypatch.setattr(files, "walk", then_remove)
    assert read([str(tmp_path)]) == (
        [Source(f"{tmp_path}/b.yaml", b"b.yaml")],
        [problem(f"{tmp_path}/a.yaml", "cannot be read: no such file or folder")],
    )


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = f"{tmp_path}/sparse.yaml"
    with Path(path).open("wb") as file:
        file.truncate(10 * 1024**4)
    tracemalloc.start()
    outcome = read([path])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcome == ([], [problem(path, "too large (expected at most 256 MiB)")])
    assert peak < 1024 * 1024


def test_what_has_no_end_is_refused_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 3 * 1024 * 1024
    monkeypatch.setattr(files, "MAX_BYTES", most)
    endless = Endless()
    refused = problem("<stdin>", "too large (expected at most 3 MiB)")
    assert (read(["-"], stdin=endless), endless.given) == (([], [refused]), most + 1)
    whole = io.BytesIO(bytes(most))
    assert read(["-"], stdin=whole) == ([Source("<stdin>", bytes(most))], [])


class Endless(io.RawIOBase):
    given = 0

    def read(self, size: int = -1, /) -> bytes:
        self.given += size
        return bytes(size)


def test_standard_input_is_read_once_under_the_name_it_is_given() -> None:
    content = b"a: 1\n" * 500_000
    assert read(["-", "-"], stdin=io.BytesIO(content), stdin_filename="in/new.yaml") == (
        [Source("in/new.yaml", content)],
        [],
    )
    assert read(["-"], stdin=io.BytesIO(b"x")) == ([Source("<stdin>", b"x")], [])


def test_standard_input_that_is_not_there_is_a_problem() -> None:
    closed = io.BytesIO()
    closed.close()
    assert read(["-"]) == ([], [problem("<stdin>", "standard input is not available")])
    assert read(["-"], stdin=closed) == (
        [],
        [problem("<stdin>", "cannot be read: not a usable path")],
    )


def test_a_name_that_is_no_text_is_a_name(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    Path(os.fsdecode(name)).write_bytes(b"a: 1")
    assert read([str(tmp_path)]) == ([Source(f"{tmp_path}/caf\udce9.yaml", b"a: 1")], [])


@contextmanager
def deep(folder: Path, levels: int) -> Iterator[Path]:
    """A file so deep that Python could not remove it: it is gone when this ends."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(levels):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.yaml").write_text("deep")
        yield folder.joinpath(*"d" * levels, "a.yaml")
        Path("a.yaml").unlink()
        for _ in range(levels):
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(here)


def test_a_folder_may_be_deeper_than_the_stack(tmp_path: Path) -> None:
    with deep(tmp_path, 1500) as path:
        outcome = read([str(tmp_path)])
    assert outcome == ([Source(str(path), b"deep")], [])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this kernel has no such files")
def test_special_files_of_the_kernel_are_read_to_their_end() -> None:
    sources, problems = read(["/proc/self/status"])
    assert (len(sources), problems) == (1, [])
    assert sources[0].content.startswith(b"Name:")


def test_standard_input_that_gives_nothing_yet_is_not_at_its_end() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.write(writing, b"a: 1\n")
    try:
        with open(reading, "rb") as stdin:
            assert read(["-"], stdin=stdin) == (
                [],
                [problem("<stdin>", "cannot be read: it gives nothing yet (expected its end)")],
            )
    finally:
        os.close(writing)


def test_what_could_not_be_looked_at_is_not_absent(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to("missing")
    (tmp_path / "file").touch()

    assert Disk().has(str(tmp_path / "nowhere"))
    assert not Disk().has(str(tmp_path / "missing"))
    with pytest.raises(InputError, match="cannot be read: not a directory"):
        Disk().has(str(tmp_path / "file/policies"))
