"""A page tells of each incident who must tell whom, as a drawing and as a table that says it."""

import re

import pytest
from pack import REPOSITORY

from checker.clock import as_of
from checker.exposing.exposure import Duty, State
from checker.exposing.timelines import Stretch, Timeline, drawn
from checker.formats.exposure_parts import when
from checker.formats.html import render
from checker.formats.html.timelines import SHOWN, Row, duties
from checker.graph.records import Place
from checker.usecases.check import check
from checker.usecases.load import Request
from checker.usecases.timelines import timelines_of
from tests.formats.reports import policy, report

AS_OF = "2031-05-15T23:59:59.999999999Z"
PLACE = Place("register", ("vendors", 0, "incidents", 0))


def duty(state: State = State.SENT, *, due: str = "", sent: str = "") -> Duty:
    return Duty(
        state,
        sure=True,
        vendor="labels",
        client="one",
        incident="i-1",
        sender="labels",
        to="client",
        source="L-1",
        limit="24 hours",
        due=due,
        sent_at=sent,
        late_by="",
        terms="one: 24 hours from detection (L-1)",
        place=PLACE,
    )


def timeline(
    *own: Duty, vendor: str = "labels", detected: str = "2031-05-10T00:00:00Z"
) -> Timeline:
    return Timeline(vendor, "i-1", "confirmed", detected, PLACE, own, ())


def test_the_shipped_incident_is_told_with_what_is_late_first() -> None:
    inventory = str(REPOSITORY / "inventories/incident-2031.yaml")
    policies = [str(REPOSITORY / "policies")]
    run = check(Request(paths=[inventory], policies=policies, as_of=as_of("2031-05-15"))).run

    told = duties(timelines_of(run), AS_OF).told

    assert [(each.timeline.vendor, each.timeline.incident, len(each.rows)) for each in told] == [
        ("quillforge", "qf-2031-01", 8),
        ("gatewayllm", "gw-2031-01", 0),
        ("mirrorbench", "mb-2031-01", 2),
    ]
    assert told[0].rows[0] == Row(
        state="late by 34 h",
        alarm=True,
        due="2031-03-30 08:00Z",
        who="quillforge to lab-aster",
        terms="72 hours from detection (QF-ASTER-1)",
        sent="2031-03-31 18:00Z",
    )
    assert [each.state for each in told[0].rows[1:5]] == [
        "late by 3 d",
        "overdue",
        "overdue",
        "unclear",
    ]


def test_vendors_that_are_not_checked_are_not_told() -> None:
    inventory = str(REPOSITORY / "inventories/incident-2031.yaml")
    request = Request(
        paths=[inventory],
        policies=[str(REPOSITORY / "policies")],
        as_of=as_of("2031-05-15"),
        vendors=["mirrorbench"],
    )

    told = timelines_of(check(request).run)

    assert [each.vendor for each in told] == ["mirrorbench"]


def test_a_timeline_is_drawn_to_scale_from_the_detection_to_the_last_moment() -> None:
    met = duty(due="2031-05-11T00:00:00Z", sent="2031-05-10T12:00:00Z")
    unknown = duty(State.UNCLEAR, sent="2031-05-20")

    line = drawn(timeline(met, unknown, detected="2031-05-10T00:00:00Z"), "2031-05-15T00:00:00Z")

    # A day may end twelve hours after it does in UTC, where no zone is told.
    assert line.stretches == (Stretch(met, 86, 43), Stretch(unknown, None, 1_000))
    assert line.now == 434


def test_what_no_moment_is_recorded_of_is_drawn_nowhere() -> None:
    line = drawn(timeline(duty(due="soon"), detected=""), AS_OF)

    assert line.stretches == (Stretch(duty(due="soon"), None, None),)


def test_the_page_escapes_what_an_inventory_says() -> None:
    told = timeline(duty(), vendor="<script>alert(1)</script>")

    page = render(*report((policy("p"),), []), None, None, [told])

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_of_many_incidents_the_others_are_counted() -> None:
    many = [timeline(duty(), vendor=f"v{number}") for number in range(SHOWN + 3)]

    page = render(*report((policy("p"),), []), None, None, many)

    assert len(re.findall('<svg class="duties"', page)) == SHOWN
    assert "and 3 more incidents" in page
    assert 'id="duties"' not in render(*report((policy("p"),), []), None, None, [])


@pytest.mark.parametrize(
    "moment, told",
    [
        ("2031-03-31T18:00:00+02:00", "2031-03-31 16:00Z"),
        ("2031-03-31T18:00:59.123456789-05:30", "2031-03-31 23:30Z"),
        ("2031-03-31T00:30:00+01:00/2031-04-01", "2031-03-30 23:30Z to 2031-04-01"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        ("2031-03-31T23:59:59.999999999Z", "2031-03-31 23:59Z"),
        ("2031-03", "2031-03"),
        ("", ""),
    ],
)
def test_a_moment_with_an_offset_is_told_in_utc_as_all_others(moment: str, told: str) -> None:
    assert when(moment) == told
