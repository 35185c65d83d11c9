"""What a test proves is what `check` does: the same subjects, verdicts and messages."""

from collections.abc import Iterator

import pytest
from pack import REPOSITORY, documents, policies
from runs import NOW
from runs import checked as of_run

from checker.inventory import DERIVED, Inventory
from checker.model.view import inventory_of
from checker.parse import document
from checker.policy.policy import Policy
from checker.testing.case import Case
from checker.testing.sources import sources
from checker.testing.subjects import named
from checker.testing.trial import Trial
from checker.testing.why import why
from checker.verdict import Verdict

FOUND = [
    inventory_of(document.parse(str(path), path.read_bytes()))
    for path in sorted((REPOSITORY / "inventories").glob("*.yaml"))
]

SOURCES = sources(documents())


def case(policy: Policy, given: dict[str, object]) -> Case:
    # Of facts one verdict would be that of those alone that the policy applies to.
    expect = {} if policy.subject_kind in DERIVED else Verdict.PASS
    return Case(policy.id, "", FOUND[0].document, (), (), given, NOW, {}, expect)


def checked(policy: Policy, inventories: list[Inventory]) -> Iterator[tuple[str, str, str]]:
    done = of_run([policy], *inventories)
    explainer = done.explainer()
    for cell in done.report.cells:
        yield str(cell.subject), cell.verdict.value, explainer.explain(cell).message


def tried(policy: Policy, given: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    one = case(policy, given)
    decided = Trial(policy).decided(one)
    names = named([seen for seen, _ in decided])
    for name, (seen, verdict) in zip(names, decided, strict=True):
        message = ""
        if verdict not in {Verdict.PASS, Verdict.SKIP}:
            message = why(policy, one, seen, verdict, SOURCES[policy.id]).message
        yield name, verdict.value, message


@pytest.mark.parametrize("id_", sorted(policies()))
def test_an_inventory_in_a_test_gets_what_it_gets_in_a_run(id_: str) -> None:
    policy = policies()[id_]
    for each in FOUND:
        given = {"inventory": each.view}
        if policy.subject_kind == "portfolio":
            given = {"portfolio": {"inventories": [each.view]}}

        assert sorted(tried(policy, given)) == sorted(checked(policy, [each]))


@pytest.mark.slow
@pytest.mark.parametrize("id_", sorted(policies()))
def test_so_does_a_portfolio(id_: str) -> None:
    policy = policies()[id_]
    given = {"portfolio": {"inventories": [each.view for each in FOUND]}}

    assert sorted(tried(policy, given)) == sorted(checked(policy, FOUND))
