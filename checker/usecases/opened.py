"""The file of a baseline that a run reads."""

from checker.baseline.file import BaselineFile, read
from checker.errors import InputError
from checker.report.report import Input
from checker.sources.source import Sources


def opened(where: Sources, path: str) -> tuple[BaselineFile, Input]:
    """The baseline in a file.

    Raises:
        InputError: it cannot be read, or holds no baseline.
    """
    sources, problems = where.read([path])
    if problems:
        raise InputError(problems)
    source = sources[0]
    return read(source.path, source.content), Input(source.path, "baseline", source.sha256)
