"""Every figure that is promised, measured in one run; prints the table of benchmarks/README.md.

usage: make bench, or python benchmarks/run.py [--quick]
"""

import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from growing import at_scale
from reports import told_as_json, written_reports
from revisions import of_revisions
from sharing import of_sharing
from starts import starting


def main() -> None:
    """Measure, and print rows of Markdown."""
    quick = "--quick" in sys.argv
    folder = Path(tempfile.mkdtemp(prefix="vendorgate-bench-"))
    os.environ["VENDORGATE_CACHE"] = str(folder / "cache")
    # Users have compiled modules; a machine that forbids them would measure the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("PYTHONUNBUFFERED", None)
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | target | measured | ratio |\n|---|---|---|---|")
    try:
        starting(7 if quick else 25)
        small, middle, large = (100, 500, 2_000) if quick else (1_000, 10_000, 100_000)
        at_scale(folder, (small, middle, large))
        written_reports(folder, small)
        told_as_json(folder, small, middle)
        of_sharing(folder, middle)
        of_revisions(folder, *((500, 20, 50) if quick else (10_000, 400, 500)))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
