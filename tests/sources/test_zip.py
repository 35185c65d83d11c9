"""The product runs from a zip, with what travels with it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pack import policies
from workplace import MOMENT, REPOSITORY, Workplace

AT = ("--as-of", MOMENT)


def archive(path: Path, *, pack: bool) -> None:
    with zipfile.ZipFile(path, "w") as made:
        for folder, under in (("checker", ""), *((("policies", "checker/"),) if pack else ())):
            for file in sorted((REPOSITORY / folder).rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    made.write(file, f"{under}{file.relative_to(REPOSITORY)}")


def run(workplace: Workplace, path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "checker", *arguments],
        cwd=workplace.folder,
        env={"PYTHONPATH": str(path), "HOME": str(workplace.folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_check_and_a_lint_run_from_a_zip(workplace: Workplace, tmp_path: Path) -> None:
    archive(tmp_path / "vg.zip", pack=True)
    (workplace.folder / "policies/own.yaml").unlink()
    (workplace.folder / "policies").rmdir()
    (workplace.folder / "vendorgate.yaml").unlink()

    checked = run(workplace, tmp_path / "vg.zip", "check", *AT)
    linted = run(workplace, tmp_path / "vg.zip", "lint")

    assert (checked.returncode, checked.stderr) == (1, "")
    assert f"{len(policies())} shipped policies on 1 vendor" in checked.stdout
    assert (linted.returncode, linted.stderr) == (0, "")


@pytest.mark.slow
def test_a_zip_without_the_pack_says_so(workplace: Workplace, tmp_path: Path) -> None:
    archive(tmp_path / "vg.zip", pack=False)
    (workplace.folder / "policies/own.yaml").unlink()
    (workplace.folder / "policies").rmdir()
    (workplace.folder / "vendorgate.yaml").unlink()

    done = run(workplace, tmp_path / "vg.zip", "check", *AT)

    assert done.returncode == 2
    assert "the shipped policies are not in this copy of vendorgate" in done.stderr
