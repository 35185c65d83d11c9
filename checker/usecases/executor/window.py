"""The window: how many tasks an executor holds at once, so that none of it depends on their sum."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, as_completed

from checker.errors import MachineError, UsageError
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
                pending[_submitted(executor, task)] = task
            if not pending:
                return
            future = next(as_completed(pending))
            yield _part(future, pending.pop(future))
    finally:
        # What is running ends by itself; only `cancel` is the same in every executor.
        for each in pending:
            each.cancel()


def _submitted(executor: Executor, task: Task) -> "Future[Answer]":
    try:
        return executor.submit(assess, task)
    except Exception as error:
        raise _broken(error, task) from error


def _part(future: "Future[Answer]", task: Task) -> Part:
    try:
        answer = future.result()
    except Exception as error:
        raise _broken(error, task) from error
    match answer:
        case Refused(why, hint):
            raise UsageError(why, hint)
        case Failed(why, bug=True):
            raise RuntimeError(f"in a worker, checking {_named(task)}:\n{why}")
        case Failed(why):
            raise MachineError(f"a worker failed, checking {_named(task)}: {why}")
        case _:
            return answer


def _broken(error: Exception, task: Task) -> MachineError:
    told = str(error).partition("\n")[0]
    why = f"{type(error).__name__}: {told}" if told else type(error).__name__
    return MachineError(
        f"the executor failed, checking {_named(task)}: {why}",
        "a worker was killed, cannot be reached, or lacks this version of vendorgate",
    )


def _named(task: Task) -> str:
    path, others = task.files[0][0], len(task.files) - 1
    return f"{path} and {others} more" if others else path
