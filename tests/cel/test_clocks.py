"""Clocks through policies: a deadline is kept, missed, still running, or cannot be told."""

import re
from pathlib import Path
from typing import Any

import pytest
from runs import checked, policy

from checker.cel.compile.compile import Compiler
from checker.cel.operators import equals
from checker.cel.parse.parse import parse
from checker.model.view import inventory_of
from checker.parse import document
from checker.policy.policy import Policy
from checker.policy.template import Hole, Template, split
from checker.time.text import parse_timestamp
from checker.usecases.check import Checked
from checker.validate import consistency, schema
from checker.values import CelError, Missing
from checker.verdict import Verdict
from tests.data import dumped

PAGE = Path(__file__).resolve().parent.parent.parent / "docs/clocks.md"
ORGANISATIONS = [{"id": each, "name": each.title()} for each in ("aster", "borea", "cyan")]
TOLD = policy(
    "told",
    subject_kind="incident",
    variables={
        "clock": "due(incident.times.vendor_detected, params.limit, inventory.calendar)",
        "last": (
            "has(incident.law_enforcement_hold_until) ? latest([variables.clock,"
            " due(incident.law_enforcement_hold_until, '0 days', inventory.calendar)])"
            " : variables.clock"
        ),
        "until": "params.relief ? relieved(variables.last, inventory.calendar) : variables.last",
    },
    params={"limit": "72 hours", "relief": False},
    require=(
        "incident.clients_affected.all(c,"
        " incident.notices.exists(n, n.recipient == c"
        " && !before(variables.until, n.sent_at, inventory.calendar))"
        " || (!incident.notices.exists(n, n.recipient == c) && !overdue(variables.until, now)))"
    ),
)
LATE = Template(
    tuple(
        parse(each.text) if isinstance(each, Hole) else each
        for each in split(
            "due {readable(variables.until)}, sent {readable(incident.notices[0].sent_at)}:"
            " {howLong(variables.until, incident.notices[0].sent_at)} late"
        )
    )
)


def read(calendar: dict[str, Any] | None = None, **incident: Any) -> document.Document:
    """An inventory with one incident."""
    told = {"id": "i", "status": "confirmed", "clients_affected": ["aster"], "notices": []}
    vendor = {"id": "v", "legal_name": "V", "kind": "legal_person", "hq_country": "US"}
    data = {
        "schema_version": "1",
        "inventory": {
            "id": "ours",
            "owner": {"name": "Lab"},
            "as_of": "2031-03-01",
            "perspective": "group",
        },
        "organisations": ORGANISATIONS,
        "vendors": [{**vendor, "incidents": [{**told, **incident}]}],
    }
    if calendar is not None:
        data["calendar"] = calendar
    return document.parse("ours.yaml", dumped(data).encode())


def report(given: document.Document, now: str, asked: Policy = TOLD) -> Checked:
    assert schema.problems(given, "inventory") == []
    assert consistency.problems([given]) == []
    return checked([asked], inventory_of(given), as_of=parse_timestamp(now))


def verdict(now: str = "2031-06-01T00:00:00Z", asked: Policy = TOLD, **given: Any) -> str:
    [cell] = report(read(**given), now, asked).report.cells
    return cell.verdict.value


DETECTED = {"vendor_detected": "2031-03-27T08:00:00Z"}


def sent(*moments: str) -> list[dict[str, Any]]:
    return [
        {"to": "client", "recipient": each["id"], "sent_at": moment}
        for each, moment in zip(ORGANISATIONS, moments, strict=False)
    ]


@pytest.mark.parametrize(
    "moment,expected",
    [
        ("2031-03-30T08:00:00Z", "pass"),  # exactly at the limit
        ("2031-03-30T08:00:00.000000001Z", "fail"),
        ("2031-03-30T10:00:00+02:00", "pass"),  # mixed offsets
        ("2031-03-30T10:00:01+02:00", "fail"),
        ("2031-03-28", "pass"),  # a date against an hour limit
        ("2031-03-30", "unknown"),
        ("2031-04-01", "fail"),
        ("2031-03", "unknown"),
        ("2031-05", "fail"),
        ("2032", "fail"),
    ],
)
def test_a_notice_is_in_time_late_or_cannot_be_told(moment: str, expected: str) -> None:
    assert verdict(times=DETECTED, notices=sent(moment)) == expected


def test_a_zone_makes_a_day_exact_enough() -> None:
    # 30 March ends in Berlin at 22:00Z, and on the last island at 12:00Z of the next day.
    told = {"times": {"vendor_detected": "2031-03-27"}, "notices": sent("2031-03-30T10:00:00Z")}
    three_days = TOLD._replace(params={"limit": "3 days", "relief": False})

    assert verdict(asked=three_days, **told) == "unknown"
    assert verdict(asked=three_days, calendar={"zone": "Europe/Berlin"}, **told) == "pass"
    late = {**told, "notices": sent("2031-03-31")}
    assert verdict(asked=three_days, calendar={"zone": "Europe/Berlin"}, **late) == "fail"


@pytest.mark.parametrize(
    "now,expected",
    [
        ("2031-03-27T08:00:00Z", "pass"),
        ("2031-03-30T08:00:00Z", "pass"),
        ("2031-03-30T08:00:00.000000001Z", "fail"),
        ("0001-01-01T00:00:00Z", "pass"),
        ("9999-12-31T23:59:59.999999999Z", "fail"),
    ],
)
def test_a_clock_that_runs_is_no_finding_before_its_deadline(now: str, expected: str) -> None:
    assert verdict(now=now, times=DETECTED) == expected


def test_each_client_has_a_clock_of_its_own() -> None:
    affected = ["aster", "borea", "cyan"]
    in_time = sent("2031-03-28T00:00:00Z", "2031-03-29T00:00:00Z")
    told = {"times": DETECTED, "clients_affected": affected}

    assert verdict(now="2031-03-30T00:00:00Z", notices=in_time, **told) == "pass"
    assert verdict(now="2031-03-31T00:00:00Z", notices=in_time, **told) == "fail"
    late = sent("2031-03-28T00:00:00Z", "2031-03-31T00:00:00Z", "2031-03-29T00:00:00Z")
    assert verdict(notices=late, **told) == "fail"


def test_a_hold_of_law_enforcement_moves_the_deadline() -> None:
    told = {"times": DETECTED, "law_enforcement_hold_until": "2031-04-10"}
    zone = {"zone": "America/New_York"}

    assert verdict(notices=sent("2031-04-11T03:59:59Z"), calendar=zone, **told) == "pass"
    assert verdict(notices=sent("2031-04-11T04:00:00Z"), calendar=zone, **told) == "fail"
    assert verdict(notices=sent("2031-04-11T04:00:00Z"), **told) == "unknown"
    short = {**told, "law_enforcement_hold_until": "2031-03-28"}
    assert verdict(notices=sent("2031-03-30T08:00:01Z"), calendar=zone, **short) == "fail"


def test_relief_is_given_where_the_policy_gives_it() -> None:
    relief = TOLD._replace(params={"limit": "72 hours", "relief": True})
    calendar = {"zone": "Europe/Berlin", "holidays": ["2031-04-14"]}
    # Sunday, 30 March 2031, 10:00 in Berlin.
    monday = sent("2031-03-31T10:00:00Z")

    assert verdict(times=DETECTED, notices=monday, calendar=calendar) == "fail"
    assert verdict(times=DETECTED, notices=monday, calendar=calendar, asked=relief) == "pass"
    later = sent("2031-03-31T10:00:01Z")
    assert verdict(times=DETECTED, notices=later, calendar=calendar, asked=relief) == "fail"
    assert verdict(times=DETECTED, notices=monday, asked=relief) == "unknown"


def test_an_unknown_names_the_precision_that_would_decide() -> None:
    given = read(times=DETECTED, notices=sent("2031-03-30"))
    found = report(given, "2031-06-01T00:00:00Z")
    [cell] = found.report.cells

    explanation = found.explainer().explain(cell)

    assert cell.verdict is Verdict.UNKNOWN
    assert explanation.message.endswith(
        "(whether '2031-03-30T08:00:00Z' is before '2031-03-30' cannot be told: '2031-03-30' is a"
        " day, an instant would decide it)"
    )
    assert "vendors[0].incidents[0].notices[0].sent_at" in {
        each.path for each in explanation.evidence
    }


def test_a_finding_says_when_it_was_due_when_it_was_sent_and_how_late() -> None:
    asked = TOLD._replace(message=LATE)
    given = read(times=DETECTED, notices=sent("2031-03-31T18:00:00Z"))
    found = report(given, "2031-06-01T00:00:00Z", asked)

    [cell] = found.report.cells
    said = found.explainer().explain(cell).message

    assert said == "due 2031-03-30 08:00Z, sent 2031-03-31 18:00Z: 34 h late"


@pytest.mark.parametrize(
    "now", ["0001-01-01T00:00:00Z", "2031-03-29T00:00:00Z", "9999-12-31T00:00:00Z"]
)
def test_a_report_is_the_same_whenever_it_is_made(now: str) -> None:
    reports = [report(read(times=DETECTED), now) for _ in range(2)]

    first, second = (
        [(cell, each.explainer().explain(cell)) for cell in each.report.cells] for each in reports
    )

    assert first == second


@pytest.mark.parametrize(
    "incident,problem",
    [
        (
            {
                "times": {"occurred_from": "2031-03-27"},
                "client_times": [{"aware_at": "2031-03-20"}],
            },
            "'aware_at' is '2031-03-20' (expected '2031-03-27' or later)",
        ),
        (
            {"client_times": [{"aware_at": "2031-03-27", "classified_at": "2031-03"}]},
            None,
        ),
        (
            {"client_times": [{"aware_at": "2031-03-27", "classified_at": "2031-01"}]},
            "'classified_at' is '2031-01' (expected '2031-03-27' or later)",
        ),
        ({"times": {"vendor_detected": "2026-02-30"}}, "(expected a day that exists)"),
        ({"times": {"vendor_detected": "2026-13"}}, "(expected a month that exists)"),
        ({"times": {"vendor_detected": "0000"}}, "(expected a year that exists)"),
        ({"times": {"vendor_detected": "2026-03-01T24:00:00Z"}}, "midnight is 00:00:00"),
        ({"times": {"vendor_detected": "2026-06-30T23:59:60Z"}}, "leap seconds are not recorded"),
    ],
)
def test_what_cannot_be_true_is_a_problem_of_the_inventory(
    incident: dict[str, Any], problem: str | None
) -> None:
    for each in incident.get("client_times", ()):
        each["client"] = "aster"
    given = read(**incident)
    assert schema.problems(given, "inventory") == []

    said = [str(each) for each in consistency.problems([given])]

    assert len(said) == (problem is not None)
    assert problem is None or problem in said[0]


def test_a_declared_zone_tells_more_days_apart() -> None:
    times = {"contained": "2031-03-27", "resolved": "2031-03-26"}

    assert consistency.problems([read(times=times)]) == []
    assert len(consistency.problems([read({"zone": "UTC"}, times=times)])) == 1


def test_an_unknown_zone_is_a_problem_of_the_inventory() -> None:
    [said] = consistency.problems([read({"zone": "Europe/Berlni"})])

    assert said.message == "'zone' is 'Europe/Berlni' (expected a time zone by its IANA name)"


@pytest.mark.parametrize(
    "calendar", [{"zone": "Mars/Base", "days": []}, {"holidays": ["12-25"]}, {"countries": ["de"]}]
)
def test_a_calendar_of_the_wrong_shape_is_refused_by_the_schema(calendar: dict[str, Any]) -> None:
    assert len(schema.problems(read(calendar), "inventory")) == 1


EXAMPLES = re.findall(r"^(\S.*?)  // (.+)$", "\n".join(
    re.findall(r"^```cel\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
), re.MULTILINE)  # fmt: skip


@pytest.mark.parametrize("expression,expected", EXAMPLES)
def test_what_the_page_shows_is_what_happens(expression: str, expected: str) -> None:
    try:
        got = Compiler([]).compile(parse(expression))([100_000])
    except Missing:
        assert expected == "unknown"
    except CelError:
        assert expected == "error"
    else:
        assert equals(got, Compiler([]).compile(parse(expected))([100_000]))


def test_the_page_has_examples_that_are_run() -> None:
    assert len(EXAMPLES) > 15
    assert PAGE.read_text("utf-8").count("  // ") == len(EXAMPLES)
