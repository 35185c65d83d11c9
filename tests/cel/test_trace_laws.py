"""Two laws of the tracking evaluator, over random conditions on random data.

It comes to what the compiled expression comes to; and its touches suffice: data that agrees with
all of them, and is different everywhere else, has the same outcome.
"""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any, NamedTuple

import pytest
from expressions import PARAMS, VARIABLES, VENDORS, conditions
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples, share

from checker.cel.compile.compile import Compiler
from checker.cel.compile.frame import BUDGET
from checker.cel.parse.parse import parse
from checker.cel.trace.dependencies import deciding, dependencies_of
from checker.cel.trace.dependency import Dependency
from checker.cel.trace.record import Aspect
from checker.cel.trace.trace import trace
from checker.cel.trace.tracer import Tracer
from checker.values import BudgetSpent, CelError, Timestamp
from tests.cel.generate import Policies
from tests.cel.strange_data import vendor as strange_vendor

NOW = Timestamp(1_924_992_000 * 10**9)
PARSED = {name: parse(text) for name, text in VARIABLES.items()}
FILLERS = (None, True, "junk", 7, {}, [])


def kind(outcome: Any) -> Any:
    """A value, or what sort of failure it is."""
    if isinstance(outcome, BudgetSpent):
        return BudgetSpent
    if isinstance(outcome, CelError | KeyError):
        return CelError if isinstance(outcome, CelError) else KeyError
    return type(outcome), repr(outcome)


def roots(vendor: Any) -> dict[str, Any]:
    return {"vendor": vendor, "params": PARAMS, "now": NOW}


def compiled(text: str, vendor: Any, budget: int = BUDGET) -> Any:
    compiler = Compiler(tuple(roots(vendor)))
    for name, expression in PARSED.items():
        compiler.variable(name, expression)
    evaluator = compiler.compile(parse(text))
    frame = compiler.frame()
    frame[:4] = [budget, *roots(vendor).values()]
    try:
        return evaluator(frame)
    except (KeyError, CelError, BudgetSpent) as failure:
        return failure


def traced(text: str, vendor: Any, budget: int = BUDGET) -> Any:
    return trace(parse(text), roots(vendor), PARSED, budget).outcome


@given(conditions(), VENDORS)
@examples(200)
def test_it_comes_to_what_the_compiled_expression_comes_to(text: str, vendor: Any) -> None:
    assert kind(traced(text, vendor)) == kind(compiled(text, vendor))


@given(conditions(), VENDORS, st.integers(0, 40))
@examples(100)
def test_it_spends_what_the_compiled_expression_spends(text: str, vendor: Any, budget: int) -> None:
    assert kind(traced(text, vendor, budget)) == kind(compiled(text, vendor, budget))


@pytest.mark.parametrize(
    "text",
    [
        "'x' in vendor.long",
        "1 in vendor.long",
        "vendor.long == vendor.long",
        "vendor.long != []",
        "vendor.long == null",
        "(vendor.long + vendor.long).size() == 80",
        "(vendor.text + vendor.text).size() == 80",
        "vendor.text == vendor.text",
        "vendor.text.matches('a+')",
        "vendor.long.sort().size() == 40",
        "duration('72h') == duration('3d')",
        "'aaaa'.matches('a+') && vendor.text.size() > 3",
        "'a' in ['a', 'b']",
        "vendor.long.exists(x, x > 3)",
        "vendor.long.exists_one(x, x > 3)",
        "vendor.long.sortBy(x, -x).map(x, x > 3, x).filter(x, x > 5) == []",
        "cel.bind(x, vendor.long.size(), true || x > 1)",
        "cel.bind(x, vendor.long.size(), x > 1 && x > 2)",
        "variables.named == [] || variables.named == []",
    ],
)
def test_it_costs_what_the_compiled_expression_costs(text: str) -> None:
    vendor = {"long": list(range(40)), "text": "a" * 40, "data": []}

    assert cheapest(compiled, text, vendor) == cheapest(traced, text, vendor)


def cheapest(evaluate: Callable[[str, Any, int], Any], text: str, vendor: Any) -> int:
    """The smallest budget that suffices."""
    return next(
        budget
        for budget in range(1_000)
        if not isinstance(evaluate(text, vendor, budget), BudgetSpent)
    )


class Tree(NamedTuple):
    """The touches below a path, by step."""

    aspects: set[Aspect]
    below: dict[str | int, "Tree"]


def tree_of(dependencies: Iterable[Dependency]) -> Tree:
    root = Tree(set(), {})
    for dependency in dependencies:
        node = root
        for step in dependency.path:
            node = node.below.setdefault(step, Tree(set(), {}))
        node.aspects.add(dependency.aspect)
    return root


def other(value: Any, tree: Tree, filler: Any) -> Any:
    """Data that agrees with every touch, and is different wherever there is none.

    What was touched as a whole stays. Of what was touched below, the kind stays, and what was
    touched in it; the size only if that was touched. Everything else becomes the filler.
    """
    if Aspect.VALUE in tree.aspects or not isinstance(value, dict | list):
        return value if tree.aspects - {Aspect.PRESENT} else filler
    sized = Aspect.SIZE in tree.aspects
    if not sized and not tree.below:
        return filler
    if isinstance(value, list):
        dependency_of = [step for step in tree.below if isinstance(step, int) and step < len(value)]
        length = len(value) if sized else max(dependency_of, default=-1) + 1
        return [
            other(value[index], tree.below[index], filler) if index in tree.below else filler
            for index in range(length)
        ]
    kept = {
        key: other(each, tree.below[key], filler) if key in tree.below else filler
        for key, each in value.items()
        if sized or key in tree.below
    }
    return kept if sized else {**kept, "unheard-of": filler}


def elsewhere_different(text: str, vendor: Any, filler: Any) -> tuple[Any, Any]:
    """The outcome, and a vendor that agrees with its touches and is different elsewhere."""
    record = Tracer(roots(vendor), PARSED, BUDGET).record(parse(text))
    tree = tree_of(dependencies_of(record))
    changed = other({"vendor": vendor}, tree, filler) if tree.below else {}
    return record.outcome, changed.get("vendor", filler)


@given(conditions(), VENDORS)
@examples(300)
def test_touches_that_decide_are_those_of_all_touches_that_do(text: str, vendor: Any) -> None:
    assert_told_apart(text, vendor)


def assert_told_apart(text: str, vendor: Any) -> None:
    record = Tracer(roots(vendor), PARSED, BUDGET).record(parse(text))

    assert deciding(record) == [each for each in dependencies_of(record) if each.deciding], text


@given(conditions(), VENDORS, st.sampled_from(FILLERS))
@examples(300)
def test_data_that_agrees_with_every_touch_has_the_same_outcome(
    text: str, vendor: Any, filler: Any
) -> None:
    outcome, changed = elsewhere_different(text, vendor, filler)

    assert_told_apart(text, vendor)
    assert kind(traced(text, changed)) == kind(outcome)


def test_both_laws_hold_for_all_functions_on_strange_data() -> None:
    rng = Random(6)
    policies = Policies(rng)
    for _ in range(share(40)):
        vendor = strange_vendor(rng)
        for _ in range(10):
            text = policies.next()
            assert_told_apart(text, vendor)
            outcome, changed = elsewhere_different(text, vendor, rng.choice(FILLERS))

            assert kind(outcome) == kind(compiled(text, vendor)), text
            assert kind(outcome) == kind(traced(text, changed)), text


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize(
    "text",
    [
        "has(vendor.data.filter(d, d.ok)[0].n)",
        "has(vendor.data.filter(d, d.ok)[0].gone)",
        "'n' in vendor.data.filter(d, d.ok)[0]",
        "'gone' in vendor.data.filter(d, d.ok)[0]",
        "vendor.data.filter(d, d.ok)[vendor.at].n == 3",
        "vendor.data.sortBy(d, d.n)[0].ok",
        "vendor.data.map(d, d.n > 1, d)[0].kind == 'pii'",
        "[vendor.data, [vendor.at]][vendor.at].exists_one(d, d.ok)",
    ],
)
def test_how_a_value_was_found_is_touched_too(text: str, filler: Any) -> None:
    items = [{"n": 2, "ok": False, "kind": "code"}, {"n": 1, "ok": True, "kind": "pii"}]
    vendor = {"data": [*items, {"n": 3, "ok": False, "kind": "pii"}], "at": 0}

    outcome, changed = elsewhere_different(text, vendor, filler)

    assert_told_apart(text, vendor)
    assert kind(traced(text, changed)) == kind(outcome)
