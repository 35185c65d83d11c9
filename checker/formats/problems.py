"""Problems as text: `path:line:column: what is wrong (what was expected)`, and the way out."""

from collections.abc import Sequence

from checker.errors import OutputError, UsageError
from checker.formats.escape import plain
from checker.formats.summary import number
from checker.problems import Problem
from checker.report.undone import Undone


def render_problems(problems: Sequence[Problem]) -> str:
    """Every problem with its hint, and how many there are; ends with a line break."""
    files = {problem.place.path for problem in problems}
    count = f"{number(len(problems), 'problem')} in {number(len(files), 'file')}"
    return "".join([*map(render_problem, problems), f"{count}; nothing was checked\n"])


def render_usage(error: UsageError | OutputError) -> str:
    """The problem with a command's usage, and its hint; ends with a line break."""
    lines = [f"vendorgate: {plain(str(error))}"]
    if error.hint is not None:
        lines.append(f"  hint: {plain(error.hint)}")
    return "\n".join([*lines, ""])


def render_problem(problem: Problem) -> str:
    """A problem and its hint; ends with a line break."""
    lines = [plain(f"{str(problem.place) or 'vendorgate'}: {problem.message}")]
    if problem.hint is not None:
        lines.append(f"  hint: {plain(problem.hint)}")
    return "\n".join([*lines, ""])


def render_no_report(command: str, undone: Undone) -> str:
    """A run that came to no report: how it ended, and every problem; ends with a line break."""
    head = f"vendorgate {command}: no report, as the run ended with exit code {undone.code:d}"
    return "".join([f"{head}\n", *map(render_problem, undone.problems)])
