"""Overrides that do not fit: what is wrong because of them is told where they stand."""

from collections.abc import Sequence

from checker.errors import InputError
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.declared import Declared, entries_of, override_of
from checker.policy.vet import vet
from checker.problems import Problem

_PARAMS = frozenset({"params", "params_from"})


def placed(
    problems: Sequence[Problem], document: Document, policies: Sequence[Declared], config: Config
) -> list[Problem]:
    """The problems of policies under a configuration; what its parameters break, in its file."""
    blamed = {
        problem: each
        for each in policies
        if override_of(each.data["id"], config).changes.keys() & _PARAMS
        for problem in _of(document, each, config)
        if problem not in _of(document, each, config.untuned)
    }
    return [_moved(each, blamed[each], config) if each in blamed else each for each in problems]


def _of(document: Document, policy: Declared, config: Config) -> Sequence[Problem]:
    try:
        vet(document, entries_of(policy, config))
    except InputError as error:
        return error.problems
    return ()


def _moved(problem: Problem, policy: Declared, config: Config) -> Problem:
    override = override_of(policy.data["id"], config)
    if config.document is None:
        return problem
    key = min(override.changes.keys() & _PARAMS)
    place = config.document.positions.key((*override.path, key))
    return Problem(place, f"{problem.message} in {problem.place}", problem.hint)
