"""A finding that several formats tell is worked out once, and told alike."""

from checker.report.matrix import Cell
from checker.report.remembered import Remembered, shared
from checker.report.vendors import Deadline, Deadlines
from checker.verdict import Verdict
from tests.formats.reports import Book, explanation, policy, report, subject


def test_a_finding_is_explained_once_and_the_place_of_a_subject_is_looked_up_once() -> None:
    about, other = subject("acme"), subject("payrolla", number=1)
    book = Book({(0, about): explanation("it does not hold")})
    remembered = Remembered(book)
    failing = Cell(0, about, Verdict.FAIL)
    passing = [Cell(1, about, Verdict.PASS), Cell(2, about, Verdict.SKIP)]
    apart = Cell(1, other, Verdict.PASS)

    told = [remembered.explain(failing) for _ in range(3)]
    assert (told, book.asked) == ([book.pages[0, about]] * 3, 1)

    quiet = [remembered.explain(cell) for cell in (*passing, *passing, apart)]
    assert book.asked == 3
    assert quiet == [book.explain(cell) for cell in (*passing, *passing, apart)]


def test_a_shared_report_is_the_report_and_puts_each_finding_together_once() -> None:
    about, other = subject("acme"), subject("payrolla", number=1)
    cells = [Cell(0, about, Verdict.FAIL), Cell(0, other, Verdict.PASS)]
    made = report((policy("p"),), cells, {(0, about): explanation("it does not hold")})
    several = shared(made.report)
    deadline = Deadline("2031-06-01T00:00:00Z", "2031-06-01", "p", Verdict.FAIL)
    ahead = Deadlines("2031-08-13T23:59:59Z", {("lab", "acme"): deadline})

    told = [each.result(cells[0], made.explainer) for each in (several, several)]
    later = several.looking_ahead(ahead)

    assert several == made.report
    assert later == made.report.looking_ahead(ahead) == made.report._replace(deadlines=ahead)
    assert told[0] is told[1] is later.result(cells[0], made.explainer)
    expected = [made.report.result(cell, made.explainer) for cell in cells]
    assert [later.result(cell, made.explainer) for cell in cells] == expected
    assert [*several.cells] == cells
