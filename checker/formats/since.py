"""The changes since an earlier report, in one line."""

from checker.formats.escape import plain
from checker.formats.moment import moment
from checker.report.since import Since


def changes(since: Since) -> str:
    """`since 2031-05-01T…: 2 newly fail, 1 became unknown, 3 fixed, 1 no longer counted`."""
    counts = [
        (len(since.failing), "newly fails" if len(since.failing) == 1 else "newly fail"),
        (len(since.unknown), "became unknown"),
        (len(since.fixed), "fixed"),
        (len(since.dropped), "no longer counted"),
    ]
    told = ", ".join(f"{count:,} {words}" for count, words in counts if count)
    return f"since {moment(plain(since.as_of))}: {told or 'nothing changed'}"
