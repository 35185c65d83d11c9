"""What is installed works outside the repository: the wheel brings policies and schemas along."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(REPOSITORY)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of an empty environment into which the wheel was installed."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin/python"), "-m", "pip", "install", "--quiet", str(wheel)]
    made = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return environment / "bin/vendorgate"


def run(script: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    command = [str(script), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=environment
    )


def test_the_wheel_holds_the_package_and_the_pack_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.split("/")[0] for name in names}
    assert {top.split("-")[0] for top in tops} == {"checker", "vendorgate"}
    packed = sorted(Path(name).name for name in names if name.startswith("checker/policies/"))
    assert packed == sorted(path.name for path in (REPOSITORY / "policies").rglob("*.yaml"))


def test_an_installed_tool_finds_the_shipped_pack_outside_the_repository(
    installed: Path, tmp_path: Path
) -> None:
    inventory = REPOSITORY / "inventories/example-lab.yaml"

    done = run(
        installed, "check", str(inventory), "--as-of", "2031-05-15", "-o", "json", folder=tmp_path
    )

    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    packs = {each["path"] for each in report["inputs"] if each["kind"] == "policies"}
    shipped = (REPOSITORY / "policies").glob("*.yaml")
    assert packs == {f"vendorgate:policies/{path.name}" for path in shipped}


def test_an_installed_tool_has_the_templates_of_its_html(installed: Path, tmp_path: Path) -> None:
    inventory = REPOSITORY / "inventories/example-lab.yaml"

    done = run(
        installed, "check", str(inventory), "--as-of", "2031-05-15", "-o", "html", folder=tmp_path
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "<h1>Compliant</h1>" in done.stdout


def test_an_installed_tool_explains_a_bad_file_outside_the_repository(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text('schema_version: "1"\nvendor: []\n')

    done = run(installed, "check", "bad.yaml", folder=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "bad.yaml:2:1: " in done.stderr
    assert "Traceback" not in done.stderr


FIRST = """
import os, sys
from checker.cli import main
code = main(["check", sys.argv[1], "--as-of", "2031-05-15", *sys.argv[2:]])
readers = {"celpy", "lark", "checker.cel.compile.compile"}
found = sorted(readers & sys.modules.keys())
print(code, found, os.path.exists(os.environ["VENDORGATE_CACHE"]), file=sys.stderr)
"""


def first(script: Path, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The first run ever: what it says, whether it read CEL, and whether it kept anything."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment["VENDORGATE_CACHE"] = str(folder / "cache")
    inventory = str(REPOSITORY / "inventories/example-lab.yaml")
    return subprocess.run(
        [str(script.parent / "python"), "-B", "-c", FIRST, inventory, *more],
        capture_output=True, text=True, check=False, cwd=folder, env=environment,
    )  # fmt: skip


def test_the_first_run_ever_parses_and_compiles_no_policy(installed: Path, tmp_path: Path) -> None:
    assert first(installed, tmp_path).stderr == "0 [] False\n"


@pytest.mark.parametrize("changed", ["entries", "policy"])
def test_what_is_prepared_and_does_not_fit_is_not_used(
    installed: Path, tmp_path: Path, changed: str
) -> None:
    (package,) = (installed.parent.parent / "lib").glob("python*/site-packages/checker")
    said = first(installed, tmp_path, "-o", "csv").stdout
    prepared = sorted((package / "prepared").glob("*.json"))
    files = prepared if changed == "entries" else [package / "policies/assurance.yaml"]
    before = {file: file.read_bytes() for file in files}
    for file, content in before.items():
        file.write_bytes(
            content.replace(b"vendor", b"vendro") if file in prepared else content + b"\n"
        )
    try:
        done = first(installed, tmp_path, "-o", "csv")
    finally:
        for file, content in before.items():
            file.write_bytes(content)

    # One for each file of policies, one for all suites, one for the regimes.
    assert len(prepared) == len(list((REPOSITORY / "policies").glob("*.yaml"))) + 2
    assert done.stderr == "0 ['celpy', 'lark'] True\n"
    if changed == "entries":
        assert done.stdout == said
