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


def run(workplace: Workplace, **inputs: str) -> tuple[int, str, Path]:
    """The step that checks, as GitHub's runner starts it: the code, its output, its folder."""
    (step,) = [each for each in STEPS if each.get("id") == "check"]
    tools = workplace.folder / "tools"
    tools.mkdir()
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


@pytest.mark.parametrize(
    "paths",
    ["$(touch owned)", "`touch owned`", "; touch owned", "--config=x", "a\n-o json=inventories"],
)
def test_a_path_is_a_path(workplace: Workplace, paths: str) -> None:
    ended, _, folder = run(workplace, paths=paths)

    assert ended == 2
    assert not (folder / "owned").exists()


def test_paths_stand_one_a_line(workplace: Workplace) -> None:
    (workplace.folder / "inventories").rename(workplace.folder / "our vendors")
    other = (workplace.folder / "our vendors/ours.yaml").read_text()
    workplace.write("theirs.yaml", other.replace("id: ours", "id: theirs"))

    ended, told, folder = run(workplace, paths="our vendors\n\ntheirs.yaml\n")

    assert ended == 0, told
    data = json.loads((folder / "vendorgate.json").read_text())
    assert [each["id"] for each in data["inventories"]] == ["ours", "theirs"]


def test_no_script_holds_an_expression() -> None:
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []
