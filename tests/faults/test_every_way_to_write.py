"""Whatever command writes, and wherever to: a report that did not arrive ends the run with 2.

One line says so, nothing half-written stays, and no report of yesterday passes for today's. What is
no report but a file that people keep (a baseline, waivers) stays as it was.
"""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from workplace import MOMENT, Done, Workplace

from tests.signing.test_dsse import KEYS, private
from tests.sources.test_revision import git

AT = ("--as-of", MOMENT)
YESTERDAY = "what was written yesterday\n"
ODD = "out put'\"; $(touch made)\n::error::x\x1b[31m"

REPORTS: dict[str, Callable[[str], tuple[str, ...]]] = {
    **{
        f"check {name}": lambda file, name=name: ("check", *AT, "-o", f"{name}={file}")  # type: ignore[misc]
        for name in ("table", "json", "html", "sarif", "junit", "oscal", "csv", "intoto")
    },
    "test": lambda file: ("test", "-o", f"json={file}"),
    "test --junit": lambda file: ("test", "-o", "json=other.json", "--junit", file),
    "lint": lambda file: ("lint", "-o", f"json={file}"),
    "explain": lambda file: ("explain", "encrypted", "acme", *AT, "-o", f"json={file}"),
    "forecast": lambda file: ("forecast", *AT, "-o", f"json={file}"),
    "diff": lambda file: ("diff", "HEAD", *AT, "-o", f"json={file}"),
    "history": lambda file: ("history", *AT, "-o", f"json={file}"),
    "exposure": lambda file: ("exposure", "acme", *AT, "-o", f"json={file}"),
    "graph": lambda file: ("graph", *AT, "-o", f"dot={file}"),
    "controls": lambda file: ("report", "controls", *AT, "-o", f"html={file}"),
    "owners": lambda file: ("report", "owners", *AT, "-o", f"json={file}"),
    "sign": lambda file: ("report", "sign", "statement", "--key", "key.pem", "-o", f"dsse={file}"),
}
KEPT: dict[str, Callable[[str], tuple[str, ...]]] = {
    "baseline": lambda file: ("baseline", "write", *AT, "--baseline", file),
}
TOLD: dict[str, tuple[str, ...]] = {
    "check": ("check", *AT),
    "check json": ("check", *AT, "-o", "json"),
    "test": ("test",),
    "lint": ("lint", "-o", "json"),
    "explain": ("explain", "encrypted", "acme", *AT),
    "forecast": ("forecast", *AT),
    "diff": ("diff", "HEAD", *AT),
    "history": ("history", *AT),
    "exposure": ("exposure", "acme", *AT),
    "graph": ("graph", *AT, "-o", "dot"),
    "controls": ("report", "controls", *AT),
    "owners": ("report", "owners", *AT),
    "verify": ("report", "verify", "report"),
    "sign": ("report", "sign", "statement", "--key", "key.pem"),
    "baseline": ("baseline", "write", *AT, "--baseline", "kept.json"),
    "waivers": ("waivers", *AT),
    "config": ("config",),
    "schema": ("schema", "report"),
}


@pytest.fixture(scope="module")
def place() -> Iterator[Workplace]:
    """A repository with a finding, in which every command has something to say."""
    # Not a folder of pytest's: those are closed to nobody, as whom some of this is run.
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield _filled(Workplace(Path(folder) / "work"))


def _filled(place: Workplace) -> Workplace:
    place.inventory("at_rest: full", "at_rest: partial")
    test = "{name: t, given: {data: {encryption: {at_rest: full}}}, expect: pass}"
    text = place.policy().read_text()
    place.write(
        "policies/own.yaml", f"{text}    controls: {{dora: ['28(3)']}}\n    tests: [{test}]\n"
    )
    git(place.folder, "init")
    git(place.folder, "add", ".")
    git(place.folder, "commit", "-m", "one")
    place.write("key.pem", private(KEYS["ed25519"]))
    assert place.run("check", *AT, "-o", "intoto=statement", "-o", "json=report").code == 1
    return place


def files(place: Workplace) -> set[str]:
    return {
        str(path.relative_to(place.folder))
        for path in place.folder.rglob("*")
        if ".git/" not in f"{path}/"
    }


def one_line(done: Done) -> str:
    """The one line of the fault, made harmless; a command may say besides how its run ended."""
    lines = [line for line in done.err.splitlines() if line.startswith("vendorgate: ")]
    assert len(lines) == 1, done.err
    assert lines[0].isprintable()
    assert "Traceback" not in done.err
    assert re.search(r"^\s*::", done.err, re.MULTILINE) is None
    return lines[0]


@pytest.mark.parametrize("name", REPORTS | KEPT)
def test_a_file_arrives_whatever_its_name(place: Workplace, name: str) -> None:
    done = place.run(*(REPORTS | KEPT)[name](ODD))

    made = place.folder / ODD
    assert done.code in {0, 1}, done.err
    assert made.stat().st_size
    assert not (place.folder / "made").exists()
    assert all(line.isprintable() for line in (done.out + done.err).splitlines())
    made.unlink()


@pytest.mark.parametrize("name", REPORTS | KEPT)
def test_a_folder_in_its_place_is_2(place: Workplace, name: str) -> None:
    (place.folder / ODD).mkdir()

    done = place.run(*(REPORTS | KEPT)[name](ODD))

    (place.folder / ODD).rmdir()
    assert (done.code, "Traceback" in done.err) == (2, False)
    # A baseline is read before it is written.
    assert ("the folder holds no file" if name in KEPT else "is a folder") in done.err


@pytest.mark.parametrize("name", REPORTS | KEPT)
def test_a_folder_that_is_not_there_is_2(place: Workplace, name: str) -> None:
    before = files(place)

    done = place.run(*(REPORTS | KEPT)[name]("nowhere/report"))

    assert done.code == 2
    assert "No such file or directory" in one_line(done)
    assert files(place) - before <= {"other.json"}


def limited(place: Workplace, most: int, *arguments: str) -> Done:
    """A run on a disk that takes so many bytes of a file, and no more."""
    # Python would leave its own files half-written, and read them again.
    alone = {"VENDORGATE_CACHE": "off", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=place.folder,
        env=place.environment(alone),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_a_disk_that_is_full_half_way_leaves_no_report_of_yesterday(
    place: Workplace, name: str
) -> None:
    place.write("report.out", YESTERDAY)
    before = files(place)

    done = limited(place, 40, *REPORTS[name]("report.out"))

    assert done.code == 2
    lines = [line for line in done.err.splitlines() if "File too large" in line]
    assert len(lines) >= 1, done.err
    assert "Traceback" not in done.err
    assert files(place) <= before
    left = place.folder / "report.out"
    assert not left.exists() or YESTERDAY not in left.read_text()


@pytest.mark.parametrize("name", KEPT)
def test_a_disk_that_is_full_half_way_leaves_what_is_kept(place: Workplace, name: str) -> None:
    assert place.run(*KEPT[name]("kept.json")).code == 0
    kept, before = (place.folder / "kept.json").read_bytes(), files(place)

    done = limited(place, 40, *KEPT[name]("kept.json"))

    assert done.code == 2
    assert "File too large" in one_line(done)
    assert files(place) == before
    assert (place.folder / "kept.json").read_bytes() == kept


POWERLESS = """
import os, sys
from checker.cli import main

def as_somebody_else(event, arguments):
    # Root may write everywhere: that one file is opened as nobody.
    if event == "open" and str(arguments[0]).startswith(os.path.abspath("closed")):
        os.seteuid(65534)
    elif os.geteuid() != os.getuid():
        os.seteuid(os.getuid())

if os.getuid() == 0:
    sys.addaudithook(as_somebody_else)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS | KEPT)
def test_a_folder_that_may_not_be_written_is_2(place: Workplace, name: str) -> None:
    folder = place.folder / "closed"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o555)

    done = place.python("-c", POWERLESS, *(REPORTS | KEPT)[name]("closed/report"))

    folder.chmod(0o755)
    assert done.code == 2
    assert "Permission denied" in one_line(done)
    assert list(folder.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("way", ["full", "closed pipe", "closed"])
def test_standard_output_that_takes_nothing_is_2(place: Workplace, name: str, way: str) -> None:
    end = {"full": ">/dev/full", "closed": ">&-", "closed pipe": "| true"}[way]
    # The pipe is closed before anything is written to it: nobody reads it any more.
    wait = "sleep 0.3; " if way == "closed pipe" else ""
    shell = f'{{ {wait}"$0" -m checker "$@"; echo $? >code; }} {end}'

    done = subprocess.run(
        ["sh", "-c", shell, sys.executable, *TOLD[name]],
        cwd=place.folder,
        env=place.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (place.folder / "code").read_text() == "2\n", done.stderr
    assert "standard output" in one_line(Done(2, "", done.stderr))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("other", ["report.out", "./report.out", "link.out"])
def test_two_reports_of_one_name_are_refused(place: Workplace, name: str, other: str) -> None:
    if name == "test --junit":
        arguments = ("test", "-o", "json=report.out", "--junit", other)
    else:
        *others, target = REPORTS[name]("report.out")
        format_ = target.partition("=")[0]
        arguments = (*others, target, "-o", f"{format_}={other}")
    (place.folder / "link.out").unlink(missing_ok=True)
    os.symlink("report.out", place.folder / "link.out")

    done = place.run(*arguments)

    (place.folder / "link.out").unlink()
    assert done.code == 2
    assert "two reports cannot share" in done.err


def test_a_report_among_the_lists_of_owners_is_refused(place: Workplace) -> None:
    run = ("report", "owners", *AT, "-o", "markdown=lists", "-o", "csv=lists/index.md")

    done = place.run(*run)

    assert done.code == 2
    assert one_line(done) == (
        "vendorgate: 'lists/index.md' lies in 'lists', which the lists of owners go into"
    )


WAIVERS = """\
waivers:
  - id: other
    policy: encrypted
    vendor: acme
    subject: data/other
    reason: A record of another time.
    owner: data-platform
    created: 2031-05-01
    expires: 2031-05-30
"""
WAIVE = (
    *("waive", "encrypted", "acme", *AT, "--reason", "The vendor moves its disks this month."),
    *("--owner", "data-platform", "--expires", "2031-05-30"),
)


def test_waivers_that_cannot_be_written_stay_as_they_were(place: Workplace) -> None:
    place.write("waivers.yaml", f"# {'kept ' * 20}\n{WAIVERS}")
    before = (place.folder / "waivers.yaml").read_text()

    done = limited(place, 40, *WAIVE)

    after = (place.folder / "waivers.yaml").read_text()
    (place.folder / "waivers.yaml").unlink()
    assert (done.code, after) == (2, before)
    assert "File too large" in one_line(done)
