"""The age of findings: as many as there are, each in its row, and never a guess."""

from lxml import html

from checker.formats.html import render
from checker.formats.html.ages import ages
from checker.report.matrix import Cell
from checker.report.report import fingerprint
from checker.report.since import Earlier, Since
from checker.verdict import Verdict
from tests.formats.reports import Made, policy, report, subject

NOW = "2031-05-15T23:59:59.999999999Z"
FIRST = {
    "a": (Verdict.FAIL, "2031-05-15T00:00:00Z"),
    "b": (Verdict.FAIL, "2031-05-14T23:59:59.999999999Z"),
    "c": (Verdict.UNKNOWN, "2031-05-08T00:00:00Z"),
    "d": (Verdict.WAIVED, "2031-05-07T00:00:00Z"),
    "e": (Verdict.FAIL, "2031-04-14T00:00:00Z"),
    "f": (Verdict.FAIL, "2030-05-15T00:00:00Z"),
    "g": (Verdict.UNKNOWN, "2030-05-14T00:00:00Z"),
    "h": (Verdict.PASS, "2030-05-14T00:00:00Z"),
}


def made(*, compared: bool) -> Made:
    cells = [Cell(0, subject(name), verdict) for name, (verdict, _) in FIRST.items()]
    cells.append(Cell(0, subject("new"), Verdict.FAIL))
    found = report((policy("p"),), cells)
    earlier = {
        fingerprint("p", subject(name)): Earlier(verdict, first)
        for name, (verdict, first) in FIRST.items()
        if verdict is not Verdict.PASS
    }
    since = Since("2031-05-14T23:59:59.999999999Z", (), (), (), (), earlier)
    return Made(
        found.report._replace(as_of=NOW, since=since if compared else None), found.explainer
    )


def test_each_finding_is_counted_once_in_the_row_of_its_age() -> None:
    found = ages(made(compared=True).report)

    assert found is not None
    assert [each.value for each in found.verdicts] == ["fail", "unknown", "waived"]
    assert {bar.name: bar.counts for bar in found.bars} == {
        "today": (2, 0, 0),
        "1\N{EN DASH}7": (1, 1, 0),
        "8\N{EN DASH}30": (0, 0, 1),
        "31\N{EN DASH}90": (1, 0, 0),
        "91\N{EN DASH}365": (1, 0, 0),
        "over 365": (0, 1, 0),
    }
    assert found.oldest == ("2030-05-14", 366)


def test_the_figures_stand_beside_what_is_drawn() -> None:
    [section] = html.document_fromstring(render(*made(compared=True))).cssselect(
        "section[aria-labelledby=ages]"
    )

    rows = [[each.text_content().strip() for each in row] for row in section.cssselect("tr")]
    assert rows[0] == ["Age in days", "fail", "unknown", "waived", ""]
    assert rows[2] == ["1\N{EN DASH}7", "1", "1", "", ""]
    drawn = [[piece.get("class") for piece in bar] for bar in section.cssselect("svg")]
    assert drawn == [["fail"], ["fail", "unknown"], ["waived"], ["fail"], ["fail"], ["unknown"]]
    assert "The oldest has stood since 2030-05-14, 366 days." in section.text_content()


def test_without_an_earlier_report_nothing_is_drawn_and_it_says_how_to_know() -> None:
    [section] = html.document_fromstring(render(*made(compared=False))).cssselect(
        "section[aria-labelledby=ages]"
    )

    assert section.cssselect("svg, table") == []
    assert "--since REPORT" in section.text_content()


def test_where_nothing_stands_nothing_is_said() -> None:
    green = report((policy("p"),), [Cell(0, subject("a"), Verdict.PASS)])

    assert ages(green.report) is None
    assert 'id="ages"' not in render(*green)


def test_a_finding_says_since_when_it_stands() -> None:
    about = [subject(name) for name in ("old", "back", "new")]
    found = report((policy("p"),), [Cell(0, each, Verdict.FAIL) for each in about])
    earlier = {
        fingerprint("p", about[0]): Earlier(Verdict.UNKNOWN, "2031-01-10T23:59:59.999999999Z"),
        fingerprint("p", about[1]): Earlier(Verdict.PASS, NOW),
    }
    since = Since("2031-05-14T23:59:59.999999999Z", (), (), (), (), earlier)
    told = render(found.report._replace(as_of=NOW, since=since), found.explainer)

    articles = html.document_fromstring(told).cssselect("article.finding")
    assert {
        each.cssselect("h5")[0].text_content().split()[-1]: [
            line.text_content() for line in each.cssselect("p.quiet")
        ]
        for each in articles
    } == {
        "old": ["Stands at least since 2031-01-10"],
        "back": ["New: pass in the earlier report"],
        "new": [],
    }
