"""The action for GitHub runs the gate, and nothing that a caller or an inventory writes."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from workplace import REPOSITORY, Workplace

ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


def run(workplace: Workplace, id_: str = "check", **inputs: str) -> tuple[int, str, Path]:
    """A step, as GitHub's runner starts it: the code, its output, its folder."""
    (step,) = [each for each in STEPS if each.get("id") == id_]
    tools = workplace.folder / "tools"
    tools.mkdir(exist_ok=True)
    command = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m checker "$@"\n'
    (tools / "vendorgate").write_text(command)
    (tools / "vendorgate").chmod(0o755)
    given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
    variables = {
        name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, value in step["env"].items()
    }
    files = {"GITHUB_STEP_SUMMARY": "summary", "GITHUB_OUTPUT": "output"}
    for name in files.values():
        (workplace.folder / name).touch()
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=workplace.folder,
        env=workplace.environment(
            {
                **variables,
                **{key: str(workplace.folder / name) for key, name in files.items()},
                "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            }
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr, workplace.folder


pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.mark.parametrize("at_rest, code", [("full", 0), ("partial", 1), ("[", 2)])
def test_it_ends_as_the_check_does_and_writes_every_report(
    workplace: Workplace, at_rest: str, code: int
) -> None:
    workplace.inventory("at_rest: full", f"at_rest: {at_rest}")

    ended, told, folder = run(workplace)

    assert ended == code
    assert (folder / "output").read_text() == f"exit-code={code}\n"
    assert json.loads((folder / "vendorgate.json").read_text())["exit_code"] == code
    assert (folder / "summary").read_text().startswith("## vendorgate: ")
    assert "runs" in json.loads((folder / "vendorgate.sarif").read_text())
    assert ("::error " in told) == (code == 1)


def test_a_path_is_a_path(workplace: Workplace) -> None:
    paths = [
        "$(touch owned)",
        "`touch owned`",
        "; touch owned",
        "--config=x",
        "-o json=inventories",
    ]

    ended, told, folder = run(workplace, paths="\n".join(paths))

    assert ended == 2
    assert [f"{path}: cannot be read: no such file or folder" in told for path in paths] == [
        True
    ] * len(paths)
    assert not (folder / "owned").exists()


def test_paths_stand_one_a_line(workplace: Workplace) -> None:
    (workplace.folder / "inventories").rename(workplace.folder / "our vendors")
    other = (workplace.folder / "our vendors/ours.yaml").read_text()
    workplace.write("theirs.yaml", other.replace("id: ours", "id: theirs"))

    ended, told, folder = run(workplace, paths="  our vendors \n\n\ttheirs.yaml\r\n")

    assert ended == 0, told
    data = json.loads((folder / "vendorgate.json").read_text())
    assert [each["id"] for each in data["inventories"]] == ["ours", "theirs"]


def committed(workplace: Workplace) -> None:
    """A repository with one commit, in which one check fails."""
    workplace.inventory("at_rest: full", "at_rest: partial")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "one")):
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
        subprocess.run(["git", *identity, *arguments], cwd=workplace.folder, check=True)


@pytest.mark.parametrize("worse, code", [(False, 0), (True, 1)])
def test_with_a_base_only_what_is_new_blocks_and_everything_is_told(
    workplace: Workplace, worse: bool, code: int
) -> None:
    committed(workplace)
    if worse:
        path = workplace.folder / "inventories/ours.yaml"
        more = "{category: biometrics, encryption: {at_rest: none}, classification: secret}"
        path.write_text(f"{path.read_text()}      - {more}\n")

    checked, told, folder = run(workplace, base="HEAD")
    assert checked == 0
    assert "::error " in told
    assert (folder / "output").read_text() == "exit-code=1\n"
    assert json.loads((folder / "vendorgate.json").read_text())["exit_code"] == 1
    compared, told, folder = run(workplace, "diff", base="HEAD")

    assert (compared, (folder / "output").read_text()) == (code, f"exit-code=1\nexit-code={code}\n")
    assert ("training_dataset" in told, "biometrics" in told) == (False, worse)
    assert "blocking on new findings (--fail-on-new low)" in (folder / "summary").read_text()


def test_with_a_base_what_cannot_be_decided_still_blocks(workplace: Workplace) -> None:
    committed(workplace)
    workplace.policy('== "full"', "== 1")

    assert run(workplace, base="HEAD")[0] == 2


@pytest.mark.parametrize("base", ["$(touch owned)", "--upload-pack=touch owned", "; touch owned"])
def test_a_base_is_a_revision(workplace: Workplace, base: str) -> None:
    committed(workplace)

    ended, told, folder = run(workplace, "diff", base=base)

    assert ended == 2
    assert f"there is no revision '{base}'" in told
    assert not (folder / "owned").exists()


def test_no_script_holds_an_expression() -> None:
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []
