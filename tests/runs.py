"""Runs built in memory: policies and inventories without files."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.cel.parse.parse import parse
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.facts.facts import Facts
from checker.facts.regime import Regimes
from checker.inventory import Inventory
from checker.model.view import inventory_of, with_portfolio
from checker.parse import document
from checker.policy.policy import Policy
from checker.policy.template import Template
from checker.problems import Place
from checker.report.report import LeftOut, Report
from checker.time.text import parse_timestamp
from checker.usecases.check import Checked
from checker.values import Timestamp
from checker.verdict import FailOn, OnMissing, Severity
from checker.waivers.waiver import NO_FILE, WaiverFile
from tests.data import dumped

NOW = parse_timestamp("2031-05-15T12:00:00Z")


def policy(
    id_: str = "p",
    *,
    require: str = "true",
    when: str | None = None,
    subject_kind: str = "vendor",
    variables: Mapping[str, str] | None = None,
    params: Mapping[str, Any] | None = None,
    **others: Any,
) -> Policy:
    """A policy of which only what matters is told."""
    told: dict[str, Any] = {
        "title": id_,
        "severity": Severity.HIGH,
        "message": Template((f"{id_} holds",)),
        "on_missing": OnMissing.UNKNOWN,
        "may_be_idle": False,
        "why": "",
        "fix": "",
        "controls": {},
        "enabled": True,
        "overridden": (),
        "place": Place("policies/ours.yaml", 2, 9),
        **others,
    }
    return Policy(
        id=id_,
        subject_kind=subject_kind,
        params=params or {},
        variables={name: parse(text) for name, text in (variables or {}).items()},
        when=None if when is None else parse(when),
        require=parse(require),
        **told,
    )


def ours(*vendors: Mapping[str, Any], id_: str = "ours", more: str = "") -> Inventory:
    """An inventory of these vendors, as it would have been read; an id is enough of one."""
    text = f"inventory:\n  id: {id_}\n  owner: {{name: Lab}}\n  as_of: 2031-05-15\n{more}" + dumped(
        {"vendors": [dict(vendor) for vendor in vendors]}
    )
    return inventory_of(document.parse(f"{id_}.yaml", text.encode()))


def given(
    policies: Sequence[Policy],
    *inventories: Inventory,
    fail_on: FailOn = FailOn.LOW,
    as_of: Timestamp = NOW,
    waivers: WaiverFile = NO_FILE,
) -> Run:
    """What a run is about, with the facts that its policies ask for."""
    asked = [policy.regimes for policy in policies if policy.regimes is not None]
    own = tuple(_with_facts(each, asked[0]) for each in inventories) if asked else inventories
    seen = tuple(
        with_portfolio(own, {name for policy in policies for name in policy.asks_of_portfolio})
    )
    return Run(tuple(policies), seen, (), as_of, fail_on, LeftOut(0, 0), "0", waivers=waivers)


def _with_facts(inventory: Inventory, regimes: Regimes) -> Inventory:
    facts = Facts(regimes)
    view = facts.added(inventory.view)
    vendors = [view["vendors"][number] for number in inventory.numbers]
    return inventory._replace(view=view, vendors=vendors, facts=facts)


def checked(
    policies: Sequence[Policy],
    *inventories: Inventory,
    fail_on: FailOn = FailOn.LOW,
    as_of: Timestamp = NOW,
    jobs: int = 1,
) -> Checked:
    """The run and its report, which can explain."""
    about = given(policies, *inventories, fail_on=fail_on, as_of=as_of)
    return Checked(about, settle(about, decide(about, jobs)))


def run(
    policies: Sequence[Policy],
    *inventories: Inventory,
    fail_on: FailOn = FailOn.LOW,
    jobs: int = 1,
) -> Report:
    return checked(policies, *inventories, fail_on=fail_on, jobs=jobs).report
