"""The module that travels in the wheel holds the functions of the pack, and of nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest
from runs import NOW, policy

from checker.cel.syntax import Expression, Or
from checker.evaluate import functions
from checker.evaluate.decide import decide
from checker.evaluate.decider import Decider, Surroundings
from checker.evaluate.functions import Factory, condition, message
from checker.forecasting.clockwork import depends_on_now
from checker.forecasting.watching import watching
from checker.policy.policy import Policy
from checker.report.matrix import CODES
from checker.usecases.load import Request, load
from checker.usecases.module import module
from checker.verdict import Verdict


def factories(*policies: Policy) -> Mapping[str, Factory]:
    namespace: dict[str, Any] = {}
    exec(module(policies), namespace)
    found: Mapping[str, Factory] = namespace["FACTORIES"]
    return found


@pytest.fixture(scope="module")
def pack() -> tuple[Policy, ...]:
    return load(Request(("inventories",), policies=("shipped",))).policies


def arrive(patch: pytest.MonkeyPatch, ready: Mapping[str, Factory]) -> None:
    """A process that has written nothing, and in which these are ready."""
    patch.setattr(functions, "_FACTORIES", {})
    patch.setattr(functions, "_prepared", lambda: ready)


def test_every_shipped_policy_is_in_it_with_its_message_and_its_watch(
    pack: tuple[Policy, ...],
) -> None:
    needed = [each.key.digest for one in pack for each in (condition(one), message(one))]
    needed += [watching(one).key.digest for one in pack if depends_on_now(one)]

    assert set(factories(*pack)) == set(needed)


def test_it_decides_as_what_is_written_in_the_run(
    pack: tuple[Policy, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = load(Request(("inventories",), policies=("shipped",)))
    ready = factories(*pack)
    arrive(monkeypatch, {})
    written = decide(run)
    arrive(monkeypatch, ready)

    assert decide(run) == written
    used = {functions._FACTORIES[condition(one).key] for one in pack}
    assert used <= set(ready.values())


def test_a_part_of_a_condition_is_not_taken_for_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = policy(require="vendor.n == 1 || vendor.n == 2")
    assert isinstance(whole.require.root, Or)
    part = whole._replace(require=Expression(whole.require.text, whole.require.root.operands[0]))
    arrive(monkeypatch, factories(whole))
    codes = [
        Decider(each).vendors([{"n": 2}], Surroundings({}, None, NOW))
        for each in (whole, part, whole)
    ]

    assert codes == [bytes((CODES[each],)) for each in (Verdict.PASS, Verdict.FAIL, Verdict.PASS)]


def test_what_cannot_be_written_down_is_left_to_each_run() -> None:
    typed = policy(require="type('a') == string")

    assert set(factories(typed)) == {message(typed).key.digest}
    assert Decider(typed).vendors([{}], Surroundings({}, None, NOW)) == bytes(
        (CODES[Verdict.PASS],)
    )
