"""Each owner has one list with all findings of his vendors; what nobody owns has one, too."""

import re

import pytest

from checker.formats import owners
from checker.report.matrix import Cell
from checker.report.report import Report
from checker.verdict import Severity, Verdict
from tests.formats.hostile import HOSTILE, attacked
from tests.formats.readers import FINDINGS, rendered
from tests.formats.reports import policy, report, subject
from tests.formats.scenes import SCENES
from tests.formats.test_every_format import assert_harmless


def found(told: Report) -> int:
    return sum(n for verdict, n in told.summary.verdicts.items() if verdict.value in FINDINGS)


@pytest.mark.parametrize("scene", SCENES)
def test_every_finding_is_in_one_list(scene: str) -> None:
    told, explainer = SCENES[scene]()

    texts = owners.files(told, explainer)

    whole = "".join(texts.values())
    listed = len(re.findall(r"^- \*\*", whole, re.MULTILINE))
    waiting = sum(map(int, re.findall(r"^- `.+?` \((\d+)\)", whole, re.MULTILINE)))
    counted = re.findall(r"(\d+) findings?", texts[owners.INDEX])
    more = sum(map(int, re.findall(r"(\d+) more findings? not shown", whole)))
    assert listed + waiting + more == sum(map(int, counted)) == found(told)
    assert set(re.findall(r"\[(.+?)\]\(\1\)", texts[owners.INDEX])) == set(texts) - {owners.INDEX}


def test_findings_stand_with_the_owner_of_their_vendor() -> None:
    abouts = [subject("a", owner="Data"), subject("b", owner="data"), subject("c")]
    cells = [Cell(0, each, Verdict.FAIL) for each in abouts]

    texts = owners.files(*report((policy("p"),), cells))

    names = {each.owner: owners.filename(each.owner) for each in abouts}
    assert set(texts) == {*names.values(), owners.INDEX}
    assert len(set(names.values())) == len(abouts)
    for each in abouts:
        (line,) = re.findall(r"^- \*\*.*", texts[names[each.owner]], re.MULTILINE)
        assert f"`fail: {each.vendor}: it does not hold`" in line


def test_an_owner_without_findings_has_a_list_that_says_so() -> None:
    made = report((policy("p"),), [Cell(0, subject("a", owner="data"), Verdict.PASS)])

    assert "1 vendor, 0 findings, 0 of which block" in owners.files(*made)["data.md"]


@pytest.mark.parametrize(
    "owner, name",
    [
        ("", r"_nobody"),
        ("data-platform", r"data-platform"),
        ("index", r"index-[0-9a-f]{8}"),
        ("Data Platform", r"data-platform-[0-9a-f]{8}"),
        ("../../etc/passwd", r"etc-passwd-[0-9a-f]{8}"),
        ("\ud800", r"[0-9a-f]{8}"),
        ("_nobody", r"nobody-[0-9a-f]{8}"),
        ("x" * 999, r"x{60}-[0-9a-f]{8}"),
    ],
)
def test_a_file_has_a_name_that_is_harmless(owner: str, name: str) -> None:
    assert re.fullmatch(rf"{name}\.md", owners.filename(owner))


def test_no_two_owners_share_a_file() -> None:
    texts = [
        "a b",
        "a-b",
        "A b",
        "a_b",
        "a  b",
        "",
        "_nobody",
        "nobody",
        "index",
        "x" * 99,
        "x" * 98,
    ]

    assert len({owners.filename(each) for each in texts}) == len(texts)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_text(kind: str) -> None:
    made = attacked(HOSTILE[kind])

    assert_harmless("table", owners.render(*made, width=100))
    for text in owners.files(*made).values():
        assert_harmless("markdown", text)
        assert re.search(r"<(script|img) ", rendered(text)) is None


def test_a_terminal_shows_of_each_owner_the_worst_fails_a_line_each() -> None:
    abouts = [subject(f"v{n:02}", owner="Data") for n in range(12)]
    rules = (policy("low", severity=Severity.LOW), policy("grave", severity=Severity.CRITICAL))
    cells = [Cell(0, each, Verdict.FAIL) for each in abouts]
    cells += [Cell(1, abouts[3], Verdict.FAIL), Cell(1, abouts[4], Verdict.UNKNOWN)]

    lines = owners.render(*report(rules, cells), width=40).splitlines()

    assert lines[1:] == [
        "Data: 12 vendors, 14 findings, 14 of which block",
        "  critical v03, grave: it does not hold",
        *(f"  low v{n:02}, low: it does not hold" for n in range(9)),
        "  and 3 more (-o markdown=DIR lists them)",
    ]
    narrow = owners.render(*report(rules, cells), width=25).splitlines()
    assert narrow[2] == "  critical v03, grave: i…"
