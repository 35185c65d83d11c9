"""A framework: its controls by id, and how an id is written."""

import re
from collections.abc import Iterator, Mapping

from checker.record import NamedTuple
from checker.suggest import nearest

_BELOW = re.compile(r"(?:\((?:[0-9]{1,2}|[a-z]{1,5}|[A-Z])\))+")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NOISE = re.compile(r"(?i)^(?:art(?:icle)?s?\.?|§+|sec(?:tion)?\.?)?\s*|\s+")


class Framework(NamedTuple):
    """A framework, as far as it is known.

    Attributes:
        address: where its publisher has it.
        form: how an id is written, in words.
        example: an id that is there.
        zero_padded: numbers may have zeros in front: `AC-06(01)` is `AC-6(1)`.
        controls: the title of every control that is listed, by id; None where it may not be
            shown (texts that are sold) or was not taken from its publisher.
        open: of those, the ones whose parts are not listed: `(…)` may follow.
        withdrawn: what replaced each of the controls that were taken back, by id; ids of
            controls, or of a family of them.
    """

    name: str
    title: str
    address: str
    form: str
    example: str
    zero_padded: bool
    controls: Mapping[str, str | None]
    open: frozenset[str]
    withdrawn: Mapping[str, tuple[str, ...]]

    def holds(self, id_: str) -> bool:
        """Return whether there is such a control, as far as the list goes."""
        plain = self._plain(id_)
        return plain in self.controls or any(
            whole in self.open and _BELOW.fullmatch(rest) for whole, rest in _halves(plain)
        )

    def replaced(self, id_: str) -> str | None:
        """The replacement of a control that was withdrawn, in words; None where it was not."""
        others = self.withdrawn.get(self._plain(id_))
        if others is None:
            return None
        if not others:
            return f"{self.name} names nothing that replaced it"
        return f"it went into {', '.join(map(self._titled, others))}"

    def hint(self, id_: str) -> str:
        """The id that was probably meant, else the extent of the list, else the form of an id."""
        tidy = self._plain(_NOISE.sub("", id_))
        if self.holds(tidy):
            return f"did you mean '{tidy}'?"
        for whole, _ in reversed(list(_halves(tidy))):
            if whole in self.controls:
                return self._extent(whole)
        same = [each for each in self.controls if _shape(each) == _shape(id_)]
        meant = same[0] if same else nearest(id_, sorted(self.controls))
        if meant is not None:
            return f"did you mean '{meant}'?"
        return f"an id of {self.name} is {self.form}, like {self.example}"

    def _plain(self, id_: str) -> str:
        return _ZEROS.sub("", id_) if self.zero_padded else id_

    def _titled(self, id_: str) -> str:
        title = self.controls.get(id_)
        return f"'{id_}'" if title is None else f"'{id_}' ({title})"

    def _extent(self, whole: str) -> str:
        below = [each for each in self.controls if each.rpartition("(")[0] == whole]
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
