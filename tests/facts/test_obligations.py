"""Obligations: what records lead to, with the places that it was made of."""

import json
import pickle
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack import regimes

from checker.facts.facts import Facts
from checker.facts.incident import Surroundings
from checker.facts.obligations import obligations

PATH = ("vendors", 3)
TOLD = "2030-03-04T08:00:00Z"
INCIDENT: dict[str, Any] = {
    "id": "i",
    "status": "confirmed",
    "times": {"vendor_detected": "2030-03-01T08:00:00Z"},
    "clients_affected": ["a"],
    "notices": [{"to": "client", "recipient": "a", "sent_at": TOLD}],
}
CONTRACT = {
    "ref": "c",
    "client": "a",
    "breach_notification_hours": 72,
    "breach_notification_trigger": "vendor_detects",
}
UNDATED = {"to": "client", "recipient": "a"}
UNADDRESSED = {"to": "client", "sent_at": TOLD}
VENDOR: dict[str, Any] = {"id": "v", "contracts": [CONTRACT], "incidents": [INCIDENT]}
VIEW: dict[str, Any] = {"organisations": [{"id": "a", "reports_under": []}]}


def owed(vendor: dict[str, Any], view: dict[str, Any] = VIEW) -> list[Any]:
    found = obligations(vendor, PATH, Surroundings(view), regimes())
    assert found is not None
    return found


def incident(**changes: Any) -> dict[str, Any]:
    return {**VENDOR, "incidents": [{**INCIDENT, **changes}]}


def test_a_clause_is_one_obligation_with_everything_that_follows_from_it() -> None:
    (found,) = owed(VENDOR)

    assert found.place == (*PATH, "incidents", 0, "clients_affected", 0)
    assert found.record == {
        "id": "i/a/c",
        "vendor": "v",
        "incident": "i",
        "status": "confirmed",
        "client": "a",
        "kind": "contract",
        "rule": "c",
        "source": "c",
        "from": "v",
        "to": "client",
        "limit": "72 hours",
        "starts_with": "vendor_detected",
        "started_at": "2030-03-01T08:00:00Z",
        "owed": True,
        "due": "2030-03-04T08:00:00Z",
        "sent_at": TOLD,
        "sent_in_time": True,
        "terms": "a: 72 hours from detection (c)",
        "covered": True,
    }


def test_each_value_knows_its_places_the_deciding_ones_first() -> None:
    (found,) = owed(incident(notices=[{"to": "client", "recipient": "a", "sent_at": "2030-03-05"}]))
    sent = (*PATH, "incidents", 0, "notices", 0, "sent_at")
    start = (*PATH, "incidents", 0, "times", "vendor_detected")
    hours = (*PATH, "contracts", 0, "breach_notification_hours")

    assert found.fields["due"].places == (start, hours)
    assert found.fields["sent_at"].places == (sent,)
    assert found.fields["sent_in_time"].value is False
    assert found.fields["sent_in_time"].places[:3] == (sent, start, hours)


@pytest.mark.parametrize(
    "changes,field,gap",
    [
        ({"times": {}}, "due", ("times", "vendor_detected")),
        ({"times": {}}, "sent_in_time", ("times", "vendor_detected")),
        ({"notices": [{"to": "client", "recipient": "a"}]}, "sent_at", ("notices",)),
        (
            {"notices": [{"to": "client", "recipient": "a"}]},
            "sent_in_time",
            ("notices", 0, "sent_at"),
        ),
        (
            {"notices": [{"to": "client", "sent_at": TOLD}]},
            "sent_in_time",
            ("notices", 0, "recipient"),
        ),
    ],
)
def test_what_is_not_told_names_first_what_to_record(
    changes: dict[str, Any], field: str, gap: tuple[Any, ...]
) -> None:
    (found,) = owed(incident(**changes))

    assert field not in found.record
    assert found.fields[field].places[0] == (*PATH, "incidents", 0, *gap)


def test_without_affected_clients_there_is_one_obligation_that_tells_nothing() -> None:
    record = {key: value for key, value in INCIDENT.items() if key != "clients_affected"}
    (found,) = owed({**VENDOR, "incidents": [record]})

    assert found.place == (*PATH, "incidents", 0)
    assert found.record == {
        "id": "i",
        "vendor": "v",
        "incident": "i",
        "status": "confirmed",
        "terms": "i: the affected clients are not recorded",
    }
    assert found.fields["owed"].places == ((*PATH, "incidents", 0, "clients_affected"),)


def test_without_incidents_nothing_is_known_and_of_none_nothing_is_owed() -> None:
    around = Surroundings(VIEW)

    assert obligations({"id": "v"}, PATH, around, regimes()) is None
    assert obligations({"id": "v", "incidents": []}, PATH, around, regimes()) == []
    assert owed(incident(clients_affected=[])) == []


def test_a_client_without_a_contract_is_not_covered() -> None:
    (found,) = owed({**VENDOR, "contracts": [{**CONTRACT, "client": "b"}]})

    assert (found.record["id"], found.record["covered"]) == ("i/a/no-contract", False)


def test_a_clause_from_confirmation_waits_for_one() -> None:
    contract = {**CONTRACT, "breach_notification_trigger": "vendor_confirms"}
    (suspected,) = owed({**incident(status="suspected"), "contracts": [contract]})
    (confirmed,) = owed({**incident(), "contracts": [contract]})

    assert (suspected.record["owed"], confirmed.record["owed"]) == (False, True)


@pytest.mark.parametrize(
    "aware,first_day,expected",
    [
        ("2026-01-01T12:00:00Z", ["ca-1798.82"], True),
        ("2025-12-30T12:00:00Z", [], None),
        ("2026-01-01T00:00:00Z", ["ca-1798.82"], None),
    ],
)
def test_a_law_is_for_what_began_while_it_was_in_force(
    aware: str, first_day: list[str], expected: bool | None
) -> None:
    view = {"organisations": [{"id": "a", "reports_under": ["california"]}]}
    times = [{"client": "a", "aware_at": aware}]
    found = [each.record for each in owed(incident(client_times=times, notices=[]), view)]
    of_people = [each for each in found if each["rule"] == "ca-1798.82"]

    assert [each["rule"] for each in of_people] == first_day
    assert [each.get("owed") for each in of_people] == [expected] * len(first_day)


def test_days_are_told_as_days_where_the_limit_counts_days() -> None:
    # Clocks went forward on the 31st: 29 days and 23 hours, but 30 days.
    view = {
        "calendar": {"zone": "Europe/Berlin"},
        "organisations": [{"id": "a", "reports_under": ["hipaa"]}],
    }
    vendor = incident(
        times={"vendor_detected": "2030-01-01"},
        notices=[{"to": "client", "recipient": "a", "sent_at": "2030-04-01T10:00:00+02:00"}],
    )
    late = [
        each.record.get("late_by")
        for each in owed(vendor, view)
        if "hipaa-164.410" in each.record["id"]
    ]

    assert late == ["30 d"]


RECORDS = st.fixed_dictionaries(
    {"id": st.just("i")},
    optional={
        "status": st.sampled_from(["suspected", "confirmed", "false_positive"]),
        "times": st.fixed_dictionaries(
            {}, optional={"vendor_detected": st.sampled_from(["2030-03-01", "2030-03", TOLD])}
        ),
        "clients_affected": st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
        "client_times": st.lists(
            st.fixed_dictionaries(
                {"client": st.sampled_from(["a", "b"])},
                optional={"aware_at": st.sampled_from(["2030-03-01", TOLD, "2018-05-25"])},
            ),
            max_size=3,
        ),
        "notices": st.lists(
            st.fixed_dictionaries(
                {"to": st.sampled_from(["client", "authority"])},
                optional={
                    "recipient": st.sampled_from(["a", "b"]),
                    "sent_by": st.sampled_from(["a", "b"]),
                    "regime": st.sampled_from(["gdpr-33-1", "nis2-notification"]),
                    "sent_at": st.sampled_from(["2030-03-02", TOLD, "2030-05-01T00:00:00Z"]),
                },
            ),
            max_size=4,
        ),
    },
)
VIEWS = st.fixed_dictionaries(
    {},
    optional={
        "calendar": st.sampled_from([{}, {"zone": "UTC"}, {"zone": "UTC", "holidays": []}]),
        "organisations": st.just(
            [{"id": "a", "reports_under": ["gdpr", "nis2", "dora"]}, {"id": "b"}]
        ),
    },
)


def _at(vendor: Any, view: Any, path: tuple[Any, ...]) -> bool:
    value: Any = {**view, "vendors": {3: vendor}}
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


@given(RECORDS, VIEWS)
def test_ids_are_unique_and_every_place_stands_or_is_the_gap_of_one_that_does(
    record: dict[str, Any], view: dict[str, Any]
) -> None:
    vendor = {**VENDOR, "incidents": [record]}
    found = owed(vendor, view)
    ids = [each.record["id"] for each in found]

    assert len(ids) == len(set(ids))
    for each in found:
        for name, recorded in each.fields.items():
            for place in recorded.places:
                assert (
                    _at(vendor, view, place)
                    or _at(vendor, view, place[:-1])
                    or len(place) == 1
                    or place[0] == "calendar"
                    or _at(vendor, view, place[:-2])
                ), (name, place)


@given(RECORDS, VIEWS)
def test_a_fact_is_a_pure_function_that_changes_no_record(
    record: dict[str, Any], view: dict[str, Any]
) -> None:
    vendor = {**VENDOR, "incidents": [record]}
    before = deepcopy((vendor, view))
    first = [each.record for each in owed(vendor, view)]

    assert (vendor, view) == before
    assert [each.record for each in owed(deepcopy(vendor), deepcopy(view))] == first
    assert json.loads(json.dumps(first)) == first


@given(RECORDS, VIEWS)
def test_what_is_recorded_more_never_turns_what_was_told(
    record: dict[str, Any], view: dict[str, Any]
) -> None:
    """Dropping a field of a notice leaves three-valued answers the same, or untold."""
    vendor = {**VENDOR, "incidents": [record]}
    known = {each.record["id"]: each.record for each in owed(vendor, view)}
    for index, notice in enumerate(record.get("notices", ())):
        for key in ("sent_at", "regime"):
            if key not in notice:
                continue
            less = deepcopy(vendor)
            del less["incidents"][0]["notices"][index][key]
            for each in owed(less, view):
                more = known.get(each.record["id"], {})
                for answer in ("sent_in_time", "owed"):
                    if answer in each.record:
                        assert more.get(answer, each.record[answer]) == each.record[answer]


def test_facts_pickle_and_compare_by_their_regimes() -> None:
    facts = Facts(regimes())

    assert pickle.loads(pickle.dumps(facts)) == facts
    assert Facts({}) != facts


def test_ten_thousand_clients_are_linear() -> None:
    clients = [f"c{number}" for number in range(10_000)]
    vendor = incident(
        clients_affected=clients,
        notices=[{"to": "client", "recipient": each, "sent_at": TOLD} for each in clients],
    )
    vendor["contracts"] = [{**CONTRACT, "ref": each, "client": each} for each in clients]
    view = {"organisations": [{"id": each, "reports_under": []} for each in clients]}

    assert [each.record["id"] for each in owed(vendor, view)] == [f"i/{c}/{c}" for c in clients]


def test_an_obligation_is_worked_out_anew_with_what_stands_around_its_vendor_then() -> None:
    day = {**INCIDENT, "times": {"vendor_detected": "2030-03-01"}}
    bare = {**VIEW, "calendar": {}, "vendors": [{**VENDOR, "incidents": [day]}]}
    tokyo = {"calendar": {"zone": "Asia/Tokyo"}}
    facts = Facts(regimes())
    known = facts.added(bare)

    anew = facts.refreshed({**known, **tokyo}, known, ("vendors", 0, "obligations", 0))

    expected = Facts(regimes()).added({**bare, **tokyo})
    assert anew is not None
    assert anew["vendors"] == expected["vendors"]
    assert anew["vendors"] != known["vendors"]
