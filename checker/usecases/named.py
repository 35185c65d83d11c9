"""The paths of inventories: those that are named, else configured, else the usual folder."""

from collections.abc import Sequence

from checker import lookalikes
from checker.errors import UsageError
from checker.policy.config import Config
from checker.problems import Problem
from checker.sources.source import Sources

INVENTORIES = "inventories"


def inventory_paths(
    where: Sources, named: Sequence[str], settings: Config, *, command: str, may_be_empty: bool
) -> tuple[list[str], list[Problem]]:
    """The paths of inventories, and a problem for what is passed over.

    Args:
        named: by whoever asks.
        command: what a hint says before the paths.
        may_be_empty: whether there may be none; what is not there is then left out.

    Raises:
        UsageError: none is named, and there is no folder of them.
    """
    own = [*named] or [settings.beside(path) for path in settings.paths or ()]
    problems = [] if own else lookalikes.passed_over(where, INVENTORIES, f"{command} ")
    paths = own or [INVENTORIES]
    if may_be_empty:
        return [path for path in paths if where.has(path)], problems
    if not own and not where.has(INVENTORIES):
        raise UsageError(
            f"no inventory is named, and there is no folder '{INVENTORIES}'",
            hint=f"{command} path/to/inventory.yaml",
        )
    return paths, problems
