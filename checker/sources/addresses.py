"""Addresses: names of files elsewhere, like `s3://…`, that somebody gave, and only these."""

from collections.abc import Sequence

from checker.errors import UsageError
from checker.sources.source import Sources

_MARK = "://"


def on_disk(path: str, what: str) -> None:
    """Refuse to write to an address: the system would take it for a folder of that name.

    Args:
        what: is to be written there. The address itself may hold secrets, and is not shown.

    Raises:
        UsageError: the path is an address.
    """
    scheme, mark, _ = path.partition(_MARK)
    if mark:
        raise UsageError(
            f"{what} cannot be written to '{scheme}{_MARK}…' (expected a path on the disk)",
            "write it to the disk, and copy it from there",
        )


def addresses(names: Sequence[str]) -> list[str]:
    """Those of the names that are addresses."""
    return [name for name in names if _MARK in name]


def reached(where: Sources, names: Sequence[str]) -> Sources:
    """The place of these names: `where`, with the addresses among them.

    Nothing else is ever fetched: an address that an inventory or a configuration holds is a name of
    `where`, like any other.
    """
    elsewhere = addresses(names)
    if not elsewhere:
        return where
    # Few runs read elsewhere, and no other pays for the import.
    from checker.sources.remote import Remote  # noqa: PLC0415

    return Remote(where, elsewhere)
