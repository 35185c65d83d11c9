"""A revision is read as git has it, whatever the work tree holds."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from workplace import MOMENT, Workplace

from checker.errors import UsageError
from checker.sources import tree
from checker.sources.revision import Revision
from checker.sources.source import Source

AT = ("--as-of", MOMENT)


def git(folder: Path, *arguments: str) -> None:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *named, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def committed(workplace: Workplace) -> Workplace:
    workplace.inventory()
    workplace.policy()
    git(workplace.folder, "init")
    git(workplace.folder, "add", ".")
    git(workplace.folder, "commit", "-m", "one")
    return workplace


def test_a_check_of_a_revision_does_not_see_the_work_tree(committed: Workplace) -> None:
    committed.inventory("at_rest: full", "at_rest: none")

    assert committed.run("check", *AT).code == 1
    assert committed.run("check", "--rev", "HEAD", *AT).code == 0
    assert committed.run("explain", "encrypted", "acme", "--rev", "HEAD", *AT).code == 0
    (committed.folder / "inventories/ours.yaml").unlink()
    assert committed.run("check", "--rev", "HEAD", *AT).code == 0


def test_reports_name_the_files_as_those_of_the_work_tree(committed: Workplace) -> None:
    shown = [
        committed.run("check", *more, "-o", "json", *AT).out for more in ((), ("--rev", "HEAD"))
    ]

    reports = [json.loads(each) for each in shown]
    (tree, commit) = (report.pop("revision") for report in reports)
    assert reports[0] == reports[1]
    assert (tree, re.fullmatch("[0-9a-f]{40}", commit) is not None) == (None, True)


@pytest.mark.parametrize("rev", ["nope", "--output=x", "HEAD:inventories", ""])
def test_what_is_no_revision_is_said(committed: Workplace, rev: str) -> None:
    done = committed.run("check", f"--rev={rev}", *AT)

    assert done.code == 2
    assert f"there is no revision '{rev}' in this repository" in done.err
    assert list(committed.folder.glob("x*")) == []


def test_no_repository_is_said(workplace: Workplace) -> None:
    done = workplace.run("check", "--rev", "HEAD", *AT)

    assert done.code == 2
    assert "git says: not a git repository" in done.err


def test_links_submodules_and_names_of_any_bytes(
    committed: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = committed.folder / "in"
    folder.mkdir()
    (folder / "a.yaml").write_text("a")
    (folder / "link.yaml").symlink_to("a.yaml")
    (folder / "readme.md").write_text("no")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9\n.yaml")).write_text("b")
    git(committed.folder, "add", ".")
    git(committed.folder, "commit", "-m", "two")
    monkeypatch.chdir(committed.folder)
    revision = Revision("HEAD")

    sources, problems = revision.read(["in", "./in//a.yaml"])

    assert sources == [
        Source("in/a.yaml", b"a"),
        Source("in/caf\udce9\n.yaml", b"b"),
        Source("in/a.yaml", b"a"),
    ]
    assert [str(each) for each in problems] == ["in/link.yaml: a link is not followed in HEAD"]
    assert (revision.has("in"), revision.has("in/a"), revision.has("nowhere")) == (
        True,
        False,
        False,
    )
    assert revision.names() == ["in", "inventories", "policies", "vendorgate.yaml"]


def test_a_submodule_is_not_followed_whatever_its_name_ends_in(
    committed: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = committed.folder / "in"
    (folder / "sub.yaml").mkdir(parents=True)
    (folder / "a.yaml").write_text("a")
    git(folder / "sub.yaml", "init")
    git(folder / "sub.yaml", "commit", "--allow-empty", "-m", "inner")
    git(committed.folder, "add", ".")
    git(committed.folder, "commit", "-m", "two")
    monkeypatch.chdir(committed.folder)

    sources, problems = Revision("HEAD").read(["in"])

    assert sources == [Source("in/a.yaml", b"a")]
    assert [str(each) for each in problems] == ["in/sub.yaml: a submodule is not followed in HEAD"]


def test_a_file_that_is_too_large_is_told_and_not_read(
    committed: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = committed.folder / "in"
    folder.mkdir()
    for name, size in (("least.yaml", 0), ("most.yaml", 2 << 20), ("more.yaml", (2 << 20) + 1)):
        (folder / name).write_bytes(b"#" * size)
    git(committed.folder, "add", ".")
    git(committed.folder, "commit", "-m", "two")
    monkeypatch.chdir(committed.folder)
    monkeypatch.setattr(tree, "MAX_BYTES", 2 << 20)

    sources, problems = Revision("HEAD").read(["in"])

    assert [(each.path, len(each.content)) for each in sources] == [
        ("in/least.yaml", 0),
        ("in/most.yaml", 2 << 20),
    ]
    assert [str(each) for each in problems] == ["in/more.yaml: too large (expected at most 2 MiB)"]


def test_from_a_folder_below_paths_are_those_below_it(
    committed: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(committed.folder / "inventories")

    sources, problems = Revision("HEAD").read(["."])

    assert ([each.path for each in sources], problems) == (["ours.yaml"], [])


def test_without_git_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(UsageError, match="git cannot be run"):
        Revision("HEAD").names()
