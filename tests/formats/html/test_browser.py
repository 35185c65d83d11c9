"""The page in a real browser: found, read and printed, with and without script, style and eyes."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from workplace import REPOSITORY

from checker.clock import as_of
from checker.formats.html import pages, render, render_undone, split
from checker.problems import Place, Problem
from checker.report.explanation import Excerpt
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.report import fingerprint
from checker.report.since import Changed, Earlier, Since
from checker.report.undone import Undone
from checker.report.waivers import Rule, State, WaiverDefect, WaiverEntry, Waivers
from checker.usecases.check import check
from checker.usecases.load import Request
from checker.verdict import Severity, Verdict
from tests.formats.reports import Book, Made, policy, report, subject
from tests.formats.scenes import MFA, PAY, SCENES

if not os.environ.get("CI"):
    # It has no wheels for some machines.
    pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

pytestmark = pytest.mark.slow
"""Only `make test-all` starts a browser."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"
"""What Jenkins sends with every file of a build, unless its administrator says otherwise."""

PAGES = (*SCENES, "undone", "since", "shipped")


def written(scene: str) -> str:
    if scene == "undone":
        problem = Problem(Place("inventories/lab.yaml", 3, 7), "it is wrong", "it would be right")
        return render_undone(Undone(ExitCode.UNDECIDED, (problem,)))
    if scene == "shipped":
        paths = [str(REPOSITORY / "inventories/incident-2031.yaml")]
        pack = [str(REPOSITORY / "policies")]
        done = check(Request(paths, pack, as_of=as_of("2031-04-02")))
        return render(done.report, done.explainer(), done.ahead, done.picture)
    made = SCENES["red" if scene == "since" else scene]()
    if scene == "since":
        changed = [
            Changed(f"policy-{n}", Severity.HIGH, subject(f"vendor-{n}"), None, Verdict.FAIL)
            for n in range(9)
        ]
        gone = changed[0]._replace(before=Verdict.FAIL, after=None)
        open_ = {
            fingerprint(made.report.policies[cell.policy].id, cell.subject): Earlier(
                cell.verdict, "2031-04-01T00:00:00Z"
            )
            for cell in made.report.findings()
        }
        since = Since("2031-05-01T00:00:00Z", tuple(changed), (), (), (gone,), open_)
        told = dict.fromkeys(WaiverEntry._fields, "they move in June")
        others = {"days_left": 3, "state": State.IN_FORCE, "covers": 1, "place": Place("w", 1, 1)}
        waiver = WaiverEntry(**told | others)  # type: ignore[arg-type]
        defect = WaiverDefect(Rule.ENDING, "w-1", False, "it ends soon", Place("w", 1, 1))  # noqa: FBT003
        waivers = Waivers((waiver,), (defect,), {fingerprint(MFA.id, PAY): 0})
        made = Made(made.report._replace(since=since, waivers=waivers), made.explainer)
    place = Place("inventories/lab.yaml", 42, 9)
    text = ("data:", "  - id: contractor-ids", "    at_rest: partial")
    pages = made.explainer.pages  # type: ignore[attr-defined]
    return render(made.report, Book(pages, lines={place: Excerpt(place, 9, 40, text)}))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window; skips where there is none, but never where CI is set.

    It has a thread, with which a process does not fork: it ends with this module.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "no chromium is installed (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as driver:
        # Chromium refuses to isolate what root runs.
        yield driver.chromium.launch(executable_path=path, args=["--no-sandbox"])


class Opener:
    """Opens pages as files; each must neither ask the network nor complain on the console."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def __call__(self, text: str, **settings: Any) -> Page:
        file = self._folder / "report.html"
        file.write_text(text)
        page = self._browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **settings}
        ).new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())
        return page


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    opener = Opener(browser, tmp_path)
    yield opener
    assert opener.complaints == []
    assert {url.partition(":")[0] for url in opener.requests} <= {"file"}
    for context in browser.contexts:
        context.close()


def cell(page: Page) -> Any:
    """The first field of the matrix that is red."""
    return page.locator("#table tbody td.f a").first


def evidence(page: Page) -> Any:
    return page.locator(f"[id='{page.url.rpartition('#')[2]}']")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scene", PAGES)
def test_axe_finds_nothing(opened: Opener, scene: str, scheme: str) -> None:
    page = opened(written(scene), color_scheme=scheme)
    for each in page.locator("details").all():
        each.evaluate("it => it.open = true")

    found = Axe().run(page).response["violations"]

    assert [
        (each["id"], each["nodes"][0]["html"], each["nodes"][0]["failureSummary"]) for each in found
    ] == []


@pytest.mark.parametrize("scene", PAGES)
def test_nothing_is_wider_than_a_phone(opened: Opener, scene: str) -> None:
    page = opened(written(scene), viewport={"width": 360, "height": 740})

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_a_red_field_opens_its_evidence_and_back_leads_back(opened: Opener) -> None:
    page = opened(written("red"))

    cell(page).click()

    found = evidence(page)
    expect(found).to_be_in_viewport()
    expect(found).to_be_focused()
    expect(found.locator("mark").first).to_have_text("42      at_rest: partial")
    page.go_back()
    expect(cell(page)).to_be_in_viewport()


def test_a_link_from_outside_opens_its_evidence(opened: Opener) -> None:
    first = opened(written("red"))
    target = cell(first).get_attribute("href")
    page = first.context.new_page()

    page.goto(first.url + target)

    expect(evidence(page)).to_be_in_viewport()


def test_the_keyboard_alone_reaches_the_evidence(opened: Opener) -> None:
    page = opened(written("red"))
    page.locator("#words").focus()

    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#table td.f a')"):
            break
    page.keyboard.press("Enter")

    expect(evidence(page)).to_be_in_viewport()
    expect(evidence(page)).to_be_focused()


def names(page: Page) -> list[str]:
    return page.locator("#table tbody tr:visible th").all_text_contents()


def test_rows_are_filtered_by_vendor_owner_and_verdict(opened: Opener) -> None:
    page = opened(written("red"))
    everybody = names(page)

    page.locator("#words").fill("people ops")
    expect(page.locator("#shown")).to_have_text("1 of 4 shown")
    assert names(page) == ["payrolla"]
    assert page.locator(".vendor:visible h3").all_text_contents() == ["payrolla unknown"]
    page.locator("#words").fill("")
    page.locator("#verdict").select_option("waived")
    expect(page.locator("#shown")).to_have_text("1 of 4 shown")
    assert names(page) == ["payrolla"]
    page.locator("#verdict").select_option("any")
    expect(page.locator("#shown")).to_be_empty()
    assert names(page) == everybody


def test_rows_are_sorted_by_any_column(opened: Opener) -> None:
    page = opened(written("red"))
    head = page.locator("#table thead th")

    head.first.locator("button").click()
    assert names(page) == ["(portfolio)", "cumulus-cloud", "northwind-labels", "payrolla"]
    head.first.locator("button").click()
    assert names(page) == ["payrolla", "northwind-labels", "cumulus-cloud", "(portfolio)"]
    assert [each.get_attribute("aria-sort") for each in head.all()][:2] == ["descending", None]
    page.get_by_role("button", name="encryption-at-rest").click()
    assert names(page) == ["northwind-labels", "payrolla", "cumulus-cloud", "(portfolio)"]


def test_without_script_links_still_open_their_evidence(opened: Opener) -> None:
    page = opened(written("red"), java_script_enabled=False)

    expect(page.locator("#filter")).to_be_hidden()
    cell(page).click()

    expect(evidence(page)).to_be_in_viewport()
    expect(evidence(page).locator("mark").first).to_be_visible()


def test_where_neither_style_nor_script_may_run_everything_is_words(
    browser: Browser,
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()

    def serve(route: Route) -> None:
        headers = {"Content-Security-Policy": JENKINS, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(body=written("red"), headers=headers)

    page.route("**/*", serve)
    page.goto("http://jenkins.test/job/report.html")

    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "none"
    expect(page.locator("#filter")).to_be_hidden()
    [row] = [
        each
        for each in page.locator("#table tbody tr").all_inner_texts()
        if each.startswith("northwind")
    ]
    assert row.split("\t") == [
        *("northwind-labels", "fail", "Data Platform team", "2"),
        *("fail 1/2", "unknown", "pass", "", "pass"),
    ]
    cell(page).click()
    expect(evidence(page)).to_be_in_viewport()
    expect(evidence(page)).to_contain_text("at_rest: partial")
    page.context.close()


def test_a_script_that_is_not_ours_does_not_run(
    opened: Opener, browser: Browser, tmp_path: Path
) -> None:
    page = opened(written("red"))
    expect(page.locator("#filter")).to_be_visible()
    changed = tmp_path / "changed.html"
    changed.write_text(written("red").replace('"use strict";', '"use strict" ;'))

    other = browser.new_context().new_page()
    other.goto(changed.as_uri())

    expect(other.locator("#filter")).to_be_hidden()


def test_it_prints_on_a4_with_the_evidence_open(opened: Opener) -> None:
    page = opened(written("red"))

    printed = page.pdf(prefer_css_page_size=True)

    sizes = {
        tuple(map(float, each.split()[2:]))
        for each in re.findall(rb"/MediaBox \[([^\]]+)\]", printed)
    }
    portrait, landscape = sorted(sizes)
    assert portrait == pytest.approx((595, 842), abs=1)
    assert landscape == pytest.approx((842, 595), abs=1)
    page.emulate_media(media="print")
    expect(page.locator("details mark").first).to_be_visible()
    expect(page.locator("nav")).to_be_hidden()


@pytest.mark.slow
def test_a_thousand_vendors_on_thirty_policies_open_and_filter_without_a_stutter(
    opened: Opener,
) -> None:
    policies = [policy(f"p{n:02}", severity=list(Severity)[n % 5]) for n in range(30)]
    verdicts = [Verdict.PASS, Verdict.PASS, Verdict.SKIP, Verdict.PASS, Verdict.FAIL, Verdict.PASS]
    cells = [
        Cell(p, subject(f"vendor-{n}", number=n, owner=f"team-{n % 40}"), verdicts[(n * 7 + p) % 6])
        for n in range(1_000)
        for p in range(30)
    ]
    text = render(*report(policies, cells))
    page = opened(text)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") < 5_000

    spent = page.evaluate("""async () => {
      const input = document.getElementById("words");
      document.getElementById("matrix").scrollIntoView();
      const times = [];
      for (const text of ["v", "vendor-1", "vendor-12", "", "team-3", ""]) {
        const start = performance.now();
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[3];
    }""")

    assert spent < 400, "milliseconds from a key to the rows that fit"


@pytest.mark.slow
def test_the_pages_of_a_split_report_lead_to_each_other(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "WITH_LINES", 30_000)
    monkeypatch.setattr(split, "LINES", 30_000)
    done = check(
        Request(
            [str(REPOSITORY / "inventories/incident-2031.yaml")],
            ["shipped"],
            as_of=as_of("2031-04-02"),
        )
    )
    (tmp_path / "report-pages").mkdir()
    for made in pages(
        done.dated, done.explainer(), None, None, file="report.html", folder="report-pages"
    ):
        name = f"report-pages/{made.name}" if made.name else "report.html"
        (tmp_path / name).write_text(made.text)
    page = browser.new_context().new_page()
    page.goto((tmp_path / "report.html").as_uri())
    page.get_by_role("link", name="Page 2", exact=True).click()
    assert page.url.endswith("/report-pages/page-2.html")
    assert Axe().run(page).response["violations"] == []
    cell(page).click()
    expect(evidence(page)).to_be_visible()
    page.get_by_role("link", name="First page", exact=True).click()
    page.locator("#pages").scroll_into_view_if_needed()
    page.get_by_text("by name").click()
    assert Axe().run(page).response["violations"] == []
    page.locator(".index a").first.click()
    expect(page.locator(f"[id='{page.url.rpartition('#')[2]}']")).to_be_visible()
