"""An executor reads and decides elsewhere, and no report shows it; nothing is lost on the way."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import permutations

import pytest
from crews import Crew, portfolio, told
from workplace import INVENTORY, Workplace

import checker
from checker.errors import InputError, MachineError, UsageError
from checker.formats.parquet import files
from checker.problems import Place
from checker.sources.revision import Revision
from checker.usecases.check import check
from checker.usecases.executor.assess import assess
from checker.usecases.executor.check import check_by
from checker.usecases.executor.gather import gather
from checker.usecases.executor.part import File, Overlap, Part
from checker.usecases.load import Request

RULES = ("shipped", "policies")
GONE = "changed while it was checked (expected one content from the beginning to the end)"


@pytest.fixture
def request_(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Request:
    workplace.inventory().unlink()
    monkeypatch.chdir(workplace.folder)
    return portfolio(workplace)


@pytest.mark.parametrize("width", [1, 3, 256])
@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_a_run_is_the_same_whoever_carries_it_out(
    request_: Request, pool: Callable[[int], Executor], width: int
) -> None:
    alone = check(request_)
    with pool(2) as executor:
        elsewhere = check_by(request_, executor, width)

    assert elsewhere.report == alone.report


@pytest.mark.slow
def test_a_run_is_told_the_same_in_every_format(request_: Request) -> None:
    assert told(check_by(request_, Crew(), 3)) == told(check(request_))


@pytest.mark.parametrize(
    "select",
    [
        pytest.param((), marks=pytest.mark.slow, id="all"),
        pytest.param(("single-point-of-failure", "few-vendors"), id="facts"),
        pytest.param(("named-owner",), id="no facts"),
    ],
)
def test_the_tables_of_a_run_are_the_same(request_: Request, select: tuple[str, ...]) -> None:
    asked = request_._replace(select=select)
    elsewhere, alone = check_by(asked, Crew()), check(asked)

    assert [*files(elsewhere.report, elsewhere.explainer(), elsewhere.graph)] == [
        *files(alone.report, alone.explainer(), alone.graph)
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"select": ("few-vendors",)},
        {"select": ("single-point-of-failure", "portfolio-concentration")},
        {"vendors": ("acme",)},
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in (
                {"policies": ("policies",)},
                {"paths": ("inventories/more/own-1.yaml",)},
                {
                    "paths": (
                        "inventories/more",
                        "inventories/more/own-1.yaml",
                        "./inventories/more",
                    )
                },
            )
        ),
    ],
    ids=str,
)
def test_a_part_of_a_run_is_the_same(request_: Request, changed: dict[str, object]) -> None:
    asked = request_._replace(**changed)

    elsewhere, alone = check_by(asked, Crew()), check(asked)

    assert elsewhere.report == alone.report
    assert told(elsewhere, "table", "json") == told(alone, "table", "json")


def test_paths_are_shown_as_they_were_named(request_: Request, workplace: Workplace) -> None:
    paths = (
        str(workplace.folder / "inventories/more"),
        "inventories/../inventories/example-lab.yaml",
    )
    asked = request_._replace(paths=paths, policies=("shipped", str(workplace.folder / "policies")))

    assert check_by(asked, Crew()).report == check(asked).report


def test_the_order_in_which_parts_come_does_not_show(request_: Request) -> None:
    alone = check(request_).report

    class Backwards(Crew):
        """Carries out the last submission first."""

        def submit(self, work, /, *given, **named):
            self.submitted += 1
            future = Future()
            self.waiting = [(future, work, given), *getattr(self, "waiting", [])]
            if self.submitted % 7 == 0:
                for each, own, values in self.waiting:
                    each.set_result(own(*values))
                self.waiting = []
            return future

    assert check_by(request_, Backwards()).report == alone


def test_parts_merge_in_any_order_and_grouping() -> None:
    one, two, three = (Part({name: File(name, (), None)}) for name in "abc")
    whole = (one | two) | three

    assert all((x | y) | z == x | (y | z) == whole for x, y, z in permutations((one, two, three)))
    assert Part() | whole == whole
    with pytest.raises(Overlap, match="b was checked twice"):
        _ = whole | two


WRONG = {
    "no YAML": ("inventories/more/own-1.yaml", "x: [\n"),
    "no inventory": (
        "inventories/more/own-1.yaml",
        INVENTORY.replace("kind: legal_person", "kind: cat"),
    ),
    "an id twice": ("inventories/more/zz.yaml", INVENTORY.replace("id: ours", "id: own-0")),
    "another name": (
        "inventories/more/zz.yaml",
        INVENTORY.replace("id: ours", "id: zz").replace("Acme Ltd", "Quite Different Inc"),
    ),
    "no regime": (
        "inventories/more/zz.yaml",
        INVENTORY.replace(
            "vendors:", "organisations: [{id: o, name: O, reports_under: [gdrp]}]\nvendors:"
        ).replace("id: ours", "id: zz"),
    ),
    "no evidence": (
        "inventories/more/zz.yaml",
        INVENTORY.replace("id: ours", "id: zz").replace(
            "{at_rest: full}",
            "{at_rest: full}, evidence: [{type: attestation, ref: r, file: gone.pdf}]",
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_one_file_is_told_as_by_one_process(
    request_: Request, workplace: Workplace, name: str
) -> None:
    workplace.write(*WRONG[name])
    with pytest.raises(InputError) as alone:
        check(request_)

    with pytest.raises(InputError) as elsewhere:
        check_by(request_, Crew())

    assert elsewhere.value.problems == alone.value.problems


def test_every_wrong_file_is_named_and_the_others_are_still_checked(
    request_: Request, workplace: Workplace
) -> None:
    workplace.write("inventories/more/own-1.yaml", "x: [\n")
    (workplace.folder / "inventories/more/own-2.yaml").unlink()
    (workplace.folder / "inventories/more/own-2.yaml").symlink_to("nowhere")
    crew = Crew()

    with pytest.raises(InputError) as elsewhere:
        check_by(request_, crew)

    assert {each.place.path for each in elsewhere.value.problems} == {
        "inventories/more/own-1.yaml",
        "inventories/more/own-2.yaml",
    }
    assert crew.submitted == 6


def test_a_file_that_changes_between_the_rounds_is_named(
    request_: Request, workplace: Workplace
) -> None:
    path = workplace.folder / "inventories/more/own-1.yaml"
    files = len(list(workplace.folder.glob("inventories/**/*.yaml")))

    def before(number: int) -> None:
        if number == files + 1:
            path.write_text(path.read_text() + "# later\n")

    with pytest.raises(InputError) as changed:
        check_by(request_, Crew(before))

    assert str(changed.value) == f"inventories/more/own-1.yaml: {GONE}"


def test_a_file_that_changes_before_it_is_explained_is_named(
    request_: Request, workplace: Workplace
) -> None:
    path = workplace.folder / "inventories/more/own-1.yaml"
    checked = check_by(request_, Crew())
    path.write_text(path.read_text() + "# later\n")

    with pytest.raises(InputError) as changed:
        told(checked)

    assert str(changed.value) == f"inventories/more/own-1.yaml: {GONE}"


def test_inventories_that_nobody_asked_for_lately_are_let_go_and_read_again(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request_._replace(select=("named-owner", "mfa-required"))
    alone, elsewhere = check(asked), check_by(asked, Crew())
    monkeypatch.setattr("checker.usecases.executor.stored._KEPT", 2)
    explainer = elsewhere.explainer()

    cells = [*elsewhere.report.cells, *reversed([*elsewhere.report.cells])]
    kept = []
    for cell in cells:
        assert explainer.explain(cell) == alone.remembered().explain(cell)
        kept.append(len(explainer._kept))

    assert len(elsewhere.report.inventories) > 2
    assert max(kept) == 2


def test_a_worker_with_other_policies_is_refused(request_: Request, workplace: Workplace) -> None:
    path = workplace.folder / "policies/own.yaml"

    def before(number: int) -> None:
        if number == 1:
            path.write_text(path.read_text().replace("severity: low", "severity: high"))

    with pytest.raises(UsageError, match="a worker reads other policies") as refused:
        check_by(request_, Crew(before))

    assert refused.value.hint == "every worker must see the same files under the same paths"


def test_a_worker_that_cannot_read_the_policies_is_refused(
    request_: Request, workplace: Workplace
) -> None:
    def before(number: int) -> None:
        if number == 1:
            workplace.write("policies/own.yaml", "policies: [")

    with pytest.raises(UsageError, match=r"a worker cannot read the policies: policies/own.yaml:1"):
        check_by(request_, Crew(before))


def test_a_worker_with_other_software_is_refused(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.usecases.executor.gather.software", lambda: ("vendorgate 0.0.0",))

    with pytest.raises(
        UsageError, match=r"a worker has vendorgate .* \(expected vendorgate 0.0.0\)"
    ):
        check_by(request_, Crew())


def test_an_executor_that_was_broken_before_is_no_bug(request_: Request) -> None:
    with ProcessPoolExecutor(1) as pool:
        with pytest.raises(Exception, match="terminated abruptly"):
            pool.submit(os._exit, 1).result()

        with pytest.raises(MachineError, match="BrokenProcessPool") as failed:
            check_by(request_, pool)

    assert failed.value.place == Place("inventories/example-lab.yaml", 0, 0)


def test_an_executor_that_breaks_names_all_that_it_had(request_: Request) -> None:
    class Breaking(Crew):
        def submit(self, work, /, task):
            future = Future()
            if self.submitted == 2:
                future.set_exception(BrokenProcessPool("a process was terminated"))
            self.submitted += 1
            return future

    with pytest.raises(MachineError) as failed:
        check_by(request_, Breaking(), width=3)

    assert str(failed.value) == (
        "inventories/more/own-1.yaml: the executor failed while it checked this file and 5 more: "
        "BrokenProcessPool: a process was terminated"
    )


BROKEN = (
    r"^inventories/.*\.yaml: the executor failed while it checked this file.*: BrokenProcessPool"
)


def test_a_task_that_is_cancelled_ends_the_run(request_: Request) -> None:
    class Cancelling(Crew):
        def submit(self, work, /, *given, **named):
            future = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    with pytest.raises(MachineError, match=r"the executor failed while .*: CancelledError"):
        check_by(request_, Cancelling())


def test_a_task_of_which_the_answer_is_about_other_files_ends_the_run(request_: Request) -> None:
    class Losing(Crew):
        def submit(self, work, /, *given, **named):
            future = Future()
            future.set_result(Part())
            return future

    with pytest.raises(MachineError, match=r"it was not checked .*: the executor lost its task"):
        check_by(request_, Losing())


def test_a_bug_in_a_worker_is_a_bug(request_: Request) -> None:
    class Spoiling(Crew):
        def submit(self, work, /, task):
            return super().submit(work, task._replace(files=((None, ""),)))

    with pytest.raises(RuntimeError, match=r"in a worker, checking .*\n(?s:.*)TypeError"):
        check_by(request_, Spoiling())


def test_what_is_not_done_is_cancelled_when_a_run_ends(
    request_: Request, workplace: Workplace
) -> None:
    submitted = []

    class Lazy(Crew):
        def submit(self, work, /, task):
            future = Future()
            submitted.append(future)
            if len(submitted) == 3:
                submitted[0].set_exception(OSError("lost"))
            return future

    with pytest.raises(MachineError, match="OSError: lost"):
        check_by(request_, Lazy(), width=3)

    assert [each.cancelled() for each in submitted] == [False, True, True]


def test_no_more_tasks_wait_than_the_window_is_wide(request_: Request) -> None:
    waiting, most = set(), 0

    class Counting(Crew):
        def submit(self, work, /, task):
            nonlocal most
            future = super().submit(work, task)
            waiting.add(future)
            future.add_done_callback(waiting.discard)
            most = max(most, len(waiting))
            return future

    check_by(request_, Counting(), width=2)

    assert most <= 2


@pytest.mark.parametrize(
    "changed, message",
    [
        ({"paths": ("-",)}, "an executor reads files, and not standard input"),
        ({"sources": Revision("HEAD")}, "an executor reads files, and not a revision of git"),
        ({"vendors": ("nobody",)}, "there is no vendor 'nobody'"),
        ({"select": ("nothing",)}, "there is no policy 'nothing'"),
        ({"paths": ("nowhere",)}, "nowhere: cannot be read: no such file or folder"),
    ],
    ids=["standard input", "revision", "vendor", "policy", "path"],
)
def test_a_request_that_cannot_be_carried_out_is_refused(
    request_: Request, changed: dict[str, object], message: str
) -> None:
    with pytest.raises((UsageError, InputError)) as refused:
        check_by(request_._replace(**changed), Crew())

    assert str(refused.value) == message


def test_python_takes_an_executor(request_: Request) -> None:
    asked = {"policies": RULES, "as_of": "2031-05-15", "select": ("named-owner", "few-vendors")}
    alone = checker.check(**asked)
    elsewhere = checker.check(**asked, executor=Crew())

    assert elsewhere.report == alone.report
    assert list(elsewhere.results()) == list(alone.results())
    with pytest.raises(UsageError, match="'executor' is 3"):
        checker.check(executor=3)


def test_python_takes_an_executor_or_jobs_and_never_both(workplace: Workplace) -> None:
    with pytest.raises(UsageError) as refused:
        checker.check("unread.yaml", executor=Crew(), jobs=2)

    assert str(refused.value) == "'executor' and 'jobs' were both given (expected one of them)"


def test_an_assessment_is_a_pure_function(request_: Request) -> None:
    tasks = []

    class Noting(Crew):
        def submit(self, work, /, task):
            tasks.append(task)
            return super().submit(work, task)

    gather(request_, Noting(), 4)

    assert tasks
    assert [assess(task) for task in tasks] == [assess(task) for task in reversed(tasks)][::-1]
