"""The facts of an inventory: what follows from its records, worked out when somebody asks."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from checker.facts.duty import Obligation
from checker.facts.incident import Incident, Surroundings
from checker.facts.obligations import incidents, obligations, of_client, of_incidents
from checker.facts.recorded import Path
from checker.facts.regime import Regimes
from checker.record import NamedTuple

OBLIGATIONS: Final = "obligations"

KEPT: Final = "sent_in_time"
"""The field of an obligation that says whether it was kept."""


_NONE: Final[Mapping[int, Any]] = MappingProxyType({})


class Facts:
    """The facts that the regimes and an inventory lead to; a pure function of both.

    What was explained is remembered for each vendor, as long as its records are the same objects.
    """

    def __init__(self, regimes: Regimes) -> None:
        self.regimes = regimes
        self._view: Mapping[str, Any] | None = None
        self._around = Surroundings({})
        self._known: dict[int, _Explained] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and self.regimes == other.regimes

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type["Facts"], tuple[Regimes]]:
        return Facts, (self.regimes,)

    def added(self, view: Mapping[str, Any], known: Mapping[int, Any] = _NONE) -> Any:
        """The value that CEL calls `inventory`, with the facts of every vendor.

        Args:
            known: vendors with their facts, by identity of their records.
        """
        around = Surroundings(view)
        vendors = [
            known[id(vendor)] if id(vendor) in known else self._with(vendor, index, around)
            for index, vendor in enumerate(view.get("vendors", ()))
        ]
        return {**view, "vendors": vendors}

    def of(self, view: Mapping[str, Any], numbers: Iterable[int]) -> list[dict[str, Any]]:
        """Some vendors of what CEL calls `inventory`, with their facts.

        Args:
            numbers: their indexes in it.
        """
        around = Surroundings(view)
        return [self._with(view["vendors"][index], index, around) for index in numbers]

    def renewed(self, view: Mapping[str, Any], paths: Iterable[Path]) -> Any:
        """The value that CEL calls `inventory`, with the facts of what was changed in it anew.

        Args:
            view: changed, with the facts that it had before.
            paths: of all changes.
        """
        touched = set()
        for path in paths:
            if len(path) < len(("vendors", 0)) or path[0] != "vendors":
                return self.added(view)  # vendors moved, or something around them changed
            touched.add(int(path[1]))
        around, vendors = Surroundings(view), list(view["vendors"])
        for index in touched:
            vendors[index] = self._with(vendors[index], index, around)
        return {**view, "vendors": vendors}

    def refreshed(
        self, view: Mapping[str, Any], known: Mapping[str, Any], path: Path
    ) -> Mapping[str, Any] | None:
        """The value that CEL calls `inventory`, changed, with one obligation worked out anew.

        Args:
            view: its records changed, its facts not.
            known: as it was.
            path: of the obligation.

        Returns:
            None if the change leaves no such obligation.
        """
        index, number = int(path[1]), int(path[3])
        explained, vendor = self._explained(known, index), view["vendors"][index]
        before = explained.owed[number]
        around = explained.around if _same_around(known, view) else Surroundings(view)
        like = explained.incidents[int(before.place[3])]
        owed = of_client(vendor, before.place, around, self.regimes, like)
        name = before.fields["id"].value
        anew = next(
            (obligation for obligation in owed if obligation.fields["id"].value == name), None
        )
        if anew is None:
            return None
        facts, vendors = list(vendor[OBLIGATIONS]), list(view["vendors"])
        facts[number] = anew.record
        vendors[index] = {**vendor, OBLIGATIONS: facts}
        return {**view, "vendors": vendors}

    def _with(self, vendor: dict[str, Any], index: int, around: Surroundings) -> dict[str, Any]:
        owed = obligations(vendor, ("vendors", index), around, self.regimes)
        return (
            vendor
            if owed is None
            else {**vendor, OBLIGATIONS: [obligation.record for obligation in owed]}
        )

    def places(self, view: Mapping[str, Any], path: Path) -> tuple[Path, ...]:
        """The places in the document that a fact was made of, the deciding ones first.

        Args:
            view: what CEL calls `inventory`.
            path: of the fact in it: `vendors`, 3, `obligations`, 0, `due`.
        """
        vendor, _, rest = path[:2], path[2], path[3:]
        if not rest:
            return ((*vendor, "incidents"),)
        obligation = self.obligation(view, path)
        recorded = obligation.fields.get(str(rest[1])) if rest[1:] else None
        return (recorded and recorded.places) or (obligation.place,)

    def obligation(self, view: Mapping[str, Any], path: Path) -> Obligation:
        """The obligation at a path, or whose field stands there, with its places."""
        return self._explained(view, int(path[1])).owed[int(path[3])]

    def _explained(self, view: Mapping[str, Any], index: int) -> "_Explained":
        vendor = view["vendors"][index]
        if self._view is None or not _same_around(self._view, view):
            self._view, self._around = view, Surroundings(view)
            self._known.clear()
        known = self._known.get(index)
        if known is None or known.vendor is not vendor:
            read = incidents(vendor, ("vendors", index), self._around)
            owed = tuple(of_incidents(read, self.regimes))
            known = self._known[index] = _Explained(vendor, self._around, read, owed)
        return known


class _Explained(NamedTuple):
    """A vendor with what was read of it, and its obligations with their places."""

    vendor: Mapping[str, Any]
    around: Surroundings
    incidents: Sequence[Incident]
    owed: Sequence[Obligation]


def _same_around(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether what stands around the vendors are the same objects."""
    return all(one.get(key) is other.get(key) for key in ("calendar", "organisations"))
