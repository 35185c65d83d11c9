"""The window: how many tasks an executor holds at once, so that none of it depends on their sum."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed

from checker.errors import MachineError, UsageError
from checker.problems import Place
from checker.usecases.executor.assess import Answer, assess
from checker.usecases.executor.part import Part
from checker.usecases.executor.task import Failed, Refused, Task

WIDTH = 256
"""Tasks at once, where nobody says how many workers there are: four for each of 64."""


def carried_out(executor: Executor, tasks: Iterable[Task], width: int) -> Iterator[Part]:
    """Yield the part of each task, in the order in which they come.

    Raises:
        UsageError: a worker would come to another result.
        MachineError: a worker, or what leads there, failed.
    """
    pending: dict[Future[Answer], Task] = {}
    waiting = iter(tasks)
    try:
        while True:
            while len(pending) < width and (task := next(waiting, None)) is not None:
                pending[_submitted(executor, task, pending.values())] = task
            if not pending:
                return
            future = next(as_completed(pending))
            yield _part(future, pending)
    finally:
        # What is running ends by itself; only `cancel` is the same in every executor.
        for each in pending:
            each.cancel()


def _submitted(executor: Executor, task: Task, pending: Iterable[Task]) -> "Future[Answer]":
    try:
        return executor.submit(assess, task)
    except Exception as error:
        # One of those that it has may have broken it.
        raise _broken(error, [*pending, task]) from error


def _part(future: "Future[Answer]", pending: dict["Future[Answer]", Task]) -> Part:
    """The part of a task that is done, and no longer pending.

    Args:
        pending: with this one.
    """
    task = pending.pop(future)
    try:
        answer = future.result()
    except BrokenExecutor as error:
        # It is said of every task, and not which of them broke it.
        raise _broken(error, [task, *pending.values()]) from error
    except Exception as error:
        raise _broken(error, [task]) from error
    match answer:
        case Refused(why, hint):
            raise UsageError(why, hint)
        case Failed(why, bug=True):
            path, others = _named([task])
            raise RuntimeError(f"in a worker, checking {path}{others}:\n{why}")
        case Failed(why):
            path, others = _named([task])
            message = f"a worker failed while it checked this file{others}: {why}"
            raise MachineError(message, place=Place(path, 0, 0))
        case _:
            return answer


def _broken(error: Exception, tasks: Sequence[Task]) -> MachineError:
    told = str(error).partition("\n")[0]
    why = f"{type(error).__name__}: {told}" if told else type(error).__name__
    path, others = _named(tasks)
    return MachineError(
        f"the executor failed while it checked this file{others}: {why}",
        "a worker was killed, cannot be reached, or lacks this version of vendorgate",
        Place(path, 0, 0),
    )


def _named(tasks: Sequence[Task]) -> tuple[str, str]:
    """The first file of some tasks, and how many others they have."""
    others = sum(len(each.files) for each in tasks) - 1
    return tasks[0].files[0][0], f" and {others} more" * bool(others)
