"""Reading: the files of inventories become documents, by several processes where that pays."""

from collections.abc import Iterator, Sequence

from checker import packs
from checker.parse.document import Document
from checker.problems import Problem
from checker.sources.source import Source

_WORTH_A_PROCESS = 500_000
"""Bytes; fewer are read sooner than a process is started."""

_PIECES_A_JOB = 4
"""Pieces of about one size: few enough to be cheap, many enough to end together."""

_LIST = "vendors"
"""The key of the list in which an inventory is cut."""


def documents(sources: Sequence[Source], problems: list[Problem], jobs: int) -> Iterator[Document]:
    """The inventories that could be parsed, in order; the same for every number of jobs.

    Args:
        problems: grows by what is wrong with the others.
        jobs: the most processes to use.
    """
    total = sum(len(source.content) for source in sources)
    if jobs == 1 or total < _WORTH_A_PROCESS:
        yield from packs.readable(sources, problems)
        return
    # A short run has no use for these.
    from checker.parse import pieces  # noqa: PLC0415
    from checker.spread import spread  # noqa: PLC0415

    size = total // (jobs * _PIECES_A_JOB) + 1
    cuts = [
        pieces.cut(source.path, source.content, _LIST, len(source.content) // size + 1)
        for source in sources
    ]
    work = [(cut, number) for cut in cuts if cut for number in range(len(cut.starts))]
    read = spread(lambda index: pieces.read(*work[index]), len(work), jobs)
    for source, cut in zip(sources, cuts, strict=True):
        whole = pieces.join(cut, [next(read) for _ in cut.starts]) if cut else None
        if whole is not None:
            yield whole
        else:
            # The whole says what is wrong, and where.
            yield from packs.readable([source], problems)
