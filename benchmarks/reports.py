"""What reports take beside the check itself, which prints its table."""

from pathlib import Path

from measure import (
    A_FINDING_A_VENDOR,
    LITTLE_WRONG,
    PYTHON,
    VERY_RED,
    best,
    check,
    findings,
    row,
    run,
    written,
)

from checker.formats.registry import FORMATS


def written_reports(folder: Path, size: int) -> None:
    """What the reports of machines take beside the check itself, which prints its table."""
    names = [name for name in FORMATS if name != "html"]
    every = [f"-o{name}={folder / name}" for name in names]
    page = f"-ohtml={folder / 'html'}"
    for flaws in (LITTLE_WRONG, A_FINDING_A_VENDOR, 1.0, VERY_RED):
        path = written(folder, size, flaws)
        plain, without, whole = best(3, check(path), check(path, *every), check(path, *every, page))
        for run_, which, target in (
            (without, f"{len(names)} formats but HTML", "1.5"),
            (whole, f"{len(FORMATS)} formats", "3"),
        ):
            row(
                f"all {which} together, {size:,} vendors, {findings(path, folder):,} findings",
                f"≤ {target} × the check",
                f"{run_.cpu:.2f} s of CPU; check {plain.cpu:.2f} s",
                f"{run_.cpu / plain.cpu:.1f} ×",
            )


def told_as_json(folder: Path, small: int, middle: int) -> None:
    """What `-o json` takes beside the check itself, and its memory."""
    bare = run(PYTHON, "-c", "pass")
    memory = {}
    for size, flaws, target in (
        (middle, A_FINDING_A_VENDOR, 3),
        (middle, VERY_RED, 4),
        (small, 1.0, 4),
        (middle, 1.0, 4),
    ):
        path = written(folder, size, flaws)
        plain, whole = best(2, check(path), check(path, "-o", f"json={folder / 'json'}"))
        memory[size] = (whole.memory - bare.memory) / size
        row(
            f"`-o json` of {size:,} vendors, {findings(path, folder):,} findings",
            f"≤ {target} × the check",
            f"{whole.cpu:.1f} s of CPU; check {plain.cpu:.1f} s",
            f"{whole.cpu / plain.cpu:.1f} ×",
        )
    row(
        f"memory of `-o json`, {small:,} and {middle:,} vendors",
        "linear within 15 %",
        f"{memory[small] / 1e3:.0f} and {memory[middle] / 1e3:.0f} kB a vendor",
        f"{memory[middle] / memory[small] - 1:+.0%}",
    )
