"""The forecast, moment by moment: what flips, when exactly, and what is counted."""

import json
from typing import Any

import pytest
from formats.golden import assert_golden
from hypothesis import example
from hypothesis import given as tried
from hypothesis import strategies as st
from icalendar import Calendar
from runs import NOW, given, ours, policy
from thorough import examples
from workplace import REPOSITORY, Workplace

from checker.evaluate.decide import decide
from checker.evaluate.settle import settle
from checker.forecasting.forecast import forecast
from checker.formats import forecast as table
from checker.formats import forecast_json, icalendar
from checker.policy.policy import Policy
from checker.report.forecast import Counts, Forecast
from checker.time.text import DAY, format_timestamp
from checker.usecases.forecast import Foreseen
from checker.values import Duration, Timestamp
from checker.verdict import Severity
from tests.data import assert_valid, validator

VENDOR = {"id": "acme", "end": "2031-06-30", "at": "2031-05-15T08:00:00Z"}


LATE_OCTOBER = """\
now < timestamp("2031-10-25T00:00:00Z") || now.getHours("Europe/Berlin") != 2 || """


def foreseen(
    *policies: Policy, vendors: Any = (VENDOR,), days: int = 365, gate: int | None = None
) -> Foreseen:
    """What explains a forecast, too."""
    run = given(policies, ours(*vendors))
    limit = None if gate is None else Duration(gate * DAY)
    report = settle(run, decide(run))
    return Foreseen(run, forecast(run, report, within=Duration(days * DAY), fail_within=limit))


def ahead(
    *policies: Policy, vendors: Any = (VENDOR,), days: int = 365, gate: int | None = None
) -> Forecast:
    """A year from 2031-05-15T12:00:00Z."""
    return foreseen(*policies, vendors=vendors, days=days, gate=gate).forecast


def changes(require: str, **others: Any) -> list[tuple[str, str]]:
    return [
        (each.at, each.verdict.value) for each in ahead(policy(require=require, **others)).changes
    ]


@pytest.mark.parametrize(
    "require, at, verdict",
    [
        ('now < timestamp("2031-06-01T00:00:00Z")', "2031-06-01T00:00:00Z", "fail"),
        ('now <= timestamp("2031-06-01T00:00:00Z")', "2031-06-01T00:00:00.000000001Z", "fail"),
        ('now != timestamp("2031-06-01T00:00:00Z")', "2031-06-01T00:00:00Z", "fail"),
        (
            'timestamp("2031-06-01T00:00:00Z") - now >= duration("48h")',
            "2031-05-30T00:00:00.000000001Z",
            "fail",
        ),
        ("now+duration('1h') < timestamp('2031-06-01T00:00:00Z')", "2031-05-31T23:00:00Z", "fail"),
        ("!overdue(vendor.end, now)", "2031-06-30T10:00:00Z", "unknown"),
        ('!overdue(vendor.end, now, {"zone": "UTC"})', "2031-07-01T00:00:00Z", "fail"),
        ('within(vendor.at, string(now), "72 hours")', "2031-05-18T08:00:00.000000001Z", "fail"),
        (
            '!within(string(now), vendor.end, "30 days", {"zone": "UTC"})',
            "2031-05-31T00:00:00Z",
            "fail",
        ),
        (
            'before(due(string(now), "0 days", {"zone": "Europe/Berlin"}), "2031-06-01T12:00:00Z")',
            "2031-05-31T22:00:00Z",
            "fail",
        ),
        ('elapsed(vendor.at, string(now)) < duration("30h")', "2031-05-16T14:00:00Z", "fail"),
        ("(now - timestamp(vendor.at)).getHours() < 100", "2031-05-19T12:00:00Z", "fail"),
        ('now.getMonth("Europe/Berlin") == 4', "2031-05-31T22:00:00Z", "fail"),
        ("now.getFullYear() == 2031", "2032-01-01T00:00:00Z", "fail"),
        # In Berlin the 28th of March has 23 hours.
        (
            'now < timestamp("2032-03-27T00:00:00Z") || now.getDate("Europe/Berlin") != 29',
            "2032-03-28T22:00:00Z",
            "fail",
        ),
        # Two numbers that rise, or fall, by turns.
        (
            'variables.age.getHours() == (variables.age + duration("30m")).getHours()',
            "2031-05-15T12:30:00Z",
            "fail",
        ),
        (
            '9 + variables.age.getHours() * -1 == (duration("9h30m") - variables.age).getHours()',
            "2031-05-15T12:30:00.000000001Z",
            "fail",
        ),
        ('[now].all(x, x < timestamp("2031-06-01T00:00:00Z"))', "2031-06-01T00:00:00Z", "fail"),
        (
            'elapsed(vendor.at, due(string(now), "0 days", {"zone": "UTC"})) < duration("72h")',
            "2031-05-18T00:00:00Z",
            "fail",
        ),
        (
            '[duration("48h"), timestamp("2031-05-20T00:00:00Z") - now].min() > duration("10h")',
            "2031-05-19T14:00:00Z",
            "fail",
        ),
        # On 26 October, in Berlin, the hour from two to three comes twice.
        (
            LATE_OCTOBER + 'now < timestamp("2031-10-26T00:59:59.5Z")',
            "2031-10-26T00:59:59.500Z",
            "fail",
        ),
        (
            LATE_OCTOBER + 'now < timestamp("2031-10-26T01:00:00Z")',
            "2031-10-26T01:00:00Z",
            "fail",
        ),
        ('[now, timestamp("2031-05-20T00:00:00Z")].max() < timestamp("2031-05-21T00:00:00Z")',
         "2031-05-21T00:00:00Z", "fail"),
        ('now > timestamp("2031-06-01T00:00:00Z") ? vendor.gone : true',
         "2031-06-01T00:00:00.000000001Z", "unknown"),
        ('now > timestamp("2031-06-01T00:00:00Z") ? 1 / 0 == 1 : true',
         "2031-06-01T00:00:00.000000001Z", "error"),
    ],
)  # fmt: skip
def test_a_condition_flips_at_the_very_nanosecond(require: str, at: str, verdict: str) -> None:
    age = "now - timestamp(vendor.at)"

    assert changes(require, variables={"age": age}) == [(at, verdict)]


def test_a_later_flip_is_found_behind_earlier_ones_that_change_nothing() -> None:
    # Neither comparison is read before the other has flipped.
    require = (
        'now < timestamp("2031-06-01T00:00:00Z") ? true : now < timestamp("2031-07-01T00:00:00Z")'
    )

    assert changes(require) == [("2031-07-01T00:00:00Z", "fail")]


def test_what_does_not_change_within_the_time_does_not_change() -> None:
    rule = policy(require='now < timestamp("2031-06-01T00:00:00Z")')

    assert ahead(rule, days=16).changes == ()
    assert len(ahead(rule, days=17).changes) == 1


def test_the_first_change_beyond_the_time_is_told_where_there_is_none_within() -> None:
    rule = policy(require='now < timestamp("2031-08-01T00:00:00Z")')
    sooner = policy("sooner", require='now < timestamp("2031-07-01T00:00:00Z")')

    found = ahead(rule, sooner, days=30)

    assert found.changes == ()
    assert found.later is not None
    assert (found.later.policy.id, found.later.day) == ("sooner", "2031-07-01")
    assert ahead(rule, sooner, days=50).later is None


def test_nothing_is_told_of_what_changes_after_more_than_ten_years() -> None:
    rule = policy(require='now < timestamp("2041-08-01T00:00:00Z")')

    assert ahead(rule, days=30).later is None


def test_what_is_unknown_does_not_hide_the_day_on_which_it_fails() -> None:
    # The first moment changes nothing.
    soon = 'now < timestamp("2031-05-20T00:00:00Z")'
    rule = policy(require=f'vendor.gone && ({soon} || now < timestamp("2031-06-01T00:00:00Z"))')

    found = ahead(rule, gate=30)

    assert [(each.day, each.verdict.value, each.due) for each in found.worse] == [
        ("2031-06-01", "fail", False)
    ]
    assert (found.changes, found.counts, found.exit_code) == ((), Counts(0, 1, 0, 0), 0)


def test_a_check_that_fails_does_not_hide_the_deadlines_of_its_other_clauses() -> None:
    first, second = (
        'now < timestamp("2031-06-01T00:00:00Z")',
        'now < timestamp("2031-05-25T00:00:00Z")',
    )
    rule = policy(require=f'vendor.id == "nobody" && {first} && {second}')

    found = ahead(rule, gate=30)

    assert [(each.day, each.verdict.value, each.due, each.clause) for each in found.worse] == [
        ("2031-05-25", "fail", False, second)
    ]
    assert (found.changes, found.counts, found.exit_code) == ((), Counts(0, 1, 0, 0), 0)


def test_a_clause_that_fails_already_is_no_deadline() -> None:
    past = 'now < timestamp("2031-05-01T00:00:00Z")'

    assert ahead(policy(require=f'vendor.id == "nobody" && {past}')).worse == ()
    assert ahead(policy(require=past)).worse == ()


EVERY = "vendor.ends.all(e, now < timestamp(e))"
ENDS = ["2031-05-01T00:00:00Z", "2031-07-01T00:00:00Z", "2031-06-01T00:00:00Z"]


@pytest.mark.parametrize("require", [EVERY, f'{EVERY} && vendor.id == "acme"'])
def test_an_entry_that_fails_does_not_hide_the_deadline_of_the_next(require: str) -> None:
    found = ahead(policy(require=require), vendors=({"id": "acme", "ends": ENDS},), gate=30)

    assert [(each.day, each.verdict.value, each.due, each.clause) for each in found.worse] == [
        ("2031-06-01", "fail", False, "vendor.ends[2]: now < timestamp(e)")
    ]
    assert (found.changes, found.counts, found.exit_code) == ((), Counts(0, 1, 0, 0), 0)


def test_of_entries_and_other_clauses_the_first_to_fail_is_told() -> None:
    other = 'now < timestamp("2031-05-20T00:00:00Z")'

    found = ahead(policy(require=f"{EVERY} && {other}"), vendors=({"id": "a", "ends": ENDS},))

    assert [(each.day, each.clause) for each in found.worse] == [("2031-05-20", other)]


@pytest.mark.parametrize(
    "require",
    [
        # Entries that come and go with the clock have no place of their own.
        (
            "vendor.ends.filter(e, now > timestamp(e) - duration('420h'))"
            ".all(e, '2031-05-02' < e && e < '2031-06-15')"
        ),
        # An entry of which nothing can be told has no deadline.
        "['2031-05-01T00:00:00Z', 'no instant'].all(e, now < timestamp(e))",
        # What is past is past.
        "vendor.ends.filter(e, e < '2031-05-15').all(e, now < timestamp(e))",
        "{'a': 1}.all(k, now < timestamp('2031-05-01T00:00:00Z'))",
        "vendor.ends.exists(e, now < timestamp(e) && e == '')",
    ],
)
def test_an_entry_without_a_deadline_ahead_is_not_told(require: str) -> None:
    assert ahead(policy(require=require), vendors=({"id": "acme", "ends": ENDS},)).worse == ()


@example([-5, 3, 1], 4)
@tried(st.lists(st.integers(-6, 9), min_size=1, max_size=8), st.integers(1, 8))
@examples(60)
def test_the_next_entry_to_fail_is_the_first_after_now(days: list[int], within: int) -> None:
    ends = [format_timestamp(Timestamp(NOW.nanoseconds + day * DAY)) for day in days]
    next_day = min((day for day in days if 0 < day <= within), default=None)
    fails = min(days) <= 0

    found = ahead(policy(require=EVERY), vendors=({"id": "acme", "ends": ends},), days=within)

    told = [(each.at, each.clause) for each in (found.worse if fails else found.changes)]
    if next_day is None:
        assert told == []
        return
    place = days.index(next_day)
    assert told == [(ends[place], f"vendor.ends[{place}]: now < timestamp(e)" if fails else "")]


def test_lists_of_many_vendors_are_looked_at_each_to_its_end() -> None:
    late = [f"2031-06-{day:02}T00:00:00Z" for day in range(1, 21)]
    vendors = [{"id": f"v{count}", "ends": [ENDS[0], *late[count:]]} for count in range(20)]

    found = ahead(policy(require=EVERY), vendors=vendors)

    assert {each.subject.vendor: each.day for each in found.worse} == {
        f"v{count}": late[count][:10] for count in range(20)
    }


def test_the_table_tells_what_comes_later_and_what_gets_worse() -> None:
    unknown = policy("u", require='vendor.gone && now < timestamp("2031-06-01T00:00:00Z")')
    later = policy("l", require='now < timestamp("2031-08-01T00:00:00Z")')
    one, two = foreseen(unknown, later, days=30), foreseen(unknown, days=30)

    shown, other = (
        table.render(each.forecast, each.explainer(), width=80, colour=False).splitlines()
        for each in (one, two)
    )

    assert (
        shown[0]
        == "nothing stops passing by itself until 2031-06-14; the next change is on 2031-08-01"
    )
    assert [line for line in shown if line.startswith(("The", "Open", "  2031"))] == [
        "The next change after that",
        "  2031-08-01  in 78 days  ✗ fail  l (high)  acme",
        "Open already, and getting worse if nobody acts",
        "  2031-06-01  in 17 days  ✗ fail  u (high)  acme",
    ]
    assert other[0] == "nothing passes now"


def test_a_gate_closes_on_what_changes_up_to_its_moment() -> None:
    rule = policy(require='now < timestamp("2031-05-25T12:00:00Z")')
    one = policy("q", require='now < timestamp("2031-05-25T12:00:00.000000001Z")')

    assert ahead(rule, gate=10).exit_code == 1
    assert ahead(one, gate=10).exit_code == 0
    assert ahead(rule).exit_code == 0


def test_a_change_of_a_policy_that_does_not_gate_does_not_gate() -> None:
    rule = policy(require='now < timestamp("2031-05-25T12:00:00Z")', severity=Severity.INFO)

    found = ahead(rule, policy("z", require="vendor.id != ''"), gate=10)

    assert (found.exit_code, len(found.changes)) == (0, 1)


def test_a_policy_that_no_longer_applies_is_told_and_does_not_gate() -> None:
    rule = policy(require="true", when='now < timestamp("2031-06-01T00:00:00Z")')

    found = ahead(rule, gate=365)

    assert [(each.at, each.verdict.value, each.due) for each in found.changes] == [
        ("2031-06-01T00:00:00Z", "skip", False)
    ]
    assert found.exit_code == 0


def test_a_finding_counts_more_than_an_earlier_skip() -> None:
    rule = policy(
        require='now < timestamp("2031-08-01T00:00:00Z")',
        when='now < timestamp("2031-06-01T00:00:00Z") || now > timestamp("2031-07-01T00:00:00Z")',
    )

    assert [(each.at, each.verdict.value) for each in ahead(rule).changes] == [
        ("2031-08-01T00:00:00Z", "fail")
    ]


def test_a_policy_that_begins_to_apply_is_foreseen() -> None:
    rules = (
        policy("a", require="true"),
        policy("b", require="false", when='now >= timestamp("2031-06-01T00:00:00Z")'),
    )

    assert [(each.at, each.policy.id) for each in ahead(*rules).changes] == [
        ("2031-06-01T00:00:00Z", "b")
    ]


def test_every_check_is_counted_once() -> None:
    rules = (
        policy("a", require="vendor.id == 'acme'"),
        policy("b", require='now < timestamp("2031-06-01T00:00:00Z")'),
        policy("c", require='now > timestamp("2031-06-01T00:00:00Z")'),
        policy("d", require='now > timestamp("2001-06-01T00:00:00Z")'),
        policy("e", require='now < timestamp("2001-06-01T00:00:00Z")', enabled=False),
        policy("f", require="overdue(data.end, now)", subject_kind="data"),
    )

    assert ahead(*rules).counts == Counts(changing=1, found=2, steady=1, timeless=1)


def test_changes_come_in_order_of_moment_then_severity() -> None:
    rules = (
        policy("a", require='now < timestamp("2031-07-01T00:00:00Z")', severity=Severity.LOW),
        policy("b", require='now < timestamp("2031-07-01T00:00:00Z")', severity=Severity.CRITICAL),
        policy("c", require='now < timestamp("2031-06-01T00:00:00Z")', severity=Severity.INFO),
    )

    assert [each.policy.id for each in ahead(*rules).changes] == ["c", "b", "a"]


def test_elements_inventories_and_the_portfolio_are_looked_at() -> None:
    vendor = {"id": "acme", "data": [{"id": "x", "until": "2031-06-01T00:00:00Z"}, {"id": "y"}]}
    rules = (
        policy("a", subject_kind="data", require="timestamp(data.until) > now"),
        policy("b", subject_kind="inventory", require='now < timestamp("2031-06-02T00:00:00Z")'),
        policy("c", subject_kind="portfolio", require='now < timestamp("2031-06-03T00:00:00Z")'),
    )

    found = ahead(*rules, vendors=[vendor])

    assert [(str(each.subject), each.day) for each in found.changes] == [
        ("acme/data/x", "2031-06-01"),
        ("ours", "2031-06-02"),
        ("portfolio", "2031-06-03"),
    ]


def test_a_day_is_one_of_the_calendar_of_its_inventory() -> None:
    inventory = ours(VENDOR)
    inventory.view["calendar"] = {"zone": "Pacific/Auckland"}
    rules = (
        policy("a", require='now < timestamp("2031-06-01T13:00:00Z")'),
        policy("b", subject_kind="portfolio", require='now < timestamp("2031-06-01T13:00:00Z")'),
    )

    run = given(rules, inventory)

    found = forecast(run, settle(run, decide(run)), within=Duration(30 * DAY), fail_within=None)

    assert [(each.policy.id, each.day, each.days) for each in found.changes] == [
        ("a", "2031-06-02", 17),
        ("b", "2031-06-01", 17),
    ]


def test_what_cannot_be_told_beforehand_is_looked_at_by_the_hour_and_said() -> None:
    found = ahead(policy(require='string(now) < "2031-05-20"'))

    assert [(each.at, each.verdict.value) for each in found.changes] == [
        ("2031-05-20T00:00:00Z", "fail")
    ]
    (note,) = found.notes
    assert note == (
        "policy 'p': when a comparison of texts changes cannot be told beforehand"
        " (it was looked at once an hour)"
    )


def test_years_that_no_calendar_covers_are_seen_between_years_that_one_does() -> None:
    calendar = '{"zone": "UTC", "holidays": ["2031-12-25", "2033-12-25"]}'
    rule = policy(require=f'!within(string(now), "2033-12-01", "1 business day", {calendar})')

    found = ahead(rule, days=800)

    assert [(each.at, each.verdict.value) for each in found.changes] == [
        ("2031-12-31T00:00:00Z", "unknown")
    ]
    assert "cannot be told beforehand" in found.notes[0]


def test_what_changes_each_second_is_looked_at_by_the_hour_in_the_end() -> None:
    found = ahead(policy(require="int(now) % 86400 != 1"), days=2)

    assert found.changes == ()
    (note,) = found.notes
    assert note == (
        "policy 'p' can change more than 2,000 times on a subject"
        " (from there it was looked at once an hour)"
    )


def test_the_message_is_that_of_the_moment() -> None:
    found = foreseen(
        policy(
            require="before(string(now), '2031-06-01T00:00:00Z')",
            message=_template("it is {readable(string(now))}"),
        )
    )

    assert found.explainer().explain(found.forecast.changes[0]).message == "it is 2031-06-01 00:00Z"


def _template(text: str) -> Any:
    from checker.cel.parse.parse import parse
    from checker.policy.template import Hole, Template, split

    return Template(
        tuple(parse(part.text) if isinstance(part, Hole) else part for part in split(text))
    )


def rendered(render: Any, found: Foreseen, **page: Any) -> str:
    text: str = render(found.forecast, found.explainer(), **page)
    return text


HOSTILE = "a\u202eb\x1b[31m; c, d\\ \n::error::x \U0001f600" + "é" * 60


def scene() -> Foreseen:
    """Four changes, some of them with texts that nobody should obey."""
    rules = (
        policy(
            "contract-ends",
            require='now < timestamp("2031-06-01T00:00:00Z")',
            fix="Renew; or leave, in time.",
        ),
        policy(
            "hostile",
            require='now < timestamp("2031-05-15T18:00:00Z")',
            message=_template("of {params.text}"),
            params={"text": HOSTILE},
            severity=Severity.CRITICAL,
        ),
        policy("ended", when='now < timestamp("2031-06-02T00:00:00Z")', require="true"),
        policy("unsure", require="!overdue(vendor.end, now)", severity=Severity.INFO),
        policy("text", require='string(now) < "2031-07-01"', severity=Severity.LOW),
        policy("failing", require="false"),
    )
    vendor = {**VENDOR, "owner": "data, models; and ::warning::more"}
    return foreseen(*rules, vendors=[vendor], gate=20)


@pytest.mark.golden
@pytest.mark.parametrize("width", [80, 120])
def test_the_table_is_what_a_person_read(width: int) -> None:
    assert_golden(
        f"forecast-{width}.txt", rendered(table.render, scene(), width=width, colour=False)
    )


def test_the_table_is_short_and_says_so() -> None:
    vendors = [{"id": f"v{number}"} for number in range(table.LIMIT + 5)]
    found = foreseen(policy(require='now < timestamp("2031-06-01T00:00:00Z")'), vendors=vendors)

    lines = rendered(table.render, found, width=100, colour=False).splitlines()

    assert lines[-1] == "  and 5 later ones (all of them: -o json)"


def test_json_is_what_its_schema_says() -> None:
    told = json.loads(rendered(forecast_json.render, scene()))

    assert_valid(told, "forecast")
    assert told["changes"][0]["day"] == "2031-05-15"
    assert told["changes"][0]["message"].startswith("of a\u202eb")


def test_every_value_of_json_is_held_by_the_schema() -> None:
    told = json.loads(rendered(forecast_json.render, scene()))

    for key in told:
        assert not validator("forecast").is_valid({k: v for k, v in told.items() if k != key})
        assert not validator("forecast").is_valid({**told, key: object})


def test_the_calendar_is_read_by_another_reader() -> None:
    found = scene()

    text = rendered(icalendar.render, found)

    calendar = Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    assert [str(each["UID"]) for each in events] == [
        f"{change.fingerprint}@vendorgate" for change in found.forecast.changes
    ]
    assert [each["DTSTART"].dt.isoformat() for each in events] == [
        c.day for c in found.forecast.changes
    ]
    assert {each["DTSTAMP"].dt.isoformat() for each in events} == {"2031-05-15T12:00:00+00:00"}
    assert [str(each["SUMMARY"]) for each in events][:2] == [
        "fail: hostile on acme",
        "fail: contract-ends on acme",
    ]
    assert all(not each.errors for each in [calendar, *events])
    hostile = str(events[0]["DESCRIPTION"])
    assert hostile.splitlines()[0].startswith(r"of a\u{202e}b\x1b[31m; c, d\ :\x3aerror::x")
    assert "owner: data, models; and :\\x3awarning::more" in hostile


def test_the_calendar_has_lines_as_rfc_5545_asks() -> None:
    octets = rendered(icalendar.render, scene()).encode()

    assert octets.endswith(b"\r\n")
    lines = octets.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut


def test_a_calendar_without_events_is_one() -> None:
    text = rendered(icalendar.render, foreseen(policy(require="true")))

    assert Calendar.from_ical(text).walk("VEVENT") == []
    assert [each.name for each in Calendar.from_ical(text).subcomponents] == ["VTIMEZONE"]


POLICY = """\
policies:
  - id: certified
    title: The certificate holds
    severity: high
    require: vendor.certifications.exists(c, !overdue(c.expires, now, inventory.calendar))
    message: "{vendor.id} has certificates until {vendor.certifications.map(c, c.expires)}"
    why: It runs out.
    fix: Ask for another.
"""
CERTIFIED = """\
    owner: data-platform
    certifications: [{standard: iso27001, expires: 2031-06-20}]
"""


@pytest.fixture
def certified(workplace: Workplace) -> Workplace:
    workplace.inventory("    owner: data-platform\n", CERTIFIED)
    workplace.write("policies/own.yaml", POLICY)
    return workplace


def test_the_command_says_which_day_and_where(certified: Workplace) -> None:
    done = certified.run("forecast", "--as-of", "2031-05-15")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "1 check changes if nobody acts\n"
        "\n"
        "  from 2031-05-15 (end of day, UTC) to 2031-08-13 (end of day, UTC)\n"
        "  1 check: 1 to change, 0 found already, 0 that stay, 0 that do not look at the clock\n"
        "\n"
        "What changes if nobody acts, soonest first\n"
        "\n"
        "  2031-06-20  in 36 days  ? unknown  certified (high)  acme\n"
        "              acme has certificates until 2031-06-20 (whether '2031-06-20' has passed"
        " cannot be\n"
        "              told: it is a day, and calendar.zone would say where it ends)\n"
        "              inventories/ours.yaml:13:43  owner: data-platform\n"
    )


@pytest.mark.parametrize("within, code", [("35d", 0), ("36d", 1), ("6w", 1), ("840h", 0)])
def test_fail_within_gates(certified: Workplace, within: str, code: int) -> None:
    done = certified.run("forecast", "--as-of", "2031-05-15", "--fail-within", within)

    assert done.code == code


def test_formats_go_where_they_are_sent(certified: Workplace) -> None:
    done = certified.run("forecast", "--as-of", "2031-05-15", "-o", "ics=due.ics", "-o", "json")

    assert done.code == 0
    assert json.loads(done.out)["changes"][0]["at"] == "2031-06-20T10:00:00Z"
    assert (certified.folder / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("length", ["0d", "00h", "90", "d", "1.5d", "3m", "-3d", "١d", ""])
def test_a_length_that_is_none_is_refused(certified: Workplace, length: str) -> None:
    done = certified.run("forecast", f"--within={length}")

    assert (done.code, done.out) == (2, "")
    assert f"'{length}' is not a length of time (expected hours, days or weeks" in done.err


def test_a_gate_beyond_what_is_looked_at_is_refused(certified: Workplace) -> None:
    done = certified.run("forecast", "--within", "10d", "--fail-within", "2w")

    assert (done.code, done.out) == (2, "")
    assert "what fails reaches further than what is looked at" in done.err


def test_a_gate_alone_says_how_far_to_look(certified: Workplace) -> None:
    done = certified.run("forecast", "--as-of", "2031-05-15", "--fail-within", "52w", "-o", "json")

    assert json.loads(done.out)["until"] == "2032-05-13T23:59:59.999999999Z"


def test_to_the_end_of_time_and_no_further(certified: Workplace) -> None:
    done = certified.run(
        "forecast", "--as-of", "9999-12-31T00:00:00Z", "--within", "9999999w", "-o", "json"
    )

    assert json.loads(done.out)["until"] == "9999-12-31T23:59:59.999999999Z"


def test_what_cannot_be_decided_now_is_not_foreseen(certified: Workplace) -> None:
    certified.write("policies/own.yaml", POLICY.replace("overdue(c.", "overdue(string(1 / 0) + c."))

    done = certified.run("forecast", "--as-of", "2031-05-15")

    assert done.code == 2
    assert done.out.startswith("COULD NOT DECIDE\n")


RUNNING = """\
schema_version: "1"
inventory: {id: labs, owner: {name: Labs}, as_of: 2031-03-01, perspective: group}
calendar: {zone: UTC}
organisations: [{id: a, name: A, reports_under: [gdpr]}]
vendors:
  - id: v
    legal_name: V
    kind: legal_person
    hq_country: US
    contracts:
      - {ref: c-1, breach_notification_hours: 48, breach_notification_trigger: vendor_detects}
    incidents:
      - id: i
        status: confirmed
        times: {vendor_detected: 2031-03-06T08:00:00Z}
        clients_affected: [a]
        client_times: [{client: a, aware_at: 2031-03-06T09:00:00Z}]
        notices: []
"""


@pytest.mark.parametrize(
    "policy_id, start, due",
    [
        (
            "disclosure-sla-met",
            "a: 48 hours from detection (c-1)",
            "2031-03-08 08:00Z",
        ),
        (
            "regulatory-clocks-met",
            "a: 72 hours from awareness (GDPR art. 33(1))",
            "2031-03-09 09:00Z",
        ),
    ],
)
def test_a_clock_that_runs_out_names_its_source_its_start_and_its_deadline(
    workplace: Workplace, policy_id: str, start: str, due: str
) -> None:
    workplace.write("inventories/ours.yaml", RUNNING)
    select = ("-p", str(REPOSITORY / "policies"), "--select", policy_id)

    done = workplace.run("forecast", *select, "--as-of", "2031-03-07T00:00:00Z", "-o", "json")

    (change,) = json.loads(done.out)["changes"]
    assert change["at"] == f"{due.replace(' ', 'T').removesuffix('Z')}:00.000000001Z"
    assert start in change["message"]
    assert f"due {due}" in change["message"]
