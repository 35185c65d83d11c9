"""Text about a signed statement: whose it is, and whether its files are the same today."""

from collections.abc import Iterator

from checker.formats.brief import brief
from checker.formats.escape import plain
from checker.formats.moment import moment
from checker.formats.summary import number
from checker.formats.width import hanging
from checker.report.attestation import Attestation

MOST = 20
"""Files that are named; the others are counted."""


def render(path: str, key: str, found: Attestation, *, width: int) -> str:
    """Whether the key signed the statement, and what it says of the files of today.

    Args:
        path: of the envelope.
        key: of the public key.
        found: of both.
        width: columns that a line may take.
    """
    return "".join(f"{line}\n" for line in _lines(plain(path), plain(key), found, width))


def _lines(path: str, key: str, found: Attestation, width: int) -> Iterator[str]:
    if not found.signed:
        text = f"differs: {path} is not signed by {key}, or was changed since"
        yield from hanging("", text, width)
        return
    at = f" as of {moment(brief(found.as_of, 40))}" if found.as_of else ""
    signed = f"{path} is signed by {key}: {brief(found.result, 40)}{at}"
    files, changed = number(found.files, "file"), found.changed
    if not changed:
        yield from hanging("", f"same: {signed}; {files}, all the same", width)
        return
    yield from hanging("", f"differs: {signed}", width)
    yield f"  other content today: {len(changed)} of {files}"
    yield from (f"    {brief(name, 200)}" for name in changed[:MOST])
    if len(changed) > MOST:
        yield f"    and {len(changed) - MOST:,} more"
