"""The outlook of a policy: when each of its cells stops passing, found without stepping."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from checker.evaluate.decider import Decider, Surroundings
from checker.evaluate.run import Run
from checker.explaining.explain import Disagreement
from checker.forecasting.moving import Moving
from checker.forecasting.watch import Watch
from checker.forecasting.watching import Around, watching
from checker.inventory import LISTS
from checker.model.roots import WHOLES
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.gate import FINDINGS
from checker.report.matrix import VERDICTS, Cell
from checker.report.subject import Subject
from checker.time.text import DAY, HOUR
from checker.values import Timestamp
from checker.verdict import Verdict

_MOST_STEPS = 2_000
"""Moments that are looked at one by one in a cell; beyond, at most one an hour."""

_MANY = 100
"""Vendors; a policy that looks at more of them at once has a share of the moments."""


class Turn(NamedTuple):
    """A cell, the nanosecond at which it turns, and what it turns to.

    Attributes:
        clause: of a cell that fails already, the part of the requirement that fails then, too.
        waiver: id of the waiver that ends then, if that is why.
        begins: `policy` where that comes into force then, `parameters` where they change.
    """

    cell: Cell
    at: int
    verdict: Verdict
    clause: str = ""
    waiver: str = ""
    begins: str = ""


class Outlook:
    """Looks ahead in the cells of one policy.

    Args:
        policy: one that depends on `now`.
        run: looked at from its `as_of` on.
        end: the last moment that is looked at, in nanoseconds since 1970-01-01T00:00:00Z.
        patient: whether a cell that changes too often is followed to the end all the same.
    """

    def __init__(self, policy: Policy, run: Run, end: int, *, patient: bool = True) -> None:
        self.policy = policy
        self._inventories = run.inventories
        self._portfolio = run.portfolio()
        self._start = run.as_of.nanoseconds
        self._end = end
        self._watch = Watch()
        self._decider = Decider(policy)
        self._watcher = Decider(policy, watching(policy).functions(Around(self._watch)))
        self._hurried = False
        self._patient = patient
        whole = policy.subject_kind in WHOLES
        seen = sum(len(inventory.view["vendors"]) for inventory in run.inventories) if whole else 1
        self._steps = _MOST_STEPS * _MANY // max(seen, _MANY)
        self._stride, self._pace = (DAY, "a day") if seen > _MANY else (HOUR, "an hour")

    def notes(self) -> Iterator[str]:
        """Notes on changes that could not be told exactly, after all cells were looked at."""
        for guess in self._watch.guesses:
            yield (
                f"policy '{self.policy.id}': when {guess} changes cannot be told beforehand"
                " (it was looked at once an hour)"
            )
        if self._hurried:
            yield (
                f"policy '{self.policy.id}' can change more than {self._steps:,} times on a"
                f" subject (from there it was looked at once {self._pace})"
            )

    def verdict(self, cell: Cell) -> Verdict:
        """The verdict of a cell at the moment from which it is looked ahead."""
        return self._verdict(self._decider, cell.subject, Timestamp(self._start))

    def turn(self, cell: Cell) -> Turn | None:
        """The moment at which a cell that passes or is skipped turns into a finding, if it does.

        Of a cell that passes, and only ever comes to be skipped, the moment of that. Of one that
        is unknown, the moment at which it fails.
        """
        moment, verdict = self._start, cell.verdict
        turned = FINDINGS - {verdict}
        skipped: Turn | None = None
        for step in count():
            if step < self._steps:
                due = self._stands(cell, moment, verdict)
                if due is None:
                    break
                moment += due
            elif not self._patient:
                break
            else:
                self._hurried = True
                moment += self._stride - moment % self._stride
            if moment > self._end:
                break
            verdict = self._verdict(self._decider, cell.subject, Timestamp(moment))
            if verdict in turned:
                return Turn(cell, moment, verdict)
            if verdict is Verdict.SKIP and cell.verdict is Verdict.PASS and skipped is None:
                skipped = Turn(cell, moment, verdict)
        return skipped

    def at(self, cell: Cell, moment: int) -> Verdict:
        """The verdict of a cell at a moment, if nothing is waived."""
        if not watchable(self.policy)(cell):
            return VERDICTS[self._decider.absent]
        return self._verdict(self._decider, cell.subject, Timestamp(moment))

    def _stands(self, cell: Cell, moment: int, verdict: Verdict) -> int | None:
        """The nanoseconds for which a verdict surely stands; None: to the end."""
        self._watch.start(moment, self._end - moment)
        watched = self._verdict(self._watcher, cell.subject, Moving(Timestamp(moment), 1))
        if watched is not verdict:
            raise Disagreement(
                f"policy '{self.policy.id}' on {cell.subject}: decided {verdict.value},"
                f" forecast {watched.value}"
            )
        return self._watch.due

    def _verdict(self, decider: Decider, subject: Subject, now: Any) -> Verdict:
        if self.policy.subject_kind in WHOLES:
            return VERDICTS[self._whole(decider, subject, now)]
        view = self._inventories[subject.document].view
        vendor = view["vendors"][subject.path[1]]
        element = vendor[subject.collection][subject.path[3]] if subject.collection else None
        around = Surroundings(view, self._portfolio, now)
        return VERDICTS[decider.element(vendor, element, around)]

    def _whole(self, decider: Decider, subject: Subject, now: Any) -> int:
        if subject.document < 0:
            total = sum(len(inventory.view["vendors"]) for inventory in self._inventories)
            return decider.whole(Surroundings(None, self._portfolio, now), total)
        view = self._inventories[subject.document].view
        return decider.whole(Surroundings(view, self._portfolio, now), len(view["vendors"]))


def watchable(policy: Policy) -> Callable[[Cell], bool]:
    """Return whether a cell may change: one about a list that is not recorded does not."""
    collection = LISTS.get(policy.subject_kind)
    return lambda cell: collection is None or cell.subject.collection == collection
