"""The regime: a law's set of deadlines, as data (docs/regimes.md)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from checker.record import NamedTuple


class People(NamedTuple):
    """A number of people above which a deadline applies.

    Attributes:
        region: of those who count; empty where everybody does.
        more_than: the greatest number with which it does not apply.
    """

    region: str
    more_than: int


class Deadline(NamedTuple):
    """A notice that a regime asks for, and until when.

    Attributes:
        id: unique among all regimes; an obligation is named by it.
        notice: what a notice names as its `regime`; several deadlines may be met by one notice.
        source: the article.
        sender: who owes the notice: `client` or `vendor`.
        to: who is owed it, as a notice says it.
        starts_with: a moment of the incident's `times`, of the client's timeline, or the name of
            the notice with which the clock starts.
        limit: as `72 hours`; empty where the law states no number, and nothing is decided.
        void_if_later: a moment of the client's timeline; where it comes after the deadline,
            another deadline counts from it.
        relief: whether it moves to noon of the next business day where it ends on none.
        may_be_held: whether law enforcement may ask for silence.
        effective_from: the first day of incidents that it is for; empty for no limit.
        effective_to: the last one.
        people: the number above which it applies, None where there is no such number.
    """

    id: str
    notice: str
    source: str
    sender: str
    to: str
    starts_with: str
    limit: str
    void_if_later: str
    relief: bool
    may_be_held: bool
    effective_from: str
    effective_to: str
    people: People | None


class Regime(NamedTuple):
    """A law or another set of rules that makes somebody tell somebody of an incident.

    Attributes:
        id: what an organisation lists in `reports_under`.
        extends: the regime whose deadlines it takes over, empty for one with its own.
    """

    id: str
    name: str
    jurisdiction: str
    source: str
    extends: str
    deadlines: tuple[Deadline, ...]


Regimes: TypeAlias = Mapping[str, Regime]
"""The regimes in force, by id."""


def notices(regimes: Regimes) -> frozenset[str]:
    """Everything that a notice may name as its `regime`."""
    return frozenset(
        deadline.notice for regime in regimes.values() for deadline in regime.deadlines
    )


def regimes_of(entries: Sequence[Mapping[str, Any]]) -> Regimes:
    """The regimes that valid entries of files declare, by id, in order of id.

    Args:
        entries: as files have them; what one extends is among them.
    """
    by_id = {entry["id"]: entry for entry in entries}
    return {id_: _regime(by_id[id_], by_id) for id_ in sorted(by_id)}


def _regime(entry: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Regime:
    base = by_id[entry["extends"]] if "extends" in entry else entry
    inherited = {key: entry[key] for key in _OVERLAID if key in entry and base is not entry}
    around = {**base, **entry}
    return Regime(
        id=entry["id"],
        name=entry["name"],
        jurisdiction=around.get("jurisdiction", ""),
        source=around.get("source", ""),
        extends=entry.get("extends", ""),
        deadlines=tuple(_deadline({**each, **inherited}, around) for each in around["deadlines"]),
    )


_OVERLAID = ("relief",)
"""Keys of a regime that extends another, which replace those of every deadline."""


def _deadline(data: Mapping[str, Any], regime: Mapping[str, Any]) -> Deadline:
    threshold = data.get("people")
    return Deadline(
        id=data["id"],
        notice=data.get("notice", data["id"]),
        source=data["source"],
        sender=data["from"],
        to=data["to"],
        starts_with=data.get("starts_with", ""),
        limit=data.get("limit", ""),
        void_if_later=data.get("void_if_later", ""),
        relief=data.get("relief", False),
        may_be_held=data.get("may_be_held", False),
        effective_from=data.get("effective_from", regime.get("effective_from", "")),
        effective_to=data.get("effective_to", regime.get("effective_to", "")),
        people=threshold and People(threshold.get("region", ""), threshold["more_than"]),
    )
