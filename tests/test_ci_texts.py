"""Texts for CI systems: their own tools find nothing, and what they run is run here."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from workplace import REPOSITORY, Workplace

PAGE = (REPOSITORY / "docs/ci.md").read_text("utf-8")
CONTAINER = (REPOSITORY / "Containerfile").read_text("utf-8")
HEAD, COMPONENT = yaml.safe_load_all((REPOSITORY / "templates/vendorgate.yml").read_text("utf-8"))
HASH = "a" * 40


def tool(name: str, *arguments: str | Path) -> None:
    """Hold that a linter finds nothing; skipped where it is absent, but never where CI is set."""
    found = shutil.which(
        name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"{name} is not installed")
    assert found is not None, f"{name} is not installed"
    done = subprocess.run(
        [found, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def snippet(title: str, *, number: int = 0) -> Any:
    """A block of YAML below a title of the page."""
    section = PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"^```yaml\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return yaml.safe_load(blocks[number])


def workflow() -> dict[str, Any]:
    """The workflow of the page as a repository would have it: with its triggers, and pinned."""
    text = yaml.safe_dump({"name": "vendors", "on": ["pull_request"], **snippet("GitHub")})
    text = re.sub(r"(uses: \S+)@(?:COMMIT|v\d+)", rf"\1@{HASH}", text.replace("OWNER", "owner"))
    return yaml.safe_load(text)  # type: ignore[no-any-return]


def written(path: Path, data: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, sort_keys=False).replace("true:", "on:"))
    return path


def test_the_containerfile_has_no_slip() -> None:
    tool("hadolint", REPOSITORY / "Containerfile")


def test_the_action_and_the_workflow_of_the_page_are_safe(tmp_path: Path) -> None:
    path = written(tmp_path / ".github/workflows/vendors.yml", workflow())

    tool("zizmor", "--offline", "--no-progress", REPOSITORY / "action.yml", path)


def test_the_workflow_of_the_page_has_no_slip_and_gives_the_action_what_it_takes(
    tmp_path: Path,
) -> None:
    shutil.copy(REPOSITORY / "action.yml", tmp_path)
    (tmp_path / ".git").mkdir()  # what makes it a repository, whose own action is `./`
    path = written(tmp_path / ".github/workflows/vendors.yml", workflow())
    path.write_text(path.read_text().replace(f"owner/vendorgate@{HASH}", "./"))
    assert "uses: ./\n" in path.read_text()

    tool("actionlint", "-no-color", path)


def test_texts_for_github_are_valid(tmp_path: Path) -> None:
    schema = ("--builtin-schema", "vendor.github-actions")
    tool("check-jsonschema", *schema, REPOSITORY / "action.yml")
    path = written(tmp_path / "vendors.yml", workflow())
    tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path)


@pytest.mark.parametrize("data", [COMPONENT, snippet("GitLab"), snippet("GitLab", number=1)])
def test_texts_for_gitlab_are_valid(tmp_path: Path, data: Any) -> None:
    path = written(tmp_path / ".gitlab-ci.yml", data)

    more = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    tool("check-jsonschema", *more, path)


def test_the_text_for_azure_is_valid(tmp_path: Path) -> None:
    path = written(tmp_path / "azure-pipelines.yml", {"steps": snippet("Azure Pipelines")})

    more = ("--builtin-schema", "vendor.azure-pipelines", "--data-transform", "azure-pipelines")
    tool("check-jsonschema", *more, path)


def test_the_text_for_bitbucket_is_valid(tmp_path: Path) -> None:
    data = {"pipelines": {"default": snippet("Bitbucket")}}
    path = written(tmp_path / "bitbucket-pipelines.yml", data)

    tool("check-jsonschema", "--builtin-schema", "vendor.bitbucket-pipelines", path)


def scripts() -> dict[str, str]:
    steps = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))["runs"]["steps"]
    named = {f"action {n}": step["run"] for n, step in enumerate(steps) if "run" in step}
    lines = "\n".join(COMPONENT["vendorgate"]["script"])
    return {name: f"#!/bin/bash\n{text}" for name, text in named.items()} | {
        "component": f"#!/bin/sh\n{lines}"
    }


@pytest.mark.parametrize("name", scripts())
def test_scripts_have_no_slip(tmp_path: Path, name: str) -> None:
    path = tmp_path / "script"
    path.write_text(scripts()[name])

    tool("shellcheck", "--severity", "warning", path)


def component(workplace: Workplace, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The script of the component as GitLab's runner starts it; nothing is installed."""
    tools = workplace.folder / "tools"
    tools.mkdir(exist_ok=True)
    for name, text in (
        ("python", 'printf "%s\\n" "$@" > installed'),
        ("vendorgate", f'exec {shlex.quote(sys.executable)} -m checker "$@"'),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{text}\n")
        (tools / name).chmod(0o755)
    given = {name: each["default"] for name, each in HEAD["spec"]["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: given[match[1]], value)
        for name, value in COMPONENT["vendorgate"]["variables"].items()
    }
    return subprocess.run(
        ["sh", "-ec", "\n".join(COMPONENT["vendorgate"]["script"])],
        cwd=workplace.folder,
        env=workplace.environment(
            {**variables, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "at_rest, code",
    [
        ("partial", 1),
        *(pytest.param(*each, marks=pytest.mark.slow) for each in (("full", 0), ("[", 2))),
    ],
)
def test_the_component_ends_as_the_check_does_and_writes_what_it_declares(
    workplace: Workplace, at_rest: str, code: int
) -> None:
    workplace.inventory("at_rest: full", f"at_rest: {at_rest}")

    done = component(workplace)

    assert done.returncode == code, done.stderr
    artifacts = COMPONENT["vendorgate"]["artifacts"]
    for name in (*artifacts["paths"], *artifacts["reports"].values()):
        assert (workplace.folder / name).stat().st_size


def test_an_input_of_the_component_is_one_word_whatever_it_holds(workplace: Workplace) -> None:
    odd = "in ven'to\"ries; touch broken $(touch broken) `touch broken`"
    (workplace.folder / "inventories").rename(workplace.folder / odd)

    done = component(workplace, paths=f"{odd}\n\n", package="a b; touch broken", fail_on="high")

    assert done.returncode == 0, done.stderr
    assert not (workplace.folder / "broken").exists()
    installed = (workplace.folder / "installed").read_text().splitlines()
    assert installed[-1] == "a b; touch broken"


def test_no_input_stands_in_a_script() -> None:
    assert "$[[" not in "\n".join(COMPONENT["vendorgate"]["script"])


def test_the_container_runs_as_nobody_and_reads_no_cache() -> None:
    lines = CONTAINER.splitlines()
    stage = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM ")) :]

    (user,) = [line for line in stage if line.startswith("USER ")]
    assert re.fullmatch(r"USER [1-9]\d+:[1-9]\d+", user)
    assert "ENV VENDORGATE_CACHE=off" in stage
    assert 'ENTRYPOINT ["vendorgate"]' in stage


@pytest.mark.slow
def test_what_the_container_is_built_with_builds_a_gate(
    workplace: Workplace, tmp_path: Path
) -> None:
    """Its COPY and RUN lines, as shell in a folder and a virtual environment."""
    source, wheels = tmp_path / "source", tmp_path / "wheels"
    source.mkdir()
    for line in re.findall(r"^COPY (.*)$", CONTAINER, re.MULTILINE):
        *names, target = line.split()
        for name in names:
            of, to = REPOSITORY / name, source / (name if target == "./" else target)
            shutil.copytree(of, to) if of.is_dir() else shutil.copy(of, to)
    build, install = (
        re.sub(r"--mount=\S+\s*\\?\s*", "", line).replace("/wheels", str(wheels))
        for line in re.findall(r"^RUN ((?:.*\\\n)*.*)$", CONTAINER, re.MULTILINE)
    )
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    path = {**os.environ, "PATH": f"{tmp_path}/venv/bin{os.pathsep}{os.environ['PATH']}"}
    for command in (build, install):
        done = subprocess.run(
            ["sh", "-ec", command],
            cwd=source,
            env=path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    gate = tmp_path / "venv/bin/vendorgate"
    variables = {"PATH": "/usr/bin", "VENDORGATE_CACHE": "off", "HOME": "/"}
    done = subprocess.run(
        [gate, "check", "--as-of", "2031-05-15"],
        cwd=workplace.folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
