"""Timelines tell of each recorded incident who must tell whom until when, the worst first."""

import sys
from typing import Any

from checker.clock import as_of
from checker.exposing.exposure import State
from checker.exposing.timelines import Timeline, timelines
from checker.graph.records import Place
from checker.usecases.load import Request
from checker.usecases.portfolio import load_portfolio
from tests.exposing.portfolios import INCIDENT, complete, loaded, portfolio, with_incident

_SENT = {"to": "client", "recipient": "one", "sent_at": "2031-05-11T10:00:00Z"}


def _rows(*views: dict[str, Any]) -> list[tuple[str, list[State]]]:
    return [
        (each.incident, [duty.state for duty in each.duties])
        for each in timelines(portfolio(*views))
    ]


def test_a_timeline_is_the_duties_of_the_incident_as_an_exposure_has_them() -> None:
    (told,) = timelines(portfolio(with_incident()))
    assert told._replace(duties=()) == Timeline(
        vendor="labels",
        incident="i-1",
        status="confirmed",
        detected="2031-05-10T12:00:00Z",
        place=Place("register", ("vendors", 0, "incidents", 0)),
        duties=(),
        gaps=(),
    )
    assert [(each.state, each.sender, each.to, each.due, each.terms) for each in told.duties] == [
        (
            State.OVERDUE,
            "labels",
            "client",
            "2031-05-11T12:00:00Z",
            "one: 24 hours from detection (L-1)",
        ),
        (
            State.OPEN,
            "one",
            "authority",
            "2031-05-17T00:00:00Z",
            "one: 72 hours from awareness (art. 1)",
        ),
    ]


def _several(number: int) -> dict[str, Any]:
    view = with_incident()
    (incident,) = view["vendors"][0]["incidents"]
    view["vendors"][0]["incidents"] = [{**incident, "id": f"i-{each}"} for each in range(number)]
    return view


def test_an_incident_has_its_own_duties_whatever_others_its_vendor_has() -> None:
    (alone,) = timelines(portfolio(_several(1)))

    several = timelines(portfolio(_several(3)))

    assert [
        (each.incident, [duty._replace(incident="", place=None) for duty in each.duties])
        for each in several
    ] == [
        (name, [duty._replace(incident="", place=None) for duty in alone.duties])
        for name in ("i-0", "i-1", "i-2")
    ]
    assert [each.place.path[3] for each in several] == [0, 1, 2]


def test_each_incident_of_a_vendor_is_read_once() -> None:
    def calls(number: int) -> int:
        asked = portfolio(_several(number))
        found = 0

        def count(_frame: Any, event: str, _argument: Any) -> None:
            nonlocal found
            found += event == "call"

        sys.setprofile(count)
        try:
            timelines(asked)
        finally:
            sys.setprofile(None)
        return found

    calls(1)  # what is remembered is worked out now
    few, more, most = calls(10), calls(20), calls(30)

    assert most - more == more - few > 0


def test_there_is_none_without_incidents_nor_of_a_false_alarm() -> None:
    assert timelines(portfolio(complete())) == ()
    assert timelines(portfolio(with_incident(status="false_positive"))) == ()


def test_late_is_before_overdue_before_open_before_met() -> None:
    late = {**_SENT, "sent_at": "2031-05-12T10:00:00Z"}
    view = with_incident()
    view["vendors"][0]["incidents"] = [
        {**loaded(INCIDENT), "id": "a-met", "notices": [_SENT]},
        {**loaded(INCIDENT), "id": "b-overdue"},
        {**loaded(INCIDENT), "id": "c-late", "notices": [late]},
    ]
    assert _rows(view) == [
        ("c-late", [State.LATE, State.OPEN]),
        ("b-overdue", [State.OVERDUE, State.OPEN]),
        ("a-met", [State.OPEN, State.SENT]),
    ]


def test_what_is_not_recorded_is_told_as_gaps_and_stands_before_what_is_open() -> None:
    view = with_incident()
    view["vendors"][0]["incidents"] = [
        {**loaded(INCIDENT), "id": "a-open", "notices": [_SENT]},
        {key: value for key, value in loaded(INCIDENT).items() if key != "clients_affected"},
    ]
    found = timelines(portfolio(view))
    assert [(each.incident, len(each.duties), len(each.gaps)) for each in found] == [
        ("i-1", 0, 1),
        ("a-open", 2, 0),
    ]


def test_the_incidents_of_a_shipped_inventory_stand_in_their_order() -> None:
    request = Request(paths=("inventories/incident-2031.yaml",), as_of=as_of("2031-05-15"))
    found = timelines(load_portfolio(request).portfolio)
    rows = [
        (each.vendor, each.incident, each.status, [duty.state.value for duty in each.duties])
        for each in found
    ]
    quill = ["late", "late", "overdue", "overdue", "unclear", "sent", "sent", "sent"]
    assert rows == [
        ("quillforge", "qf-2031-01", "contained", quill),
        ("gatewayllm", "gw-2031-01", "resolved", []),
        ("mirrorbench", "mb-2031-01", "closed", ["sent", "sent"]),
    ]
    assert [[about for _, about, _ in each.gaps] for each in found] == [
        ["lab-borea"],
        ["gw-2031-01"],
        [],
    ]
