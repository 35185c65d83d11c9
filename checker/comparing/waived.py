"""Waived cells: what they would be without their waiver, and why one side alone has it."""

from checker.comparing.pairs import Pair
from checker.comparing.snapshot import Side
from checker.report.addresses import Addresses
from checker.report.diff import Cause
from checker.report.matrix import Cell
from checker.report.report import PolicyEntry, fingerprint
from checker.report.waivers import WaiverEntry
from checker.verdict import Verdict

_COVERED = frozenset({Verdict.FAIL, Verdict.UNKNOWN})
_MOVING = frozenset({"days_left", "state", "covers", "place"})
"""What the entry of a waiver says of how it stands; the rest is what its author wrote."""


class Waived:
    """The waivers of two states."""

    def __init__(self, before: Side, after: Side) -> None:
        self._sides = before, after
        self._addresses = tuple(Addresses(side.snapshot.decided) for side in self._sides)
        self._stated = tuple(
            [stated(each) for each in side.report.waivers.entries] for side in self._sides
        )

    def decided(self, number: int, cell: Cell) -> Verdict:
        """The verdict of a cell of one of the sides before waivers."""
        if cell.verdict is not Verdict.WAIVED:
            return cell.verdict
        subject = cell.subject
        same = self._addresses[number].of(cell.policy, subject.inventory, subject.vendor)
        return next(each.verdict for each in same if each.subject == subject)

    def of(self, pair: Pair, then: Verdict | None, now: Verdict | None) -> set[Cause]:
        """The causes for which a cell is waived on one side alone.

        Args:
            pair: the cells.
            then: the verdict before, without waivers; None where the cell came or went.
            now: the verdict after, without waivers; None as above.
        """
        one, two = (cell is not None and cell.verdict is Verdict.WAIVED for cell in pair[1:])
        if one == two or (one and now not in _COVERED):
            return set()
        number, cell = (0, pair.before) if one else (1, pair.after)
        waiver = None if cell is None else self._waiver(number, pair.key[0], cell)
        if waiver is None or stated(waiver) not in self._stated[1 - number]:
            return {Cause.WAIVERS}
        measured = then is not None and then is now
        return self._of_measure(pair.key[0]) if measured else set()

    def _waiver(self, number: int, policy: str, cell: Cell) -> WaiverEntry | None:
        return self._sides[number].report.waivers.of(fingerprint(policy, cell.subject))

    def _of_measure(self, id_: str) -> set[Cause]:
        """The cause for which one and the same waiver covers something on one side alone."""
        before, after = (side.snapshot.grounds for side in self._sides)
        if before is None or after is None:
            return {Cause.WAIVERS}
        if before.settings.get("waiver_life") != after.settings.get("waiver_life"):
            return {Cause.CONFIGURATION}
        one, two = (self._policy(number, id_) for number in (0, 1))
        if one.severity is not two.severity:
            same = before.rules[id_].override == after.rules[id_].override
            return {Cause.POLICIES if same else Cause.CONFIGURATION}
        # A waiver of everything covers nothing where there is more than was approved.
        return {Cause.INVENTORY}

    def _policy(self, number: int, id_: str) -> PolicyEntry:
        return next(each for each in self._sides[number].report.policies if each.id == id_)


def stated(waiver: WaiverEntry) -> object:
    """All that a waiver says, apart from how it stands at a moment."""
    return [value for key, value in waiver._asdict().items() if key not in _MOVING]
