"""Missing records that stand behind several findings: one line can end many."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.formats.escape import plain
from checker.formats.summary import number
from checker.formats.width import columns
from checker.problems import Place
from checker.report.report import Result

_INDEX = re.compile(r"\[\d+\]")
_FEWEST = 3
"""The least number of findings for which a missing record is worth telling first."""
_MOST = 5


class _Gap(NamedTuple):
    """A path without its indexes, how many findings miss it, and where the first of them would."""

    path: str
    findings: int
    first: Place


def missing(results: Sequence[Result]) -> Iterator[str]:
    """The gaps behind most of these findings, the widest first.

    Args:
        results: the findings that are shown.
    """
    gaps = [gap for gap in _gaps(results) if gap.findings >= _FEWEST][:_MOST]
    names = [plain(gap.path) for gap in gaps]
    width = max(map(columns, names), default=0)
    for name, gap in zip(names, gaps, strict=True):
        room = " " * (width - columns(name))
        count = number(gap.findings, "finding")
        yield f"  {name}{room}  {count}, first at {plain(str(gap.first))}"


def _gaps(results: Sequence[Result]) -> list[_Gap]:
    found: dict[str, _Gap] = {}
    for result in results:
        own = {
            _INDEX.sub("[]", each.path): each.place
            for each in reversed(result.evidence)
            if not each.recorded
        }
        for path, place in own.items():
            known = found.get(path, _Gap(path, 0, place))
            found[path] = known._replace(findings=known.findings + 1, first=min(known.first, place))
    return sorted(found.values(), key=lambda gap: (-gap.findings, gap.path))
