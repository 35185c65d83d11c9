"""A split report tells everything once, and its pages lead to each other."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html
from workplace import REPOSITORY

from checker.formats.html import pages, render, split
from checker.time.text import parse_timestamp
from checker.usecases.check import Checked, check
from checker.usecases.load import Request

FILE, FOLDER = "our report.html", "our report-pages"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(
        Request(
            paths=[str(REPOSITORY / "inventories")],
            policies=["shipped"],
            as_of=parse_timestamp("2031-05-15T12:00:00Z"),
        )
    )


def made(checked: Checked) -> dict[str, str]:
    told = pages(checked.dated, checked.remembered(), checked.ahead, None, file=FILE, folder=FOLDER)
    return {page.name: page.text for page in told}


@pytest.fixture(scope="module")
def several(checked: Checked) -> dict[str, str]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(split, "WITH_LINES", 60_000)
        changed.setattr(split, "LINES", 60_000)
        return made(checked)


@pytest.fixture(scope="module")
def trees(several: Mapping[str, str]) -> dict[str, etree._Element]:
    return {name: html.document_fromstring(text) for name, text in several.items()}


@pytest.mark.slow
def test_a_report_that_fits_is_one_page_as_without_files_beside_it(checked: Checked) -> None:
    text = render(checked.dated, checked.remembered(), checked.ahead, None)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(split, "WITH_LINES", 10**9)
        assert made(checked) == {"": text}


def test_every_finding_is_told_once_on_one_page(
    checked: Checked, trees: Mapping[str, etree._Element]
) -> None:
    assert len(trees) > 5
    told = Counter(
        (article.getparent().get("id"), article.cssselect("h5")[0].text_content())
        for tree in trees.values()
        for article in tree.cssselect(".finding")
    )
    assert set(told.values()) == {1}
    assert sum(told.values()) == sum(1 for _ in checked.report.findings())


def test_every_vendor_has_its_row_on_one_page(
    checked: Checked, trees: Mapping[str, etree._Element]
) -> None:
    rows = Counter(
        row.get("id") for tree in trees.values() for row in tree.cssselect("tbody tr[id]")
    )
    assert set(rows.values()) == {1}
    assert len(rows) >= checked.report.summary.vendors
    named = {
        row for tree in trees.values() for row in tree.xpath("//*[starts-with(@id, 'r-')]/@id")
    }
    assert named == set(rows)
    # The first page knows where each of the others is.
    assert set(rows) <= set(trees[""].xpath("//*/@id"))


def test_every_link_leads_to_a_place_that_is_there(
    several: Mapping[str, str], trees: Mapping[str, etree._Element]
) -> None:
    folder = Path("/out")
    where = {"": folder / FILE, **{name: folder / FOLDER / name for name in several if name}}
    ids = {str(where[name]): set(tree.xpath("//*/@id")) for name, tree in trees.items()}
    for name, tree in trees.items():
        for link in tree.xpath("//a/@href"):
            target, _, fragment = link.partition("#")
            path = where[name]
            if target:
                path = Path(re.sub(r"/[^/]+/\.\./", "/", str(path.parent / unquote(target))))
            assert str(path) in ids, link
            assert not fragment or fragment in ids[str(path)], (name, link)


def test_every_page_loads_nothing_and_says_whose_it_is(
    several: Mapping[str, str], trees: Mapping[str, etree._Element]
) -> None:
    own = b'<meta name="generator" content="vendorgate">'
    for name, tree in trees.items():
        [policy] = tree.xpath("//meta[@http-equiv]/@content")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert tree.xpath("//*[@src or @style or self::link]") == []
        assert (own in several[name].encode()[:4096]) == bool(name)


def test_the_first_page_counts_the_others_and_their_verdicts(
    checked: Checked, trees: Mapping[str, etree._Element]
) -> None:
    first = trees[""]
    assert f"split over {len(trees)} pages" in first.text_content()
    [table] = first.cssselect("section[aria-labelledby=pages] table")
    elsewhere = sum(int(cell.text_content()) for cell in table.cssselect("td.number"))
    here = len(first.xpath("//table[@id='table']//tbody/tr[td[3]]"))
    wholes = len(checked.report.inventories) + 1
    assert elsewhere + here - wholes == checked.report.summary.vendors
