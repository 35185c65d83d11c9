"""A cluster of Dask carries out a check as one process does, also when a worker is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any, NamedTuple

import pytest
from crews import portfolio, told
from workplace import MOMENT, Workplace

from checker.errors import MachineError
from checker.usecases.check import check
from checker.usecases.executor.check import check_by
from checker.usecases.executor.cluster import connected

RULES = ("-p", "shipped", "-p", "policies", "--as-of", MOMENT)

HALF_WAY = 5
"""A submission of the first round of five tasks: one is done, others are not."""

SERVE = """
import json, sys
from distributed import LocalCluster
if __name__ == "__main__":
    count = int(sys.argv[1])
    with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster:
        url = cluster.scheduler_address.replace("tcp", "dask")
        pids = [each.pid for each in cluster.workers.values()]
        print(json.dumps({"url": url, "workers": pids}), flush=True)
        sys.stdin.read()
"""


class Serving(NamedTuple):
    """A cluster that is there: its address, and its processes."""

    scheduler: int
    url: str
    workers: list[int]


def serving(folder: Workplace, workers: int) -> Iterator[Serving]:
    script = folder.write("serve.py", SERVE)
    command = [sys.executable, str(script), str(workers)]
    with subprocess.Popen(
        command, env=folder.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Serving(process.pid, **json.loads(process.stdout.readline()))
        process.stdin.close()


@pytest.fixture
def place(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    workplace.inventory().unlink()
    portfolio(workplace, 12)
    monkeypatch.chdir(workplace.folder)
    return workplace


@pytest.fixture
def cluster(place: Workplace) -> Iterator[Serving]:
    yield from serving(place, 2)


class Meddling(Executor):
    """An executor of which one submission, by number, is preceded or replaced by something."""

    def __init__(self, executor: Executor, meddle: Callable[[int], Any]) -> None:
        self.executor, self.meddle, self.submitted = executor, meddle, 0

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        self.submitted += 1
        other = self.meddle(self.submitted)
        return self.executor.submit(other) if other else self.executor.submit(work, *given, **named)


@pytest.mark.slow
def test_a_cluster_says_what_one_process_says(place: Workplace, cluster: Serving) -> None:
    wanted = ("-o", "table", "-o", "json=report.json")
    alone = place.process("check", *RULES, *wanted)
    report = (place.folder / "report.json").read_bytes()

    assert place.process("check", *RULES, *wanted, "--executor", cluster.url) == alone
    assert (place.folder / "report.json").read_bytes() == report
    assert alone.code == 1


@pytest.mark.slow
def test_an_unreadable_file_is_named_and_not_green(place: Workplace, cluster: Serving) -> None:
    place.write("inventories/more/own-7.yaml", "x: [\n")

    done = place.process("check", *RULES, "--executor", cluster.url)

    assert done == place.process("check", *RULES)
    assert done.code == 2
    assert done.err.startswith("inventories/more/own-7.yaml:")


@pytest.mark.slow
def test_a_worker_that_is_killed_half_way_changes_nothing(
    place: Workplace, cluster: Serving
) -> None:
    request = portfolio(place, 12)
    alone = check(request)

    def kill(number: int) -> None:
        if number == HALF_WAY:
            os.kill(cluster.workers[0], signal.SIGKILL)

    with connected(cluster.url) as connection:
        crew = Meddling(connection.executor, kill)
        elsewhere = check_by(request, crew, width=4)

    assert crew.submitted > HALF_WAY
    assert elsewhere.report == alone.report
    assert told(elsewhere, "table", "json") == told(alone, "table", "json")


@pytest.mark.slow
def test_a_task_that_kills_each_worker_ends_the_run(place: Workplace, cluster: Serving) -> None:
    with connected(cluster.url) as connection:
        crew = Meddling(connection.executor, lambda number: os.abort if number == 1 else None)
        with pytest.raises(MachineError, match=r"yaml: the executor failed while .*: KilledWorker"):
            check_by(portfolio(place, 12), crew, width=2)


@pytest.mark.slow
def test_a_scheduler_that_is_killed_half_way_ends_the_run_without_a_traceback(
    place: Workplace, cluster: Serving, capfd: pytest.CaptureFixture[str]
) -> None:
    def kill(number: int) -> None:
        if number == HALF_WAY:
            os.kill(cluster.scheduler, signal.SIGKILL)

    with (
        pytest.raises(MachineError, match=r"yaml: the executor failed while it checked ") as failed,
        connected(cluster.url) as connection,
    ):
        check_by(portfolio(place, 12), Meddling(connection.executor, kill), width=4)

    assert failed.value.hint
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.slow
def test_a_cluster_without_workers_is_told(place: Workplace) -> None:
    for serving_none in serving(place, 0):
        done = place.process("check", *RULES, "--executor", serving_none.url)

        assert (done.code, done.out) == (2, "")
        assert f"the scheduler at {serving_none.url} has no worker" in done.err


@pytest.mark.slow
def test_a_scheduler_that_is_not_there_is_told(place: Workplace) -> None:
    done = place.process("check", *RULES, "--executor", "dask://127.0.0.1:1")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("vendorgate: no scheduler of Dask answers at dask://127.0.0.1:1: ")


def test_a_missing_extra_is_named_with_what_installs_it(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    done = place.run("check", *RULES, "--executor", "dask://127.0.0.1:1")

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "vendorgate: --executor needs the package 'distributed', which is not installed\n"
        "  hint: pip install 'vendorgate[dask]'\n"
    )


@pytest.mark.parametrize(
    "url", ["dask://here", "http://a:1", "a:1", "dask://[::1", "dask://a:1/b", "dask://a:x", ""]
)
def test_what_is_no_address_is_refused(place: Workplace, url: str) -> None:
    done = place.run("check", "--executor", url)

    assert (done.code, done.out) == (2, "")
    assert done.err == f"vendorgate: '{url}' is no executor (expected dask://HOST:PORT)\n"


def test_jobs_and_an_executor_exclude_each_other(place: Workplace) -> None:
    done = place.run("check", "--executor", "dask://a:1", "--jobs", "2")

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "vendorgate: --executor and --jobs were both given (expected one of them)\n"
    )
