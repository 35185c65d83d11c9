"""The first command of a newcomer says what is missing, or what was seen, on few screens."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from checker.clock import as_of
from checker.usecases.check import check
from checker.usecases.load import Request
from checker.verdict import Verdict

REPOSITORY = Path(__file__).resolve().parent.parent
SCREEN = 24
SHIPPED = {"example-lab": 0, "incident-2031": 1, "github-subprocessors": 1}

WITHOUT_ENSUREPIP = f"""\
#!/bin/sh
# As Debian's Python without python3-venv: half an environment is left behind.
case "$*" in *"-m venv"*) ;; *) exec {sys.executable} "$@" ;; esac
{sys.executable} -m venv --without-pip .venv
exit 1
"""


def test_an_environment_that_was_left_half_made_is_made_anew(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, tmp_path)
    python = tmp_path / "python"
    python.write_text(WITHOUT_ENSUREPIP)
    python.chmod(0o755)

    told = [
        subprocess.run(
            ["make", f"PYTHON={python}", "check"],
            cwd=tmp_path,
            # The tests may themselves be run by make, and told to talk to its jobserver.
            env={key: value for key, value in os.environ.items() if not key.startswith("MAKE")},
            capture_output=True,
            text=True,
            check=False,
        ).stderr.splitlines()[0]
        for _ in range(2)
    ]

    assert (
        told == ["Python cannot make a virtual environment (Debian: apt install python3-venv)"] * 2
    )


def _shipped(vendorgate: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [".ci/shipped", str(vendorgate)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def _row(name: str) -> str:
    path = str(REPOSITORY / f"inventories/{name}.yaml")
    policies = [str(REPOSITORY / "policies")]
    counts = check(Request([path], policies, as_of=as_of("2031-05-15"))).report.summary
    verdicts = ", ".join(
        f"{counts.verdicts[each]} {each.value}"
        for each in (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN, Verdict.SKIP)
    )
    return (
        f"  inventories/{name}.yaml: exit code {SHIPPED[name]}, expected\n"
        f"      {counts.vendors} vendors, {counts.policies} policies, "
        f"{sum(counts.verdicts.values())} checks: {verdicts}\n"
    )


def test_make_check_fills_three_screens_and_the_last_says_what_was_seen() -> None:
    done = _shipped(Path(sys.executable).with_name("vendorgate"))
    lines = done.stdout.splitlines(keepends=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(lines) <= 3 * SCREEN
    assert "".join(map(_row, SHIPPED)) in "".join(lines[-SCREEN:])


def test_make_check_fails_where_an_inventory_does_not_do_what_it_should(tmp_path: Path) -> None:
    stub = tmp_path / "vendorgate"
    stub.write_text("#!/bin/sh\nexit 2\n")
    stub.chmod(0o755)

    done = _shipped(stub)

    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if "exit code 2, " in line] == [
        f"  inventories/{name}.yaml: exit code 2, but {code} was expected"
        for name, code in SHIPPED.items()
    ]
