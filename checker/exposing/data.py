"""Data that are reached: whose, about whom, how many, how protected, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.exposing.exposure import About, Data, Reach, Target
from checker.exposing.incidents import Incident
from checker.exposing.portfolio import Portfolio
from checker.exposing.scope import Scope
from checker.graph.records import RELIES_ON, Holding, Link, Place
from checker.record import NamedTuple

_ORDER = tuple(Reach)
_CLASSES = ("secret", "restricted", "confidential", "internal", "", "public")


SENSITIVE = frozenset({"secret", "restricted"})
"""Classifications of data whose loss hurts most."""


def data(
    about: About, scope: Scope, portfolio: Portfolio, incident: Incident | None
) -> tuple[Data, ...]:
    """The data of a scope, the surest and most sensitive first."""
    found = [
        row
        for vendor in scope.vendors
        for row in _of_vendor(about, vendor, scope, portfolio, incident)
    ]
    return tuple(sorted(found, key=_order))


def _order(row: Data) -> tuple[int, int, str, str, str, Place]:
    about = row.vendor, row.category, row.id
    return _ORDER.index(row.reach), _CLASSES.index(row.classification), *about, row.place


class _Way(NamedTuple):
    """The ways into a vendor's data.

    Attributes:
        categories: those that records say can be reached, with one of these records each.
        open: whether it is not recorded of a way which data it leads to.
        held: whether the vendor itself is breached.
    """

    categories: Mapping[str, Link]
    open: bool
    held: bool


def _of_vendor(
    about: About, vendor: str, scope: Scope, portfolio: Portfolio, incident: Incident | None
) -> Iterator[Data]:
    way = _way(about, vendor, scope, portfolio)
    exposed: dict[str, Mapping[str, Any]] = {}
    if incident is not None:
        exposed = {record["category"]: record for record in incident.record.get("exposed", ())}
    told = set()
    for holding in portfolio.graph.holdings.get(vendor, ()):
        row = _row(holding, portfolio, _reach(holding.category, way))
        if not _asked(about, row):
            continue
        told.add(holding.category)
        yield _exposed(row, exposed)
    for category in sorted({*way.categories, *exposed} - told):
        row = _bare(vendor, category, _stated(way.categories.get(category), incident))
        if about.target is Target.PARTY or category == about.id:
            yield _exposed(row, exposed)


def _stated(link: Link | None, incident: Incident | None) -> Place:
    """The place that says that data are reached of which there is no entry."""
    if link is not None:
        return link.place
    if incident is None:
        raise ValueError("nothing says that they are reached")
    return incident.place


def _asked(about: About, row: Data) -> bool:
    match about.target:
        case Target.PARTY:
            return True
        case Target.CLIENT:
            return row.owner in {"", about.id}
        case Target.CATEGORY:
            return row.category == about.id


def _way(about: About, vendor: str, scope: Scope, portfolio: Portfolio) -> _Way:
    graph = portfolio.graph
    if about.target is not Target.PARTY or vendor == about.id:
        links: Sequence[Link] = ()
        if about.target is Target.CATEGORY:
            links = [
                link
                for edge in graph.after(vendor, RELIES_ON)
                for link in edge.links
                if about.id in (link.data or ())
            ]
        return _Way({about.id: links[0]} if links else {}, open=False, held=True)
    links = [
        link
        for edge in graph.after(vendor, RELIES_ON)
        if edge.target != vendor and edge.target in scope.vendors
        for link in edge.links
    ]
    categories: dict[str, Link] = {}
    for link in links:
        for category in link.data or ():
            categories.setdefault(category, link)
    return _Way(categories, open=any(link.data is None for link in links), held=False)


def _reach(category: str, way: _Way) -> Reach:
    if way.held:
        return Reach.HELD
    if category in way.categories:
        return Reach.REACHABLE
    return Reach.POSSIBLE if way.open else Reach.BESIDE


def held(vendor: str, portfolio: Portfolio) -> list[Data]:
    """The data that a vendor holds."""
    holdings = portfolio.graph.holdings.get(vendor, ())
    return [_row(holding, portfolio, Reach.HELD) for holding in holdings]


def _row(holding: Holding, portfolio: Portfolio, reach: Reach) -> Data:
    record = portfolio.at(holding.place)
    encryption = record.get("encryption", {})
    graph = portfolio.graph
    return Data(
        vendor=graph.id_of(holding.vendor),
        id=holding.id,
        category=holding.category,
        classification=holding.classification,
        owner=graph.id_of(holding.owner) if holding.owner else "",
        subjects=tuple(record["subjects"]) if "subjects" in record else None,
        special=record.get("special_category", False),
        records=holding.records,
        at_rest=encryption.get("at_rest", ""),
        keys=encryption.get("keys", ""),
        reach=reach,
        entry=True,
        place=holding.place,
    )


def _bare(vendor: str, category: str, place: Place) -> Data:
    """Data that are reached, and of which the vendor has no entry."""
    return Data(
        vendor=vendor,
        id=category,
        category=category,
        classification="",
        owner="",
        subjects=None,
        special=False,
        records=None,
        at_rest="",
        keys="",
        reach=Reach.REACHABLE,
        entry=False,
        place=place,
    )


def _exposed(row: Data, exposed: Mapping[str, Mapping[str, Any]]) -> Data:
    """The row with what an incident says of its category."""
    if not exposed:
        return row
    record = exposed.get(row.category)
    if record is None:
        return row._replace(reach=Reach.BESIDE)
    sure = record.get("confirmed") == "confirmed"
    return row._replace(
        reach=Reach.CONFIRMED if sure else Reach.SUSPECTED,
        records=record.get("records", row.records),
    )
