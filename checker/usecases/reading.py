"""Reading: the files of inventories become valid documents."""

from collections.abc import Callable, Iterator, Sequence

from checker import packs
from checker.parse.document import Document
from checker.policy.config import Config
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.source import Source
from checker.validate import consistency, inventory

_WORTH_A_PROCESS = 500_000
"""Bytes; fewer are read sooner than a process is started."""


class Read(NamedTuple):
    """An inventory that could be parsed.

    Attributes:
        sound: whether it is known to be valid.
    """

    document: Document
    sound: bool


def valid(
    sources: Sequence[Source],
    problems: list[Problem],
    settings: Config,
    jobs: int,
    tell: Callable[[int, int], None],
) -> list[Document]:
    """The valid inventories, in order.

    Args:
        problems: grows by what is wrong with the others, and by what they contradict.
        settings: say which fields their records may have.
        jobs: the most processes to use.
        tell: is told how many are read, and of how many.
    """
    valid, doubtful = [], []
    tell(0, len(sources))
    for number, read in enumerate(documents(sources, problems, settings, jobs), start=1):
        tell(number, len(sources))
        wrong = [] if read.sound else inventory.problems(read.document, settings.fields)
        problems.extend(wrong)
        if not wrong:
            valid.append(read.document)
        if not wrong and not read.sound:
            doubtful.append(read.document)
    problems.extend(consistency.problems(valid, settings.fields, doubtful))
    return valid


def documents(
    sources: Sequence[Source], problems: list[Problem], settings: Config, jobs: int
) -> Iterator[Read]:
    """The inventories that could be parsed, in order; the same for every number of jobs.

    Args:
        problems: grows by what is wrong with the others.
        settings: say which fields their records may have.
        jobs: the most processes to use.
    """
    if jobs == 1 or sum(len(source.content) for source in sources) < _WORTH_A_PROCESS:
        yield from (Read(document, sound=False) for document in packs.readable(sources, problems))
        return
    # A short run has no use for it.
    from checker.usecases import parted  # noqa: PLC0415

    parts = parted.documents(sources, settings, jobs)
    for source, part in zip(sources, parts, strict=True):
        if part is not None:
            yield Read(*part)
        else:
            # The whole says what is wrong, and where.
            readable = packs.readable([source], problems)
            yield from (Read(document, sound=False) for document in readable)
