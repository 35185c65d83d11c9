"""A proof: what decided a check that passes or is skipped; of a finding it is the explanation."""

from typing import Any

import pytest
from pack import REPOSITORY, policies, regimes
from runs import checked, ours, policy

from checker.cel.parse.parse import parse
from checker.explaining.redact import REDACTED
from checker.facts.facts import Facts
from checker.model.view import inventory_of
from checker.parse import document
from checker.policy.template import Hole, Template, split
from checker.report.explanation import Explanation
from checker.report.matrix import Cell
from checker.verdict import OnMissing, Verdict


def message(text: str) -> Template:
    return Template(
        tuple(parse(part.text) if isinstance(part, Hole) else part for part in split(text))
    )


def proof(vendor: dict[str, Any], **told: Any) -> Explanation:
    done = checked([policy(**told)], ours({"id": "acme", **vendor}))
    [cell] = done.report.cells
    assert cell.verdict in {Verdict.PASS, Verdict.SKIP}
    return done.explainer().proof(cell)


def evidence(found: Explanation) -> list[tuple[str, Any, bool]]:
    return [(each.path, each.value, each.recorded) for each in found.evidence]


def test_a_pass_shows_its_message_the_values_that_decided_and_their_line() -> None:
    found = proof({"n": 3, "other": 1}, require="vendor.n > 2", message=message("n is {vendor.n}"))

    assert found.message == "n is 3"
    assert evidence(found) == [("vendors[0].n", 3, True)]
    assert str(found.place) == "ours.yaml:7:3"
    assert found.remedies == ()


def test_a_skip_shows_why_the_policy_does_not_apply() -> None:
    found = proof({"off": True}, when="!vendor.off")

    assert found.message == "the policy does not apply: its 'when' is false"
    assert evidence(found) == [("vendors[0].off", True, True)]


@pytest.mark.parametrize("told", [{"require": "vendor.n > 2"}, {"when": "vendor.n > 2"}])
def test_what_is_not_recorded_and_counts_as_skip_is_named(told: dict[str, str]) -> None:
    found = proof({}, on_missing=OnMissing.SKIP, **told)

    assert found.message == "what is not recorded counts as skip (on_missing)"
    assert evidence(found) == [("vendors[0].n", None, False)]


def test_a_list_that_is_not_recorded_and_counts_as_skip_is_named() -> None:
    found = proof({}, subject_kind="data", require="data.ok", on_missing=OnMissing.SKIP)

    assert found.message.startswith("no 'data' recorded for acme")
    assert evidence(found) == [("vendors[0].data", None, False)]


def test_a_pass_that_reads_nothing_is_decided_by_what_its_when_reads() -> None:
    assert evidence(proof({"n": 1}, when="vendor.n == 1")) == [("vendors[0].n", 1, True)]


def test_what_is_too_large_to_tell_says_so() -> None:
    found = proof({"n": [1] * 4_000}, require="vendor.n.all(x, x == 1)")

    assert "too large" in found.message
    assert found.evidence == ()


def test_the_sensitive_is_not_told_by_a_pass_either() -> None:
    contact = {"kind": "security", "name": "zanzibar", "email": "zanzibar@example.com"}
    found = proof(
        {"contacts": [contact]},
        require="vendor.contacts.exists(c, c.name != 'x')",
        message=message("{vendor.contacts[0].name} {vendor.contacts}"),
    )

    assert "zanzibar" not in repr(found)
    assert REDACTED in repr(found)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((REPOSITORY / "inventories").glob("*.yaml")), ids=str)
def test_every_check_of_the_shipped_inventories_has_one(path: Any) -> None:
    read = inventory_of(document.parse(path.name, path.read_bytes()), Facts(regimes()))
    done = checked(list(policies().values()), read)
    explainer = done.explainer()

    def silent(cell: Cell) -> bool:
        found = explainer.proof(cell)
        return not found.message or not (found.evidence or "too large" in found.message)

    assert [cell for cell in done.report.cells if silent(cell)] == []
    for cell in done.report.findings():
        assert explainer.proof(cell) == explainer.explain(cell)
