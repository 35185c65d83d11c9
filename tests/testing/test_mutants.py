"""Mutants: parameters and whole clauses too, each shown as the lines of the file that change."""

import pytest
from testing.written import written

from checker.problems import Place
from checker.testing.diff import Diff, of_value
from checker.testing.mutants import Mutant, mutants


def made(text: str, clause: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Of one clause of a policy: the place of each mutant, its old lines and its new ones."""
    whole = written(text)
    return [
        (f"{mutant.place.line}:{mutant.place.column}", *mutant.diff)
        for mutant in mutants(whole.policy, whole.sources["p"])
        if mutant.clause == clause
    ]


def test_numbers_lengths_of_time_and_elements_of_parameters_change_one_at_a_time() -> None:
    text = (
        "params:\n  most: 5\n  kinds: [internal, individual]\n  limit: 72h\n  name: high\n"
        "  strict: true\n  deep: {low: 1}\n  share: 0.5\n"
        "require: >-\n"
        "  params.strict && vendor.kind in params.kinds && params.most > params.deep.low\n"
        "  && duration(params.limit) > duration('1h') && params.name != 'low'"
        " && params.share < 1.0\n"
    )

    assert made(text, "params.most") == [
        ("7:7", ("most: 5",), ("most: 4",)),
        ("7:7", ("most: 5",), ("most: 6",)),
    ]
    assert made(text, "params.kinds") == [
        ("8:15", ("kinds: [internal, individual]",), ("kinds: [individual]",)),
        ("8:25", ("kinds: [internal, individual]",), ("kinds: [internal]",)),
    ]
    assert made(text, "params.limit") == [
        ("9:7", ('limit: "72h"',), ('limit: "71h"',)),
        ("9:7", ('limit: "72h"',), ('limit: "73h"',)),
    ]
    assert made(text, "params.strict") == [("11:7", ("strict: true",), ("strict: false",))]
    assert made(text, "params.deep") == [
        ("12:14", ("deep.low: 1",), ("deep.low: 0",)),
        ("12:14", ("deep.low: 1",), ("deep.low: 2",)),
    ]
    assert made(text, "params.name") == made(text, "params.share") == []


def test_a_list_of_mappings_loses_elements_and_changes_inside_them() -> None:
    text = (
        "params:\n  clocks:\n    - {id: a, limit: 72 hours}\n    - {id: b, limit: 0 days}\n"
        "require: params.clocks.all(c, c.limit != vendor.kind)\n"
    )

    assert made(text, "params.clocks") == [
        (
            "8:11",
            ('clocks: [{id: a, limit: "72 hours"}, {id: b, limit: "0 days"}]',),
            ('clocks: [{id: b, limit: "0 days"}]',),
        ),
        ("8:19", ('clocks[0].limit: "72 hours"',), ('clocks[0].limit: "71 hours"',)),
        ("8:19", ('clocks[0].limit: "72 hours"',), ('clocks[0].limit: "73 hours"',)),
        (
            "9:11",
            ('clocks: [{id: a, limit: "72 hours"}, {id: b, limit: "0 days"}]',),
            ('clocks: [{id: a, limit: "72 hours"}]',),
        ),
        ("9:19", ('clocks[1].limit: "0 days"',), ('clocks[1].limit: "1 days"',)),
    ]


def test_a_parameter_that_no_condition_reads_is_left_alone() -> None:
    text = "params: {told: 5}\nrequire: vendor.kind == 'internal'\n"

    assert made(text, "params.told") == []


def test_a_parameter_may_be_read_by_any_name() -> None:
    text = "params: {most: 5}\nrequire: params[vendor.kind] == 5\n"

    assert len(made(text, "params.most")) == 2


def test_when_is_dropped_whole() -> None:
    text = (
        "when: |\n  has(vendor.owner)\n  && has(vendor.data)\nrequire: vendor.kind == 'internal'\n"
    )

    first, *_ = made(text, "when")

    assert first == ("7:7", ("has(vendor.owner)", "&& has(vendor.data)"), ())


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "require: |\n  has(vendor.owner)\n    && has(vendor.data)\n",
            ("8:9", ("&& has(vendor.data)",), ("|| has(vendor.data)",)),
        ),
        (
            "require: >-\n  has(vendor.owner)\n  && has(vendor.data)\n",
            ("8:7", ("&& has(vendor.data)",), ("|| has(vendor.data)",)),
        ),
        (
            'require: "has(vendor.owner) && has(vendor.data)"\n',
            (
                "6:33",
                ('require: "has(vendor.owner) && has(vendor.data)"',),
                ('require: "has(vendor.owner) || has(vendor.data)"',),
            ),
        ),
        (
            "variables: {v: has(vendor.owner) && has(vendor.data)}\nrequire: variables.v\n",
            (
                "6:38",
                ("variables: {v: has(vendor.owner) && has(vendor.data)}",),
                ("variables: {v: has(vendor.owner) || has(vendor.data)}",),
            ),
        ),
    ],
)
def test_a_change_is_shown_as_the_lines_of_the_file(
    text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    whole = written(text)
    found = [
        (f"{each.place.line}:{each.place.column}", *each.diff)
        for each in mutants(whole.policy, whole.sources["p"])
        if each.mutation.name == "JUNCTION"
    ]

    assert found == [expected]


def test_a_dropped_line_is_shown_as_dropped() -> None:
    text = "require: |\n  has(vendor.owner)\n  && has(vendor.data)\n"

    assert ("7:24", ("&& has(vendor.data)",), ()) in made(text, "require")


def test_where_yaml_writes_it_otherwise_the_expression_itself_is_shown() -> None:
    text = 'require: "vendor.owner == \\"\\\\u0061\\""\n'

    assert ('vendor.owner == "\\u0061"',) in [old for _, old, _ in made(text, "require")]


def test_of_a_long_list_the_neighbours_are_shown() -> None:
    words = ["a", "b", "c", "d", "e", "f", "g"]

    assert of_value(("w",), words, words[:3] + words[4:]) == Diff(
        ("w: […, c, d, e, …]",), ("w: […, c, e, …]",)
    )
    assert of_value(("w",), words, words[1:]) == Diff(("w: [a, b, …]",), ("w: [b, …]",))
    assert of_value(("w",), words, words[:-1]) == Diff(("w: […, f, g]",), ("w: […, f]",))


def test_the_policy_of_a_mutant_differs_in_one_thing() -> None:
    whole = written("params: {n: 1}\nwhen: has(vendor.owner)\nrequire: params.n == 1\n")
    mutant = next(mutants(whole.policy, whole.sources["p"]))

    assert mutant == Mutant(
        mutant.mutation,
        "params.n",
        Place("p.yaml", 6, 14),
        Diff(("n: 1",), ("n: 0",)),
        whole.policy._replace(params={"n": 0}),
    )


def test_the_order_is_that_of_the_clauses_and_no_change_is_made_twice() -> None:
    text = "params: {n: 1}\nwhen: has(vendor.owner)\nrequire: has(vendor.data) || params.n == 1\n"
    whole = written(text)
    found = list(mutants(whole.policy, whole.sources["p"]))

    assert found == list(mutants(whole.policy, whole.sources["p"]))
    assert len({(each.place, each.diff) for each in found}) == len(found)
    clauses = [each.clause for each in found]
    assert clauses == sorted(clauses, key=["params.n", "when", "require"].index)
