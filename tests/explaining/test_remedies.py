"""What would make a finding pass: whoever does what a remedy says sees the policy pass."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack import REPOSITORY, policies
from remedying import remedied
from runs import checked, ours, policy, run
from thorough import share

from checker.clock import as_of
from checker.explaining.case import Case
from checker.explaining.plan import Plan
from checker.inventory import Inventory
from checker.model.view import inventory_of
from checker.parse import document
from checker.report.report import Report
from checker.usecases.check import Checked, check
from checker.usecases.load import Request
from checker.verdict import OnMissing, Verdict
from tests.data import dumped

INVENTORIES = sorted((REPOSITORY / "inventories").glob("*.yaml"))

VENDOR: Mapping[str, Any] = {
    "id": "acme",
    "legal_name": "Acme",
    "kind": "legal_person",
    "hq_country": "NO",
    "clients_declared": 9,
    "security": {"mfa": "privileged", "logging": False, "min_tls": "1.1"},
    "clients": [
        {"client": "a", "segregation": "none"},
        {"client": "b"},
        {"client": "c", "segregation": "none"},
    ],
    "data": [
        {"category": "other", "encryption": {"at_rest": "partial"}, "retention_days": 400},
        {"category": "health", "subjects": ["minors"]},
    ],
    "services": [
        {"id": "s", "name": "S", "type": "hosting", "locations": {"at_rest": ["KE", "DE"]}}
    ],
    "contracts": [
        {
            "ref": "m",
            "start": "2030-04-01",
            "end": "2031-01-01",
            "breach_notification_hours": 120,
            "annual_cost": {"amount": 5000, "currency": "EUR"},
        }
    ],
    "incidents": [
        {
            "id": "i",
            "status": "closed",
            "times": {
                "vendor_detected": "2031-01-01T00:00:00Z",
                "vendor_confirmed": "2031-01-06T00:00:00Z",
            },
        }
    ],
}


CALENDAR = "  calendar: {zone: UTC, holidays: []}\n"
CONFIRMED = "incidents[0].times.vendor_confirmed"
DETECTED = "vendor.incidents[0].times.vendor_detected"


def said(require: str, of: Mapping[str, Any] = VENDOR, **told: Any) -> list[str]:
    """The remedies for a vendor, without the way to it."""
    done = checked([policy(require=require, **told)], ours(of, more=CALENDAR))
    (cell,) = done.report.findings()
    return [
        f"{each.path.removeprefix('vendors[0].')} {each.text}"
        for each in done.report.result(cell, done.explainer()).remedies
    ]


@pytest.mark.parametrize(
    "require, remedies",
    [
        ("vendor.security.mfa == 'all'", ["security.mfa were all"]),
        ("vendor.security.logging", ["security.logging were true"]),
        ("!(vendor.kind == 'legal_person') || vendor.security.logging == true",
         ["security.logging were true"]),
        ("vendor.security.mfa in ['all', 'privileged_and_remote']",
         ["security.mfa were all or privileged_and_remote"]),
        ("vendor.security.mfa in ['all', 'never heard of']", ["security.mfa were all"]),
        ("!(vendor.security.mfa in ['none', 'privileged'])",
         ["security.mfa were privileged_and_remote or all"]),
        ("vendor.security.mfa != 'privileged'",
         ["security.mfa were none, privileged_and_remote or all"]),
        ("vendor.clients.size() <= 2", []),
        ("2 > size(vendor.clients)", []),
        ("vendor.clients.filter(c, has(c.segregation) && c.segregation == 'none').size() < 2",
         []),
        ("math.greatest(vendor.clients.size(), vendor.clients_declared) <= 2",
         []),
        ("vendor.clients_declared - 1 <= 5", []),
        ("vendor.contracts.all(c, c.breach_notification_hours <= 72)",
         ["contracts[0].breach_notification_hours were at most 72 (it is 120)"]),
        ("vendor.contracts.exists(c, c.breach_notification_hours < 72.5)",
         ["contracts[0].breach_notification_hours were at most 72 (it is 120)"]),
        ("vendor.clients_declared <= 5 && vendor.clients_declared > 3",
         []),
        ("vendor.contracts[0].end >= '2031-06-01'",
         ["contracts[0].end were not before 2031-06-01 (it is 2031-01-01)"]),
        (f"within({DETECTED}, vendor.{CONFIRMED}, duration('72h'))",
         [f"{CONFIRMED} were not after 2031-01-04T00:00:00Z (120 h, at most 72 h)"]),
        (f"instant(vendor.{CONFIRMED}) - instant({DETECTED}) <= duration('72h')",
         [f"{CONFIRMED} were not after 2031-01-04T00:00:00Z (120 h, at most 72 h)"]),
        ("vendor.services[0].locations.at_rest.all(l, l in ['DE', 'FR'])",
         ["services[0].locations.at_rest[0] were DE or FR"]),
        ("!('KE' in vendor.services[0].locations.at_rest)",
         ["services[0].locations.at_rest did not include KE"]),
        ("'FR' in vendor.services[0].locations.at_rest",
         ["services[0].locations.at_rest included FR"]),
        ("vendor.data[0].encryption.at_rest == 'full' && vendor.data[0].retention_days <= 90",
         ["data[0].encryption.at_rest were full",
          "data[0].retention_days were at most 90 (it is 400)"]),
        ("has(vendor.owner) && vendor.owner.size() > 0", ["owner were recorded"]),
        ("vendor.security.min_tls in ['1.2', '1.3']",
         ['security.min_tls were "1.2" or "1.3"']),
        ("has(vendor.criticality)",
         ["criticality were recorded as critical, high, medium or low"]),
    ],
)  # fmt: skip
def test_a_fail_says_what_would_pass(require: str, remedies: list[str]) -> None:
    assert said(require) == remedies


@pytest.mark.parametrize(
    "require, remedies",
    [
        ("vendor.owner.size() > 0", ["owner were recorded"]),
        ("vendor.data.all(d, d.encryption.at_rest in ['full', 'partial'])",
         ["data[1].encryption.at_rest were recorded as full or partial"]),
        ("vendor.data[1].retention_days <= 90",
         ["data[1].retention_days were recorded, at most 90"]),
        ("vendor.contracts[0].exit_plan.exists && vendor.contracts[0].exit_plan.tested_on != ''",
         ["contracts[0].exit_plan.exists were recorded as true",
          "contracts[0].exit_plan.tested_on were recorded"]),
        ("vendor.security.secrets_rotation_days < 90 && vendor.criticality == 'low'",
         ["criticality were recorded as low",
          "security.secrets_rotation_days were recorded, at most 89"]),
        ("vendor.substitutability.level != 'not'",
         ["substitutability.level were recorded as easily, medium or highly_complex"]),
    ],
)  # fmt: skip
def test_an_unknown_says_what_to_record(require: str, remedies: list[str]) -> None:
    assert said(require) == remedies


DATED = {
    **VENDOR,
    "access": [{"system": "s", "granted_on": "2029-01-01"}],
    "continuity": {"rto_hours": 4},
}
YEARLY = "!overdue(due(vendor.contracts[0].start, '12 months', inventory.calendar), now)"
TESTED = (
    "has(vendor.continuity.tested_on) ? vendor.continuity.tested_on : vendor.contracts[0].start"
)
TONIGHT = 'due(string(now), "0 days", inventory.calendar)'


@pytest.mark.parametrize(
    "require, remedies",
    [
        (YEARLY,
         ["contracts[0].start were not before 2030-05-15 (it is 2030-04-01)"]),
        ("!overdue(vendor.contracts[0].start, now, inventory.calendar)",
         ["contracts[0].start were not before 2031-05-15 (it is 2030-04-01)"]),
        ("overdue(due(vendor.contracts[0].end, '12 months', inventory.calendar), now)",
         ["contracts[0].end were not after 2030-05-14 (it is 2031-01-01)"]),
        ("before(vendor.contracts[0].end, vendor.contracts[0].start)",
         ["contracts[0].end were not after 2030-03-29 (it is 2031-01-01)"]),
        (f"{YEARLY} && !before({TONIGHT}, vendor.contracts[0].start, inventory.calendar)",
         ["contracts[0].start were not before 2030-05-15 nor after 2031-05-15 (it is 2030-04-01)"]),
        (f"!overdue(due({TESTED}, '6 months', inventory.calendar), now)",
         ["continuity.tested_on were recorded, not before 2030-11-15"]),
        # That it was granted on another day, or could be objected to for longer, is no remedy.
        ("!overdue(vendor.access[0].granted_on, now, inventory.calendar)", []),
    ],
)  # fmt: skip
def test_a_day_that_a_deadline_follows_is_found_by_trying(
    require: str, remedies: list[str]
) -> None:
    assert said(require, of=DATED) == remedies


@pytest.mark.parametrize(
    "require, remedies",
    [
        ("vendor.assessments.exists(a, a.date <= vendor.contracts[0].start && a.outcome == 'ok')",
         ["assessments had one with date not after 2030-04-01 and outcome ok"]),
        ("vendor.contacts.exists(c, c.role in ['security', 'legal'] && c.email.size() > 0)",
         ["contacts had one with email and role security or legal"]),
        ("vendor.security.logging && vendor.contacts.exists(c, c.role == 'legal')",
         ["security.logging were true", "contacts had one with role legal"]),
        # What is there is changed before anything is added.
        ("vendor.contracts.exists(c, c.breach_notification_hours <= 72)",
         ["contracts[0].breach_notification_hours were at most 72 (it is 120)"]),
        # The schema asks for a date, of which the policy says nothing.
        ("vendor.assessments.exists(a, a.outcome == 'ok')", []),
        # What happened has happened.
        ("vendor.incidents.exists(i, i.id == 'other' && i.status == 'closed')", []),
        # The day would follow from a day that may be any.
        ("vendor.assessments.exists(a, a.date <= vendor.custom.since && a.outcome == 'ok')", []),
        ("size(vendor.contacts) > 1", []),
        ("!vendor.contacts.exists(c, c.role == 'account') || size(vendor.contacts) > 1", []),
    ],
)  # fmt: skip
def test_a_record_that_is_not_there_is_told_by_what_it_would_have_to_say(
    require: str, remedies: list[str]
) -> None:
    given = {"assessments": list[Any](), "contacts": [{"role": "account"}]}

    assert said(require, of={**VENDOR, **given}) == remedies


FEW, SOME, MANY = "AT, BE or BG", "AT, BE, BG or CH", "AT, BE, BG, CH, CY or CZ"


@pytest.mark.parametrize("options", [[MANY], [MANY, MANY], [FEW, FEW, SOME]])
def test_of_more_options_than_anybody_reads_some_are_told(options: list[str]) -> None:
    allowed = "['AT', 'BE', 'BG', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR']"
    service = {
        "id": "s",
        "name": "S",
        "type": "hosting",
        "locations": {"at_rest": ["KE"] * len(options)},
    }
    require = f"vendor.services[0].locations.at_rest.all(l, l in {allowed})"

    assert said(require, of={**VENDOR, "services": [service]}) == [
        f"services[0].locations.at_rest[{number}] were {own}, among others"
        for number, own in enumerate(options)
    ]


def test_that_a_policy_would_not_apply_is_no_remedy() -> None:
    found = said("vendor.security.logging", when="vendor.criticality in ['critical', 'high']")

    assert found == []


@pytest.mark.parametrize(
    "require",
    [
        "vendor.id == 'other'",  # another vendor would not be a remedy
        "vendor.contracts[0].annual_cost.amount <= 100",  # it would say what must not be said
        "vendor.clients_declared <= vendor.contracts[0].annual_cost.amount - 5000",
        "vendor.security.mfa.startsWith('all')",
        "vendor.clients.size() >= 4",
        "vendor.incidents[0].status == 'contained'",  # what happened has happened
        "vendor.security.min_tls == '1.4'",  # nothing that the schema allows
        "vendor.security.mfa == vendor.kind",
        "vendor.clients_declared <= -1",
        "false",
        "vendor.security.mfa == 'all' && vendor.security.mfa == 'none'",
    ],
)
def test_what_no_change_is_known_for_has_no_remedy(require: str) -> None:
    assert said(require) == []


def test_what_is_recorded_is_not_at_fault_where_something_is_missing() -> None:
    assert said("vendor.owner == '' || vendor.security.mfa == 'all'") == []


def test_an_error_has_no_remedy_in_the_inventory() -> None:
    assert said("vendor.security.logging && vendor.id < 1") == []


@pytest.mark.parametrize(
    "vendors, require, expected",
    [
        (700, "vendor.security.mfa == 'all'", ["security.mfa were all"]),
        (70, "vendor.substitutability.level == 'easily'", ["substitutability.level were easily"]),
        # Whom a breach reaches would have to be worked out anew, of all vendors.
        (700, "vendor.substitutability.level == 'easily'", []),
    ],
)
def test_a_large_portfolio_has_remedies_where_its_graph_stays_the_same(
    vendors: int, require: str, expected: list[str]
) -> None:
    own = {"security": {"mfa": "none"}, "substitutability": {"level": "not"}}
    rule = policy(variables={"far": "vendor.reach"}, require=require)
    done = checked([rule], ours(*({"id": f"v{number}", **own} for number in range(vendors))))

    remedies = done.explainer().explain(next(done.report.findings())).remedies

    assert [f"{each.path.partition('.')[2]} {each.text}" for each in remedies] == expected


def test_an_element_does_not_go_from_the_list_that_it_is_judged_in() -> None:
    rule = policy(subject_kind="client", require="vendor.clients.size() < 3")
    done = checked([rule], ours(VENDOR))
    report, explainer = done.report, done.explainer()

    assert {report.result(cell, explainer).remedies for cell in report.findings()} == {()}


Again = Callable[[str, Inventory], Report]


def remedied_findings(done: Checked, data: Any, again: Again, *, each: int) -> int:
    """How many findings have remedies; each of them, done, makes its cell pass.

    Args:
        again: what one policy says of another inventory.
        each: so many of a policy are tried.
    """
    count = 0
    explainer = done.explainer()
    tried: Counter[tuple[int, Verdict]] = Counter()
    for cell in done.report.findings():
        tried[cell.policy, cell.verdict] += 1
        if tried[cell.policy, cell.verdict] > each:
            continue
        result = done.report.result(cell, explainer)
        if not result.remedies:
            continue
        count += 1
        for changed in remedied(data, result.remedies):
            cells = again(result.policy.id, changed).cells
            found = {other.subject.path: other.verdict for other in cells}
            about = result.policy.id, str(cell.subject), result.remedies
            assert found[cell.subject.path] is Verdict.PASS, about
    return count


@pytest.mark.slow
@pytest.mark.parametrize("path", INVENTORIES, ids=lambda path: path.stem)
def test_every_remedy_of_the_shipped_inventories_works(path: Path) -> None:
    read = document.parse(path.name, path.read_bytes())
    done = checked(list(policies().values()), inventory_of(read))

    count = remedied_findings(
        done, read.data, lambda id_, changed: run([policies()[id_]], changed), each=4
    )

    assert count == {"incident-2031": 39, "github-subprocessors": 13, "example-lab": 0}[path.stem]


WORDS = {
    "security.mfa": ("none", "privileged", "all"),
    "security.min_tls": ("1.1", "1.2", "1.3"),
    "criticality": ("low", "high", "critical"),
    "substitutability.level": ("easily", "not"),
}
SWITCHES = ("security.logging", "substitutability.alternatives_assessed")
COUNTS = ("clients_declared", "security.secrets_rotation_days")
ELEMENTS = {
    "data": ({"classification": ("public", "secret"), "encryption.at_rest": ("none", "full")},
             ("special_category", "encryption.in_transit"), ("records", "retention_days")),
    "contracts": ({"right_to_audit": ("none", "pooled"), "type": ("standalone", "associated")},
                  ("dpa", "exit_plan.exists"), ("breach_notification_hours",)),
}  # fmt: skip
COUNTRIES = ("DE", "KE", "NO")


def often(draw: Any) -> bool:
    return bool(draw(st.integers(0, 3)))


def put(target: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for step in above:
        target = target.setdefault(step, {})
    target[last] = value


def filled(draw: Any, target: dict[str, Any], fields: Any) -> dict[str, Any]:
    words, switches, counts = fields
    for path, choices in words.items():
        if often(draw):
            put(target, path, draw(st.sampled_from(choices)))
    for path in switches:
        if often(draw):
            put(target, path, draw(st.booleans()))
    for path in counts:
        if often(draw):
            put(target, path, draw(st.integers(0, 5)))
    return target


@st.composite
def vendors(draw: Any) -> dict[str, Any]:
    vendor = {"id": "acme", "legal_name": "Acme", "kind": "legal_person", "hq_country": "NO"}
    filled(draw, vendor, (WORDS, SWITCHES, COUNTS))
    for name, identity in (("data", {"category": "other"}), ("contracts", {"ref": "m"})):
        if often(draw):
            size = draw(st.integers(0, 3))
            elements = [filled(draw, dict(identity), ELEMENTS[name]) for _ in range(size)]
            for number, element in enumerate(elements):
                element["id" if name == "data" else "ref"] = f"x{number}"
            vendor[name] = elements
    if often(draw):
        places = draw(st.lists(st.sampled_from(COUNTRIES), max_size=3))
        service = {"id": "s", "name": "S", "type": "hosting", "locations": {"at_rest": places}}
        vendor["services"] = [service]
    return vendor


class Writer:
    """Writes conditions of sense about such a vendor."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def of(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def condition(self, depth: int) -> str:
        form = self.of("&&", "&&", "||", "||", "!", "all", "exists", "?", "atom") if depth else ""
        match form:
            case "&&" | "||":
                return f"({self.condition(depth - 1)} {form} {self.condition(depth - 1)})"
            case "!":
                return f"!({self.condition(depth - 1)})"
            case "?":
                first, then, other = (self.condition(depth - 1) for _ in range(3))
                return f"({first} ? {then} : {other})"
            case "all" | "exists":
                name = self.of(*ELEMENTS)
                body = " && ".join(self.atom(*ELEMENTS[name], "e") for _ in range(self.of(1, 2)))
                return f"vendor.{name}.{form}(e, {body})"
            case _:
                return self.of(self.atom, self.of_list)(WORDS, SWITCHES, COUNTS, "vendor")

    def atom(self, words: Any, switches: Any, counts: Any, root: str) -> str:
        form = self.of("==", "!=", "in", "switch", "<=", ">", "-", "has")
        path = self.of(*words)
        word, count = f"{root}.{path}", f"{root}.{self.of(*counts)}"
        number = self._draw(st.integers(0, 5))
        match form:
            case "==" | "!=":
                return f"{word} {form} '{self.of(*words[path])}'"
            case "in":
                return f"{word} in params.allowed"
            case "switch":
                return f"{root}.{self.of(*switches)}"
            case "<=" | ">":
                return f"{count} {form} {number}"
            case "-":
                return f"{number} - {count} >= {self.of(-2, 0)}"
            case _:
                return f"has({word})"

    def of_list(self, *_: Any) -> str:
        return str(
            self.of(
                f"vendor.data.size() <= {self.of(0, 1, 2)}",
                f"vendor.data.filter(d, has(d.records) && d.records > 2).size() < {self.of(1, 2)}",
                "math.greatest(vendor.contracts.size(), vendor.clients_declared) <= 2",
                f"!('{self.of(*COUNTRIES)}' in vendor.services[0].locations.at_rest)",
                f"vendor.services[0].locations.at_rest.all(l, l in ['{self.of(*COUNTRIES)}'])",
                f"'{self.of(*COUNTRIES)}' in vendor.services[0].locations.at_rest",
            )
        )


@st.composite
def conditions(draw: Any) -> str:
    return Writer(draw).condition(draw(st.integers(0, 3)))


def test_every_remedy_of_random_policies_works_and_there_are_many() -> None:
    tried = {"findings": 0, "remedied": 0}

    @given(vendors(), conditions(), st.none() | conditions(), st.sampled_from(OnMissing))
    @settings(max_examples=max(75, share(150)))  # fewer say nothing about how many there are
    def law(vendor: dict[str, Any], require: str, when: str | None, on_missing: OnMissing) -> None:
        allowed = [word for words in WORDS.values() for word in words[1:]]
        rule = policy(
            require=require, when=when, on_missing=on_missing, params={"allowed": allowed}
        )
        original = only(vendor)

        done = checked([rule], original)

        tried["findings"] += sum(1 for _ in done.report.findings())
        tried["remedied"] += remedied_findings(
            done, original.document.data, lambda _, changed: run([rule], changed), each=1
        )

    law()

    assert tried["remedied"] * 4 > tried["findings"] > 25


def only(vendor: dict[str, Any]) -> Inventory:
    header = {
        "id": "ours",
        "owner": {"name": "Lab"},
        "as_of": "2031-01-01",
        "perspective": "client",
    }
    data = {"schema_version": "1", "inventory": header, "vendors": [vendor]}
    return inventory_of(document.parse("ours.yaml", dumped(data).encode()))


@pytest.mark.slow
def test_a_plan_that_was_tried_before_costs_as_much_and_comes_to_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = Request(paths=("inventories",), policies=("policies",), as_of=as_of("2031-05-15"))
    monkeypatch.chdir(REPOSITORY)
    found = check(request)
    cells = list(found.report.findings())
    told = [found.explainer().explain(cell).remedies for cell in cells]
    tries = [0, 0]
    verdict, tried = Case.verdict, Case._verdict

    def forgetful(case: Case, plan: Plan) -> Verdict | None:
        tries[0] += 1
        case._tried.clear()
        return verdict(case, plan)

    def counted(case: Case, plan: Plan) -> Verdict | None:
        tries[1] += 1
        return tried(case, plan)

    monkeypatch.setattr(Case, "verdict", forgetful)
    anew = [found.explainer().explain(cell).remedies for cell in cells]
    monkeypatch.setattr(Case, "verdict", verdict)
    monkeypatch.setattr(Case, "_verdict", counted)
    again = [found.explainer().explain(cell).remedies for cell in cells]

    assert told == anew == again
    assert sum(map(bool, told)) > 50
    assert tries[0] > tries[1] > 0
