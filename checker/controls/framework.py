"""A framework: the ids of its controls, and how they are written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.suggest import nearest

_BELOW = re.compile(r"(?:\((?:[0-9]{1,2}|[a-z]{1,5}|[A-Z])\))+")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NOISE = re.compile(r"(?i)^(?:art(?:icle)?s?\.?|§+|sec(?:tion)?\.?)?\s*|\s+")


class Framework(NamedTuple):
    """What is known of a framework's ids.

    Attributes:
        form: how an id is written, in words.
        example: an id that is there.
        ids: every id that is listed.
        open: of those, the ones whose parts are not listed: `(…)` may follow.
    """

    name: str
    title: str
    form: str
    example: str
    ids: frozenset[str]
    open: frozenset[str] = frozenset()

    def holds(self, id_: str) -> bool:
        """Whether there is such a control, as far as the list goes."""
        return id_ in self.ids or any(
            whole in self.open and _BELOW.fullmatch(rest) for whole, rest in _halves(id_)
        )

    def hint(self, id_: str) -> str:
        """What was probably meant, else how far the list goes, else how an id is written."""
        tidy = _NOISE.sub("", id_)
        if self.holds(tidy):
            return f"did you mean '{tidy}'?"
        for whole, _ in reversed(list(_halves(tidy))):
            if whole in self.ids:
                return self._extent(whole)
        same = [each for each in self.ids if _shape(each) == _shape(id_)]
        meant = same[0] if same else nearest(id_, sorted(self.ids))
        if meant is not None:
            return f"did you mean '{meant}'?"
        return f"an id of {self.name} is {self.form}, like {self.example}"

    def _extent(self, whole: str) -> str:
        below = [each for each in self.ids if each.rpartition("(")[0] == whole]
        if not below:
            return f"'{whole}' has no parts"
        return f"the last part of '{whole}' is '{max(below, key=lambda each: (len(each), each))}'"


def _halves(id_: str) -> Iterator[tuple[str, str]]:
    """An id cut before each of its parts in parentheses."""
    for index, character in enumerate(id_):
        if character == "(":
            yield id_[:index], id_[index:]


def _shape(id_: str) -> str:
    """An id without what is often written otherwise: case, blanks, zeros in front."""
    return _ZEROS.sub("", id_).replace(" ", "").lower()


def numbered(before: str, numbers: Iterable[int], *, digits: int = 1) -> Iterator[str]:
    """Ids that end in a number: `GV.SC-01`."""
    return (f"{before}{number:0{digits}}" for number in numbers)


def upto(last: int) -> range:
    """1 to `last`."""
    return range(1, last + 1)


def law(
    name: str,
    title: str,
    example: str,
    *,
    paragraphs: Mapping[int, int | None],
    points: Mapping[str, str],
) -> Framework:
    """A law, cited by article, paragraph and point: `32(1)(a)`.

    Args:
        name: of the framework.
        title: of the law.
        example: an id that is there.
        paragraphs: how many numbered paragraphs an article has; None where they are not listed.
        points: the last letter of the points of a paragraph (`30(2)`), or of an article without
            paragraphs; what is not here has no list of them.
    """
    ids: set[str] = set()
    open_: set[str] = set()
    for article, count in paragraphs.items():
        parts = [f"{article}({number})" for number in upto(count or 0)]
        ids.update((str(article), *parts))
        open_.update((str(article),) if count is None else parts)
    for whole, last in points.items():
        letters = {f"{whole}({chr(code)})" for code in range(ord("a"), ord(last) + 1)}
        open_.discard(whole)
        open_ |= letters
        ids |= letters
    form = "an article, its paragraph and its point in parentheses, without 'Art.'"
    return Framework(name, title, form, example, frozenset(ids), frozenset(open_))
