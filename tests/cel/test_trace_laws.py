"""Two laws of the tracking evaluator, over random conditions on random data."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from expressions import PARAMS, VARIABLES, VENDORS, conditions
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cel.blame import Touch, blame
from checker.cel.compile import BUDGET, Compiler
from checker.cel.parse import parse
from checker.cel.record import Aspect
from checker.cel.trace import trace
from checker.cel.tracer import Tracer
from checker.cel.values import BudgetSpent, CelError

PARSED = {name: parse(text) for name, text in VARIABLES.items()}
FILLERS = (None, True, "junk", 7, {}, [])


def kind(outcome: Any) -> Any:
    """A value, or what sort of failure it is."""
    if isinstance(outcome, BudgetSpent):
        return BudgetSpent
    if isinstance(outcome, CelError | KeyError):
        return CelError if isinstance(outcome, CelError) else KeyError
    return type(outcome), outcome


def compiled(text: str, vendor: Any, budget: int) -> Any:
    compiler = Compiler(("vendor", "params"))
    for name, expression in PARSED.items():
        compiler.variable(name, expression)
    evaluator = compiler.compile(parse(text))
    frame = compiler.frame()
    frame[:3] = [budget, vendor, PARAMS]
    try:
        return evaluator(frame)
    except (KeyError, CelError, BudgetSpent) as failure:
        return failure


def traced(text: str, vendor: Any, budget: int = BUDGET) -> Any:
    roots = {"vendor": vendor, "params": PARAMS}
    return trace(parse(text), roots, PARSED, budget).outcome


@given(conditions(), VENDORS)
@settings(max_examples=250)
def test_it_comes_to_what_the_compiled_expression_comes_to(text: str, vendor: Any) -> None:
    assert kind(traced(text, vendor)) == kind(compiled(text, vendor, BUDGET))


@given(conditions(), VENDORS, st.integers(0, 40))
@settings(max_examples=150)
def test_it_spends_what_the_compiled_expression_spends(text: str, vendor: Any, budget: int) -> None:
    assert kind(traced(text, vendor, budget)) == kind(compiled(text, vendor, budget))


class Tree(NamedTuple):
    """The touches below a path, by step."""

    aspects: set[Aspect]
    below: dict[str | int, "Tree"]


def tree_of(touches: Iterable[Touch]) -> Tree:
    root = Tree(set(), {})
    for touch in touches:
        node = root
        for step in touch.path:
            node = node.below.setdefault(step, Tree(set(), {}))
        node.aspects.add(touch.aspect)
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
        touched = [step for step in tree.below if isinstance(step, int) and step < len(value)]
        length = len(value) if sized else max(touched, default=-1) + 1
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


@given(conditions(), VENDORS, st.sampled_from(FILLERS))
@settings(max_examples=500)
def test_data_that_agrees_with_every_touch_has_the_same_outcome(
    text: str, vendor: Any, filler: Any
) -> None:
    record = Tracer({"vendor": vendor, "params": PARAMS}, PARSED, BUDGET).record(parse(text))

    tree = tree_of(blame(record))

    changed = other({"vendor": vendor}, tree, filler)["vendor"] if tree.below else filler
    assert kind(traced(text, changed)) == kind(record.outcome)
