"""A run on a machine that fails: exit code 2 and a line that says so, or as if nothing had been.

A library that is loaded before the C library makes the n-th call of a kind fail, for every n until
no call is left to fail. It is compiled here, where there is a compiler.
"""

import errno
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from workplace import MOMENT, Workplace

pytestmark = pytest.mark.slow

COMPILER = shutil.which("cc")
ERRORS = {
    "open": (errno.EIO, errno.EACCES, errno.EMFILE),
    "stat": (errno.EIO, errno.EACCES),
    "read": (errno.EIO, errno.EAGAIN, errno.EINTR),
    "write": (errno.ENOSPC, errno.EAGAIN, errno.EINTR),
    "fsync": (errno.EIO,),
    "close": (errno.EIO,),
    "rename": (errno.EACCES,),
    "opendir": (errno.EMFILE,),
    "readdir": (errno.EIO,),
}
YESTERDAY = '{"exit_code": 0}\n'
VERDICTS = {"full": 0, "partial": 1}


class Ended(NamedTuple):
    """How a run ended, and what it left."""

    code: int
    out: str
    err: str
    report: str | None
    files: frozenset[str]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux" or COMPILER is None:
        pytest.skip("needs Linux and a C compiler (cc)")
    made = tmp_path_factory.mktemp("library") / "failing.so"
    source = Path(__file__).with_name("failing.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


def run(workplace: Workplace, more: dict[str, str]) -> Ended:
    workplace.write("report.json", YESTERDAY)
    inventory = (workplace.folder / "inventories/ours.yaml").read_bytes()
    cache = workplace.folder / "cache"
    arguments = ("check", "-", "--as-of", MOMENT, "-v", "-o", "table", "-o", "json=report.json")
    cache.mkdir(exist_ok=True)
    cache.chmod(0o700)
    done = workplace.python(
        *("-P", "-B", "-m", "checker", *arguments),
        stdin=inventory,
        environment={"VENDORGATE_CACHE": str(cache), **more},
    )
    report = workplace.folder / "report.json"
    return Ended(
        *done,
        report.read_text() if report.exists() else None,
        frozenset(each.name for each in workplace.folder.iterdir()),
    )


@pytest.mark.parametrize(
    "at_rest, warm",
    [("full", True), ("full", False), ("partial", True)],
    ids=["green", "green, nothing cached", "red"],
)
@pytest.mark.parametrize("call", ERRORS)
def test_the_nth_call_that_fails_earns_no_verdict(
    workplace: Workplace, library: Path, call: str, at_rest: str, *, warm: bool
) -> None:
    workplace.inventory("at_rest: full", f"at_rest: {at_rest}")
    workplace.policy()
    sound = run(workplace, {})
    assert sound.code == VERDICTS[at_rest]
    mark = library.with_name("fired")

    fired, wrong = 0, []
    for number in ERRORS[call]:
        for nth in count(1):
            assert nth < 200
            if not warm:
                shutil.rmtree(workplace.folder / "cache")
            ended = run(
                workplace,
                {
                    "LD_PRELOAD": str(library),
                    "FAIL_BELOW": str(workplace.folder),
                    "FAIL_CALL": call,
                    "FAIL_AT": str(nth),
                    "FAIL_ERRNO": str(number),
                    "FAIL_MARK": str(mark),
                },
            )
            if not mark.exists():
                assert ended == sound
                break
            mark.unlink()
            fired += 1
            if not _lawful(ended, sound):
                wrong.append((errno.errorcode[number], nth, ended))

    assert wrong == []
    assert fired >= len(ERRORS[call])


def _lawful(ended: Ended, sound: Ended) -> bool:
    if ended == sound:
        return True
    return (
        ended.code == 2
        and ended.err != ""
        and "Traceback" not in ended.err
        and (ended.report in {None, sound.report} or '"exit_code": 2' in ended.report)
        and ended.files | {"report.json"} == sound.files
        and ended.out in {"", sound.out}
    )
