"""Why a cell has its verdict: the message, the line to change, the evidence."""

from collections.abc import Iterator
from typing import Any

import pytest
from runs import checked, policy, run

from checker.cel.parse.parse import parse
from checker.explaining.explain import (
    MOST_EVIDENCE,
    TOO_LARGE,
    TRACED,
    Disagreement,
)
from checker.inventory import Inventory
from checker.model.view import inventory_of
from checker.parse import document
from checker.policy.template import Hole, Template, split
from checker.problems import Place
from checker.report.explanation import Evidence, Explanation, Remedy
from checker.report.matrix import Cell
from checker.usecases.check import Checked
from checker.verdict import OnMissing, Verdict

OURS = """\
inventory:
  {id: ours, as_of: 2031-05-15,
  owner: {name: Lab}}
vendors:
  - id: acme
    legal_name: Acme
    contacts:
      - {role: security, email: s@acme.example}
    security: &weak
      mfa: none
    data:
      - id: crops
        classification: secret
        encryption:
          at_rest: partial
      - id: notes
        classification: secret
    contracts:
      - ref: msa
        annual_cost: {amount: 5000, currency: EUR}
  - id: globex
    security: *weak
    data: []
  - id: initech
"""
THEIRS = """\
inventory:
  {id: theirs, as_of: 2031-05-15,
  owner: {name: Them}}
vendors:
  - id: acme
"""


def read(text: str) -> Inventory:
    name = text.split("id: ")[1].split(maxsplit=1)[0].strip(",")
    return inventory_of(document.parse(f"{name}.yaml", text.encode()))


def message(text: str) -> Template:
    return Template(
        tuple(parse(part.text) if isinstance(part, Hole) else part for part in split(text))
    )


def explained(done: Checked) -> dict[str, Explanation]:
    explainer = done.explainer()
    return {str(cell.subject): explainer.explain(cell) for cell in done.report.cells}


def one(subject: str, text: str = "m", *more: str, **told: Any) -> Explanation:
    inventories = map(read, (OURS, *more))
    return explained(checked([policy(message=message(text), **told)], *inventories))[subject]


def at(line: int, column: int, path: str = "ours.yaml") -> Place:
    return Place(path, line, column)


def stated(path: str, value: Any, place: Place) -> Evidence:
    return Evidence(path, value, recorded=True, place=place)


def gap(path: str, place: Place) -> Evidence:
    return Evidence(path, None, recorded=False, place=place)


def test_a_fail_says_what_is_recorded_and_where_to_change_it() -> None:
    found = one(
        "acme/data/crops",
        "{data.id} of {vendor.id} is encrypted: {data.encryption.at_rest}",
        subject_kind="data",
        when="data.classification in ['secret']",
        require="data.encryption.at_rest == 'full'",
    )

    assert found == Explanation(
        "crops of acme is encrypted: partial",
        at(15, 11),
        (stated("vendors[0].data[0].encryption.at_rest", "partial", at(15, 11)),),
        remedies=(Remedy("vendors[0].data[0].encryption.at_rest", "were full", at(15, 11)),),
    )


def test_a_gap_points_at_what_would_hold_the_answer() -> None:
    found = one(
        "acme/data/notes",
        "encrypted: {data.encryption.at_rest}",
        subject_kind="data",
        require="data.encryption.at_rest == 'full'",
    )

    assert found == Explanation(
        "encrypted: (not recorded)",
        at(16, 9),
        (gap("vendors[0].data[1].encryption", at(16, 9)),),
        remedies=(
            Remedy("vendors[0].data[1].encryption.at_rest", "were recorded as full", at(16, 9)),
        ),
    )


def test_a_list_that_is_not_recorded_is_missed_on_the_vendor() -> None:
    found = one("initech", subject_kind="data", require="true", title="Sensitive data is encrypted")

    assert found == Explanation(
        "no 'data' recorded for initech: whether sensitive data is encrypted cannot be told",
        at(24, 5),
        (gap("vendors[2].data", at(24, 5)),),
    )


@pytest.mark.parametrize(
    "title, read_on",
    [
        ("Data is encrypted", "data is encrypted"),
        ("A key is held", "a key is held"),
        ("PII is encrypted", "PII is encrypted"),
    ],
)
def test_a_title_reads_on_in_the_middle_of_a_sentence(title: str, read_on: str) -> None:
    found = one("initech", subject_kind="data", require="true", title=title)

    assert found.message == f"no 'data' recorded for initech: whether {read_on} cannot be told"


def test_a_pass_and_a_skip_say_only_where_their_subject_stands() -> None:
    assert one("acme", require="true") == Explanation("", at(5, 5), ())
    assert one("acme", when="false") == Explanation("", at(5, 5), ())


def test_an_error_is_the_fault_of_the_policy() -> None:
    found = one("acme", "never read", require="vendor.legal_name < 1")

    assert found == Explanation(
        "policy 'p' cannot be evaluated: string and int have no order"
        " (two numbers, strings, bools, timestamps or durations were expected)",
        at(6, 5),
        (stated("vendors[0].legal_name", "Acme", at(6, 5)),),
    )


@pytest.mark.parametrize("told", [{"require": "'yes'"}, {"when": "1", "require": "true"}])
def test_what_yields_no_bool_is_an_error(told: dict[str, str]) -> None:
    found = one("acme", **told)

    kind = "'require' is string" if "when" not in told else "'when' is int"
    assert found.message == f"policy 'p' cannot be evaluated: {kind} (a bool was expected)"
    assert found.place == at(5, 5)


def test_when_the_requirement_reads_nothing_the_condition_is_the_evidence() -> None:
    found = one("acme", when="vendor.security.mfa == 'none'", require="false")

    assert found.evidence == (stated("vendors[0].security.mfa", "none", at(10, 7)),)


def test_a_value_behind_an_alias_is_placed_at_the_use() -> None:
    found = one("globex", require="vendor.security.mfa == 'all'")

    assert found.evidence == (
        stated("vendors[1].security.mfa", "none", at(22, 15))._replace(anchor=at(10, 7)),
    )


@pytest.mark.parametrize(
    "require, path, anchor",
    [
        ("vendor.security == {}", "security", at(9, 15)),
        ("vendor.security.logging", "security.logging", at(9, 15)),
    ],
)
def test_what_is_as_large_as_the_alias_is_written_where_its_anchor_is(
    require: str, path: str, anchor: Place
) -> None:
    (found,) = one("globex", require=require).evidence

    assert (found.path, found.place, found.anchor) == (f"vendors[1].{path}", at(22, 15), anchor)


def test_the_sensitive_is_shown_neither_as_evidence_nor_in_a_message() -> None:
    found = one(
        "acme",
        "{vendor.contacts[0].email} {vendor.contacts} {vendor.contacts.size()}"
        " {vendor.contracts.map(c, c.annual_cost.amount)} {vendor.contacts[0].role}",
        require="vendor.contracts.all(c, c.annual_cost.amount < 10) && vendor.contacts == []",
    )

    assert found == Explanation(
        "(redacted) (redacted) 1 (redacted) security",
        at(7, 5),
        (
            stated("vendors[0].contacts", [{"role": "security", "email": "(redacted)"}], at(7, 5)),
            stated("vendors[0].contracts[0].annual_cost.amount", "(redacted)", at(20, 23)),
        ),
    )


def test_the_header_the_lists_beside_it_and_the_portfolio_are_found_in_their_documents() -> None:
    own = one(
        "ours",
        subject_kind="inventory",
        require="inventory.owner.name == 'x' || has(inventory.note)",
    )
    every = one(
        "portfolio",
        "m",
        THEIRS,
        subject_kind="portfolio",
        require="portfolio.inventories.all(i, i.vendors.all(v, has(v.security)))",
    )
    count = one(
        "portfolio",
        "m",
        THEIRS,
        subject_kind="portfolio",
        require="portfolio.inventories.size() > 2",
    )

    assert own == Explanation(
        "m",
        at(3, 11),
        (
            gap("inventory.note", at(1, 1)),
            stated("inventory.owner.name", "Lab", at(3, 11)),
        ),
        remedies=(Remedy("inventory.note", "were recorded", at(1, 1)),),
    )
    assert [(each.path, each.place) for each in every.evidence] == [
        ("vendors[2].security", at(24, 5)),
        ("vendors[0].security", at(5, 5, "theirs.yaml")),
    ]
    assert count.evidence == (stated("portfolio", "(2 elements)", at(1, 1)),)


def test_the_subjects_own_line_comes_before_what_it_is_measured_against() -> None:
    found = one(
        "acme/data/crops",
        subject_kind="data",
        require="inventory.id == 'x' || vendor.security.mfa == data.classification",
    )

    assert [each.path for each in found.evidence] == [
        "inventory.id",
        "vendors[0].security.mfa",
        "vendors[0].data[0].classification",
    ]
    assert found.place == at(13, 9)


def test_one_place_under_two_names_is_one_piece_of_evidence() -> None:
    found = one(
        "acme/data/crops",
        subject_kind="data",
        require="[data, vendor.data[0], inventory.vendors[0].data[0]].exists(d, d.id == 'x')",
    )

    assert [each.path for each in found.evidence] == ["vendors[0].data[0].id"]


def test_evidence_is_cut_to_what_somebody_reads() -> None:
    vendors = "".join(f"  - id: v{number:02}\n    note: {'x' * 300}\n" for number in range(30))
    text = f"inventory: {{id: many, as_of: 2031-05-15}}\nvendors:\n{vendors}"
    told = policy(subject_kind="inventory", require="inventory.vendors.all(v, v.note == '')")

    found = explained(checked([told], read(text)))["many"]

    assert (len(found.evidence), found.omitted) == (MOST_EVIDENCE, 10)
    assert found.evidence[0].value == "x" * 199 + "…"


RANGE = "lists.range(60)"
COSTLY = f"{RANGE}.all(a, {RANGE}.all(b, a + b >= 0))"
ENDLESS = f"{RANGE}.all(z, {RANGE}.all(y, {COSTLY}))"


def test_what_is_too_large_to_explain_says_so() -> None:
    found = one("acme", "{vendor.id} fails", require=f"{COSTLY} && vendor.id == ''")

    assert found == Explanation(f"acme fails {TOO_LARGE}", at(5, 5), ())


@pytest.mark.slow
@pytest.mark.parametrize(
    "condition, problem",
    [
        (f"{COSTLY} && vendor.id", "an operand of && is string (a bool was expected)"),
        (ENDLESS, "it spends its budget, or more than 100,000 units of it before it fails"),
    ],
)
def test_an_error_is_found_again_within_reason(condition: str, problem: str) -> None:
    found = one("acme", require=condition)

    assert found == Explanation(f"policy 'p' cannot be evaluated: {problem}", at(5, 5), ())


def test_a_message_that_costs_too_much_is_cut() -> None:
    found = one("acme", f"{{{COSTLY}}} {{vendor.id}}", require="vendor.id == ''")

    assert found.message == "(too much to show) acme"


def test_a_condition_that_looks_at_every_vendor_is_explained_however_many_there_are() -> None:
    vendors = "".join(f"  - id: v{number:04}\n" for number in range(TRACED + 1))
    text = f"inventory: {{id: many, as_of: 2031-05-15}}\nvendors:\n{vendors}"
    told = policy(subject_kind="inventory", require="inventory.vendors.all(v, v.id < 'v3')")

    found = explained(checked([told], read(text)))["many"]

    assert [each.path for each in found.evidence] == ["vendors[3000].id"]


def test_a_message_is_one_line_of_prose() -> None:
    found = one(
        "acme",
        "a\n  b {vendor.data.map(d, d.id)} {[1, 2.5, true]} {{}} {vendor.data[0].encryption}"
        " {vendor.website} {vendor.id + 1} {null} {now} {'x\\ny'} {[]} {int}",
        require="false",
    )

    assert found.message == (
        "a b crops, notes 1, 2.5, true {} at_rest: partial (not recorded) (cannot be evaluated)"
        " null 2031-05-15T12:00:00Z x y (none) int"
    )


def test_a_list_that_holds_more_than_was_ever_built_is_not_spelt_out() -> None:
    doubled = "[[1, 2]]" + ".map(x, [x, x])" * 40

    found = one("acme", f"nested: {{{doubled}}}", require="false")

    assert found.message == "nested: (too much to show)"


def test_a_message_is_no_longer_than_a_thousand_characters() -> None:
    found = one("acme", "x" * 2_000, require="false")

    assert found.message == "x" * 999 + "…"


def test_evidence_that_counts_as_missing_is_shown_whatever_the_verdict() -> None:
    found = one("acme", require="vendor.website == ''", on_missing=OnMissing.FAIL)

    assert found.evidence == (gap("vendors[0].website", at(5, 5)),)


def test_a_waived_cell_is_explained_like_a_finding() -> None:
    rule = policy(require="vendor.id != 'acme'")
    cell = next(cell for cell in run([rule], read(OURS)).cells if str(cell.subject) == "acme")

    found = checked([rule], read(OURS)).explainer().explain(cell._replace(verdict=Verdict.WAIVED))

    assert found.evidence == (stated("vendors[0].id", "acme", at(5, 5)),)


def test_a_verdict_that_is_not_found_again_stops_the_run() -> None:
    rule = policy(require="vendor.id != 'acme'")
    done = checked([rule], read(OURS))

    def wrong() -> Iterator[Cell]:
        for cell in done.report.cells:
            if cell.verdict is Verdict.FAIL:
                yield from (cell._replace(verdict=v) for v in (Verdict.UNKNOWN, Verdict.ERROR))
            elif cell.verdict is Verdict.PASS:
                yield cell._replace(verdict=Verdict.FAIL)

    for cell in wrong():
        with pytest.raises(Disagreement, match=r"'p' on .*: decided .*, explained"):
            done.explainer().explain(cell)
