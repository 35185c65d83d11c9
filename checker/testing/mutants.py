"""Mutants: a policy with one small change, which its tests should notice."""

from collections.abc import Iterator
from typing import Any

from checker.cel.syntax import Expression, Name, Node
from checker.cel.walk import children, field_read
from checker.parse.positions import Path
from checker.policy.policy import Policy
from checker.problems import Place
from checker.record import NamedTuple
from checker.testing.alternatives import next_lengths
from checker.testing.clauses import Clause, clauses
from checker.testing.diff import Diff, of_text, of_value
from checker.testing.edits import Change, Edit, Mutation, edited, edits
from checker.testing.rewrite import rewritten
from checker.testing.sources import Source


class Mutant(NamedTuple):
    """A changed policy.

    Attributes:
        clause: what was changed: `when`, `require`, `variables.<name>`, `params.<name>`.
        place: where the change begins.
        diff: the lines that were changed.
        policy: what came of it.
    """

    mutation: Mutation
    clause: str
    place: Place
    diff: Diff
    policy: Policy


def mutants(policy: Policy, source: Source) -> Iterator[Mutant]:
    """Every mutant of a policy, in the same order each time."""
    parts = clauses(policy)
    yield from _of_params(policy, source, parts)
    for clause in parts:
        if clause.name == "when":
            path, text = ("when",), clause.expression.text
            cut = (Change(0, len(text), ""),)
            diff = of_text(source, path, text, cut)._replace(new=())
            dropped = policy._replace(when=None)
            place = source.inside(path, text, 0)
            yield Mutant(Mutation.WHEN, clause.name, place, diff, dropped)
        for edit in edits(clause):
            yield _edited(policy, source, clause, edit)


def _edited(policy: Policy, source: Source, clause: Clause, edit: Edit) -> Mutant:
    path, text = tuple(clause.name.split(".", 1)), clause.expression.text
    root = rewritten(clause.expression.root, edit.target, edit.node)
    changed = _with(policy, clause.name, Expression(edited(text, edit.changes), root))
    place = source.inside(path, text, edit.changes[0].start)
    return Mutant(
        edit.mutation, clause.name, place, of_text(source, path, text, edit.changes), changed
    )


def _with(policy: Policy, clause: str, expression: Expression) -> Policy:
    match clause:
        case "when":
            return policy._replace(when=expression)
        case "require":
            return policy._replace(require=expression)
        case _:
            name = clause.removeprefix("variables.")
            return policy._replace(variables={**policy.variables, name: expression})


class _Turn(NamedTuple):
    """One change of a value: where in it, what stands there and would stand, and what comes of it.

    `at` is where it begins; for a dropped element that is below `path`, in the list.
    """

    mutation: Mutation
    path: Path
    at: Path
    old: Any
    new: Any
    whole: Any


def _of_params(policy: Policy, source: Source, parts: tuple[Clause, ...]) -> Iterator[Mutant]:
    used = _read(parts)
    for name, value in policy.params.items():
        if used is not None and name not in used:
            continue  # no condition depends on what only the message says
        for turn in _turns(value):
            where: Path = (*source.path, "params", name, *turn.at)
            yield Mutant(
                turn.mutation,
                f"params.{name}",
                source.document.positions.nearest(where)[1],
                of_value((name, *turn.path), turn.old, turn.new),
                _with_param(policy, name, turn.whole),
            )


def _with_param(policy: Policy, name: str, value: Any) -> Policy:
    params = {**policy.params, name: value}
    first = (phase._replace(params=params) for phase in policy.phases[:1])
    return policy._replace(params=params, phases=(*first, *policy.phases[1:]))


def _turns(value: Any) -> Iterator[_Turn]:
    """The changes of a parameter, or of a part of one."""
    match value:
        case bool():
            yield _Turn(Mutation.CONDITION, (), (), value, not value, not value)
        case int():
            for number in (value - 1, value + 1):
                yield _Turn(Mutation.BOUND, (), (), value, number, number)
        case str():
            for text in next_lengths(value):
                yield _Turn(Mutation.BOUND, (), (), value, text, text)
        case list():
            for index, inner in enumerate(value):
                before, after = value[:index], value[index + 1 :]
                rest = [*before, *after]
                yield _Turn(Mutation.ELEMENT, (), (index,), value, rest, rest)
                if isinstance(inner, dict):
                    yield from (
                        _inside(index, turn, [*before, turn.whole, *after])
                        for turn in _turns(inner)
                    )
        case dict():
            for key, inner in value.items():
                yield from (
                    _inside(key, turn, {**value, key: turn.whole}) for turn in _turns(inner)
                )


def _inside(step: str | int, turn: _Turn, whole: Any) -> _Turn:
    return turn._replace(path=(step, *turn.path), at=(step, *turn.at), whole=whole)


def _read(parts: tuple[Clause, ...]) -> set[str] | None:
    """The parameters that the clauses read by name; None if some read them in another way."""
    found: set[str] = set()
    for clause in parts:
        named = list(_params(clause.expression.root))
        if None in named:
            return None
        found |= {name for name in named if name is not None}
    return found


def _params(node: Node) -> Iterator[str | None]:
    name = field_read(node, "params")
    if name is not None or (isinstance(node, Name) and node.name == "params"):
        yield name
        return
    for child in children(node):
        yield from _params(child)
