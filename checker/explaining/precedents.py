"""Precedents: findings that were explained, and that stand for all that are like them.

Why a policy does not hold, and what would make it hold, follows from what it reads. Two subjects
that agree in all that its conditions can read have the same reasons and the same remedies, each in
its own place, and in its own inventory.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from checker.cel.footprint import footprints
from checker.cel.projection import projection
from checker.cel.trace.trace import Read
from checker.explaining.change import Change
from checker.explaining.judge import Judgement
from checker.explaining.plan import Plan
from checker.explaining.records import of_its_own
from checker.inventory import LISTS, Inventory
from checker.model.places import at, written
from checker.parse.document import Path
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.subject import Subject

MOST = 10_000
"""Findings of a policy that are remembered."""


class Precedent(NamedTuple):
    """A finding that was explained: its reasons, and what would make it pass."""

    subject: Subject
    judgement: Judgement
    plan: Plan

    def judged(self, subject: Subject, inventory: Inventory) -> Judgement:
        """The judgement of a subject that is like it, with the values that stand there."""
        verdict, reads, problem, doubt, *_ = self.judgement
        own = tuple([_read(read, subject, inventory) for read in reads])
        return Judgement(verdict, own, problem, doubt)

    def planned(self, subject: Subject) -> Plan:
        """The plan for a subject that is like it."""
        # A policy whose findings are alike changes nothing outside of the subject's inventory.
        return tuple(
            change._replace(
                document=subject.document, path=_moved(change, self.subject.path, subject.path)
            )
            for change in self.plan
        )


class Precedents:
    """The precedents of one policy."""

    def __init__(self, policy: Policy) -> None:
        conditions = [each for each in (policy.when, policy.require) if each is not None]
        read = footprints(conditions, policy.variables, policy.params)
        own, vendor = policy.subject_kind, read.get("vendor")
        # What a check reads of other vendors, or of facts, does not move with its vendor.
        self._alone = of_its_own(own, read)
        self._among = vendor is not None and LISTS.get(own) in vendor.fields
        self._parts = [
            (name, projection(read[name]))
            for name in dict.fromkeys(("vendor", own))
            if name in read
        ]
        around = read.get("inventory")
        self._around = None if around is None else projection(around)
        self._surroundings: dict[int, Hashable] = {}
        self._known: dict[Hashable, Precedent] = {}

    def key(self, subject: Subject, values: Mapping[str, Any]) -> Hashable:
        """The likeness of a subject; None if it is like no other.

        Args:
            subject: a vendor, or an element of one of its lists.
            values: of the root variables.
        """
        if not self._alone:
            return None
        index = subject.path[-1] if self._among else 0
        around = self._surrounding(subject.document, values)
        return around, index, *[project(values[name]) for name, project in self._parts]

    def _surrounding(self, document: int, values: Mapping[str, Any]) -> Hashable:
        """The parts of an inventory that matter; many subjects share one."""
        if self._around is None:
            return None
        if document not in self._surroundings:
            self._surroundings[document] = self._around(values["inventory"])
        return self._surroundings[document]

    def find(self, key: Hashable) -> Precedent | None:
        """The precedent of what a subject is like."""
        return self._known.get(key)

    def keep(self, key: Hashable, precedent: Precedent) -> None:
        """Remember a finding that was explained."""
        if key is not None and len(self._known) < MOST:
            # What was read of other values is not kept in memory for it.
            judgement = precedent.judgement._replace(when=None, require=None)
            self._known[key] = precedent._replace(judgement=judgement)


def _read(read: Read, subject: Subject, inventory: Inventory) -> Read:
    if not read.recorded or read.path[0] not in {"vendor", "inventory", subject.subject_kind}:
        return read
    place = written(read.path, subject.document, subject.path)
    return Read(read.path, at(inventory, place.path), recorded=True)


def _moved(change: Change, before: Path, after: Path) -> Path:
    """The path of a change where the subject is another one."""
    for own in (len(before), 2):
        if change.path[:own] == before[:own]:
            return *after[:own], *change.path[own:]
    return change.path
