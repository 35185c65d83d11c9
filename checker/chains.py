"""The Python API, continued: what follows from the chain of parties. As in `checker.api`."""

from collections.abc import Iterable

from checker.exposing.exposure import Exposure
from checker.exposing.without import Without
from checker.exposing.worst import Worst
from checker.picture.picture import Picture
from checker.usecases import arguments
from checker.usecases.arguments import Moment, Path
from checker.usecases.exposure import exposure as exposure_
from checker.usecases.exposure import without_party, worst_parties
from checker.usecases.graph import graph


def exposure(
    what: str,
    *paths: Path,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
    incident: str = "",
) -> Exposure:
    """Say who and what a breach reaches: `vendorgate exposure`.

    Args:
        what: a party by id or name, or a category of data.
        paths: as in `check`; `config` and `as_of`, too.
        policies: where regimes of one's own are; as in `check`.
        incident: the id of a recorded one; empty for a breach that may come.

    Returns:
        The parties, clients, data, people, duties, and what is not recorded.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, or something that is asked for and not there.
    """
    request = arguments.request(paths, policies, config, as_of)
    asked = arguments.text("what", what)
    return exposure_(request, asked, incident=arguments.text("incident", incident)).answer


def without(
    party: str,
    *paths: Path,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
) -> Without:
    """Say what is left without a party: `vendorgate exposure --without`.

    Args:
        party: its id or name.
        paths: as in `exposure`; `policies`, `config` and `as_of`, too.

    Returns:
        The critical services, who could take over, how long leaving takes, what is not recorded.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, or nobody is called so.
    """
    request = arguments.request(paths, policies, config, as_of)
    return without_party(request, arguments.text("party", party)).answer


def worst(
    most: int,
    *paths: Path,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
) -> Worst:
    """Say of which parties a breach or the loss reaches most: `vendorgate exposure --worst`.

    Args:
        most: how many parties of each measure.
        paths: as in `exposure`; `policies`, `config` and `as_of`, too.

    Returns:
        The parties of each measure, those that reach most first, and what is not recorded.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used.
    """
    most = arguments.parties("most", most)
    return worst_parties(arguments.request(paths, policies, config, as_of), most).answer


def draw(
    *paths: Path,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
) -> Picture:
    """Draw who relies on whom: `vendorgate graph`.

    Args:
        paths: as in `exposure`; `policies`, `config` and `as_of`, too.

    Returns:
        The parties as nodes, with their rank, and who relies on whom as edges.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, or there is nobody to draw.
    """
    return graph(arguments.request(paths, policies, config, as_of)).picture
