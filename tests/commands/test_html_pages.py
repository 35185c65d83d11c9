"""A report that is split lies in one file and a folder beside it, whole and of one run."""

from pathlib import Path

import pytest
from workplace import INVENTORY, MOMENT, Workplace

from checker.formats.html import split

CHECK = ("check", "--as-of", MOMENT, "-q")
ROOM = 3


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "room", lambda _fields, _columns: ROOM)


def vendors(workplace: Workplace, count: int) -> None:
    head, _, vendor = INVENTORY.partition("  - id: acme")
    listed = (f"  - id: acme-{n}{vendor.replace('full', 'none')}" for n in range(count))
    workplace.write("inventories/ours.yaml", head + "".join(listed))


def files(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if "report" in str(path.name) or path.parent.name == "report-pages"
    )


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    workplace.policy()
    vendors(workplace, 8)
    return workplace


def html(place: Workplace) -> int:
    return place.run(*CHECK, "-o", "html=report.html").code


def test_what_does_not_fit_stands_in_a_folder_beside_it(place: Workplace) -> None:
    assert html(place) == 1
    assert files(place.folder) == [
        "report-pages",
        "report-pages/page-2.html",
        "report-pages/page-3.html",
        "report.html",
    ]


def test_pages_of_a_longer_run_before_do_not_stay(place: Workplace) -> None:
    html(place)
    vendors(place, 5)
    html(place)
    assert files(place.folder) == ["report-pages", "report-pages/page-2.html", "report.html"]
    vendors(place, 2)
    html(place)
    assert files(place.folder) == ["report.html"]


def test_a_run_that_could_not_decide_leaves_no_page_of_yesterday(place: Workplace) -> None:
    html(place)
    place.write("inventories/ours.yaml", "vendors: [")
    assert html(place) == 2
    assert files(place.folder) == ["report.html"]
    assert "exit code 2" in (place.folder / "report.html").read_text()


def test_what_somebody_else_put_there_stays(place: Workplace) -> None:
    other = place.write("report-pages/notes.txt", "mine")
    page = place.write("report-pages/page-9.html", "<p>mine")
    assert html(place) == 1
    vendors(place, 2)
    assert html(place) == 1
    assert (other.read_text(), page.read_text()) == ("mine", "<p>mine")


def test_a_file_of_somebody_else_in_the_way_is_told_and_nothing_passes_for_today(
    place: Workplace,
) -> None:
    place.write("report.html", "<p>yesterday")
    page = place.write("report-pages/page-2.html", "<p>mine")
    done = place.run(*CHECK, "-o", "html=report.html")
    assert done.code == 2
    assert "page-2.html' is no page of an earlier report" in done.err
    assert page.read_text() == "<p>mine"
    assert not (place.folder / "report.html").exists()


def test_of_pages_one_of_which_cannot_be_written_none_stays(place: Workplace) -> None:
    html(place)
    (place.folder / "report-pages" / "page-3.html").unlink()
    page = place.write("report-pages/page-3.html", "<p>mine")
    assert html(place) == 2
    assert files(place.folder) == ["report-pages", "report-pages/page-3.html"]
    assert page.read_text() == "<p>mine"


def test_pages_whose_first_one_cannot_be_written_do_not_stay(place: Workplace) -> None:
    config = place.write("vendorgate.yaml", "fail_on: high\n")
    done = place.run(*CHECK, "-o", "html=vendorgate.yaml")
    assert done.code == 2
    assert "'vendorgate.yaml' is an input of this run" in done.err
    assert config.read_text() == "fail_on: high\n"
    assert not (place.folder / "vendorgate-pages").exists()


def test_a_folder_that_cannot_be_made_is_told(place: Workplace) -> None:
    place.write("report-pages", "a file")
    done = place.run(*CHECK, "-o", "html=report.html")
    assert done.code == 2
    assert "report-pages' could not be made" in done.err


def test_standard_output_is_one_page(place: Workplace) -> None:
    done = place.run(*CHECK, "-o", "html")
    assert done.code == 1
    assert done.out.count("</html>") == 1
    assert files(place.folder) == []
