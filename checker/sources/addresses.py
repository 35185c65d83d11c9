"""Addresses: names of files elsewhere, like `s3://…`, that somebody gave, and only these."""

from collections.abc import Sequence

from checker.sources.source import Sources

_MARK = "://"


def reached(where: Sources, names: Sequence[str]) -> Sources:
    """The place of these names: `where`, with the addresses among them.

    Nothing else is ever fetched: an address that an inventory or a configuration holds is a name of
    `where`, like any other.
    """
    addresses = [name for name in names if _MARK in name]
    if not addresses:
        return where
    # Few runs read elsewhere, and no other pays for the import.
    from checker.sources.remote import Remote  # noqa: PLC0415

    return Remote(where, addresses)
