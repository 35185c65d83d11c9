"""The page says what the report says, all of it or how much is cut, and is harmless."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence

import pytest
from lxml import etree, html
from workplace import MOMENT, Workplace

from checker.formats.html import render, render_undone
from checker.formats.marks import MARKS
from checker.overridden import Effect, Overridden
from checker.problems import Place, Problem
from checker.report.explanation import Excerpt
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.report import fingerprint
from checker.report.since import Changed, Since
from checker.report.undone import NOWHERE, Undone
from checker.report.waivers import Rule, State, WaiverDefect, WaiverEntry, Waivers
from checker.verdict import FailOn, Severity, Verdict
from tests.formats.reports import Book, Made, explanation, policy, report, subject
from tests.formats.scenes import IDENTITY, SCENES

HOSTILE = [
    "<script>alert(1)</script>",
    "</style></script><img src=x onerror=alert(1)>",
    "\"'><b>",
    "]]>",
    "-->",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "\u202egnp",
    "\0",
    "\ud800",
    "\x1b[31m",
    "\n::error::no",
    "##vso[task]",
    "<" * 1_000_000,
]


def page(made: Made) -> etree._Element:
    return html.document_fromstring(render(*made))


def words(element: etree._Element) -> str:
    return " ".join(element.text_content().split())


def number(text: str) -> int:
    return int(text.replace(",", "") or 0)


@pytest.mark.parametrize("scene", SCENES)
def test_its_counts_are_those_of_the_report_for_every_verdict(scene: str) -> None:
    made = SCENES[scene]()
    whole = page(made)
    verdicts = {each.value: made.report.summary.verdicts[each] for each in MARKS}

    told = [words(each).split() for each in whole.cssselect(".counts li")]
    assert {verdict: number(count) for count, verdict in told} == verdicts
    for part in ("policies", "charts"):
        [table] = whole.cssselect(f"section[aria-labelledby={part}] table")
        rows = [
            [words(cell) for cell in row.cssselect("td.number")]
            for row in table.cssselect("tbody tr")
        ]
        sums = [sum(map(number, column)) for column in zip(*rows, strict=True)]
        assert dict(zip(verdicts, sums, strict=True)) == verdicts
    listed = Counter(words(each) for each in whole.cssselect(".finding h5 .mark"))
    more = re.search(r"([\d,]+) more checks? pass", words(whole))
    quiet = listed.pop("pass", 0) + listed.pop("skip", 0) + (number(more[1]) if more else 0)
    assert quiet == verdicts.pop("pass") + verdicts.pop("skip")
    assert listed == Counter({verdict: count for verdict, count in verdicts.items() if count})


def test_vendors_with_clients_on_record_are_drawn_the_most_depended_on_first() -> None:
    [table] = page(SCENES["red"]()).cssselect("section[aria-labelledby=clients] table")

    rows = [[words(each) for each in row][:3] for row in table.cssselect("tbody tr")]
    assert rows == [["cumulus-cloud", "unknown", "12"], ["northwind-labels", "fail", "7"]]
    drawn = [(each.get("class"), each.get("width")) for each in table.cssselect("rect")]
    assert drawn == [("unknown", "1000.0"), ("fail", "583.3")]


@pytest.mark.parametrize("scene", SCENES)
def test_a_bar_is_as_long_as_its_counts(scene: str) -> None:
    [table] = page(SCENES[scene]()).cssselect("section[aria-labelledby=charts] table")

    rows = [
        (
            [number(words(each)) for each in row.cssselect("td.number")],
            [float(each.get("width")) for each in row.cssselect("rect")],
        )
        for row in table.cssselect("tbody tr")
    ]
    most = max(sum(counts) for counts, _ in rows)
    for counts, widths in rows:
        assert widths == pytest.approx([n * 1000 / most for n in counts if n], abs=0.11)


def test_controls_are_told_by_framework_with_title_policies_and_checks() -> None:
    kept = policy("kept", controls={"nist-800-53-r5": ("SC-28", "SC-28(1)"), "our-own": ("1",)})
    cells = [Cell(0, subject("acme"), Verdict.FAIL), Cell(0, subject("b"), Verdict.PASS)]

    framework, own = page(report((kept,), cells)).cssselect(
        "section[aria-labelledby=controls] details"
    )

    [summary] = framework.cssselect("summary")
    assert words(summary) == (
        "nist-800-53-r5 NIST SP 800-53 Revision 5, release 5.2.0 2 controls, 2 with findings"
    )
    counts = ["", "1", "", "", "1", ""]
    assert [[words(each) for each in row] for row in framework.cssselect("tbody tr")] == [
        ["SC-28 Protection of Information at Rest", "evidence against it", "kept", *counts],
        ["SC-28(1) Cryptographic Protection", "evidence against it", "kept", *counts],
    ]
    assert words(own.cssselect("summary")[0]) == "our-own 1 control, 1 with findings"


@pytest.mark.parametrize("scene", SCENES)
def test_the_matrix_has_the_worst_verdict_of_each_policy_on_each_vendor(scene: str) -> None:
    made = SCENES[scene]()
    [table] = page(made).cssselect("#table")
    cells: dict[tuple[str, str], Counter[Verdict]] = {}
    for cell in made.report.cells:
        if made.report.policies[cell.policy].reach is Reach.APPLIED:
            key = made.report.policies[cell.policy].id, repr(cell.subject[:2])
            cells.setdefault(key, Counter())[cell.verdict] += 1

    expected = Counter()
    for tally in cells.values():
        worst = next(each for each in MARKS if tally[each])
        several = tally.total() > 1 and worst not in {Verdict.PASS, Verdict.SKIP}
        expected[f"{worst.value} {tally[worst]}/{tally.total()}" if several else worst.value] += 1

    shown = [words(each) for row in table.cssselect("tbody tr") for each in row.cssselect("td")[3:]]
    assert Counter(filter(None, shown)) == expected


@pytest.mark.parametrize("scene", SCENES)
def test_links_lead_to_places_that_are_there_and_nothing_leads_out(scene: str) -> None:
    whole = page(SCENES[scene]())

    named = whole.xpath("//*[@id]")
    by_id = {each.get("id"): each for each in named}
    assert len(by_id) == len(named)
    assert {target.removeprefix("#") for target in whole.xpath("//@href")} <= by_id.keys()
    assert whole.xpath("//@src | //@style | //@srcset | //link | //iframe | //object") == []
    assert [name for each in whole.iter() for name in each.attrib if name.startswith("on")] == []
    # Each field leads to its evidence.
    fields = whole.cssselect("#table tbody td[class]:nth-child(n + 5)")
    assert all(field.cssselect("a") for field in fields)
    for link in whole.cssselect("#table tbody td a"):
        target = by_id[link.get("href")[1:]]
        assert target.getparent().tag == "details"
        assert target.cssselect(".finding")


def allowed(text: str, directive: str) -> str:
    whole = html.document_fromstring(text)
    [policy_] = whole.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return dict(each.strip().split(" ", 1) for each in policy_.split(";"))[directive]


@pytest.mark.parametrize("scene", ["red", "hostile"])
def test_only_its_own_style_and_script_may_run_named_by_their_hashes(scene: str) -> None:
    text = render(*SCENES[scene]())

    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert allowed(text, f"{tag}-src") == f"'sha256-{digest}'"
    assert allowed(text, "default-src") == "'none'"
    assert text.index("Content-Security-Policy") < text.index("<style>")


def everywhere(text: str) -> Made:
    """A report in which every text from outside is this one."""
    about = subject(text, f"data/{text}", inventory=text, owner=text)
    changed_ = Overridden(text, text, text, Effect.CHANGED)
    wrong = policy(
        text, text, subject_kind="data", fix=text, overridden=(changed_,), controls={text: (text,)}
    )._replace(why=text)
    told = explanation(text, (text, text), path=text, remedies=[(text, text)], anchor=1)
    lines = {told.place: Excerpt(told.place, 1, 41, ("a", text))}
    other = about._replace(id=f"{text} ")
    cells = [Cell(0, about, Verdict.FAIL), Cell(0, other, Verdict.WAIVED)]
    book = Book({(0, about): told, (0, other): told}, lines=lines)
    waiver = accepted(text)
    defect = WaiverDefect(Rule.UNUSED, text, True, text, told.place)  # noqa: FBT003
    waivers = Waivers((waiver,), (defect,), {fingerprint(text, other): 0})
    made = report((wrong,), cells, undecided=(text,), inventories=(text,), book=book)
    changed = (Changed(text, Severity.LOW, about, Verdict.PASS, Verdict.FAIL),)
    since = Since(text, changed, changed, changed, changed, {})
    whole = made.report._replace(notes=(text,), as_of=text, version=text, since=since)
    return Made(whole._replace(waivers=waivers), made.explainer)


def accepted(text: str) -> WaiverEntry:
    """A waiver of which every text is this one."""
    told = dict.fromkeys(WaiverEntry._fields, text)
    others = {"days_left": 3, "state": State.IN_FORCE, "covers": 1, "place": Place(text, 1, 1)}
    return WaiverEntry(**told | others)  # type: ignore[arg-type]


def test_what_is_waived_says_by_whom_until_when_and_why() -> None:
    about = subject("acme")
    made = report((policy("p"),), [Cell(0, about, Verdict.WAIVED)])
    waiver = accepted("x")._replace(
        id="w-1", approved_by="CISO", expires="2031-06-30", reason="they move in June"
    )
    waivers = Waivers((waiver,), (), {fingerprint("p", about): 0})

    whole = page(Made(made.report._replace(waivers=waivers), made.explainer))

    _, told = whole.cssselect(".finding .message")
    assert words(told) == "Waived until 2031-06-30 by w-1, approved by CISO: they move in June"
    assert [each.get("href") for each in told] == ["#waivers"]


def tags(text: str) -> Sequence[tuple[str, Sequence[str]]]:
    return [(str(each.tag), sorted(each.attrib)) for each in html.document_fromstring(text).iter()]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_what_is_hostile_is_text_and_makes_no_element(text: str) -> None:
    written = render(*everywhere(text))

    assert tags(written) == tags(render(*everywhere("harmless")))
    assert len(written.encode()) < 1_000_000
    body = written[written.index("<body") :]
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800]", body)
    assert not any(line.startswith("::") for line in body.splitlines())
    assert "##vso[" not in body


def test_a_red_field_tells_the_message_the_lines_the_values_and_the_way_out() -> None:
    told = SCENES["red"]()
    place = Place("inventories/lab.yaml", 42, 9)
    lines = {
        place: Excerpt(place, 9, 40, ("data:", "  - id: contractor-ids", "    at_rest: partial"))
    }
    whole = page(Made(told.report, Book(told.explainer.pages, lines=lines)))  # type: ignore[attr-defined]

    [finding] = [each for each in whole.cssselect(".finding") if str(IDENTITY) in words(each)]

    assert [each.text_content() for each in finding.cssselect("mark")] == [
        "   42      at_rest: partial"
    ]
    assert finding.cssselect("pre")[0].text_content().splitlines()[:2] == [
        "   40  data:",
        "   41    - id: contractor-ids",
    ]
    text = words(finding)
    assert "government_id (restricted) is encrypted at rest: partial" in text
    assert 'vendors[0].data[0].encryption.at_rest = "partial" line 42, anchor at line 17' in text
    assert "Would pass if vendors[0].data[0].encryption.at_rest were full" in text


def test_a_card_has_verdict_owner_and_the_three_worst_findings() -> None:
    policies = [policy(f"p-{each.value}-{n}", severity=each) for each in Severity for n in range(2)]
    about = subject("acme", owner="People Ops")
    cells = [
        Cell(n, about, Verdict.UNKNOWN if n == 0 else Verdict.FAIL) for n in range(len(policies))
    ]

    [card] = page(report(policies, cells)).cssselect(".card")

    [status] = card.cssselect(".status")
    assert words(status) == "fail 1 critical 2 high 2 medium 2 low 2 info 1 unknown"
    assert [words(each) for each in card.cssselect("li")] == [
        "What p-critical-1 asks for fail, critical",
        "What p-high-0 asks for fail, high",
        "What p-high-1 asks for fail, high",
        "and 7 more",
    ]
    assert words(card.cssselect(".owner")[0]) == "Owner: People Ops"


@pytest.mark.parametrize(
    "scene, heading",
    [
        ("green", "Compliant"),
        ("red", "Not compliant"),
        ("undecided", "Could not decide"),
    ],
)
def test_the_answer_comes_first(scene: str, heading: str) -> None:
    whole = page(SCENES[scene]())

    assert [words(each) for each in whole.cssselect("h1")] == [heading]
    lead = words(whole.cssselect(".lead")[0])
    assert "As of 2031-05-15T23:59:59Z" in lead
    reasons = [words(each) for each in whole.cssselect(".answer .alarm")]
    assert reasons == list(SCENES[scene]().report.undecided)


@pytest.mark.slow
def test_a_thousand_vendors_on_thirty_policies_fit_and_what_is_cut_is_counted() -> None:
    policies = [policy(f"p{n:02}", severity=list(Severity)[n % 5]) for n in range(30)]
    vendors = [subject(f"vendor-{n}", number=n, owner="Data Platform team") for n in range(2_000)]
    cells = [Cell(n, each, Verdict.FAIL) for each in vendors for n in range(30)]
    text = "it is not so, for a reason that takes a line or two to be told to whoever reads it"
    page_ = explanation(
        text, *[(f"vendors[0].data[{n}].encryption.at_rest", "no") for n in range(5)]
    )

    class Talker(Book):
        def explain(self, cell: Cell) -> object:  # type: ignore[override]
            return page_

    made = report(policies, cells, book=Talker(), fail_on=FailOn.CRITICAL)
    written = render(*made)

    assert len(written.encode()) < 5_000_000
    whole = html.document_fromstring(written)
    told = len(whole.cssselect(".finding"))
    alarms = [words(each) for each in whole.cssselect("main .alarm")]
    [rows] = [
        re.search(r"worse than these, ([\d,]+): ([\d,]+) (\w+)", each)
        for each in alarms
        if "row" in each
    ]
    [untold] = [each for each in alarms if "only the matrix" in each]
    by_severity = re.findall(r"([\d,]+) (critical|high|medium|low|info)", untold)
    assert rows is not None
    assert number(rows[1]) + len(whole.cssselect("#table tbody tr")) == 2_000
    assert rows[3] == "fail"
    assert told + sum(number(count) for count, _ in by_severity) == 60_000
    assert [severity for _, severity in by_severity][-1] == "info"
    # The worst are told.
    assert {words(each) for each in whole.cssselect("summary .severity")} == {"critical"}


@pytest.mark.slow
def test_very_many_vendors_on_one_policy_fit_too() -> None:
    cells = [Cell(0, subject(f"vendor-{n}", owner="Ops"), Verdict.FAIL) for n in range(20_000)]

    written = render(*report((policy("p"),), cells))

    assert len(written.encode()) < 5_000_000
    shown = len(html.document_fromstring(written).cssselect("#table tbody tr"))
    assert shown == 45_000 // 16
    assert f"none worse than these, {20_000 - shown:,}: {20_000 - shown:,} fail" in written


def test_a_run_that_came_to_none_says_so() -> None:
    problems = (Problem(Place("a.yaml", 3, 7), "<b>wrong", "right"), Problem(NOWHERE, "killed"))

    whole = html.document_fromstring(render_undone(Undone(ExitCode.UNDECIDED, problems)))

    assert words(whole.cssselect("h1")[0]) == "No report"
    assert "exit code 2" in words(whole.cssselect(".lead")[0])
    assert [words(each) for each in whole.cssselect(".problems li")] == [
        "a.yaml:3:7: <b>wrong hint: right",
        "killed",
    ]


def test_the_command_writes_it_and_replaces_it_by_one_that_says_so(workplace: Workplace) -> None:
    run = ("check", "--as-of", MOMENT, "-o", "html=out.html")
    file = workplace.folder / "out.html"

    assert workplace.run(*run).code == 0
    assert "<h1>Compliant</h1>" in file.read_text()
    workplace.write("inventories/broken.yaml", "a: [1\n")
    assert workplace.run(*run).code == 2
    assert "<h1>No report</h1>" in file.read_text()
    assert "inventories/broken.yaml:1:4</code>: " in file.read_text()


def test_the_same_input_gives_the_same_bytes(workplace: Workplace) -> None:
    workplace.inventory("at_rest: full", "at_rest: none")
    runs = [
        workplace.process(
            "check", "--as-of", MOMENT, "-o", "html", environment={"PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]
    assert runs[0].code == 1
    assert "<mark>" in runs[0].out


def test_a_check_that_writes_no_html_does_not_pay_for_it(workplace: Workplace) -> None:
    done = workplace.program(
        "import sys\nfrom checker.cli import main\n"
        f"main(['check', '--as-of', '{MOMENT}', '-o', 'table'])\n"
        "print(sorted({'jinja2', 'markupsafe'} & sys.modules.keys()))"
    )

    assert done.out.splitlines()[-1] == "[]"
