"""Mutants: a policy with one small change, which its tests should notice."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from checker.cel.depth import children
from checker.cel.syntax import Expression, Index, Literal, Name, Node, Select
from checker.parse.positions import Path
from checker.policy.policy import Policy
from checker.problems import Place
from checker.proof.clauses import Clause, clauses
from checker.proof.diff import Diff, of_text, of_value
from checker.proof.edits import Change, Edit, Mutation, edited, edits
from checker.proof.rewrite import rewritten
from checker.proof.sources import Source
from checker.proof.words import next_durations


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
    """Every mutant of a policy, in the same order each time; no change is made twice."""
    told: set[tuple[str, Place, Diff]] = set()
    for mutant in _all(policy, source):
        key = (mutant.clause, mutant.place, mutant.diff)
        if key not in told:
            told.add(key)
            yield mutant


def _all(policy: Policy, source: Source) -> Iterator[Mutant]:
    parts = clauses(policy)
    yield from _of_params(policy, source, parts)
    for clause in parts:
        if clause.name == "when":
            path, text = ("when",), clause.expression.text
            cut = (Change(0, len(text), ""),)
            diff = of_text(source, path, text, cut)
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


def _of_params(policy: Policy, source: Source, parts: tuple[Clause, ...]) -> Iterator[Mutant]:
    used = _read(parts)
    for name, value in policy.params.items():
        if used is not None and name not in used:
            continue  # no condition depends on what only the message says
        for mutation, path, changed in _of_value(value):
            where: Path = ("params", name, *path)
            yield Mutant(
                mutation,
                f"params.{name}",
                source.document.positions.nearest((*source.path, *where))[1],
                of_value(name, value, changed),
                policy._replace(params={**policy.params, name: changed}),
            )


def _of_value(value: Any) -> Iterator[tuple[Mutation, Path, Any]]:
    """The changes of a parameter, each with the path in it where it begins."""
    match value:
        case bool():
            yield Mutation.CONDITION, (), not value
        case int():
            yield Mutation.BOUND, (), value - 1
            yield Mutation.BOUND, (), value + 1
        case str():
            for text in next_durations(value):
                yield Mutation.BOUND, (), text
        case list():
            for index in range(len(value)):
                yield Mutation.ELEMENT, (index,), [*value[:index], *value[index + 1 :]]
        case dict():
            for key, inner in value.items():
                for mutation, path, changed in _of_value(inner):
                    yield mutation, (key, *path), {**value, key: changed}


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
    match node:
        case Select(operand=Name(name="params"), field=name):
            yield name
        case Index(operand=Name(name="params"), key=Literal(value=str(name))):
            yield name
        case Name(name="params"):
            yield None
        case _:
            for child in children(node):
                yield from _params(child)
