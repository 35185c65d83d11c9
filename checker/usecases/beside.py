"""Deciding in other processes, while this one works out the facts of the portfolio."""

from checker.evaluate.decide import decide, deciding
from checker.evaluate.layers import merged
from checker.evaluate.run import Run
from checker.report.matrix import Matrix
from checker.spread import Progress
from checker.usecases.collector import paused, set_apart
from checker.usecases.executor.stage import Stage, any_evaluated, only


def decided(alone: Run, jobs: int, progress: Progress) -> tuple[Run, Matrix]:
    """The run with the facts of its portfolio, and its matrix.

    Args:
        alone: the run without these facts.
        jobs: the most processes that decide.
        progress: is told how many vendors are decided, and of how many.
    """
    early = alone._replace(policies=only(alone.policies, {Stage.INVENTORY}))
    with set_apart(), deciding(early, jobs, progress) as matrix, paused():
        run = alone.with_facts()
        with set_apart():
            layers = [matrix()]
    if any_evaluated(run.policies, _LATE):
        layers.append(decide(run._replace(policies=only(run.policies, _LATE)), jobs))
    return run, merged(layers)


_LATE = frozenset(Stage) - {Stage.INVENTORY}
