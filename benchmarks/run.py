"""Every figure that is promised, measured in one run; prints the table of benchmarks/README.md.

usage: make bench, or python benchmarks/run.py [--quick]
"""

import gc
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "benchmarks")]

import commits  # noqa: E402
import generate  # noqa: E402
import peers  # noqa: E402
import scale  # noqa: E402
import yaml  # noqa: E402

from checker import packs  # noqa: E402
from checker.clock import as_of  # noqa: E402
from checker.evaluate.decider import Decider, Surroundings, sweep  # noqa: E402
from checker.exposing.expose import expose  # noqa: E402
from checker.exposing.find import find  # noqa: E402
from checker.facts.facts import Facts  # noqa: E402
from checker.facts.regime import Regimes  # noqa: E402
from checker.formats.registry import FORMATS  # noqa: E402
from checker.model.view import inventory_of, portfolio_of, with_portfolio  # noqa: E402
from checker.parse import document  # noqa: E402
from checker.policy.config import NO_CONFIG  # noqa: E402
from checker.policy.policies import load  # noqa: E402
from checker.policy.policy import Policy  # noqa: E402
from checker.policy.regimes import load as load_regimes  # noqa: E402
from checker.policy.suites import rules  # noqa: E402
from checker.sources.disk import Disk  # noqa: E402
from checker.usecases.load import Request  # noqa: E402
from checker.usecases.portfolio import load_portfolio  # noqa: E402

PYTHON = sys.executable
Result = TypeVar("Result")
MOMENT = "2031-05-15"
LITTLE_WRONG = 0.25
"""The flaws of an inventory that has a quarter of them."""
FILES = 200
"""The inventories of a run that has many; each has its share of the vendors."""
A_FINDING_A_VENDOR, VERY_RED = 0.65, 4.0
"""The flaws of inventories with about one finding a vendor, and with about six."""


class Run(NamedTuple):
    """A whole process: seconds from start to exit, and at work; the most memory, in bytes."""

    seconds: float
    cpu: float
    memory: int


LAUNCHER = """\
import os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
told = time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), *told, file=file)
"""
"""The most memory of a process is at least that of the one that started it: a small one does."""


def run(*command: str, output: Path | None = None, cwd: Path = REPOSITORY) -> Run:
    """Start a command and wait for it; what it says of a verdict is not shown."""
    with open(output or os.devnull, "wb") as file, tempfile.NamedTemporaryFile("r") as told:
        done = subprocess.run(
            [PYTHON, "-S", "-E", "-c", LAUNCHER, told.name, *command],
            stdout=file,
            stderr=subprocess.PIPE,
            cwd=cwd,
            check=True,
            text=True,
        )
        code, seconds, cpu, memory = told.read().split()
    # Not compliant is a result of vendorgate; of anything else, 1 is a traceback.
    expected = {"0", "1"} if command[1:3] == ("-m", "checker") else {"0"}
    assert code in expected, (command, done.stderr)
    return Run(float(seconds), float(cpu), int(memory))


def alone(measure: Callable[..., Result], *arguments: object) -> Result:
    """What is measured within a process, in one of its own: no other has its memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def best(times: int, *commands: tuple[str, ...], elsewhere: Path = REPOSITORY) -> list[Run]:
    """The least of several, in turns: what a machine adds is never negative, and comes in waves."""
    runs = [[run(*command, cwd=elsewhere) for command in commands] for _ in range(times)]
    return [Run(*map(min, zip(*each, strict=True))) for each in zip(*runs, strict=True)]


def vendorgate(*arguments: str) -> tuple[str, ...]:
    """What the console script does, without its launcher."""
    return (PYTHON, "-m", "checker", *arguments)


def check(path: str | Path, *more: str) -> tuple[str, ...]:
    """Check an inventory against the shipped policies."""
    return vendorgate("check", str(path), "-p", "policies", "--as-of", MOMENT, *more)


def pack() -> tuple[tuple[Policy, ...], Regimes]:
    """The shipped policies, and the regimes that their facts are worked out with."""
    chosen = packs.chosen(Disk(), [str(REPOSITORY / "policies")])
    regimes = load_regimes(packs.parsed(chosen.regimes))
    return load(rules(packs.parsed(chosen.policies)), NO_CONFIG, regimes=regimes), regimes


def of_facts(path: Path) -> float:
    """Seconds to work out the facts of an inventory."""
    _, regimes = pack()
    view = inventory_of(document.parse(str(path), path.read_bytes())).view
    seconds = []
    for _ in range(5):
        start = time.process_time()
        Facts(regimes).added(view)
        seconds.append(time.process_time() - start)
    return min(seconds)


def of_exposure(path: Path) -> float:
    """Seconds to say whom and what a breach at one vendor reaches, in a portfolio that is read."""
    request = Request(paths=[str(path)], policies=["policies"], as_of=as_of(MOMENT))
    whole = load_portfolio(request).portfolio
    vendors = [party.id for party in whole.graph.parties.values() if party.is_vendor]
    about = find(vendors[len(vendors) // 2], whole.graph, ())
    seconds = []
    for _ in range(5):
        start = time.process_time()
        expose(about, whole)
        seconds.append(time.process_time() - start)
    return min(seconds)


def of_reading(path: Path) -> tuple[float, float]:
    """Seconds to read an inventory, and to go through the bare events of its text."""
    content = path.read_bytes()
    read, bare = [], []
    gc.disable()
    for _ in range(3):
        start = time.process_time()
        document.parse(str(path), content)
        read.append(time.process_time() - start)
        start = time.process_time()
        next_event = yaml.CSafeLoader(content).get_event
        while next_event().__class__ is not yaml.StreamEndEvent:
            pass
        bare.append(time.process_time() - start)
    gc.enable()
    return min(read), min(bare)


def late(folder: Path, clients: int) -> Path:
    """An inventory of one vendor that told so many clients of one incident too late."""
    ids = [f"client-{number}" for number in range(clients)]
    told = {"to": "client", "sent_at": "2031-04-01T08:00:00Z"}
    hours = {"breach_notification_hours": 48, "breach_notification_trigger": "vendor_detects"}
    incident = {
        "id": "i",
        "status": "confirmed",
        "times": {"vendor_detected": "2031-03-06T08:00:00Z"},
        "clients_affected": ids,
        "notices": [{**told, "recipient": each} for each in ids],
    }
    data = {
        "schema_version": "1",
        "inventory": {"id": "l", "owner": {"name": "L"}, "as_of": MOMENT, "perspective": "group"},
        "organisations": [{"id": each, "name": each, "reports_under": []} for each in ids],
        "vendors": [
            {
                "id": "v",
                "legal_name": "V",
                "kind": "legal_person",
                "contracts": [{"ref": each, "client": each, **hours} for each in ids],
                "incidents": [incident],
            }
        ],
    }
    path = folder / f"late-{clients}.json"
    path.write_text(json.dumps(data))
    return path


def per_cell(path: Path) -> tuple[float, int]:
    """Seconds to decide one cell, and how many were decided."""
    policies, regimes = pack()
    asked = {name for policy in policies for name in policy.asks_of_portfolio}
    read = inventory_of(document.parse(str(path), path.read_bytes()), Facts(regimes))
    (one,) = with_portfolio([read], asked)
    around = Surroundings(one.view, portfolio_of([one]), as_of(MOMENT))
    deciders = [
        Decider(each) for each in policies if each.subject_kind not in {"inventory", "portfolio"}
    ]
    gc.disable()
    seconds, cells = [], 0
    for _ in range(5):
        start = time.process_time()
        cells = sum(map(len, sweep(deciders, one.vendors, around)))
        seconds.append(time.process_time() - start)
    gc.enable()
    return min(seconds) / cells, cells


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
        at_scale(folder, (100, 500, 2_000) if quick else (1_000, 10_000, 100_000))
        of_revisions(folder, *((500, 20, 50) if quick else (10_000, 400, 500)))
    finally:
        shutil.rmtree(folder)


def installed(folder: Path) -> str:
    """A Python in which the wheel is installed, as users have it: with the code of the pack."""
    wheels, environment = folder / "wheels", folder / "environment"
    build = (PYTHON, "-m", "build", "--wheel", "--outdir", str(wheels), str(REPOSITORY))
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    subprocess.run((PYTHON, "-m", "venv", str(environment)), check=True)
    python = str(environment / "bin/python")
    (wheel,) = wheels.glob("*.whl")
    subprocess.run((python, "-m", "pip", "install", "-q", "--no-deps", str(wheel)), check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return python


def starting(times: int) -> None:
    """What a command takes that has little to do, in what users install."""
    inventory, policies = REPOSITORY / "inventories/example-lab.yaml", str(REPOSITORY / "policies")
    with tempfile.TemporaryDirectory() as folder:
        python = installed(Path(folder))
        own = (python, "-m", "checker")
        checked = (*own, "check", str(inventory), "--as-of", MOMENT, "-p", policies)
        bare, *runs = best(
            times,
            (python, "-c", "pass"),
            checked,
            (*own, "lint", policies),
            (*own, "test", policies),
            elsewhere=Path(folder),
        )
        names = ("check` on the compliant inventory", "lint` of the pack", "test` of the pack")
        for name, most, found in zip(names, (5, 20, 20), runs, strict=True):
            row(
                f"`vendorgate {name}, warm, whole process",
                f"≤ {most} × `python -c pass`",
                f"{found.seconds * 1e3:.0f} ms (CPU {found.cpu * 1e3:.0f}); bare"
                f" {bare.seconds * 1e3:.0f} ms (CPU {bare.cpu * 1e3:.0f})",
                f"{found.seconds / bare.seconds:.1f} × (CPU {found.cpu / bare.cpu:.1f} ×)",
            )
        first(times, checked, Path(folder))
        twelve = (*checked, *(f"--select={name}" for name in peers.POLICIES))
        beside_peers(times, twelve, str(inventory), Path(folder))


def first(times: int, checked: tuple[str, ...], folder: Path) -> None:
    """The first run ever: nothing is in the cache."""
    runs = []
    for _ in range(times):
        shutil.rmtree(os.environ["VENDORGATE_CACHE"], ignore_errors=True)
        runs += [best(1, (checked[0], "-c", "pass"), checked, elsewhere=folder)]
    bare, found = (Run(*map(min, zip(*each, strict=True))) for each in zip(*runs, strict=True))
    row(
        "the first run ever of an installed wheel, the same inventory, an empty cache",
        "≤ 12 × `python -c pass`",
        f"{found.seconds * 1e3:.0f} ms (CPU {found.cpu * 1e3:.0f}); bare"
        f" {bare.seconds * 1e3:.0f} ms (CPU {bare.cpu * 1e3:.0f})",
        f"{found.seconds / bare.seconds:.1f} × (CPU {found.cpu / bare.cpu:.1f} ×)",
    )


def beside_peers(times: int, own: tuple[str, ...], inventory: str, folder: Path) -> None:
    """The start of engines of Rego that are installed, with twelve of the shipped policies."""
    for peer in peers.PEERS:
        what = f"{len(peers.POLICIES)} policies on the compliant inventory, beside `{peer.name}`"
        command = peer.command(inventory)
        if command is None:
            row(what, "", f"left out: no `{peer.name}` on PATH", "")
            continue
        ours, theirs = best(times, own, command, elsewhere=folder)
        row(
            what,
            "",
            f"{ours.seconds * 1e3:.0f} ms (CPU {ours.cpu * 1e3:.0f});"
            f" {peer.name} {theirs.seconds * 1e3:.0f} ms (CPU {theirs.cpu * 1e3:.0f})",
            f"{ours.seconds / theirs.seconds:.1f} × (CPU {ours.cpu / theirs.cpu:.1f} ×)",
        )


def at_scale(folder: Path, sizes: tuple[int, int, int]) -> None:
    """What grows with the inventory."""
    paths = {size: written(folder, size, 1.0) for size in sizes}
    small, middle, large = sizes
    green, little = written(folder, middle, 0.0), written(folder, middle, LITTLE_WRONG)
    bare = run(PYTHON, "-c", "pass")
    (of_large,) = best(1, check(paths[large]))
    of_small, of_middle, of_green, of_little = best(
        3,
        check(paths[small]),
        check(paths[middle]),
        check(green),
        check(little),
    )
    tenth = written(folder, small // 10, 1.0)
    few, more = (
        run(PYTHON, "benchmarks/naive.py", str(path)).cpu for path in (tenth, paths[small])
    )
    # It grows with the vendors, and takes minutes for as many as these.
    naive = few + (more - few) / (small - small // 10) * (middle - small // 10)
    row(
        f"{middle:,} vendors, all policies, first byte to exit code",
        "≥ 25 × faster than the naive stack",
        f"{of_middle.seconds:.1f} s (CPU {of_middle.cpu:.1f}); naive: {naive:.0f} s of CPU, from"
        f" {few:.1f} s for {small // 10:,} and {more:.1f} s for {small:,}",
        f"{naive / of_middle.cpu:.0f} × faster (CPU)",
    )
    of_graph(middle, of_middle.cpu)
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
        f"{facts:.2f} s of CPU; check {of_middle.cpu:.2f} s",
        f"{of_middle.cpu / (of_middle.cpu - facts):.2f} ×",
    )
    reached = alone(of_exposure, paths[middle])
    row(
        f"`exposure` of one vendor of {middle:,}, once they are read",
        "≤ 3 × `python -c pass`",
        f"{reached * 1e3:.0f} ms of CPU; bare {bare.cpu * 1e3:.0f} ms",
        f"{reached / bare.cpu:.1f} ×",
    )
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
    size = paths[middle].stat().st_size
    above = of_middle.memory - bare.memory
    row(
        f"memory, {middle:,} vendors ({size / 1e6:.1f} MB)",
        "≤ 12 × the file",
        f"{above / 1e6:.0f} MB above the interpreter",
        f"{above / size:.1f} × the file",
    )
    written_reports(folder, small)
    told_as_json(folder, small, middle)
    growth({small: of_small, middle: of_middle, large: of_large})
    row(
        f"explaining {findings(little, folder):,} findings of {middle:,} vendors",
        "≤ 1.2 × a green run",
        f"{of_little.cpu:.2f} s of CPU; green {of_green.cpu:.2f} s",
        f"{of_little.cpu / of_green.cpu:.2f} × (wall {of_little.seconds / of_green.seconds:.2f} ×)",
    )
    ahead = run(*vendorgate("forecast", str(green), "-p", "policies", "--as-of", MOMENT,
                            "--within", "365d"))  # fmt: skip
    row(
        f"`forecast` of {middle:,} vendors over a year",
        "≤ 10 × one check",
        f"{ahead.cpu:.1f} s of CPU; check {of_green.cpu:.2f} s",
        f"{ahead.cpu / of_green.cpu:.1f} × (wall {ahead.seconds / of_green.seconds:.1f} ×)",
    )
    accepted(folder, paths[middle], middle)
    with_two_jobs(paths[middle], folder, f"{middle:,} vendors in one file")
    scale.written(folder / "parted", FILES, middle // FILES)
    with_two_jobs(folder / "parted", folder, f"{FILES} files of {middle // FILES} vendors")


def with_two_jobs(path: Path, folder: Path, what: str) -> None:
    """What two processes save on the wall."""
    one, two = best(3, check(path), check(path, "--jobs", "2"))
    row(
        f"`--jobs 2`, {what}, its table, on the wall",
        "≥ 1.7 × faster, the same bytes",
        f"{two.seconds:.2f} s; one job {one.seconds:.2f} s;"
        f" {'the same' if same(path, folder) else 'OTHER'} bytes",
        f"{one.seconds / two.seconds:.2f} × faster",
    )


def of_revisions(folder: Path, vendors: int, files: int, days: int) -> None:
    """What comparing two revisions takes, and looking back at many."""
    for number in (1, files):
        repository = folder / f"in-{number}"
        commits.repository(repository, number, vendors // number, 1)
        plain, both = inside(repository, 3, ("check",), ("diff", "HEAD^", "HEAD"))
        row(
            f"`diff` of two revisions, one of {vendors:,} vendors changed, in"
            f" {number} file{'s' * (number > 1)}",
            "≤ 1.3 × a check",
            f"{both.cpu:.2f} s of CPU; check {plain.cpu:.2f} s",
            f"{both.cpu / plain.cpu:.2f} × (wall {both.seconds / plain.seconds:.2f} ×)",
        )
    for number, own in ((20, 10), (1, 200)):
        repository = folder / f"of-{number}"
        commits.repository(repository, number, own, days)
        plain, whole = inside(repository, 2, ("check",), ("history",))
        row(
            f"`history` of {days} commits, one of {number * own} vendors changed in each, in"
            f" {number} file{'s' * (number > 1)}",
            "≤ 20 × a check",
            f"{whole.cpu:.1f} s of CPU; check {plain.cpu:.2f} s",
            f"{whole.cpu / plain.cpu:.1f} × (wall {whole.seconds / plain.seconds:.1f} ×)",
        )


def inside(repository: Path, times: int, *commands: tuple[str, ...]) -> list[Run]:
    """As `best`, of commands that run in a repository; git, which they start, counts."""
    os.environ["PYTHONPATH"] = str(REPOSITORY)
    runs = [
        [run(*vendorgate(*each), "--as-of", MOMENT, cwd=repository) for each in commands]
        for _ in range(times)
    ]
    return [Run(*map(min, zip(*each, strict=True))) for each in zip(*runs, strict=True)]


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


def written(folder: Path, size: int, flaws: float) -> Path:
    """A generated inventory."""
    path = folder / f"{size}-{flaws}.yaml"
    with path.open("w") as file:
        file.writelines(generate.inventory(size, flaws=flaws))
    return path


def findings(path: Path, folder: Path) -> int:
    """The number of findings of a check."""
    report = folder / "counted"
    run(*check(path, "-o", f"json={report}"))
    counts = re.search(
        rb'^"summary": .*?"fail": (\d+), "unknown": (\d+)', report.read_bytes(), re.MULTILINE
    )
    assert counts, report
    return sum(map(int, counts.groups()))


def same(path: Path, folder: Path) -> bool:
    """Whether one process and two say the same, byte by byte."""
    outputs = [folder / "one", folder / "two"]
    for jobs, output in zip("12", outputs, strict=True):
        run(*check(path, "--jobs", jobs), output=output)
    one, two = (output.read_bytes() for output in outputs)
    return one == two


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


def row(what: str, target: str, measured: str, ratio: str) -> None:
    """One row of the table."""
    print(f"| {what} | {target} | {measured} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
