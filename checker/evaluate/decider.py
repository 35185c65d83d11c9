"""The decider: one policy on many subjects, a byte a cell, with no bookkeeping.

The explanation of a cell (`checker.explain`) works the same table out a second time, its own
way; the two must agree.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from checker.cel.compile.frame import BUDGET
from checker.evaluate.condition import Condition
from checker.evaluate.functions import Functions
from checker.inventory import LISTS
from checker.policy.policy import BUDGET_A_VENDOR, Policy
from checker.record import NamedTuple
from checker.values import Timestamp


class Surroundings(NamedTuple):
    """The CEL variables that the cells of one inventory share: those that name no subject."""

    inventory: Any
    portfolio: Any
    now: Timestamp


_NEIGHBOURS = 32


class Decider:
    """One policy. Its frame is reused from cell to cell, so it serves one thread.

    Attributes:
        absent: the code of a vendor that does not record the list that the policy is for.
    """

    def __init__(self, policy: Policy, functions: Functions | None = None) -> None:
        """Prepare.

        Args:
            functions: those that decide; None means the policy's own.
        """
        self._policy = policy
        condition = Condition(policy, functions)
        self._names, self._frame = condition.names, condition.frame
        self._decide, self.absent = condition.decide, condition.absent

    def vendors(self, vendors: Sequence[Mapping[str, Any]], around: Surroundings) -> bytes:
        """The cells about vendors or about elements of their lists, in document order."""
        self._surround(around)
        subject_kind = self._policy.subject_kind
        if subject_kind == "vendor":
            return self._each_vendor(vendors)
        return self._each_element(vendors, LISTS[subject_kind])

    def starts(self, vendors: Sequence[Mapping[str, Any]]) -> Sequence[int]:
        """The index of the first cell of each vendor among those of all; one more at the end."""
        if self._policy.subject_kind == "vendor":
            return range(len(vendors) + 1)
        collection = LISTS[self._policy.subject_kind]
        # A vendor that does not record the list has one cell.
        counts = (1 if (own := each.get(collection)) is None else len(own) for each in vendors)
        return [*accumulate(counts, initial=0)]

    def element(self, vendor: Mapping[str, Any], element: Any, around: Surroundings) -> int:
        """The one cell about a vendor, or about an element of its list.

        Args:
            vendor: as it is written.
            element: None for a policy about vendors.
        """
        self._surround(around)
        slot = 1 + self._names.index("vendor")
        self._frame[slot] = vendor
        if self._policy.subject_kind != "vendor":
            self._frame[slot + 1] = element
        return self._decide(BUDGET)

    def whole(self, around: Surroundings, vendors: int) -> int:
        """The one cell about an inventory, or about the portfolio.

        Args:
            vendors: how many vendors it looks at; the budget grows with them.
        """
        self._surround(around)
        return self._decide(BUDGET + BUDGET_A_VENDOR * vendors)

    def _each_vendor(self, vendors: Sequence[Mapping[str, Any]]) -> bytes:
        frame, slot, decide = self._frame, 1 + self._names.index("vendor"), self._decide
        codes = bytearray()
        for vendor in vendors:
            frame[slot] = vendor
            codes.append(decide(BUDGET))
        return bytes(codes)

    def _each_element(self, vendors: Sequence[Mapping[str, Any]], collection: str) -> bytes:
        frame, slot, decide = self._frame, 1 + self._names.index("vendor"), self._decide
        codes = bytearray()
        for vendor in vendors:
            elements = vendor.get(collection)
            if elements is None:
                codes.append(self.absent)
                continue
            frame[slot] = vendor
            for element in elements:
                frame[slot + 1] = element
                codes.append(decide(BUDGET))
        return bytes(codes)

    def _surround(self, around: Surroundings) -> None:
        shared = {**around._asdict(), "params": self._policy.params}
        for slot, name in enumerate(self._names, start=1):
            if name in shared:
                self._frame[slot] = shared[name]


def sweep(
    deciders: Sequence[Decider | None],
    vendors: Sequence[Mapping[str, Any]],
    around: Surroundings,
) -> tuple[bytes, ...]:
    """The cells of every policy about vendors or their elements; none where there is no decider.

    All policies look at a few vendors before they go on: going through a large inventory once for
    each policy would fetch it from memory as often, and that takes as long as deciding.
    """
    found = [bytearray() for _ in deciders]
    for start in range(0, len(vendors), _NEIGHBOURS):
        few = vendors[start : start + _NEIGHBOURS]
        for codes, decider in zip(found, deciders, strict=True):
            if decider is not None:
                codes.extend(decider.vendors(few, around))
    return tuple(map(bytes, found))
