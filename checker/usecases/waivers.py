"""The file of waivers that a run reads: what is named, else configured, else `waivers.yaml`."""

from collections.abc import Iterable

from checker import packs
from checker.errors import InputError
from checker.policy.config import Config
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.report import Input
from checker.sources.folders import path_problem
from checker.sources.source import Sources
from checker.waivers.waiver import LIVES, WaiverFile

FILENAME = "waivers.yaml"
_MEANT = frozenset({"waiver.yaml", "waivers.yml", "waivers.json", "waivers.yaml"})


class Accepted(NamedTuple):
    """The waivers of a run, and the file that says them."""

    file: WaiverFile
    inputs: tuple[Input, ...]


def accepted(
    where: Sources, path: str | None, settings: Config, policies: Iterable[Policy]
) -> Accepted:
    """The waivers of the file that is named, else configured, else `waivers.yaml` if it is there.

    Args:
        path: of the file; None names none, and empty means that nothing is waived.
        policies: all, also those that were not asked for.

    Raises:
        InputError: the file cannot be read or is not valid, or one was meant and has another name.
    """
    name = named(where, path, settings)
    file = WaiverFile(
        (), {**LIVES, **settings.waiver_lives}, frozenset(policy.id for policy in policies)
    )
    if not name:
        return Accepted(file, ())
    # A run without waivers need not pay for this import.
    from checker.waivers.read import waivers  # noqa: PLC0415

    document = packs.single(where, name)
    file = file._replace(waivers=waivers(document))
    return Accepted(file, (Input(document.path, "waivers", document.sha256),))


def named(where: Sources, path: str | None, settings: Config) -> str | None:
    """The file of waivers that is named, else configured, else `waivers.yaml` if it is there.

    Raises:
        InputError: a file was meant as it that has another name.
    """
    configured = settings.waivers if path is None else path
    return _default(where) if configured is None else configured


def _default(where: Sources) -> str | None:
    """`waivers.yaml` if it is there.

    Raises:
        InputError: a file was meant as it that has another name.
    """
    there = where.has(FILENAME)
    mistaken = [
        name
        for name in where.names()
        if name != FILENAME
        and name.lower().removeprefix(".") in _MEANT
        # On a disk that ignores case, a name in capitals is the very file that is read.
        and not (there and where.same(name, FILENAME))
    ]
    if mistaken:
        raise InputError(
            path_problem(
                name,
                f"{name} is not read (expected {FILENAME})",
                f"rename it, or name it: --waivers {name}",
            )
            for name in mistaken
        )
    return FILENAME if there else None
