"""The start of a command that has little to do, in what users install, and of its peers."""

import os
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

import peers
from measure import MOMENT, PYTHON, REPOSITORY, Run, best, row


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
        names = (
            "check` on the compliant inventory",
            "lint` of the pack",
            "test` of the pack",
        )
        for name, most, found in zip(names, (5, 20, 20), runs, strict=True):
            row(
                f"`vendorgate {name}, warm, whole process",
                f"≤ {most} × `python -c pass`",
                f"{found.seconds * 1e3:.0f} ms (CPU {found.cpu * 1e3:.0f}); bare"
                f" {bare.seconds * 1e3:.0f} ms (CPU {bare.cpu * 1e3:.0f})",
                f"{found.seconds / bare.seconds:.1f} × (CPU {found.cpu / bare.cpu:.1f} ×)",
            )
        absent(times, python, Path(folder))
        first(times, checked, Path(folder))
        twelve = (*checked, *(f"--select={name}" for name in peers.POLICIES))
        beside_peers(times, twelve, str(inventory), Path(folder))


def absent(times: int, python: str, folder: Path) -> None:
    """A mistake, which somebody who types waits for as well."""
    mistaken = (python, "-m", "checker", "check", "nothing.yaml")
    bare, found = best(times, (python, "-c", "pass"), mistaken, elsewhere=folder, codes="02")
    row(
        "`vendorgate check` of a file that is not there, whole process",
        "",
        f"{found.seconds * 1e3:.0f} ms (CPU {found.cpu * 1e3:.0f}); bare"
        f" {bare.seconds * 1e3:.0f} ms (CPU {bare.cpu * 1e3:.0f})",
        f"{found.seconds / bare.seconds:.1f} × (CPU {found.cpu / bare.cpu:.1f} ×)",
    )


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
