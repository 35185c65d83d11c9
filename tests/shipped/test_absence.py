"""Missing is not a pass: what is not recorded never makes a shipped policy pass."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from pack import REPOSITORY, cases, example, policies, verdicts

from checker.inventory import LISTS
from checker.testing.case import Case
from checker.testing.given import recorded_kind
from checker.verdict import Verdict

SCHEMA = json.loads((REPOSITORY / "checker/schemas/inventory.schema.json").read_bytes())["$defs"]
DEFINITIONS = {
    **{collection: singular for singular, collection in LISTS.items()},
    "inventory": "header",
    "vendors": "vendor",
    "organisations": "organisation",
    "contacts": "contact",
    "transfers": "transfer",
    "subprocessor_changes": "subprocessor_change",
    "notices": "notice",
    "exposed": "exposure",
    "per_client": "client_relationship",
    "history": "status_change",
}
"""Where the schema defines what stands under a key; else it is under the key itself."""

BARE = {"id": "v", "legal_name": "V", "kind": "legal_person", "hq_country": "US"}
THREE = {"inventory": {"vendors": [{**BARE, "id": id_} for id_ in "abc"]}}
"""A portfolio: of one vendor nobody asks how much hangs on it."""

PASSING = [case for case in cases() if case.expect is Verdict.PASS]

SPARE = {
    # A client counts unless it is recorded as kept apart, so without the record there are more of
    # them, not fewer; and where all are kept apart, or few, the rest does not matter.
    "max-clients-per-vendor": {
        "vendor.clients.#.segregation",
        "vendor.clients_declared",
        "vendor.security",
        "vendor.security.tenant_segregation",
    },
    # A tested exit plan is enough.
    "substitutable-or-exit-plan": {"vendor.substitutability", "vendor.substitutability.level"},
    # An audit on site is enough for every vendor.
    "right-to-audit": {"vendor.criticality"},
    # In an allowed country no transfer needs a safeguard.
    "location-allowed": {"vendor.data"},
    # An order form lives under the agreement of another contract.
    "dpa-in-place": {"vendor.contracts.#.dpa"},
    # What renews itself does not end; and where it does not end, it need not renew itself.
    "contract-in-place": {"vendor.contracts.#.auto_renews", "vendor.contracts.#.end"},
    # What another contract follows needs no decision, whenever it ends.
    "contract-not-expired-notice-window": {
        "vendor.contracts.#.end",
        "vendor.contracts.#.notice_days",
        "vendor.contracts.#.notice_days.client",
    },
    # Where nobody was affected nothing had to be said; while the clock runs, not yet; and a
    # contract that names no client concerns them all.
    "disclosure-sla-met": {
        "incident.notices",
        "incident.times.vendor_detected",
        "vendor.contracts.#.breach_notification_hours",
        "vendor.contracts.#.client",
    },
    # While a clock runs nothing need have been sent; what is not law yet binds nobody; the vendor's
    # own clock needs no timeline of a client; and what names no sender is the vendor's, so that no
    # clock of a client starts from it, nor ends with it.
    "regulatory-clocks-met": {
        "incident.notices",
        "incident.notices.#.regime",
        "incident.notices.#.sent_at",
        "incident.notices.#.sent_by",
        "inventory.organisations.#.reports_under",
        # Hours need no calendar, and what happened at another client does not matter.
        "incident.client_times.#.aware_at",
        "incident.client_times.#.classified_at",
        "incident.notices.#.recipient",
        "inventory.calendar",
        "inventory.calendar.zone",
    },
    # A status without a day stands now; where no client has one of its own, the vendor's counts.
    "paused-after-material-incident": {
        "vendor.relationship.per_client",
        "vendor.relationship.per_client.#.status_since",
        "vendor.relationship.status_since",
    },
    # A later review counts instead of the day of the grant; what was taken away needs neither; and
    # a second factor serves whatever the access may do, which needs none where it may do little.
    "access-reviewed": {
        "vendor.access.#.granted_on",
        "vendor.access.#.mfa",
        "vendor.access.#.privileged",
        "vendor.access.#.reviewed_on",
    },
    # While the time to object runs nothing need be decided, wherever on Earth its day ends.
    "subprocessor-changes-decided": {
        "inventory.calendar",
        "inventory.calendar.zone",
        "vendor.subprocessor_changes.#.decision",
    },
    # Whoever names no recipient works for the vendor itself: the chain is no longer for it.
    "chain-depth": {"vendor.subprocessors.#.recipient"},
    # Where two ways lead to a function, or an alternative is recorded, nobody asks how critical it
    # is; a service without a function is one by itself.
    "single-point-of-failure": {
        "inventory.vendors.#.services",
        "inventory.vendors.#.services.#.functions",
        "inventory.vendors.#.services.#.supports_critical_function",
    },
    # An inventory lists vendors, or is none; and groups are for those who count by group.
    "portfolio-concentration": {
        "inventory.organisations",
        "inventory.vendors",
        "inventory.vendors.#.ultimate_parent",
        # Whatever one of three is, no other has more than half.
        "inventory.vendors.#.services.#.supports_critical_function",
    },
    # Only software may do without a country.
    "subprocessors-listed-authorised": {"subprocessor.kind"},
}
"""What a policy may do without in one of its passing examples, and why. Nothing else."""


def test_a_vendor_of_whom_nothing_is_recorded_passes_nothing() -> None:
    given = {"vendor": BARE, "inventory": {"perspective": "client"}}
    found = {
        id_: verdicts(_case(id_, THREE if policy.subject_kind == "portfolio" else given))
        for id_, policy in policies().items()
    }

    assert found == {id_: [Verdict.UNKNOWN] for id_ in policies()}


@pytest.mark.parametrize("id_", sorted(policies()))
def test_an_entry_with_nothing_but_its_identity_passes_nothing(id_: str) -> None:
    kind = recorded_kind(policies()[id_].subject_kind)
    definition = SCHEMA.get(kind, SCHEMA["vendor"])
    entries: list[dict[str, Any]] = [{}]
    for key in definition["required"] if kind in LISTS else ():
        entries = [{**entry, key: value} for entry in entries for value in _values(definition, key)]
    found = {
        verdict for entry in entries for verdict in verdicts(_case(id_, _identified(kind, entry)))
    }

    assert found <= {Verdict.UNKNOWN, Verdict.SKIP}
    assert Verdict.UNKNOWN in found


def _identified(kind: str, entry: dict[str, Any]) -> dict[str, Any]:
    if kind == "portfolio":
        return THREE
    if kind == "subprocessor" and "party" in entry:
        # Two vendors share it, of whose services nothing is recorded.
        both = [{**BARE, "id": id_, "subprocessors": [entry]} for id_ in "ab"]
        return {"inventory": {"vendors": both}}
    return {"vendor": BARE, kind: {**BARE, **entry}}


def test_nothing_that_is_recorded_can_be_left_out_but_what_is_listed() -> None:
    spared = {
        (case.policy, _written(path), _required(path))
        for case in PASSING
        for path in _paths(case.given)
        if _green(case._replace(given=_without(case.given, path)))
    }

    listed = {(id_, path) for id_, paths in SPARE.items() for path in paths}
    assert {(id_, path) for id_, path, required in spared if not required} - listed == set()
    assert listed - {(id_, path) for id_, path, _ in spared} == set()


def _green(case: Case) -> bool:
    return set(verdicts(case)) <= {Verdict.PASS, Verdict.SKIP}


def _case(id_: str, given: dict[str, Any]) -> Case:
    return example(id_, given, "2031-05-15T23:59:59Z")


def _values(definition: dict[str, Any], key: str) -> list[str]:
    described = definition["properties"][key]
    name = described.get("$ref", "").rpartition("/")[2]
    return list({**SCHEMA.get(name, {}), **described}.get("enum", ["2031-01-01"]))


def _paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every key of the given, by its path."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        if isinstance(key, str) and path:
            yield (*path, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))


def _without(given: Any, path: tuple[str | int, ...]) -> Any:
    copy = deepcopy(given)
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return copy


def _required(path: tuple[str | int, ...]) -> bool:
    """Whether the schema asks for the key, so that no inventory can lack it."""
    holder = next(str(key) for key in reversed(path[:-1]) if isinstance(key, str))
    definition = SCHEMA.get(DEFINITIONS.get(holder, holder), {})
    return path[-1] in definition.get("required", ())


def _written(path: tuple[str | int, ...]) -> str:
    return ".".join("#" if isinstance(key, int) else key for key in path)
