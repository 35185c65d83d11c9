"""The first command of a newcomer says what is missing, and says it again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent

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
