"""The records given in a test, as policies see them: a vendor in an inventory in a portfolio."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from checker.facts.facts import Facts
from checker.facts.regime import Regimes
from checker.inventory import LISTS, RECORDS, SOURCES
from checker.model.view import view_of
from checker.parse.positions import Path
from checker.policy.policy import Policy
from checker.record import NamedTuple


class Stage(NamedTuple):
    """A vendor, where it stands in what is given, and what to call it if it has no id."""

    vendor: Mapping[str, Any]
    path: Path
    name: str
    inventory: Mapping[str, Any]


class _Seen(NamedTuple):
    """The inventories of a test as policies see them.

    Attributes:
        own: the one that is given, or made of what is given.
        alone: one with the vendor that is given alone, where the own one lists others.
        others: those of the portfolio that is given.
        whole: the facts of the portfolio itself.
    """

    own: Mapping[str, Any]
    alone: Mapping[str, Any]
    others: Sequence[Mapping[str, Any]]
    whole: Mapping[str, Any]


def recorded_kind(subject_kind: str) -> str:
    """The kind of record from which a kind of subject follows; that kind, if it is recorded."""
    source = SOURCES.get(LISTS.get(subject_kind, ""))
    return next((kind for kind, key in RECORDS.items() if key == source), subject_kind)


_MOST: Final = 1_024
_KNOWN: Final[dict[tuple[int, str, int, frozenset[str]], "Given"]] = {}


def given_of(policy: Policy, records: Mapping[str, Any]) -> "Given":
    """The records of a test as a policy sees them.

    A test is looked at when it is read, when it is decided, and for each mutation of its policy:
    what follows from its records is worked out once.
    """
    asked = policy.asks_of_portfolio
    key = id(records), policy.subject_kind, id(policy.regimes), asked
    if key not in _KNOWN:
        if len(_KNOWN) == _MOST:
            _KNOWN.clear()
        _KNOWN[key] = Given(policy.subject_kind, records, policy.regimes, asked)
    return _KNOWN[key]  # which keeps the records and the regimes, so that no others get their ids


class Given:
    """The records of a test, and the facts that follow from them where its policy asks for facts.

    An element that is given alone is all that its vendor's list holds, and a vendor that is given
    alone all that its inventory does.
    """

    def __init__(
        self,
        subject_kind: str,
        given: Mapping[str, Any],
        regimes: Regimes | None,
        asked: Collection[str] = (),
    ) -> None:
        self.subject_kind = subject_kind
        self._element = recorded_kind(subject_kind)
        self._given = given
        self._header = given.get("inventory", {})
        self._facts = None if regimes is None else Facts(regimes)
        self._asked = asked
        self._several = "portfolio" in given and "inventory" not in given

    def has(self, name: str) -> bool:
        """Return whether something is given by this name."""
        return name in self._given

    def _vendor(self) -> dict[str, Any]:
        """The one vendor that is given, with the element that is given as its list."""
        vendor = dict(self._given.get("vendor", {}))
        if self._element in RECORDS and self._element in self._given:
            vendor[RECORDS[self._element]] = [self._given[self._element]]
        return vendor

    def _view(self, inventory: Mapping[str, Any]) -> Mapping[str, Any]:
        view = view_of(inventory)
        if self._facts is None or "vendors" not in view:
            return view
        added: Mapping[str, Any] = self._facts.added(view)
        return added

    @property
    def _inventory(self) -> Mapping[str, Any]:
        return self._seen.own

    @cached_property
    def _seen(self) -> "_Seen":
        """The inventories as policies see them, with the facts of all of them together."""
        own = self._view({"vendors": [self._vendor()], **self._header})
        listed = self._given.get("portfolio", {}).get("inventories", ())
        others = [self._view(each) for each in listed]
        alone = own
        if "vendors" in self._header:
            alone = self._view({**self._header, "id": "", "vendors": [self._vendor()]})
        if not self._asked:
            return _Seen(own, alone, others, {})
        # Only a policy that asks for facts of the portfolio pays for the graph.
        from checker.facts.portfolio import of_views  # noqa: PLC0415

        first: list[Mapping[str, Any]] = []
        if self._stands_alone or not self._several:
            first.append(own)
        if alone is not own and self._stands_alone:
            first.append(alone)
        facts = of_views([*first, *others], self._asked)
        views: list[Mapping[str, Any]] = [
            facts.added(view, number) for number, view in enumerate([*first, *others])
        ]
        told = views[: len(first)] or [own]
        return _Seen(told[0], told[-1], views[len(first) :], facts.whole)

    def portfolio(self) -> Mapping[str, Any]:
        """The value that CEL calls `portfolio`."""
        if "portfolio" not in self._given:
            return {"inventories": [self._inventory], **self._seen.whole}
        portfolio = {**self._given["portfolio"], **self._seen.whole}
        if "inventories" in portfolio:
            portfolio["inventories"] = self._seen.others
        return portfolio

    @property
    def _stands_alone(self) -> bool:
        return "vendor" in self._given or (
            self._element in RECORDS and self._element in self._given
        )

    def inventories(self) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """Every inventory, with its path in what is given."""
        if not self._several:
            yield ("inventory",), self._inventory
            return
        for index, inventory in enumerate(self.portfolio().get("inventories", ())):
            yield ("portfolio", "inventories", index), inventory

    def stages(self) -> Iterator[Stage]:
        """The vendor that is given; if none is, every vendor of the inventories."""
        if self._stands_alone or ("vendors" not in self._header and not self._several):
            alone = self._seen.alone
            yield Stage(alone["vendors"][0], ("vendor",), "vendor", self._inventory)
            return
        for path, inventory in self.inventories():
            for index, vendor in enumerate(inventory.get("vendors", ())):
                yield Stage(vendor, (*path, "vendors", index), f"vendors[{index}]", inventory)
