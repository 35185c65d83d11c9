"""Drawing: the graph of all inventories as a picture. `vendorgate graph`."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.errors import UsageError
from checker.exposure.incidents import incidents
from checker.graph.records import RELIES_ON
from checker.picture.chain import Breach, breach_at, chain
from checker.picture.picture import Picture
from checker.report.report import Input
from checker.time.text import format_timestamp
from checker.usecases.collector import set_apart
from checker.usecases.load import Request
from checker.usecases.portfolio import Portfolio, portfolio


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
    read = portfolio(request)
    with set_apart():
        if not read.graph.parties:
            raise UsageError("there is nobody to draw (no inventory has a vendor)")
        return Drawn(picture_of(read, _open(read)), read.inputs)


def picture_of(read: Portfolio, breach: Breach) -> Picture:
    """The picture of a whole portfolio."""
    owners = [str(view["owner"]["name"]) for view in read.views.values()]
    name = owners[0] if len(owners) == 1 else f"{len(owners)} inventories"
    moment = format_timestamp(read.as_of)
    return chain(
        read.graph,
        breach,
        title=f"The supply chain of {name}, {moment[:10]}",
        as_of=moment,
        purls=dict(purls(read)),
    )


def purls(read: Portfolio) -> Iterator[tuple[str, str]]:
    """The package URL of each party that has one; of several the last in order of place."""
    for edge in read.graph.edges:
        if edge.kind == RELIES_ON:
            for link in edge.links:
                record: Mapping[str, str] = read.at(link.place)
                if "purl" in record:
                    yield edge.target, record["purl"]


def _open(read: Portfolio) -> Breach:
    """The reach of the incidents that are not over."""
    found = [each for each in incidents(read.graph, read.views, read.as_of) if each.is_open]
    return breach_at(read.graph, {id_ for each in found for id_ in (each.vendor, each.root)})
