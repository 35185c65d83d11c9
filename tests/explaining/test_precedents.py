"""A finding reads the same whether it is explained alone or after others that are like it."""

import sys
from typing import Any

import pytest
from pack import REPOSITORY, policies, regimes
from runs import checked, given, ours, policy

from checker.cel.parse.parse import parse
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.explaining.case import TRACED, Case, root_values
from checker.explaining.explainer import Explainer
from checker.explaining.message import Message
from checker.explaining.precedents import Precedents
from checker.explaining.recheck import Recheck
from checker.explaining.rendering import render
from checker.facts.facts import Facts
from checker.inventory import Inventory
from checker.model.view import inventory_of
from checker.parse import document
from checker.policy.policy import Policy
from checker.policy.template import Hole, Template, split
from checker.report.matrix import Cell
from checker.usecases.check import Checked
from checker.verdict import Verdict

sys.path.append(str(REPOSITORY / "benchmarks"))

import generate


def generated(vendors: int) -> Inventory:
    text = "".join(generate.inventory(vendors, flaws=4))
    return inventory_of(document.parse("generated.yaml", text.encode()), Facts(regimes()))


def alone_and_together(run: Checked) -> list[tuple[Any, Any]]:
    """Each finding as a fresh explainer tells it, and as one that explains them all."""
    together = Explainer(run.run)
    cells = list(run.report.findings())
    return [(Explainer(run.run).explain(cell), together.explain(cell)) for cell in cells]


def case_of(run: Run, cell: Cell) -> Case:
    one = run.policies[cell.policy]
    return Case(run, one, cell.subject, Recheck(one), TRACED, run.portfolio())


def template(message: str) -> Template:
    parts = split(message)
    return Template(tuple(parse(each.text) if isinstance(each, Hole) else each for each in parts))


def test_findings_of_the_pack_read_the_same_alone_and_together():
    about = given(tuple(policies().values()), generated(60))
    pairs = alone_and_together(Checked(about, settle(about, decide(about, 1))))

    assert len(pairs) > 200
    assert [alone for alone, _ in pairs] == [together for _, together in pairs]
    assert sum(bool(alone.remedies) for alone, _ in pairs) > 80


def test_without_remedies_a_finding_reads_the_same_but_for_them() -> None:
    about = given(tuple(policies().values()), generated(60))
    cells = list(settle(about, decide(about, 1)).findings())
    brief, whole = Explainer(about, remedies=False), Explainer(about)

    told = [whole.explain(cell) for cell in cells]
    assert [brief.explain(cell) for cell in cells] == [each._replace(remedies=()) for each in told]
    assert any(each.remedies for each in told)


def test_most_findings_of_the_pack_are_like_others():
    about = given(tuple(policies().values()), generated(300))
    cells = list(settle(about, decide(about, 1)).findings())
    kinds = set()
    for number, one in enumerate(about.policies):
        precedents = Precedents(one)
        for cell in cells:
            if cell.policy == number and cell.subject.subject_kind == one.subject_kind:
                values = root_values(about, one, cell.subject)
                kinds.add((number, precedents.key(cell.subject, values)))

    assert len(kinds) < len(cells) / 3


@pytest.mark.parametrize(
    "one",
    [
        # The values that are shown are those of the subject, also of what is read in part.
        policy(require="size(vendor.clients) > 5"),
        policy(require="vendor.clients.all(c, has(c.segregation))"),
        # Its own element under two names; and the place of an element among its siblings.
        policy(
            subject_kind="contract",
            require="vendor.contracts.filter(c, c.ref == contract.ref)[0].right_to_audit",
        ),
        policy(subject_kind="contract", require="vendor.contracts[0].dpa"),
        policy(subject_kind="contract", require="contract.right_to_audit"),
        policy(subject_kind="contract", require="contract.breach_notification_hours <= 24"),
        policy(require="vendor.clients_declared <= 2 && vendor.security.mfa == 'all'"),
        # What surrounds the vendor.
        policy(require="vendor.hq_country == inventory.owner.name"),
        # Texts that are told apart no further than the policy does.
        policy(require="vendor.hq_country == 'CH' && size(vendor.legal_name) > 40"),
        policy(require="vendor.hq_country in ['CH', 'LI'] && vendor.kind == 'natural_person'"),
        policy(require="!(vendor.hq_country in ['DE', 'NO'])"),
        policy(require="vendor.clients.exists(c, c.client in ['x', 'y'])"),
        policy(require="inventory.vendors.all(v, v.hq_country == vendor.hq_country)"),
        policy(require="inventory.vendors.all(v, v.security.mfa == 'all')"),
        policy(require="portfolio.inventories.all(i, i.vendors.all(v, v.security.mfa == 'all'))"),
        policy(require="portfolio.inventories.size() > 5 || vendor.hq_country == 'XX'"),
        # An error is told with the values.
        policy(
            require="1 / size(vendor.clients.filter(c, c.client == '')) > int(vendor.hq_country)"
        ),
    ],
    ids=lambda one: one.require.text,
)
def test_what_differs_where_the_policy_does_not_look_is_told_of_each(one: Policy):
    contracts = [{"ref": "x", "right_to_audit": False, "breach_notification_hours": 72}]
    more = [{"ref": "y"}, {"ref": "x", "breach_notification_hours": 72}, {"ref": "z"}]
    base = {"legal_name": "V", "kind": "legal_person", "hq_country": "NO", "clients_declared": 3}
    mfa = {"mfa": "privileged"}
    vendors = [
        {**base, "id": "a", "clients": [{"client": "k"}], "contracts": contracts, "security": mfa},
        {**base, "id": "b", "clients": [{"client": "l"}], "contracts": more, "security": mfa},
        {**base, "id": "c", "clients": [{"client": "m"}], "contracts": more[1:], "security": mfa},
        {**base, "id": "d", "hq_country": "DE", "contracts": more[::2], "security": mfa},
        {**base, "id": "e", "clients": [{"client": "k"}], "contracts": more, "security": mfa},
    ]
    one = one._replace(message=template("{vendor.id} of {vendor.hq_country}"))
    pairs = alone_and_together(checked([one], ours(*vendors), ours(*vendors[2:], id_="theirs")))

    assert len(pairs) > 4
    assert [alone for alone, _ in pairs] == [together for _, together in pairs]


@pytest.mark.parametrize(
    "require, owner, alike",
    [
        ("vendor.security.mfa == 'all'", "Another Lab", True),
        ("vendor.security.mfa == inventory.owner.name", "Lab", True),
        ("vendor.security.mfa == inventory.owner.name", "Another Lab", False),
    ],
)
def test_findings_of_several_inventories_are_alike_where_what_is_read_of_these_is(
    require: str, owner: str, alike: bool
) -> None:
    vendor = {"id": "a", "legal_name": "V", "security": {"mfa": "none"}}
    theirs = ours({"id": "b"}, vendor, id_="theirs")
    theirs.view["owner"] = {"name": owner}
    found = checked([policy(require=require)], ours(vendor), theirs)
    one = found.run.policies[0]
    first, *_, last = (cell for cell in found.report.findings() if cell.subject.vendor == "a")
    precedents = Precedents(one)
    keys = [
        precedents.key(cell.subject, root_values(found.run, one, cell.subject))
        for cell in (first, last)
    ]

    pairs = alone_and_together(found)

    assert (keys[0] == keys[1]) is alike
    assert [alone for alone, _ in pairs] == [together for _, together in pairs]
    assert [each.subject.inventory for each in (first, last)] == ["ours", "theirs"]
    told = Explainer(found.run)
    paths = [
        {evidence.place.path for evidence in told.explain(cell).evidence} for cell in (first, last)
    ]
    assert paths == [{"ours.yaml"}, {"theirs.yaml"}]


def test_a_message_reads_the_same_compiled_and_traced():
    about = given(tuple(policies().values()), generated(60))
    report = settle(about, decide(about, 1))
    compared = 0
    for cell in report.findings():
        one = about.policies[cell.policy]
        if cell.subject.subject_kind != one.subject_kind:
            continue
        case = case_of(about, cell)
        compiled = Message(one).text(case.recorded, case.budget)
        if compiled is not None:
            compared += 1
            traced = render(one.message, case.traced(case.recorded, 0), case.locator)
            assert compiled == traced, one.id

    assert compared > 200


@pytest.mark.parametrize(
    "message, plain",
    [
        ("{vendor.id}: {vendor.contacts.map(c, c.role)}", True),
        ("{size(vendor.contacts)} contacts, {has(vendor.contacts)}", True),
        ("{vendor.contacts.map(c, c.email)}", False),
        ("{vendor.contacts}", False),
        ("{vendor}", False),
        ("{vendor.contacts.filter(c, c.email == 'a@b.example')[0].role}", False),
        ("{inventory.id}: {readable(string(now), inventory.calendar)}", True),
        ("{inventory}", False),
        ("{inventory.vendors}", False),
        ("{portfolio.inventories.size()}", False),
    ],
)
def test_only_a_message_that_reads_nothing_sensitive_is_compiled(message: str, plain: bool):
    contacts = [{"role": "security", "email": "a@b.example"}]
    one = policy(require="false", message=template(message))
    run = checked([one], ours({"id": "a", "contacts": contacts}))
    (cell,) = run.report.findings()
    case = case_of(run.run, cell)

    assert (Message(one).text(case.recorded, case.budget) is not None) is plain
    assert cell.verdict is Verdict.FAIL


def test_a_message_that_costs_too_much_is_told_as_far_as_it_may_cost():
    costly = template("{vendor.id}: {vendor.clients.map(c, vendor.clients.map(d, d.client))}")
    one = policy(require="false", message=costly)
    clients = [{"client": f"c{number}"} for number in range(80)]
    run = checked([one], ours({"id": "a", "clients": clients}))
    (cell,) = run.report.findings()

    assert Explainer(run.run).explain(cell).message == "a: (too much to show)"
