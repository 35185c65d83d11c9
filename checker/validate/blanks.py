"""Blanks: a value of which nothing is written is a form that nobody filled in, and states nothing.

Where the schema allows no null, a problem says so. Here are the other places: a null that is
meant is written out.
"""

from collections.abc import Sequence

from checker.parse.document import Document
from checker.problems import Problem
from checker.validate.subject import subject


def with_blanks(document: Document, problems: Sequence[Problem]) -> list[Problem]:
    """Those problems, and one for each blank value at whose place there is none, by place."""
    positions = document.positions
    told = {problem.place for problem in problems}
    blank = [
        Problem(
            positions.value(path),
            f"{subject(path)} is empty (expected a value, or null written out)",
            "write null if none is meant (for a day: never); "
            + ("remove the '-'" if path and isinstance(path[-1], int) else "leave the key out")
            + " if it is not known",
        )
        for path in positions.blanks()
        if positions.value(path) not in told
    ]
    return sorted([*problems, *blank], key=lambda problem: (problem.place, problem.message))
