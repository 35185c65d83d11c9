"""A finding that several formats tell is worked out once, and told alike."""

from checker.report.matrix import Cell
from checker.report.remembered import Remembered
from checker.verdict import Verdict
from tests.formats.reports import Book, explanation, subject


def test_a_finding_is_explained_once_and_a_pass_is_not_kept() -> None:
    about = subject("acme")
    book = Book({(0, about): explanation("it does not hold")})
    remembered = Remembered(book)
    failing, passing = Cell(0, about, Verdict.FAIL), Cell(1, about, Verdict.PASS)

    told = [remembered.explain(failing) for _ in range(3)]

    assert (told, book.asked) == ([book.pages[0, about]] * 3, 1)
    assert [remembered.explain(passing) for _ in range(2)] == [book.explain(passing)] * 2
    assert book.asked == 4
