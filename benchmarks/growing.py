"""What grows with the inventory."""

import json
import subprocess
from itertools import pairwise
from pathlib import Path

import scale
from late import late
from measure import (
    LITTLE_WRONG,
    MOMENT,
    PYTHON,
    REPOSITORY,
    Run,
    alone,
    best,
    check,
    findings,
    row,
    run,
    vendorgate,
    written,
)
from peers import beside_peers
from within import of_exposure, of_facts, of_reading, per_cell


def at_scale(folder: Path, sizes: tuple[int, int, int]) -> None:
    """What grows with the inventory.

    Args:
        folder: where inventories and reports are written.
        sizes: numbers of vendors; the largest in files of the middle size, as one is too large.
    """
    small, middle, large = sizes
    paths = {size: written(folder, size, 1.0) for size in (small, middle)}
    paths[large] = folder / f"{large}"
    scale.written(paths[large], large // middle, middle)
    of_bare = run(PYTHON, "-c", "pass")
    (of_large,) = best(1, check(paths[large]))
    of_small, of_middle = best(3, check(paths[small]), check(paths[middle]))
    naive(folder, paths[small], small, middle, of_middle)
    of_graph(middle, of_middle.cpu)
    parts(paths, small, middle, of_middle, of_bare)
    told_late(folder)
    size, above = paths[middle].stat().st_size, of_middle.memory - of_bare.memory
    row(
        f"memory, {middle:,} vendors ({size / 1e6:.1f} MB)",
        "≤ 12 × the file",
        f"{above / 1e6:.0f} MB above the interpreter",
        f"{above / size:.1f} × the file",
    )
    growth({small: of_small, middle: of_middle, large: of_large})
    green_and_red(folder, middle)
    accepted(folder, paths[middle], middle)
    for each in sizes:
        beside_peers(paths[each], each)


def naive(folder: Path, path: Path, small: int, middle: int, found: Run) -> None:
    """The naive stack: it grows with the vendors, and takes minutes for as many as these."""
    tenth = written(folder, small // 10, 1.0)
    few, more = (run(PYTHON, "benchmarks/naive.py", str(each)).cpu for each in (tenth, path))
    drawn = few + (more - few) / (small - small // 10) * (middle - small // 10)
    row(
        f"{middle:,} vendors, all policies, first byte to exit code",
        "≥ 25 × faster than the naive stack",
        f"{found.seconds:.1f} s (CPU {found.cpu:.1f}); naive: {drawn:.0f} s of CPU, from"
        f" {few:.1f} s for {small // 10:,} and {more:.1f} s for {small:,}",
        f"{drawn / found.cpu:.0f} × faster (CPU)",
    )


def parts(paths: dict[int, Path], small: int, middle: int, found: Run, bare: Run) -> None:
    """Deciding, reading, facts and exposure, each measured within a process."""
    for size, most in ((small, "≤ 1.2 µs"), (middle, "")):
        seconds, cells = alone(per_cell, paths[size])
        measured = f"{seconds * 1e6:.2f} µs of CPU on average over {cells:,} cells"
        row(f"deciding one cell, {size:,} vendors", most, measured, "")
    reading, bare_events = alone(of_reading, paths[middle])
    row(
        f"reading {middle:,} vendors, with the place of every value",
        "≤ 1.3 × PyYAML's bare events",
        f"{reading:.2f} s of CPU; events {bare_events:.2f} s",
        f"{reading / bare_events:.2f} ×",
    )
    facts = alone(of_facts, paths[middle])
    row(
        f"facts of {middle:,} vendors",
        "≤ 1.1 × a check without",
        f"{facts:.2f} s of CPU; check {found.cpu:.2f} s",
        f"{found.cpu / (found.cpu - facts):.2f} ×",
    )
    reached = alone(of_exposure, paths[middle])
    row(
        f"`exposure` of one vendor of {middle:,}, once they are read",
        "≤ 3 × `python -c pass`",
        f"{reached * 1e3:.0f} ms of CPU; bare {bare.cpu * 1e3:.0f} ms",
        f"{reached / bare.cpu:.1f} ×",
    )


def told_late(folder: Path) -> None:
    """Obligations of one incident that are all late."""
    half, whole = (
        run(*check(late(folder, clients), "--select", "disclosure-sla-met", "-o", "json"))
        for clients in (500, 1_000)
    )
    row(
        "1,000 late obligations, explained as JSON",
        "≤ 5 s of CPU, linear",
        f"{whole.cpu:.1f} s of CPU; 500: {half.cpu:.1f} s",
        f"{whole.cpu / half.cpu:.1f} × for twice as many",
    )


def green_and_red(folder: Path, size: int) -> None:
    """What explaining takes, and looking a year ahead."""
    green, little = written(folder, size, 0.0), written(folder, size, LITTLE_WRONG)
    of_green, of_little = best(3, check(green), check(little))
    row(
        f"explaining {findings(little, folder):,} findings of {size:,} vendors",
        "≤ 1.2 × a green run",
        f"{of_little.cpu:.2f} s of CPU; green {of_green.cpu:.2f} s",
        f"{of_little.cpu / of_green.cpu:.2f} × (wall {of_little.seconds / of_green.seconds:.2f} ×)",
    )
    ahead = run(*vendorgate("forecast", str(green), "-p", "policies", "--as-of", MOMENT,
                            "--within", "365d"))  # fmt: skip
    row(
        f"`forecast` of {size:,} vendors over a year",
        "≤ 10 × one check",
        f"{ahead.cpu:.1f} s of CPU; check {of_green.cpu:.2f} s",
        f"{ahead.cpu / of_green.cpu:.1f} × (wall {ahead.seconds / of_green.seconds:.1f} ×)",
    )


def growth(runs: dict[int, Run]) -> None:
    """What one vendor more takes, between each two sizes: what a run costs anyway is no growth."""
    steps = [
        ((after.cpu - before.cpu) / (more - size), (after.memory - before.memory) / (more - size))
        for (size, before), (more, after) in pairwise(runs.items())
    ]
    sizes = " to ".join(f"{size:,}" for size in runs)
    (time_, memory), (later, grown) = steps
    row(
        f"time that a vendor adds, {sizes} vendors",
        "linear within 15 %",
        f"{time_ * 1e6:.0f} and {later * 1e6:.0f} µs of CPU",
        f"{later / time_ - 1:+.0%}",
    )
    row(
        f"memory that a vendor adds, {sizes} vendors",
        "linear within 15 %",
        f"{memory / 1e3:.1f} and {grown / 1e3:.1f} kB",
        f"{grown / memory - 1:+.0%}",
    )


def of_graph(size: int, check: float) -> None:
    """The graph of a portfolio whose vendors rely on each other, most of them in one circle.

    Args:
        size: number of vendors.
        check: seconds of CPU that a check of as many takes.
    """
    edges = 3 * size
    command = (PYTHON, "benchmarks/graph.py")
    told = json.loads(subprocess.check_output([*command, str(size), str(edges)], cwd=REPOSITORY))
    beside = f"; rustworkx {told['rustworkx']:.2f} s" if "rustworkx" in told else ""
    row(
        f"closure, ranks, shares and concentration of {size:,} vendors with {edges:,} edges",
        "≤ 1.5 × one check of them",
        f"{told['facts']:.2f} s of CPU; check {check:.2f} s;"
        f" the closure alone {told['closure']:.2f} s{beside}",
        f"{told['facts'] / check:.2f} ×",
    )
    few, more = (
        json.loads(
            subprocess.check_output(
                [*command, str(3 * count // 10), str(count), "--memory"], cwd=REPOSITORY
            )
        )["memory"]
        / count
        for count in (10 * edges, 100 * edges // 3)
    )
    row(
        f"memory that an edge adds, {10 * edges:,} and {100 * edges // 3:,} edges",
        "linear within 15 %",
        f"{few / 1e3:.2f} and {more / 1e3:.2f} kB",
        f"{more / few - 1:+.0%}",
    )


def accepted(folder: Path, path: Path, size: int) -> None:
    """What a waiver and an entry of a baseline for each vendor add to a check."""
    waivers, whole, baseline = (folder / name for name in ("w.yaml", "whole.json", "b.json"))
    run(PYTHON, "benchmarks/waivers.py", str(path), str(size), MOMENT, output=waivers)
    run(*vendorgate("baseline", "write", str(path), "-p", "policies", "--as-of", MOMENT,
                    "--baseline", str(whole)))  # fmt: skip
    data = json.loads(whole.read_text())
    data["findings"] = data["findings"][-size:]
    baseline.write_text(json.dumps(data, indent=0))
    options = ("--waivers", str(waivers), "--baseline", str(baseline))
    plain, both = best(3, check(path), check(path, *options))
    row(
        f"waivers and a baseline of {size:,} entries each, {size:,} vendors",
        "≤ 1.1 × a check",
        f"{both.cpu:.2f} s of CPU; check {plain.cpu:.2f} s",
        f"{both.cpu / plain.cpu:.2f} × (wall {both.seconds / plain.seconds:.2f} ×)",
    )
