"""The next ninety days on a page are those of `vendorgate forecast`; each vendor has its next."""

import json
from datetime import date, timedelta

from lxml import html
from workplace import MOMENT, Workplace

from checker.formats.html import render
from checker.report.forecast import Change, Counts, Forecast
from checker.report.report import PolicyEntry
from checker.report.subject import Subject
from checker.verdict import Severity, Verdict
from tests.formats.reports import policy
from tests.formats.scenes import CUMULUS, NORTHWIND, PAY, SCENES, WEIGHTS

SOON = policy("soon", severity=Severity.CRITICAL)
LATER = policy("later")


def change(
    days: int, subject: Subject, rule: PolicyEntry, verdict: Verdict = Verdict.FAIL
) -> Change:
    day = f"{date(2031, 5, 15) + timedelta(days)}"
    return Change(rule, subject, f"{day}T00:00:00Z", day, days, verdict, False, "0" * 32)  # noqa: FBT003


def forecast(changes: tuple[Change, ...], worse: tuple[Change, ...] = ()) -> Forecast:
    return Forecast(
        version="0",
        as_of="2031-05-15T23:59:59Z",
        until="2031-08-13T23:59:59Z",
        fail_within=None,
        inputs=(),
        changes=changes,
        later=None,
        worse=worse,
        counts=Counts(len(changes), 0, 0, 0),
        notes=(),
        undecided=(),
        exit_code=0,
    )


def page(told: Forecast | None) -> html.HtmlElement:
    return html.document_fromstring(render(*SCENES["red"](), told))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_changes_stand_in_the_order_in_which_they_come() -> None:
    whole = page(
        forecast(
            (change(40, PAY, LATER), change(80, NORTHWIND, SOON, Verdict.UNKNOWN)),
            (change(10, CUMULUS, SOON),),
        )
    )

    [part] = whole.cssselect("section[aria-labelledby=ahead]")
    rows = [[words(each) for each in row] for row in part.cssselect("tbody tr")]
    assert [(row[1], row[2], row[3], row[5]) for row in rows] == [
        ("10", "cumulus-cloud", "soon", "fail"),
        ("40", "payrolla", "later", "fail"),
        ("80", "northwind-labels", "soon", "unknown"),
    ]
    assert words(part.cssselect("p")[0]) == (
        "2 checks stop passing, 1 unknown one fails, if nobody acts."
    )
    weeks = [(float(each.get("x")) // 70, each.get("class")) for each in part.cssselect("rect")]
    assert weeks == [(1, "fail"), (5, "fail"), (11, "unknown")]


def test_a_card_tells_the_next_change_of_its_vendor() -> None:
    whole = page(forecast((change(40, WEIGHTS, LATER), change(41, CUMULUS, SOON))))

    told = {
        words(card.cssselect("h3")[0]): words(card.cssselect(".owner")[-1])
        for card in whole.cssselect("section[aria-labelledby=vendors] .card")
    }
    assert told == {
        "cumulus-cloud": "Next: 2031-06-24 (40 days), later becomes fail",
        "northwind-labels": "Nothing changes within 90 days",
        "payrolla": "Nothing changes within 90 days",
    }


def test_without_a_forecast_nothing_is_said_of_the_future() -> None:
    whole = page(None)

    assert whole.cssselect("#ahead") == []
    assert "90 days" not in whole.text_content()


def test_what_is_more_than_can_be_listed_is_counted() -> None:
    whole = page(forecast(tuple(change(1, PAY, LATER) for _ in range(1_234))))

    [part] = whole.cssselect("section[aria-labelledby=ahead]")
    assert len(part.cssselect("tbody tr")) == 200
    assert "and 1,034 more" in words(part)


def test_the_command_tells_what_forecast_tells(workplace: Workplace) -> None:
    workplace.policy(
        "data.encryption.at_rest", "string(now) < '2031-06' && data.encryption.at_rest"
    )
    foreseen = json.loads(workplace.run("forecast", "--as-of", MOMENT, "-o", "json").out)

    written = workplace.check("-o", "html").out

    rows = html.document_fromstring(written).cssselect("section[aria-labelledby=ahead] tbody tr")
    expected = [
        [each["day"], str(each["days"]), each["subject"]["name"], each["policy"]]
        for each in foreseen["changes"]
    ]
    assert [[words(cell) for cell in row][:4] for row in rows] == expected
    assert expected
