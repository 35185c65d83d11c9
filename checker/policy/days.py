"""Days that contradict each other: a policy that is never in force, parameters likewise."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.parse.positions import Path, Positions
from checker.policy.schedule import effective_of, params_from
from checker.problems import Place, Problem
from checker.validate.notation import date


def day_problems(positions: Positions, path: Path, data: Mapping[str, Any]) -> Iterator[Problem]:
    """The problems of the days of a policy, told where they are written.

    Args:
        path: of the policy, or of its override, which may leave days to the policy.
        data: the keys in force.
    """
    wrong = False
    days = [(("effective", key), day) for key, day in data.get("effective", {}).items()]
    days += [(("params_from", day), day) for day, _ in params_from(data)]
    for where, day in days:
        problem = date(day)
        if problem is not None:
            wrong = True
            name = f"'{where[-1]}' " if where[0] == "effective" else "the day "
            place = _place(positions, (*path, *where))
            yield Problem(place, f"{name}{problem.message}", problem.hint)
    if wrong:
        return
    first, last = effective_of(data)
    if first and last and first > last:
        message = f"'from' is {first}, after 'until' ({last}): the policy is never in force"
        yield Problem(_place(positions, (*path, "effective", "from")), message)
    for day, _ in params_from(data):
        if last and day > last:
            message = f"these parameters begin after 'until' ({last}): they are never in force"
            yield Problem(_place(positions, (*path, "params_from", day)), message)


def _place(positions: Positions, path: Path) -> Place:
    _, place = positions.nearest(path)
    return place
