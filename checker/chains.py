"""The Python API, continued: what follows from the chain of parties. As in `checker.api`."""

from collections.abc import Iterable

from checker.exposing.exposure import Exposure
from checker.usecases import arguments
from checker.usecases.arguments import Moment, Path
from checker.usecases.exposure import exposure as exposure_
from checker.usecases.load import Request


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
    request = Request(
        paths=arguments.paths("paths", paths),
        policies=arguments.paths("policies", policies),
        config=None if config is None else arguments.path("config", config),
        as_of=arguments.moment("as_of", as_of),
    )
    asked = arguments.text("what", what)
    return exposure_(request, asked, incident=arguments.text("incident", incident)).answer
