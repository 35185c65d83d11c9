"""Drawing: the graph of all inventories as a picture. `vendorgate graph`."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from checker.errors import UsageError
from checker.exposing.exposure import Exposure, Target
from checker.exposing.incidents import incidents
from checker.exposing.portfolio import Portfolio
from checker.graph.records import RELIES_ON
from checker.inventory import Inventory
from checker.picture.chain import Breach, breach_at, chain
from checker.picture.picture import Picture
from checker.record import NamedTuple
from checker.report.report import Input
from checker.time.text import format_timestamp
from checker.usecases.collector import set_apart
from checker.usecases.load import Request
from checker.usecases.portfolio import load_portfolio, portfolio_of
from checker.values import Timestamp


class Drawn(NamedTuple):
    """A picture, and the files that it was made of."""

    picture: Picture
    inputs: tuple[Input, ...]


def graph(request: Request) -> Drawn:
    """Read, validate, and make the picture; red is where an incident is open.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: no inventory names anybody.
    """
    loaded = load_portfolio(request)
    with set_apart():
        if not loaded.portfolio.graph.parties:
            raise UsageError("there is nobody to draw (no inventory has a vendor)")
        return Drawn(_whole(loaded.portfolio), loaded.inputs)


def picture_of_inventories(inventories: Iterable[Inventory], as_of: Timestamp) -> Picture:
    """The picture of inventories that were read already."""
    return _whole(portfolio_of(inventories, {}, as_of))


def _whole(portfolio: Portfolio) -> Picture:
    return picture_of(portfolio, _open(portfolio))


def picture_of_exposure(portfolio: Portfolio, exposure: Exposure) -> Picture:
    """The picture of those whom a breach reaches, or who stand behind a client or data."""
    about = exposure.about
    reached = {each.id for each in exposure.organisations} | {each.id for each in exposure.clients}
    at = {about.id} if about.target is Target.PARTY else set()
    breach = Breach(at, (reached - at) if at else ())
    only = reached | at | ({about.id} if about.target is Target.CLIENT else set())
    drawn = picture_of(portfolio, breach, only)
    return drawn._replace(title=f"{about.name}, {exposure.as_of[:10]}")


def picture_of(
    portfolio: Portfolio, breach: Breach, only: Collection[str] | None = None
) -> Picture:
    """The picture of a portfolio, or of some of its parties."""
    owners = [str(view["owner"]["name"]) for view in portfolio.views.values()]
    name = owners[0] if len(owners) == 1 else f"{len(owners)} inventories"
    moment = format_timestamp(portfolio.as_of)
    return chain(
        portfolio.graph,
        breach,
        title=f"The supply chain of {name}, {moment[:10]}",
        as_of=moment,
        purls=dict(purls(portfolio)),
        only=only,
    )


def purls(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """The package URL of each party that has one; of several the last in order of place."""
    for edge in portfolio.graph.edges:
        if edge.kind == RELIES_ON:
            for link in edge.links:
                record: Mapping[str, str] = portfolio.at(link.place)
                if "purl" in record:
                    yield edge.target, record["purl"]


def _open(portfolio: Portfolio) -> Breach:
    """The reach of the incidents that are not over."""
    found = [each for each in incidents(portfolio) if each.is_open]
    return breach_at(portfolio.graph, {id_ for each in found for id_ in (each.vendor, each.root)})
