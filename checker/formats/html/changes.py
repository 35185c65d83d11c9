"""The changes since an earlier report, as a page shows them."""

from checker.formats.moment import moment
from checker.record import NamedTuple
from checker.report.since import Changed, Since

SHOWN = 3
"""Changes of a kind that are shown at once."""

LISTED = 300
"""Changes of a kind that are listed, once somebody asks."""


class Changes(NamedTuple):
    """The moment of the earlier report, and the changes by kind: title, colour, list."""

    moment: str
    parts: tuple[tuple[str, str, tuple[Changed, ...]], ...]
    most: int = SHOWN
    listed: int = LISTED


def changes(since: Since | None) -> Changes | None:
    """The kinds of changes that there are, the worst first."""
    if since is None:
        return None
    parts = (
        ("newly failing", "fail", since.failing),
        ("became unknown", "unknown", since.unknown),
        ("fixed", "pass", since.fixed),
        ("no longer counted", "skip", since.dropped),
    )
    return Changes(moment(since.as_of), tuple(each for each in parts if each[2]))
