"""Moments are as exact as they were written, and a question has an answer only if all agree."""

import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.check.check import check
from checker.cel.compile.compile import Compiler
from checker.cel.functions.deadlines import overdue, within
from checker.cel.functions.moments import before, earliest, latest
from checker.cel.parse.parse import parse
from checker.cel.types import STRING, Kind, Type, map_of
from checker.time.calendars import Calendar, calendar_of
from checker.time.civil import date_of, day_number, day_of_week, days_in_month
from checker.time.days import Span, day_at
from checker.time.deadlines import deadline, relief
from checker.time.holidays import national_holidays
from checker.time.limits import TIMESTAMP_MAX, TIMESTAMP_MIN
from checker.time.moments import Precision, format_span, parse_moment
from checker.time.periods import parse_period
from checker.time.text import DAY, HOUR, MINUTE, format_timestamp, parse_timestamp
from checker.values import CelError, Missing, Timestamp

BERLIN = {"zone": "Europe/Berlin"}
ZONES = [
    *("Europe/Berlin", "America/New_York", "America/St_Johns", "America/Havana", "Asia/Beirut"),
    *("Asia/Kathmandu", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago", "+05:45"),
]
DAYS = st.dates(date(1985, 1, 1), date(2040, 12, 31))
PERIODS = st.sampled_from(["0 days", "1 day", "30 days", "1 month", "13 months", "72 hours"])
INSTANTS = st.integers(2 * 10**7, 8 * 10**7).map(lambda minutes: minutes * MINUTE)


def at(text: str) -> int:
    return parse_timestamp(text).nanoseconds


def evaluate(expression: str, **roots: Any) -> Any:
    """The value of an expression, or what was raised, in words."""
    compiler = Compiler(list(roots))
    evaluator = compiler.compile(parse(expression))
    frame = compiler.frame()
    frame[1 : 1 + len(roots)] = roots.values()
    try:
        return evaluator(frame)
    except (Missing, CelError) as raised:
        return f"{type(raised).__name__}: {raised.args[0]}"


# What a moment is


@pytest.mark.parametrize(
    "text,zone,precision,first,last",
    [
        ("2031-03-27T08:00:00Z", None, "INSTANT", "2031-03-27T08:00:00Z", "2031-03-27T08:00:00Z"),
        ("2031-03-27T09:00:00+01:00", "UTC", "INSTANT", "2031-03-27T08:00:00Z",
         "2031-03-27T08:00:00Z"),
        ("2031-03-27", None, "DAY", "2031-03-26T10:00:00Z", "2031-03-28T11:59:59.999999999Z"),
        ("2031-03-27", "UTC", "DAY", "2031-03-27T00:00:00Z", "2031-03-27T23:59:59.999999999Z"),
        # 23 hours: the clocks go forward
        ("2031-03-30", "Europe/Berlin", "DAY", "2031-03-29T23:00:00Z",
         "2031-03-30T21:59:59.999999999Z"),
        # 25 hours: they go back
        ("2031-10-26", "Europe/Berlin", "DAY", "2031-10-25T22:00:00Z",
         "2031-10-26T22:59:59.999999999Z"),
        ("2031-02", "UTC", "MONTH", "2031-02-01T00:00:00Z", "2031-02-28T23:59:59.999999999Z"),
        ("2028-02", "UTC", "MONTH", "2028-02-01T00:00:00Z", "2028-02-29T23:59:59.999999999Z"),
        ("2031", "UTC", "YEAR", "2031-01-01T00:00:00Z", "2031-12-31T23:59:59.999999999Z"),
        ("2031", None, "YEAR", "2030-12-31T10:00:00Z", "2032-01-01T11:59:59.999999999Z"),
        ("2031-03-27T08:00:00Z/2031-03-28T08:00:00Z", "Asia/Tokyo", "SPAN",
         "2031-03-27T08:00:00Z", "2031-03-28T08:00:00Z"),
    ],
)  # fmt: skip
def test_a_moment_is_all_the_time_that_it_may_mean(text, zone, precision, first, last):
    found = parse_moment(text, zone)

    assert (found.precision, found.span) == (Precision[precision], (at(first), at(last)))


@pytest.mark.parametrize(
    "text,why",
    [
        ("2/29/2023", "not a timestamp: '2/29/2023'"),
        ("2026-02-30", "not a date: '2026-02-30' (the calendar has no such day)"),
        ("2026-13", "not a month: '2026-13' (the calendar has no such month)"),
        ("2026-00", "not a month: '2026-00' (the calendar has no such month)"),
        ("0000-01", "not a month: '0000-01' (the calendar has no such month)"),
        ("0000", "not a year: '0000' (years begin with 0001)"),
        ("24:00", "not a timestamp: '24:00'"),
        ("2026-03-01T24:00:00Z", "(the clock has no such time)"),
        ("2026-06-30T23:59:60Z", "(the clock has no such time)"),
        ("2026-03-01T12:00:00", "(expected RFC 3339, as in '2024-03-01T12:00:00Z')"),
        ("now", "(expected RFC 3339"),
        ("", "(expected RFC 3339"),
        ("٢٠٣١", "(expected RFC 3339"),
        ("2031\n", "(expected RFC 3339"),
        ("2031-03-02T00:00:00Z/2031-03-01T00:00:00Z", "(it ends before it begins)"),
        ("2031-03-01/2031-03-02T00:00:00Z", "not a timestamp: '2031-03-01'"),
        ("2031-03-02/2031-03-01", "(it ends before it begins)"),
        ("2031-03-01/2031-02-30", "the calendar has no such day"),
    ],
)
def test_what_is_no_moment_says_what_was_expected(text, why):
    assert why in evaluate("before(moment, '2031')", moment=text)


@pytest.mark.parametrize("text", ["0001", "9999", "0001-01", "9999-12-31", "0001-01-01", "9999-12"])
@pytest.mark.parametrize("zone", [None, "UTC", "Pacific/Kiritimati", "Etc/GMT+12", "+23:59"])
def test_time_does_not_end_with_the_years_1_and_9999(text, zone):
    calendar = {} if zone is None else {"zone": zone}
    assert within(text, text, "30000 months", calendar) is True
    assert before("0001-01-03T00:00:00Z", "9999-12-29T00:00:00Z", calendar) is True
    due = evaluate("due(m, '90000 days', c)", m=text, c=calendar)
    assert at(due.split("/")[0]) <= TIMESTAMP_MAX
    last = evaluate("due('9999-12-31T23:59:59Z', '72 hours', c)", c=calendar)
    assert last == "9999-12-31T23:59:59.999999999Z"
    assert overdue(last, Timestamp(TIMESTAMP_MAX), calendar) is False
    assert overdue("0001", Timestamp(TIMESTAMP_MAX), calendar) is True
    assert overdue("9999", Timestamp(TIMESTAMP_MIN), calendar) is False


def test_the_whole_of_time_has_a_length():
    whole = evaluate("elapsed('0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z') > duration('0s')")
    assert whole is True


@given(DAYS, st.sampled_from(ZONES))
def test_a_day_is_all_the_time_in_which_the_clocks_of_its_zone_show_it(day, zone):
    number = day_number(day.year, day.month, day.day)
    span = parse_moment(day.isoformat(), zone).span

    assert day_at(span.first, zone) == number == day_at(span.last, zone)
    for instant in range(span.first - 3 * HOUR, span.last + 3 * HOUR, 10 * MINUTE):
        if day_at(instant, zone) == number:
            assert span.first <= instant <= span.last


def test_a_day_that_was_skipped_is_the_moment_at_which_it_was():
    # Samoa crossed the date line on 30 December 2011.
    span = parse_moment("2011-12-30", "Pacific/Apia").span

    assert span == (at("2011-12-30T10:00:00Z"), at("2011-12-30T10:00:00Z"))


def test_a_day_to_which_the_clocks_go_back_is_not_over_before():
    # Newfoundland put them back at 00:01: one minute of 7 November, then an hour of the 6th.
    sixth, seventh = (parse_moment(f"2010-11-0{day}", "America/St_Johns").span for day in (6, 7))

    assert seventh.first == at("2010-11-07T02:30:00Z")
    assert sixth.last == at("2010-11-07T03:29:59.999999999Z")


@given(st.sampled_from(["2031", "2031-03", "2031-03-09"]), st.sampled_from(ZONES))
def test_the_whole_earth_holds_every_zone(text, zone):
    here, anywhere = parse_moment(text, zone).span, parse_moment(text).span

    assert anywhere.first <= here.first <= here.last <= anywhere.last


# Three values


MOMENTS = st.one_of(
    st.dates(date(2031, 2, 20), date(2031, 4, 10)).map(str),
    st.sampled_from(["2031-02", "2031-03", "2031", "2030"]),
    st.integers(at("2031-02-20T00:00:00Z") // HOUR, at("2031-04-10T00:00:00Z") // HOUR).map(
        lambda hours: format_timestamp(Timestamp(hours * HOUR))
    ),
)
CALENDARS = st.sampled_from([{}, {"zone": "UTC"}, BERLIN, {"zone": "Pacific/Kiritimati"}])


def possible(text: str, calendar: dict[str, Any]) -> list[str]:
    """Instants that a moment may mean: its ends, and some between."""
    span = parse_moment(text, calendar.get("zone")).span
    inside = [span.first + (span.last - span.first) * part // 5 for part in range(6)]
    return [format_timestamp(Timestamp(each)) for each in inside]


def answer(function: Any, *arguments: Any) -> bool | None:
    try:
        return bool(function(*arguments))
    except Missing:
        return None


@given(MOMENTS, MOMENTS, st.sampled_from(["0 hours", "72 hours", "1 month", "5 days"]), CALENDARS)
def test_within_is_what_all_instants_say(start, end, limit, calendar):
    if limit.endswith("hours") or calendar:
        answers = {
            answer(within, a, b, limit, calendar)
            for a in possible(start, calendar)
            for b in possible(end, calendar)
        }
        told = answer(within, start, end, limit, calendar)
        assert told is (answers.pop() if len(answers) == 1 else None)


@given(MOMENTS, MOMENTS, CALENDARS)
def test_before_is_what_all_instants_say(one, other, calendar):
    answers = {
        before(a, b) for a in possible(one, calendar) for b in possible(other, calendar)
    }  # fmt: skip
    told = answer(before, one, other, calendar)
    assert told is (answers.pop() if len(answers) == 1 else None)


@given(st.lists(MOMENTS, min_size=1, max_size=4), CALENDARS)
def test_the_outermost_moments_are_those_of_all_instants(moments, calendar):
    spans = [parse_moment(each, calendar.get("zone")).span for each in moments]
    for function, outermost in ((earliest, min), (latest, max)):
        found = function(moments, calendar)
        expected = Span(*(outermost(ends) for ends in zip(*spans, strict=True)))
        assert parse_moment(found, calendar.get("zone")).span == expected
        # What was written is kept where it is the answer.
        assert found in moments or expected not in spans


def test_what_cannot_be_told_says_what_would_tell_it():
    assert evaluate("within('2031-03-01T08:00:00Z', '2031-03-04', '72 hours')") == (
        "Missing: whether '2031-03-04' is within 72 hours of '2031-03-01T08:00:00Z' cannot be"
        " told: '2031-03-04' is a day, an instant would decide it"
    )
    assert evaluate("before('2031-03', '2031')") == (
        "Missing: whether '2031-03' is before '2031' cannot be told: '2031-03' is a month and"
        " '2031' is a year, instants would decide it"
    )
    assert evaluate("overdue('2031-03-01', timestamp('2031-03-01T12:00:00Z'))") == (
        "Missing: whether '2031-03-01' has passed cannot be told: it is a day"
        ", and calendar.zone would say where it ends"
    )
    assert evaluate("elapsed('2031-03-01', '2031-03-02T00:00:00Z')").startswith("Missing: how long")


# Deadlines


def test_exactly_at_the_limit_is_in_time():
    start, last = "2031-03-27T08:00:00Z", "2031-03-30T08:00:00Z"
    assert within(start, last, "72 hours") is True
    assert within(start, "2031-03-30T08:00:00.000000001Z", "72 hours") is False
    assert overdue(last, parse_timestamp(last)) is False
    assert overdue(last, Timestamp(at(last) + 1)) is True


def test_hours_run_on_whatever_the_clocks_on_the_walls_do():
    # Berlin's clocks went forward on 30 March 2031: 72 hours, and 73 on the wall.
    assert within("2031-03-28T12:00:00+01:00", "2031-03-31T13:00:00+02:00", "72 hours") is True
    assert within("2031-03-28T12:00:00+01:00", "2031-03-31T13:00:01+02:00", "72 hours") is False
    assert within("2031-03-28T12:00:00+01:00", "2031-03-31T06:30:00-04:30", "72 hours") is True


@pytest.mark.parametrize(
    "start,limit,last",
    [
        ("2031-01-31", "1 month", "2031-02-28"),
        ("2028-01-31", "1 month", "2028-02-29"),
        ("2028-02-29", "12 months", "2029-02-28"),
        ("2028-02-29", "48 months", "2032-02-29"),
        ("2031-03-31", "1 month", "2031-04-30"),
        ("2031-02-28", "1 month", "2031-03-28"),
        ("2030-11-30", "3 months", "2031-02-28"),
        ("2031-12-15", "1 month", "2032-01-15"),
        ("2028-02-28", "1 day", "2028-02-29"),
        ("2031-12-31", "60 days", "2032-02-29"),
        ("2031-03-29", "1 day", "2031-03-30"),
    ],
)
def test_months_and_days_end_with_their_last_day(start, limit, last):
    due = evaluate("due(start, limit, calendar)", start=start, limit=limit, calendar=BERLIN)
    assert at(due) == parse_moment(last, "Europe/Berlin").span.last


def test_the_day_of_the_event_is_not_counted_whatever_the_hour():
    for hour in ("00:00:00", "12:00:00", "23:59:59"):
        due = evaluate(f"due('2031-03-01T{hour}+01:00', '1 day', c)", c=BERLIN)
        assert due == "2031-03-02T22:59:59.999999999Z"


@given(DAYS, st.integers(0, 40))
def test_a_month_ends_on_the_day_of_the_same_number_or_on_its_last(day, months):
    start = parse_moment(day.isoformat(), "UTC")
    end = deadline(start, parse_period(f"{months} months"), Calendar("UTC"))
    due = date_of((end.last + 1) // DAY - 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    assert due == (year, month + 1, min(day.day, days_in_month(year, month + 1)))


@given(INSTANTS, INSTANTS, PERIODS, st.sampled_from(ZONES))
def test_what_begins_later_ends_no_earlier(one, other, limit, zone):
    spans = [
        deadline(parse_moment(format_timestamp(Timestamp(each))), parse_period(limit), calendar)
        for each in sorted((one, other))
        for calendar in (Calendar(zone),)
    ]
    for earlier, later in pairwise(spans):
        assert earlier.first <= later.first
        assert earlier.last <= later.last


@given(INSTANTS, PERIODS)
def test_a_deadline_anywhere_is_that_of_every_place(start, limit):
    moment, period = parse_moment(format_timestamp(Timestamp(start))), parse_period(limit)
    anywhere = deadline(moment, period, Calendar())
    places = []
    for quarter in range(-12 * 4, 14 * 4 + 1):
        hours, quarters = divmod(abs(quarter), 4)
        zone = f"{'-' if quarter < 0 else '+'}{hours:02}:{quarters * 15:02}"
        places.append(deadline(moment, period, Calendar(zone)))
    assert all(anywhere.first <= each.first <= each.last <= anywhere.last for each in places)
    assert min(each.first for each in places) - anywhere.first <= 15 * MINUTE
    assert anywhere.last - max(each.last for each in places) <= 15 * MINUTE


def test_a_deadline_anywhere_begins_where_the_day_is_about_to_change():
    # Just west of +12:00 it is 27 March, and its next day ends there first.
    assert evaluate("due('2031-03-27T12:00:00Z', '1 day')") == (
        "2031-03-28T12:00:00Z/2031-03-29T11:59:59.999999999Z"
    )


@given(DAYS, st.integers(0, 30), st.sets(st.integers(0, 40)))
def test_business_days_are_counted_one_by_one(day, count, closed):
    first = day_number(day.year, day.month, day.day)
    calendar = Calendar("UTC", frozenset(first + each for each in closed), frozenset(range(3000)))
    start = parse_moment(day.isoformat(), "UTC")
    last = (deadline(start, parse_period(f"{count} business days"), calendar).last + 1) // DAY - 1
    works = [
        each
        for each in range(first + 1, last + 1)
        if day_of_week(each) not in {0, 6} and each - first not in closed
    ]
    assert len(works) == count
    assert last == (works[-1] if works else first)


@pytest.mark.parametrize("limit", ["-3h", "-3 hours", "3", "3h", "72  hours", "½ day", "3 weeks",
                                   "1000000 days", "367 business days", "", "3 Hours"])  # fmt: skip
def test_a_limit_that_is_none_says_what_was_expected(limit):
    said = evaluate("within('2031', '2031', limit)", limit=limit)
    assert said.startswith(f"CelError: not a limit: '{limit}' (expected ")


def test_a_duration_that_is_negative_is_no_limit():
    assert evaluate("due('2031-03-01', duration('-3h'))") == (
        "CelError: not a limit: -10800s (expected a duration that is not negative)"
    )


def test_a_limit_in_a_policy_is_checked_when_it_loads():
    names = {"a": STRING, "c": map_of(STRING, STRING)}

    def said(expression: str) -> list[tuple[int, str]]:
        return [(each.offset, each.message) for each in check(parse(expression), names)[1]]

    problem = (
        "not a limit: '3 weeks' (expected one like '72 hours', '30 days', '1 month' or"
        " '4 business days')"
    )
    assert said("within(a, a, '3 weeks')") == [(13, problem)]
    assert said("within(a, a, '3 weeks', c)") == [(13, problem)]
    assert said("due(a, '3 weeks')") == [(7, problem)]
    assert said("within(a, a, '3 days', c) && due(a, a, c) == a") == []
    written = Type(Kind.STRING, values=frozenset({"2 days", "-3h"}), constant=True)
    assert [each.offset for each in check(parse("due(a, p)"), {"a": STRING, "p": written})[1]] == [
        7
    ]


# Calendars


def test_a_list_of_holidays_speaks_of_the_years_that_it_names():
    calendar = {"zone": "UTC", "holidays": ["2031-12-25", "2031-12-26"]}
    due = "due(start, '2 business days', calendar)"
    assert evaluate(due, start="2031-12-23", calendar=calendar) == "2031-12-29T23:59:59.999999999Z"
    assert evaluate(due, start="2031-12-30", calendar=calendar) == (
        "Missing: the holidays of 2032 (calendar.holidays has those of 2031)"
    )
    assert evaluate(due, start="2031-12-30", calendar={"zone": "UTC"}) == (
        "Missing: which days are holidays (calendar.holidays or calendar.countries was expected)"
    )
    none = {"zone": "UTC", "holidays": []}
    assert evaluate(due, start="2031-12-30", calendar=none) == "2032-01-01T23:59:59.999999999Z"


def test_a_calendar_without_an_open_day_is_refused():
    first = day_number(2031, 1, 1)
    calendar = Calendar("UTC", frozenset(range(first, first + 800)), frozenset(range(3000)))
    with pytest.raises(CelError, match="leaves no business day"):
        calendar.next_working_day(first)


@pytest.mark.parametrize(
    "calendar,why",
    [
        ({"zone": "Europe/Berlni"}, "no such time zone: 'Europe/Berlni'"),
        ({"zone": 1}, "calendar.zone is no text"),
        ({"holidays": "2031-12-25"}, "calendar.holidays is no list of texts"),
        ({"holidays": [1]}, "calendar.holidays is no list of texts"),
        ({"holidays": ["Christmas"]}, "not a holiday: 'Christmas'"),
        ({"holidays": ["2031-02-30"]}, "not a date: '2031-02-30'"),
        ({"countries": "DE"}, "calendar.countries is no list of texts"),
        ({"id": "acme"}, "not a calendar (zone, holidays and countries were expected)"),
    ],
)
def test_what_is_no_calendar_says_what_was_expected(calendar, why):
    assert why in evaluate("due('2031-03-01', '1 business day', c)", c=calendar)


def test_national_holidays_come_from_the_extra():
    germany = {"zone": "Europe/Berlin", "countries": ["DE"]}
    # Good Friday, Easter Monday
    due = evaluate("due('2031-04-10', '1 business day', c)", c=germany)
    assert due == "2031-04-15T21:59:59.999999999Z"
    both = {**germany, "holidays": ["2031-04-15"]}
    assert evaluate("due('2031-04-10', '1 business day', c)", c=both) == (
        "2031-04-16T21:59:59.999999999Z"
    )


def test_a_holiday_in_one_of_two_countries_is_no_business_day():
    both = {"zone": "UTC", "countries": ["FR", "DE"]}
    due = evaluate("due('2031-04-10', '1 business day', c)", c=both)
    assert due == "2031-04-15T23:59:59.999999999Z"  # Good Friday is none in France


def test_without_the_extra_a_country_says_how_to_install_it(monkeypatch):
    national_holidays.cache_clear()
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert evaluate("due('2031-04-10', '1 business day', c)", c={"countries": ["DE"]}) == (
        "CelError: the holidays of 'DE' cannot be looked up (expected the extra:"
        " pip install 'vendorgate[calendars]')"
    )


def test_a_country_or_a_year_that_the_extra_does_not_have_is_refused():
    for country, year in (("XX", 2031), ("DE", 5), ("DE", 9999)):
        said = evaluate(
            f"due('{year:04}-04-10', '1 business day', c)",
            c={"zone": "UTC", "countries": [country]},
        )
        assert said.startswith("CelError: no "), (country, year, said)


# Relief


HOLIDAY = {"zone": "Europe/Berlin", "holidays": ["2031-04-11", "2031-04-14"]}


@pytest.mark.parametrize(
    "due,moved",
    [
        ("2031-04-10T23:30:00+02:00", "2031-04-10T21:30:00Z"),  # a Thursday evening
        ("2031-04-11T00:00:00+02:00", "2031-04-15T10:00:00Z"),  # Good Friday, past Easter Monday
        ("2031-04-12T09:00:00+02:00", "2031-04-15T10:00:00Z"),
        ("2031-04-15T00:00:00+02:00", "2031-04-14T22:00:00Z"),  # a Tuesday, not noon
        ("2031-03-30T23:00:00Z", "2031-03-30T23:00:00Z"),  # Monday in Berlin, Sunday in London
        ("2031-03-28T23:30:00Z", "2031-03-31T10:00:00Z"),  # Saturday in Berlin, Friday in London
        ("2031-04-12", "2031-04-15T10:00:00Z"),  # a day ends with its last hour
        # A deadline that is not exact: each of its hours is moved, or not.
        ("2031-04-10T10:00:00Z/2031-04-12T10:00:00Z", "2031-04-10T10:00:00Z/2031-04-15T10:00:00Z"),
        ("2031-04-12T10:00:00Z/2031-04-15T08:00:00Z", "2031-04-14T22:00:00Z/2031-04-15T10:00:00Z"),
    ],
)
def test_a_deadline_on_a_day_without_business_moves_to_noon_of_the_next(due, moved):
    assert evaluate("relieved(due, c)", due=due, c=HOLIDAY) == moved


@given(INSTANTS, st.integers(0, 5 * DAY))
def test_relief_of_a_span_holds_the_relief_of_its_instants(first, length):
    calendar = Calendar("Europe/Berlin", frozenset())
    span = Span(first, first + length)
    moved = relief(parse_moment(format_span(span)), calendar)
    for part in range(11):
        one = format_timestamp(Timestamp(first + length * part // 10))
        each = relief(parse_moment(one), calendar)
        assert moved.first <= each.first <= each.last <= moved.last


def test_relief_needs_a_zone_where_it_matters():
    holidays = {"holidays": ["2031-04-11"]}
    wednesday, sunday = "2031-04-09T12:00:00Z", "2031-04-13T12:00:00Z"
    assert evaluate("relieved(due, c)", due=wednesday, c=holidays) == wednesday
    assert evaluate("relieved(due, c)", due=sunday, c=holidays) == (
        f"Missing: whether '{sunday}' falls on a day without business (calendar.zone was expected)"
    )
    assert evaluate("relieved('2031', c)", c={}).startswith("Missing: ")


def test_noon_is_noon_where_the_clocks_have_changed():
    march = evaluate("relieved('2031-03-29T12:00:00Z', c)", c={**BERLIN, "holidays": []})
    october = evaluate("relieved('2031-10-25T12:00:00Z', c)", c={**BERLIN, "holidays": []})
    # Jordan's clocks went back on a Friday, at one in the morning.
    amman = {"zone": "Asia/Amman", "holidays": ["2021-10-28"]}
    assert evaluate("relieved('2021-10-28T12:00:00Z', c)", c=amman) == "2021-10-29T10:00:00Z"
    for text, day in ((march, 31), (october, 27)):
        local = datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/Berlin"))
        assert (local.day, local.hour, local.minute) == (day, 12, 0)


# Clocks that run


@given(MOMENTS, CALENDARS, st.lists(INSTANTS, min_size=2, max_size=9).map(sorted))
def test_a_clock_runs_then_nobody_knows_then_it_has_run_out(due, calendar, nows):
    told = [answer(overdue, due, Timestamp(now), calendar) for now in nows]
    order = {False: 0, None: 1, True: 2}
    assert [order[each] for each in told] == sorted(order[each] for each in told)


def test_a_day_has_not_passed_before_it_is_over():
    day = "2031-03-27"
    assert overdue(day, parse_timestamp("2031-03-27T22:59:59+00:00"), {"zone": "UTC"}) is False
    assert overdue(day, parse_timestamp("2031-03-28T00:00:00Z"), {"zone": "UTC"}) is True
    assert answer(overdue, day, parse_timestamp("2031-03-27T09:59:59Z")) is False
    assert answer(overdue, day, parse_timestamp("2031-03-27T10:00:00Z")) is None
    assert answer(overdue, day, parse_timestamp("2031-03-28T12:00:00Z")) is True


def test_at_the_end_of_its_span_a_deadline_may_not_have_passed():
    span = "2031-03-27T00:00:00Z/2031-03-28T00:00:00Z"
    last = parse_timestamp("2031-03-28T00:00:00Z")
    assert answer(overdue, span, last) is None
    assert answer(overdue, span, Timestamp(last.nanoseconds + 1)) is True


def test_an_empty_map_is_a_calendar_that_says_nothing():
    assert calendar_of({}) == Calendar()


def test_what_is_too_vague_for_relief_is_refused():
    span = "0001-01-01T00:00:00Z/9999-01-01T00:00:00Z"
    assert "too vague" in evaluate("relieved(s, c)", s=span, c={**BERLIN, "holidays": []})


@pytest.mark.parametrize(
    "moment,zone,shown",
    [
        ("9999-12-31T23:00:00Z", "+02:00", "10000-01-01 01:00+02:00"),
        ("9999-12-31T23:00:05Z", "Asia/Tokyo", "10000-01-01 08:00:05+09:00"),
        ("0001-01-01T00:00:00Z", "-02:00", "0000-12-31 22:00-02:00"),
    ],
)
def test_an_instant_at_the_end_of_time_is_readable_in_every_zone(moment, zone, shown):
    assert evaluate("readable(m, c)", m=moment, c={"zone": zone}) == shown


@pytest.mark.parametrize(
    "end,calendar,expected",
    [
        # Four weekdays after Monday the 1st; holidays could only give more time.
        ("2031-12-05T23:59:59Z", {"zone": "UTC"}, True),
        ("2031-12-05", {"zone": "UTC"}, True),
        ("2031-12-06T00:00:00Z", {"zone": "UTC"}, None),
        ("2031-12-06T00:00:00Z", {"zone": "UTC", "holidays": []}, False),
        # A list of another year counts for its own days only.
        ("2031-12-05", {"zone": "UTC", "holidays": ["2030-12-25"]}, True),
        ("2031-12-06T00:00:00Z", {"zone": "UTC", "holidays": ["2030-12-25"]}, None),
        ("2031-12-05T11:59:59Z", {}, True),
        ("2031-12-01T00:00:00Z", {}, True),
    ],
)
def test_holidays_that_are_missing_matter_only_where_they_decide(end, calendar, expected):
    start = "2031-12-01T12:00:00Z"

    if expected is None:
        with pytest.raises(Missing, match="holiday"):
            within(start, end, "4 business days", calendar)
    else:
        assert within(start, end, "4 business days", calendar) is expected


@given(DAYS, st.integers(0, 20), st.integers(0, 40), st.sets(st.integers(0, 40)))
def test_no_list_of_holidays_contradicts_an_answer_without_one(start, limit, later, closed):
    period = f"{limit} business days"
    end = str(start + timedelta(days=later))
    try:
        told = within(str(start), end, period, {"zone": "UTC"})
    except Missing:
        return
    holidays = [str(start + timedelta(days=each)) for each in closed]
    years = [f"{start.year + each}-01-01" for each in range(2)]
    listed = {"zone": "UTC", "holidays": [*holidays, *years]}
    assert told is within(str(start), end, period, listed)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)), st.sampled_from(ZONES[:-1]))  # noqa: DTZ001
def test_a_readable_instant_is_what_the_clock_on_the_wall_shows(utc, zone):
    instant = utc.replace(tzinfo=UTC, microsecond=0)
    local = instant.astimezone(ZoneInfo(zone))
    shown = evaluate("readable(m, c)", m=instant.isoformat(), c={"zone": zone})
    spelt = shown.replace("Z", "+00:00").replace(" ", "T")
    assert datetime.fromisoformat(spelt) == instant
    assert spelt.startswith(local.strftime("%Y-%m-%dT%H:%M"))


@given(st.integers(0, 10**7))
def test_how_long_is_cut_off_and_never_rounded_up(seconds):
    start = datetime(2031, 1, 1, tzinfo=UTC)
    said = evaluate(
        "howLong(a, b)",
        a=start.isoformat(),
        b=(start + timedelta(seconds=seconds)).isoformat(),
    ).split()
    units = {"d": 86_400, "h": 3_600, "min": 60, "s": 1}
    told = sum(int(n) * units[unit] for n, unit in zip(said[::2], said[1::2], strict=True))
    assert told <= seconds < told + units[said[-1]]


@pytest.mark.parametrize(
    "end, said",
    [
        ("2031-01-01T00:00:00Z", "0 s"),
        ("2031-01-01T00:00:00.000000001Z", "less than 1 s"),
        ("2031-01-01T00:00:00.999999999Z", "less than 1 s"),
        ("2030-12-31T23:59:59.999999999Z", "0 s"),
        ("2031-01-01T00:00:01Z", "1 s"),
    ],
)
def test_what_is_late_by_a_moment_is_not_said_to_be_in_time(end, said):
    assert evaluate("howLong(a, b)", a="2031-01-01T00:00:00Z", b=end) == said


@given(DAYS, st.integers(0, 400), st.sampled_from([None, *ZONES]))
def test_a_span_of_days_is_all_the_time_from_the_first_to_the_end_of_the_last(
    first: date, length: int, zone: str | None
) -> None:
    last = first + timedelta(days=length)
    span = parse_moment(f"{first}/{last}", zone)
    ends = [parse_moment(str(day), zone) for day in (first, last)]

    assert span.span == Span(ends[0].span.first, ends[1].span.last)
    assert span.days == (ends[0].days[0], ends[1].days[1])
    assert span.precision is Precision.SPAN


def test_a_span_of_months_is_as_coarse_as_its_days() -> None:
    assert (
        parse_moment("2031-02/2031-03", "UTC").days
        == parse_moment("2031-02-01/2031-03-31", "UTC").days
    )
