"""Reports of a run that came to none: what such a run was asked to write says so."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from checker.commands.parquet import LAYOUT
from checker.commands.rollup import FORMATS as WHAT
from checker.errors import OutputError, VendorgateError
from checker.formats.owners import INDEX
from checker.output import STANDARD, deliver, make_folder, withdraw
from checker.pages import folder_of, sweep
from checker.parts import clear
from checker.record import NamedTuple
from checker.report.undone import Undone
from checker.settings import settings
from checker.sources.addresses import addresses
from checker.sources.disk import Disk
from checker.sources.source import SUFFIXES

_TELLS = {"report": (*WHAT, "verify"), "exposure": ("--without", "--worst")}
_DEFAULTS = ("inventories", "policies", "vendorgate.yaml", "waivers.yaml")


class _Asked(NamedTuple):
    """Reports by format and file, and the paths that the run may have read."""

    reports: Sequence[tuple[str, str]]
    paths: Sequence[str]


class _Lenient(argparse.ArgumentParser):
    """A parser of what it knows, in arguments that may be wrong."""

    def error(self, message: str) -> NoReturn:
        """Leave it to the parser that says so."""
        raise ValueError(message)


def leave(command: str, arguments: Sequence[str], undone: Undone) -> None:
    """Replace each file that the run was asked to write by one that says how the run ended.

    A file that cannot be replaced is removed. A file that the run may have read stays as it is:
    which it did read is not known. Standard output stays empty: standard error has said it.
    """
    try:
        asked = _asked(arguments)
    except ValueError:
        return
    about = _about(command, arguments)
    formats: Sequence[str] = import_module(f"checker.commands.{command}").FORMATS
    for name, file in asked.reports:
        if name not in formats or file in ("", *STANDARD) or addresses([file]):
            continue
        if _may_be_read(file, asked.paths):
            continue
        target = file
        try:
            if name == "parquet":
                target = os.path.join(file, LAYOUT.listing)
                clear(file, LAYOUT)
                make_folder(file)
            if about == "report owners" and name == "markdown":
                # A folder takes the lists: those that its index does not name are not of today.
                make_folder(file)
                target = os.path.join(file, INDEX)
            deliver(_rendered(about, name, undone), target, inputs=asked.paths)
            if (about, name) == ("check", "html"):
                sweep(folder_of(file))
        except OutputError:
            if name != "parquet":
                withdraw(target, inputs=asked.paths)


def _rendered(about: str, name: str, undone: Undone) -> str:
    # All formats are behind it, and most runs that fail were to write none into a file.
    from checker.formats.undone import render  # noqa: PLC0415

    return render(about, name, undone)


def _about(command: str, arguments: Sequence[str]) -> str:
    """The command, with what it was to tell if it has a document for each."""
    tells = _TELLS.get(command, ())
    words = [each.partition("=")[0] for each in arguments]
    about = " ".join([command, *(word for word in words if word in tells)][:2])
    return f"{about} --key" if about == "report verify" and "--key" in words else about


def _asked(arguments: Sequence[str]) -> _Asked:
    parser = _Lenient(add_help=False, allow_abbrev=False)
    options = (
        ("-o", "--output"),
        ("--junit",),
        ("-p", "--policies"),
        ("--config",),
        ("--waivers",),
        ("--baseline",),
    )
    for names in options:
        parser.add_argument(*names, action="append", default=[])
    # Whatever else there is may be a path.
    known, others = parser.parse_known_args(arguments)
    reports = [(name, file) for name, _, file in (each.partition("=") for each in known.output)]
    reports += [("junit", file) for file in known.junit]
    paths = [
        each
        for each in (*known.policies, *known.config, *known.waivers, *known.baseline, *others)
        if each
    ]
    configured = _configured(known.config[-1] if known.config else None)
    return _Asked(reports, [*paths, *_values(paths), *configured, *_DEFAULTS])


def _configured(path: str | None) -> Iterator[str]:
    """The paths that the configuration names, if it can be read."""
    with suppress(VendorgateError):
        config = settings(Disk(), path)
        yield from map(config.beside, (*(config.packs or ()), *(config.paths or ())))
        yield from filter(None, (config.waivers, config.baseline))


def _values(arguments: Sequence[str]) -> Iterator[str]:
    """`FILE` of `--equivalents=FILE`."""
    for each in arguments:
        _, equals, value = each.partition("=")
        if equals and each.startswith("-"):
            yield value


def _may_be_read(file: str, paths: Sequence[str]) -> bool:
    """Return whether a file is named as an input, or one that is read of a folder that is."""
    target = os.path.realpath(file)
    if target in map(_real, paths):
        return True
    folders = (os.path.join(_real(each), "") for each in paths)
    return target.lower().endswith(SUFFIXES) and target.startswith(tuple(folders))


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # no path
        return ""
