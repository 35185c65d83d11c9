"""Coverage: what could happen and did not is named, what cannot happen is not demanded."""

from fractions import Fraction

import pytest
from testing.written import written

from checker.cel.functions.table import FUNCTIONS
from checker.cel.outcomes.outcome import Outcome
from checker.cel.outcomes.vague import gaps_of
from checker.formats.coverage import render_coverage
from checker.problems import Place
from checker.testing.coverage import Coverage, Point, PolicyCoverage, coverage

T, F, M, V = Outcome.TRUE, Outcome.FALSE, Outcome.MISSING, Outcome.VALUE


def points(text: str, *tests: str) -> list[tuple[str, str, str, str]]:
    """The clause and text of every point, what it can come to and what of that was missed."""
    ((_, found),) = coverage(*written(text, *tests)).policies
    return [(p.clause, p.text, letters(p.possible), letters(p.missed)) for p in found]


def possible(text: str) -> dict[str, str]:
    return {source: outcomes for _, source, outcomes, _ in points(text)}


def letters(outcomes: tuple[Outcome, ...]) -> str:
    return "".join(each.name[0] for each in outcomes)


def test_a_point_is_a_sub_expression_with_its_place_and_what_the_tests_made_of_it() -> None:
    found = coverage(
        *written(
            'when: vendor.kind == "individual"\n'
            "require: |\n  vendor.owner == 'a'\n  || vendor.criticality == 'low'\n",
            "given: {vendor: {kind: internal}}, expect: skip",
            "given: {vendor: {kind: individual, owner: a}}, expect: pass",
        )
    )

    whole = "vendor.owner == 'a'\n  || vendor.criticality == 'low'"
    assert found == Coverage(
        (
            PolicyCoverage(
                "p",
                (
                    Point(
                        "when", Place("p.yaml", 6, 11), 'vendor.kind == "individual"',
                        (T, F), (), reached=True,
                    ),
                    Point(
                        "require", Place("p.yaml", 8, 7), whole.replace("\n  ", "\n"),
                        (T, F, M), (F, M), reached=True,
                    ),
                    Point(
                        "require", Place("p.yaml", 8, 7), "vendor.owner == 'a'",
                        (T, F, M), (F, M), reached=True,
                    ),
                    Point(
                        "require", Place("p.yaml", 9, 10), "vendor.criticality == 'low'",
                        (T, F, M), (T, F), reached=True,
                    ),
                ),
            ),
        )
    )  # fmt: skip
    assert (found.covered, found.possible) == (5, 11)


def test_what_no_test_came_to_is_not_reached() -> None:
    text = "when: vendor.kind == 'internal'\nrequire: has(vendor.owner)\n"
    found = coverage(*written(text, "given: {vendor: {kind: individual}}, expect: skip"))

    assert render_coverage(found) == (
        "p: 25 % (1 of 4 outcomes)\n"
        "  p.yaml:6:11: when: never true: vendor.kind == 'internal'\n"
        "  p.yaml:7:14: require: never reached: has(vendor.owner)\n"
        "coverage: 25 % (1 of 4 outcomes)\n"
    )


def test_operands_that_no_longer_matter_are_read_too() -> None:
    test = "given: {vendor: {owner: a, criticality: low}}, expect: pass"

    found = points("require: vendor.owner == 'a' || vendor.criticality == 'low'\n", test)

    assert [missed for _, _, _, missed in found] == ["FM", "FM", "FM"]


@pytest.mark.parametrize(
    "text, expected",
    [
        # A required field is there, a guarded one too, wherever the guard stands.
        ("vendor.kind == 'internal'", {"vendor.kind == 'internal'": "TF"}),
        ("vendor.owner == 'a'", {"vendor.owner == 'a'": "TFM"}),
        (
            "has(vendor.owner) && vendor.owner == 'a'",
            {
                "has(vendor.owner) && vendor.owner == 'a'": "TF",
                "has(vendor.owner)": "TF",
                "vendor.owner == 'a'": "TF",
            },
        ),
        (
            "vendor.owner == 'a' || !has(vendor.owner)",
            {
                "vendor.owner == 'a' || !has(vendor.owner)": "TF",
                "vendor.owner == 'a'": "TF",
                "has(vendor.owner)": "TF",
            },
        ),
        (
            "has(vendor.owner) ? vendor.owner == 'a' : vendor.kind == 'internal'",
            {
                "has(vendor.owner) ? vendor.owner == 'a' : vendor.kind == 'internal'": "TF",
                "has(vendor.owner)": "TF",
                "vendor.owner == 'a'": "TF",
                "vendor.kind == 'internal'": "TF",
            },
        ),
        # What the condition of a choice or the source of a macro has read is recorded.
        (
            "vendor.clients_declared > 2 ? vendor.clients_declared < 9 : true",
            {
                "vendor.clients_declared > 2 ? vendor.clients_declared < 9 : true": "TFM",
                "vendor.clients_declared > 2": "TFM",
                "vendor.clients_declared < 9": "TF",
            },
        ),
        (
            "vendor.data.exists(d, size(vendor.data) > 1)",
            {
                "vendor.data.exists(d, size(vendor.data) > 1)": "TFM",
                "size(vendor.data) > 1": "TF",
            },
        ),
        # has() itself always has a value, if what holds the field does.
        ("has(vendor.security.mfa)", {"has(vendor.security.mfa)": "TFM"}),
        ("has(vendor.kind)", {"has(vendor.kind)": "V"}),
        # A guard does not guard itself.
        (
            "has(vendor.owner) && has(vendor.owner)",
            {"has(vendor.owner) && has(vendor.owner)": "TF", "has(vendor.owner)": "TF"},
        ),
        ("has(dyn(vendor).kind)", {"has(dyn(vendor).kind)": "TF"}),
        # A filter keeps what has the field.
        (
            "vendor.data.filter(d, has(d.records)).all(d, d.records < 9)",
            {
                "vendor.data.filter(d, has(d.records)).all(d, d.records < 9)": "TFM",
                "has(d.records)": "TF",
                "d.records < 9": "TF",
            },
        ),
        # Text of the schema is never empty, and no size is below zero.
        ("vendor.owner.size() > 0", {"vendor.owner.size() > 0": "M"}),
        ("vendor.owner.size() > 1", {"vendor.owner.size() > 1": "TFM"}),
        ("vendor.owner != ''", {"vendor.owner != ''": "M"}),
        (
            "vendor.owner == '' && vendor.kind == 'internal'",
            {
                "vendor.owner == '' && vendor.kind == 'internal'": "M",
                "vendor.owner == ''": "M",
                "vendor.kind == 'internal'": "TF",
            },
        ),
        ("size(vendor.data) >= 0", {"size(vendor.data) >= 0": "M"}),
        ("size(vendor.data) > 0", {"size(vendor.data) > 0": "TFM"}),
        # Constants have one outcome for ever; the whole is at least to be reached.
        ("1 < 2", {"1 < 2": "V"}),
        ("true", {"true": "V"}),
        ("!(vendor.kind == 'internal')", {"vendor.kind == 'internal'": "TF"}),
        # What is bound is missing if its value is.
        (
            "cel.bind(o, vendor.owner, o == 'a')",
            {"o == 'a'": "TFM"},
        ),
        # Dates may be too coarse, but not what the run gives.
        (
            "within(inventory.as_of, string(now), duration('1h'))",
            {"within(inventory.as_of, string(now), duration('1h'))": "TFM"},
        ),
        (
            "overdue(due(inventory.as_of, '3 days', inventory.calendar), now)",
            {"overdue(due(inventory.as_of, '3 days', inventory.calendar), now)": "TFM"},
        ),
        (
            "due(inventory.as_of, '3 days', inventory.calendar) != ''",
            {"due(inventory.as_of, '3 days', inventory.calendar) != ''": "TF"},
        ),
        (
            "due(inventory.as_of, '3 business days', inventory.calendar) != ''",
            {"due(inventory.as_of, '3 business days', inventory.calendar) != ''": "TFM"},
        ),
        ("earliest([inventory.as_of]) != ''", {"earliest([inventory.as_of]) != ''": "TF"}),
        (
            "earliest(vendor.clients.map(c, c.client)) != ''",
            {"earliest(vendor.clients.map(c, c.client)) != ''": "TFM"},
        ),
        ("instant(string(now)) == now", {"instant(string(now)) == now": "TF"}),
    ],
)  # fmt: skip
def test_what_cannot_occur_is_not_demanded(text: str, expected: dict[str, str]) -> None:
    assert possible(f'require: "{text}"\n') == expected


def test_what_when_has_read_is_recorded_in_require() -> None:
    text = "when: size(vendor.data) > 1\nrequire: vendor.data.all(d, d.category == 'health')\n"

    assert possible(text) == {
        "size(vendor.data) > 1": "TFM",
        "vendor.data.all(d, d.category == 'health')": "TF",
        "d.category == 'health'": "TF",
    }


@pytest.mark.parametrize(
    "when, expected",
    [
        ("vendor.clients_declared > 1 && vendor.owner == 'a'", "TF"),
        ("vendor.clients_declared > 1 || vendor.owner == 'a'", "TFM"),
        ("!(vendor.clients_declared > 1 && vendor.owner == 'a')", "TFM"),
        ("!(vendor.clients_declared > 1 || vendor.owner == 'a')", "TF"),
        ("vendor.kind == 'internal' ? vendor.owner == 'a' : vendor.owner == 'b'", "TF"),
        ("vendor.kind == 'internal' ? vendor.owner == 'a' : true", "TFM"),
        ("has(vendor.owner)", "TF"),
        ("!has(vendor.owner)", "M"),
        ("cel.bind(o, vendor.owner, vendor.kind == 'internal')", "TFM"),
        ("cel.bind(k, vendor.kind, vendor.owner == k)", "TF"),
    ],
)
def test_when_has_surely_read_what_each_way_to_its_truth_reads(when: str, expected: str) -> None:
    found = possible(f'when: "{when}"\nrequire: "vendor.owner.endsWith(\'z\')"\n')

    assert found["vendor.owner.endsWith('z')"] == expected


def test_a_bound_name_means_something_else_in_another_clause() -> None:
    text = (
        "when: cel.bind(x, vendor, x.note == 'a')\nrequire: cel.bind(x, inventory, x.note == 'a')\n"
    )

    assert points(text)[-1] == ("require", "x.note == 'a'", "TFM", "TFM")


def test_a_variable_that_when_reads_is_not_guarded_by_it() -> None:
    text = (
        "variables: {v: vendor.owner == 'a'}\n"
        "when: has(vendor.owner) && variables.v\nrequire: vendor.owner.endsWith('a')\n"
    )

    assert possible(text) == {
        "vendor.owner == 'a'": "TFM",
        "has(vendor.owner) && variables.v": "TFM",
        "has(vendor.owner)": "TF",
        "variables.v": "TFM",
        "vendor.owner.endsWith('a')": "TF",
    }


def test_what_contradicts_when_is_not_demanded_of_require() -> None:
    text = "when: vendor.owner == 'a'\nrequire: vendor.owner == 'b' || vendor.kind == 'internal'\n"

    assert possible(text) == {
        "vendor.owner == 'a'": "TFM",
        "vendor.owner == 'b' || vendor.kind == 'internal'": "TF",
        "vendor.kind == 'internal'": "TF",
    }


def test_a_size_or_a_value_that_the_conditions_around_rule_out_is_not_demanded() -> None:
    text = "when: size(vendor.data) > 1\nrequire: size(vendor.data) > 0 || has(vendor.data)\n"

    assert possible(text) == {
        "size(vendor.data) > 1": "TFM",
        "size(vendor.data) > 0 || has(vendor.data)": "V",
    }


def test_the_list_that_a_policy_is_for_is_recorded() -> None:
    text = "for: data\nrequire: size(vendor.data) > 1 || size(vendor.contracts) > 1\n"

    assert possible(text) == {
        "size(vendor.data) > 1 || size(vendor.contracts) > 1": "TFM",
        "size(vendor.data) > 1": "TF",
        "size(vendor.contracts) > 1": "TFM",
    }


def test_a_variable_is_to_have_a_value_and_lacks_it_where_it_is_read() -> None:
    text = (
        "variables: {n: vendor.clients_declared, m: 'has(vendor.owner) ? 1 : variables.n'}\n"
        "require: variables.m < 9\n"
    )

    assert points(text, "given: {vendor: {owner: a}}, expect: pass") == [
        ("variables.n", "vendor.clients_declared", "VM", "VM"),
        ("variables.m", "has(vendor.owner) ? 1 : variables.n", "VM", "M"),
        ("variables.m", "has(vendor.owner)", "TF", "F"),
        ("require", "variables.m < 9", "TFM", "FM"),
    ]


def test_a_variable_that_when_reads_does_not_know_what_when_found() -> None:
    text = (
        "variables: {big: vendor.clients_declared > 5, small: vendor.clients_declared < 9}\n"
        "when: variables.big\nrequire: variables.small\n"
    )

    assert possible(text) == {
        "vendor.clients_declared > 5": "TFM",
        "vendor.clients_declared < 9": "TF",
        "variables.big": "TFM",
        "variables.small": "TF",
    }


@pytest.mark.parametrize(
    "covered, possible_, reached, missed, shown",
    [
        (9999, 10000, "99.99", "99.991", "99.99 % (9,999 of 10,000 outcomes)"),
        (99999, 100000, "99.999", "100", "99.99 % (99,999 of 100,000 outcomes)"),
        (2, 3, "66.666666", "66.666667", "66.66 % (2 of 3 outcomes)"),
        (1, 2, "50", "50.000001", "50 % (1 of 2 outcomes)"),
        (3, 3, "100", "100.1", "100 % (3 of 3 outcomes)"),
    ],
)
def test_a_percentage_is_compared_exactly_and_cut_off_where_it_is_shown(
    covered: int, possible_: int, reached: str, missed: str, shown: str
) -> None:
    misses = possible_ - covered
    point = Point(
        "require", Place("p.yaml", 1, 1), "x", (T,) * possible_, (T,) * misses, reached=True
    )
    found = Coverage((PolicyCoverage("p", (point,)),))

    assert found.reaches(Fraction(reached))
    assert not found.reaches(Fraction(missed))
    assert render_coverage(found).splitlines()[-1] == f"coverage: {shown}"


def test_what_was_demanded_is_said_where_it_is_not_reached() -> None:
    point = Point("require", Place("p.yaml", 1, 1), "a", (T, F), (F,), reached=True)
    found = Coverage((PolicyCoverage("p", (point,)),))

    last = "coverage: 50 % (1 of 2 outcomes)"
    assert render_coverage(found, Fraction("99.5")).splitlines()[-1] == (
        f"{last}; at least 99.5 % was demanded"
    )
    assert render_coverage(found, Fraction(50)).splitlines()[-1] == last


def test_as_json_data_only_what_is_missed_is_told() -> None:
    text = "require: vendor.kind == 'internal'\n"
    found = coverage(*written(text, "given: {vendor: {kind: internal}}, expect: pass"))

    assert found.data() == {
        "possible": 2,
        "covered": 1,
        "policies": [
            {
                "policy": "p",
                "possible": 2,
                "covered": 1,
                "missed": [
                    {
                        "clause": "require",
                        "location": {"path": "p.yaml", "line": 6, "column": 14},
                        "expression": "vendor.kind == 'internal'",
                        "reached": True,
                        "never": ["false"],
                    }
                ],
            }
        ],
    }


def test_the_functions_that_may_lack_evidence_are_those_that_say_so() -> None:
    documented = {
        name
        for name, overloads in FUNCTIONS.items()
        for overload in overloads
        if "// missing" in (overload.implementation.__doc__ or "")
    }

    assert documented == {name for name in FUNCTIONS if gaps_of(name)}


@pytest.mark.slow
def test_a_test_that_spends_its_budget_has_shown_what_it_had_shown_by_then() -> None:
    thousand = "lists.range(1000)"
    text = f"require: {thousand}.all(a, {thousand}.all(b, a + b >= 0))\n"

    found = points(text, "given: {vendor: {}}, expect: error")

    assert [missed for *_, missed in found] == ["TF", "F", "F"]
