"""Settings: which file configures a run, and what was meant as it."""

from checker import packs
from checker.errors import InputError
from checker.lookalikes import lookalikes, not_read
from checker.parse.document import Document
from checker.policy import config as configuration
from checker.policy.config import FILENAME, NO_CONFIG, Config
from checker.sources.source import SUFFIXES, Sources


def settings(where: Sources, path: str | None) -> Config:
    """The configuration in the file that is named, else in `vendorgate.yaml` if it is there.

    Raises:
        InputError: the file cannot be read or is not valid.
    """
    document = settings_file(where, path)
    return NO_CONFIG if document is None else configuration.config(document)


def settings_file(where: Sources, path: str | None) -> Document | None:
    """The file of the configuration, valid or not; None where none is named and none is there.

    Raises:
        InputError: it cannot be read, or a file was meant as it that has another name.
    """
    if path is None:
        mistaken = [
            not_read(name, FILENAME, f"rename it, or name it: --config {name}")
            for name in lookalikes(where, FILENAME, FILENAME.split(".")[0], SUFFIXES)
            if not _is_artefact(where, name)
        ]
        if mistaken:
            raise InputError(mistaken)
        if not where.has(FILENAME):
            return None
        path = FILENAME
    return packs.single(where, path)


def _is_artefact(where: Sources, path: str) -> bool:
    """Whether a file is what vendorgate itself wrote, such as a report."""
    sources, problems = where.read([path])
    return any(
        isinstance(document.data, dict)
        and str(document.data.get("schema")).startswith("vendorgate/")
        for document in packs.readable(sources, problems)
    )
