"""The compiler and the tracker read one tree in two ways, and come to the same."""

from random import Random
from typing import Any

import pytest
from thorough import share

from checker.cel.compile.compile import Compiler
from checker.cel.compile.frame import BUDGET
from checker.cel.parse.parse import parse
from checker.cel.syntax import Expression
from checker.cel.trace.trace import trace
from checker.values import CelError, Missing, Timestamp
from tests.cel.generate import Policies
from tests.cel.strange_data import vendor

NOW = Timestamp(1_924_992_000 * 10**9)
POLICIES_A_VENDOR = 25


def kind(outcome: Any) -> Any:
    """A value as it is written, which tells 1 from 1.0 and true; or what sort of failure it is."""
    if isinstance(outcome, KeyError):
        return Missing
    return CelError if isinstance(outcome, CelError) else repr(outcome)


def compiled(expression: Expression, values: dict[str, Any]) -> Any:
    compiler = Compiler(["vendor", "now"])
    evaluator = compiler.compile(expression)
    frame = compiler.frame()
    frame[1:3] = values, NOW
    try:
        return evaluator(frame)
    except (KeyError, CelError) as raised:
        return raised


def traced(expression: Expression, values: dict[str, Any]) -> Any:
    return trace(expression, {"vendor": values, "now": NOW}, {}, BUDGET).outcome


@pytest.mark.parametrize(
    "seed", [100, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(101, 104))]
)
def test_random_policies_come_to_the_same_value_or_the_same_sort_of_failure(seed: int):
    rng = Random(seed)
    policies = Policies(rng)
    wrong = []
    for _ in range(share(60)):
        values = vendor(rng)
        for _ in range(POLICIES_A_VENDOR):
            text = policies.next()
            expression = parse(text)
            decided, explained = compiled(expression, values), traced(expression, values)
            if kind(decided) != kind(explained):
                wrong.append((text, values, decided, explained))
    assert wrong == []


@pytest.mark.parametrize("key", ["{}", "[]", "null", "now", "1.5", "true"])
def test_what_is_no_key_is_an_error_to_both(key: str):
    values = {"data": [1, 2], "meta": {"a": 1}}
    for text in (f"vendor.data[{key}]", f"[vendor.id, 2][{key}]", f"vendor.meta[{key}]"):
        expression = parse(text)
        assert kind(compiled(expression, values)) is kind(traced(expression, values))
