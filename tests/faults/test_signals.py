"""A run that gets a signal at some moment: it ends, all of it, and what it leaves is whole."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workplace import INVENTORY, MOMENT, Workplace

pytestmark = pytest.mark.slow

ENDS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129, "SIGQUIT": -3, "SIGKILL": -9}
YESTERDAY = '{"exit_code": 0}\n'
HEAD, VENDOR = INVENTORY.split("vendors:\n")


def start(workplace: Workplace) -> subprocess.Popen[bytes]:
    arguments = ("check", "--as-of", MOMENT, "--jobs", "4", "-o", "json=report.json")
    return subprocess.Popen(
        [sys.executable, "-m", "checker", *arguments],
        cwd=workplace.folder,
        env=workplace.environment({"VENDORGATE_CACHE": ""}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=heed,  # noqa: PLW1509 no thread runs here
    )


def heed() -> None:
    """Make the child heed every signal: a job in the background may have been told not to."""
    for name in ("SIGINT", "SIGHUP", "SIGQUIT", "SIGTERM"):
        signal.signal(signal.Signals[name], signal.SIG_DFL)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", ENDS)
def test_a_signal_at_any_moment_ends_all_of_a_run(
    workplace: Workplace, name: str, seed: int
) -> None:
    vendors = "".join(VENDOR.replace("acme", f"acme-{number}") for number in range(400))
    workplace.write("inventories/ours.yaml", f"{HEAD}vendors:\n{vendors}")
    workplace.policy()
    begun = time.monotonic()
    with start(workplace) as whole:
        whole.communicate()
    lasts = time.monotonic() - begun
    report = workplace.write("kept.json", (workplace.folder / "report.json").read_bytes())
    assert whole.returncode == 0

    for attempt in range(5):
        workplace.write("report.json", YESTERDAY)
        for each in workplace.folder.glob(".*.tmp"):
            each.unlink()  # of one that was killed in the attempt before
        with start(workplace) as stopped:
            time.sleep(random.Random(f"{name} {seed} {attempt}").uniform(0, lasts))
            stopped.send_signal(signal.Signals[name])
            # The pipe is closed when the last process that holds it has ended.
            said, _ = stopped.communicate(timeout=20)
        number = signal.Signals[name].value
        if name == "SIGINT" and b"KeyboardInterrupt" in said and b"checker" not in said:
            continue  # Python itself was still beginning
        # Before Python has begun, and after the run has ended, a signal does what it always did.
        assert stopped.returncode in {0, ENDS[name], -number}
        left = {each.name for each in workplace.folder.iterdir() if each.suffix == ".tmp"}
        found = Path(workplace.folder / "report.json").read_text()
        # Nobody can write once it is killed, or before it has begun.
        kept = {YESTERDAY} if stopped.returncode < 0 else set()
        told = f'"exit_code": {stopped.returncode}\n' in found
        assert told or found in {report.read_text(), *kept}
        if name != "SIGKILL" and stopped.returncode != -number:
            assert left == set()
        if stopped.returncode == ENDS[name] > 0:
            assert said.decode() in {"interrupted\n", "terminated\n", "hung up\n"}
