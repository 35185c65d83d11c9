"""Against Google's C++ runtime: the same policies on the same data come to the same end.

`cel_expr_python` has wheels for Linux only, and none yet for Python 3.15: elsewhere this is
skipped, and the conformance suite has to do.
"""

from collections import Counter
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from checker.cel.compile.compile import Compiler
from checker.cel.parse.parse import parse
from checker.values import BudgetSpent, CelError, Timestamp
from tests.cel.generate import Policies
from tests.cel.strange_data import vendor

SEEDS = range(8)
POLICIES_A_SEED = 2_500
POLICIES_A_VENDOR = 25
NOW = datetime(2031, 1, 1, tzinfo=UTC)
CONFIG = """
name: vendorgate
extensions:
  - name: strings
  - name: math
  - name: lists
  - name: sets
  - name: bindings
  - name: two-var-comprehensions
"""

# Where we differ on purpose: an expression, what we say, what the oracle says, and why.
DIFFERENCES = [
    pytest.param(
        "9007199254740993 == 9007199254740992.0",
        "false",
        "true",
        id="numbers compare exactly: rounding first would make equality intransitive",
    ),
    pytest.param(
        "[2, 1.5].sort() == [1.5, 2]",
        "true",
        "error",
        id="numbers of both types sort together: YAML writes 4 and 4.5 in one list",
    ),
    pytest.param(
        '["a"].indexOf("a") == 0',
        "true",
        "error",
        id="Kubernetes' list functions are there",
    ),
    pytest.param(
        '"abc".substring(0, 3) == "abc"',
        "true",
        "error",
        id="a substring may end where the string ends, as in cel-go",
    ),
    pytest.param(
        '{1: "a", true: "b"}[1] == "a"',
        "error",
        "true",
        id="1 and true are one key to Python: such a map is refused, not falsified",
    ),
    pytest.param(
        'duration("9223372037s") - duration("9223372036s") == duration("1s")',
        "true",
        "false",
        id="lengths of time beyond 292 years are subtracted, where the oracle saturates",
    ),
    pytest.param(
        "lists.range(10001).all(x, true)",
        "true",
        "error",
        id="the oracle ends at 10,000 iterations",
    ),
    pytest.param(
        "lists.range(-1) == [] || true",
        "true",
        "error",
        id="a negative size is an error like any other, and absorbed; the oracle throws",
    ),
    pytest.param(
        "{[1][0]: 1, 1: 2} == {} || true",
        "true",
        "error",
        id="a repeated key is an error like any other, and absorbed; the oracle throws",
    ),
    pytest.param(
        'int(" 7") == 7 || double(" 7") == 7.0',
        "error",
        "true",
        id="a number has no spaces around it, as in cel-go",
    ),
    pytest.param(
        "int(true) == 1",
        "error",
        "true",
        id="a bool is no int, as in the specification",
    ),
    pytest.param(
        "[0.0 / 0.0].sort() == []",
        "error",
        "false",
        id="NaN has no place among sorted numbers",
    ),
    pytest.param(
        "[1, 2].exists(v, true) ? cel.bind(w, 5, w == 5) : false",
        "true",
        "false",
        id="the oracle's cel.bind reads what an exists that ended early left behind",
    ),
]

# What the oracle, or we, say where one of these differences decided a random policy.
EXPECTED = (
    "No matching overloads found : (list).indexOf",
    "No matching overloads found : (list).lastIndexOf",
    "<start> or <end> is greater than <string>.size()",
    "the key True repeats",
    "vector::reserve",
    "duplicate key in map",
    "no such overload: int(bool)",
    "NaN has no order",
)


class Oracle:
    """Google's runtime: an answer is `true`, `false`, `error`, or what else came of it."""

    def __init__(self) -> None:
        from cel_expr_python import cel

        self.cel = cel
        self.environment = cel.NewEnv(
            config=cel.NewEnvConfigFromYaml(CONFIG),
            variables={"vendor": cel.Type.DYN, "now": cel.Type.TIMESTAMP},
        )

    def data(self, values: dict[str, Any]) -> Any:
        return self.environment.Activation({"vendor": values, "now": NOW})

    def answer(self, text: str, data: Any) -> tuple[str, str]:
        expression = self.environment.compile(text, disable_check=True)
        try:
            value = expression.eval(data)
        except (RuntimeError, ValueError) as raised:  # duplicate keys, spent budgets
            return "error", str(raised)
        # An error is a value here, and a true one: only its type tells.
        if value.type() == self.cel.Type.ERROR:
            return "error", str(value.value())
        if value.type() == self.cel.Type.BOOL:
            return ("true" if value.value() else "false"), ""
        return value.type().name(), ""


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    pytest.importorskip("cel_expr_python", reason="no wheel of the oracle for this platform")
    return Oracle()


def answer(text: str, values: dict[str, Any]) -> tuple[str, str]:
    """What we say, in the oracle's terms: Missing is an error to it."""
    compiler = Compiler(["vendor", "now"])
    evaluator = compiler.compile(parse(text))
    frame = compiler.frame()
    frame[1:3] = values, Timestamp(int(NOW.timestamp()) * 10**9)
    try:
        value = evaluator(frame)
    except (KeyError, CelError, BudgetSpent) as raised:
        return "error", str(raised)
    return ("true" if value else "false") if type(value) is bool else type(value).__name__, ""


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_random_policies_come_to_the_same_end(seed: int, oracle: Oracle):
    rng = Random(seed)
    policies = Policies(rng)
    outcomes: Counter[str] = Counter()
    wrong = []
    for _ in range(POLICIES_A_SEED // POLICIES_A_VENDOR):
        values = vendor(rng)
        data = oracle.data(values)
        for _ in range(POLICIES_A_VENDOR):
            text = policies.next()
            (ours, our_reason), (theirs, their_reason) = (
                answer(text, values),
                oracle.answer(text, data),
            )
            if ours == theirs:
                outcomes[ours] += 1
            elif any(reason in our_reason or reason in their_reason for reason in EXPECTED):
                outcomes["expected difference"] += 1
            else:
                wrong.append((text, values, ours, our_reason, theirs, their_reason))
    assert wrong == []
    assert outcomes["expected difference"] < POLICIES_A_SEED // 100
    assert min(outcomes[each] for each in ("true", "false", "error")) > POLICIES_A_SEED // 5


@pytest.mark.parametrize("text, ours, theirs", DIFFERENCES)
def test_a_difference_is_as_documented(text: str, ours: str, theirs: str, oracle: Oracle):
    assert answer(text, {})[0] == ours
    assert oracle.answer(text, oracle.data({}))[0] == theirs


def test_policies_and_vendors_repeat_with_their_seed():
    twice = []
    for _ in "ab":
        rng = Random(7)
        policies = Policies(rng)
        twice.append([(policies.next(), vendor(rng)) for _ in range(50)])
    assert twice[0] == twice[1]
