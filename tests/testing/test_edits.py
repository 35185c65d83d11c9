"""Edits: every operator's before and after, and the law that tree and text say the same."""

from typing import Any

import pytest
from expressions import conditions
from hypothesis import given
from hypothesis import strategies as st
from pack import policies
from testing.written import written
from thorough import examples

from checker.cel.check.survey import survey
from checker.cel.outcomes import analysis
from checker.cel.parse.parse import parse
from checker.cel.syntax import And, Expression, Or, Span
from checker.cel.types import DYN
from checker.model.roots import roots
from checker.testing.clauses import Clause, clauses
from checker.testing.edits import Edit, Mutation, edited, edits
from checker.testing.rewrite import rewritten


def of(text: str) -> list[tuple[str, str]]:
    """The edits of a `require` of the schema's types."""
    policy = written(f"require: |-\n  {text}\n").policy
    clause = clauses(policy)[-1]
    assert clause.expression.text == text
    return [(edit.mutation.name, edited(text, edit.changes)) for edit in edits(clause)]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "vendor.clients_declared < 5",
            [
                ("COMPARISON", "vendor.clients_declared >= 5"),
                ("BOUND", "vendor.clients_declared <= 5"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
                ("BOUND", "vendor.clients_declared < 4"),
                ("BOUND", "vendor.clients_declared < 6"),
            ],
        ),
        (
            "5 > vendor.clients_declared",
            [
                ("COMPARISON", "5 <= vendor.clients_declared"),
                ("BOUND", "5 >= vendor.clients_declared"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
                ("BOUND", "4 > vendor.clients_declared"),
                ("BOUND", "6 > vendor.clients_declared"),
            ],
        ),
        (
            "vendor.clients_declared-5>=-1",
            [
                ("COMPARISON", "vendor.clients_declared-5<-1"),
                ("BOUND", "vendor.clients_declared-5>-1"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
                ("BOUND", "vendor.clients_declared-4>=-1"),
                ("BOUND", "vendor.clients_declared-6>=-1"),
                ("BOUND", "vendor.clients_declared-5>=-2"),
                ("BOUND", "vendor.clients_declared-5>=0"),
            ],
        ),
        (
            "vendor.owner == 'a'",
            [
                ("COMPARISON", "vendor.owner != 'a'"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
            ],
        ),
        (
            'vendor.kind != "individual"',
            [
                ("COMPARISON", 'vendor.kind == "individual"'),
                ("WORD", 'vendor.kind != "internal"'),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
            ],
        ),
        (
            "vendor.kind in ['individual', 'internal']",
            [
                ("WORD", "vendor.kind in ['legal_person', 'internal']"),
                ("WORD", "vendor.kind in ['individual', 'legal_person']"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
            ],
        ),
        (
            "has(vendor.owner)",
            [
                ("PRESENCE", "!has(vendor.owner)"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
            ],
        ),
        (
            "!has(vendor.owner)",
            [
                ("NEGATION", "has(vendor.owner)"),
                ("CONDITION", "!true"),
                ("CONDITION", "!false"),
            ],
        ),
        (
            "vendor.contracts.exists(c, c.dpa)",
            [
                ("QUANTIFIER", "vendor.contracts.all(c, c.dpa)"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
                ("CONDITION", "vendor.contracts.exists(c, true)"),
                ("CONDITION", "vendor.contracts.exists(c, false)"),
            ],
        ),
        (
            "duration('72h') == duration('1.5h')",
            [
                ("COMPARISON", "duration('72h') != duration('1.5h')"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
                ("BOUND", "duration('71h') == duration('1.5h')"),
                ("BOUND", "duration('73h') == duration('1.5h')"),
            ],
        ),
        # To settle a clause as what it is dropped for would be to drop it twice.
        (
            "has(vendor.owner) && has(vendor.data)",
            [
                ("JUNCTION", "has(vendor.owner) || has(vendor.data)"),
                ("CLAUSE", "has(vendor.data)"),
                ("CLAUSE", "has(vendor.owner)"),
                ("PRESENCE", "!has(vendor.owner) && has(vendor.data)"),
                ("CONDITION", "false && has(vendor.data)"),
                ("PRESENCE", "has(vendor.owner) && !has(vendor.data)"),
                ("CONDITION", "has(vendor.owner) && false"),
            ],
        ),
        # Text of the schema is never empty: what that decides anyway is left alone.
        (
            "vendor.owner.size() > 0",
            [
                ("COMPARISON", "vendor.owner.size() <= 0"),
                ("CONDITION", "true"),
                ("CONDITION", "false"),
                ("BOUND", "vendor.owner.size() > 1"),
            ],
        ),
    ],
)
def test_what_is_made_of_a_condition(text: str, expected: list[tuple[str, str]]) -> None:
    assert of(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "has(vendor.owner) && has(vendor.data) || has(vendor.contacts)",
            {
                "has(vendor.owner) && has(vendor.data) && has(vendor.contacts)",
                "has(vendor.owner) || has(vendor.data) || has(vendor.contacts)",
                "has(vendor.contacts)",
                "has(vendor.owner) && has(vendor.data)",
                "has(vendor.data) || has(vendor.contacts)",
                "has(vendor.owner) || has(vendor.contacts)",
            },
        ),
        (
            "(has(vendor.owner)) && ((has(vendor.data) || has(vendor.contacts)))",
            {
                "(has(vendor.owner)) || ((has(vendor.data) || has(vendor.contacts)))",
                "((has(vendor.data) || has(vendor.contacts)))",
                "(has(vendor.owner))",
                "(has(vendor.owner)) && ((has(vendor.data) && has(vendor.contacts)))",
                "(has(vendor.owner)) && ((has(vendor.contacts)))",
                "(has(vendor.owner)) && ((has(vendor.data)))",
            },
        ),
        (
            "has(vendor.owner) // why (not)\n  && has(vendor.data) && has(vendor.contacts)",
            {
                "has(vendor.owner) // why (not)\n  || has(vendor.data) || has(vendor.contacts)",
                "has(vendor.data) && has(vendor.contacts)",
                "has(vendor.owner) && has(vendor.contacts)",
                "has(vendor.owner) // why (not)\n  && has(vendor.data)",
            },
        ),
    ],
)
def test_clauses_are_exchanged_and_dropped(text: str, expected: set[str]) -> None:
    policy = written(f"require: |-\n  {text}\n").policy
    (clause,) = clauses(policy)
    clause_edits = [
        edited(clause.expression.text, edit.changes)
        for edit in edits(clause)
        if edit.mutation in {Mutation.JUNCTION, Mutation.CLAUSE}
    ]

    assert set(clause_edits) == {each.replace("\n  ", "\n") for each in expected}
    assert len(clause_edits) == len(expected)


def canonical(part: Any) -> Any:
    """A tree without ids and spans, `&&` within `&&` flattened: what it means, and no more."""
    if isinstance(part, And | Or):
        flat: list[Any] = []
        for operand in part.operands:
            inner = canonical(operand)
            flat += inner[1] if inner[0] == type(part).__name__ else [inner]
        return (type(part).__name__, flat)
    if isinstance(part, tuple) and hasattr(part, "_fields"):
        fields = [each for name, each in zip(part._fields, part, strict=True) if name != "id"]
        kept = [canonical(each) for each in fields if not isinstance(each, Span)]
        return (type(part).__name__, *kept)
    if isinstance(part, tuple):
        return [canonical(each) for each in part]
    return (type(part).__name__, part)


def all_edits(expression: Expression) -> list[Edit]:
    names = dict.fromkeys((*roots("vendor"), "variables"), DYN)
    part = analysis.Clause("require", expression, names)
    standing = analysis.analyse([part], None)["require"]
    return list(edits(Clause("require", expression, survey(expression, names), standing)))


@examples(60)
@given(st.data())
def test_every_edit_changes_the_tree_and_its_text_parses_to_that_tree(data: st.DataObject) -> None:
    expression = parse(data.draw(conditions(depth=2)))
    for edit in all_edits(expression):
        changed = rewritten(expression.root, edit.target, edit.node)
        text = edited(expression.text, edit.changes)

        assert canonical(parse(text).root) == canonical(changed), text
        assert canonical(changed) != canonical(expression.root)


def test_the_same_law_where_policies_are_written_for_use() -> None:
    chosen = [policy for policy in policies().values() if policy.variables]
    assert chosen
    for clause in (clause for policy in chosen for clause in clauses(policy)):
        for edit in edits(clause):
            changed = rewritten(clause.expression.root, edit.target, edit.node)
            text = edited(clause.expression.text, edit.changes)

            assert canonical(parse(text).root) == canonical(changed), text
            assert canonical(changed) != canonical(clause.expression.root)
