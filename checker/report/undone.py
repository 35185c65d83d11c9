"""A run that came to no report: how it ended, and why."""

from checker.problems import Place, Problem
from checker.record import NamedTuple
from checker.report.gate import ExitCode

NOWHERE = Place("", 0, 0)
"""The place of a problem that is in no file: a wrong argument, a process that was killed."""


class Undone(NamedTuple):
    """The content of each report that such a run was asked to write.

    Attributes:
        problems: never empty.
    """

    code: ExitCode
    problems: tuple[Problem, ...]
