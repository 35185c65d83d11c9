"""Writing waivers: an entry is put behind the others, and nothing else of the file changes.

The text of the file is kept byte for byte, comments, quotes and order with it: it is never loaded
and written anew. What comes out is read by what reads waivers, so that a file to whose end nothing
can be added (a list in brackets) is refused, and not broken.
"""

import json
from collections.abc import Mapping

from checker.errors import InputError, UsageError
from checker.parse import document
from checker.parse.document import Document
from checker.record import NamedTuple
from checker.waivers.read import waivers

HEADER = """\
# Findings that somebody accepted, for a reason and until a day (docs/waivers.md).
waivers:
"""


class Entry(NamedTuple):
    """The keys of a new waiver, in the order in which they are written; empty ones are left out."""

    id: str
    policy: str
    inventory: str
    vendor: str
    subject: str
    covers: int
    reason: str
    owner: str
    approved_by: str
    ticket: str
    created: str
    expires: str

    def data(self) -> Mapping[str, str | int]:
        """The entry as it is read."""
        return {key: value for key, value in self._asdict().items() if value}


def added(path: str, content: bytes | None, entry: Entry) -> str:
    """The text of the file with a new entry at its end.

    Args:
        path: of the file.
        content: its bytes; None where there is none yet.

    Raises:
        InputError: the file cannot be read, or would not be valid with the entry.
        UsageError: nothing can be added to the end of the file.
    """
    if content is None:
        text, indent, before = HEADER, "  ", []
    else:
        old = document.parse(path, content)
        waivers(old)
        before = old.data["waivers"]
        text = content.decode()
        indent = _indent(old) if before else "  "
    ends = "\r\n" if "\r\n" in text else "\n"
    kept = text if text.endswith("\n") else f"{text}{ends}"
    whole = kept + "".join(f"{line}{ends}" for line in _lines(entry, indent))
    try:
        new = document.parse(path, whole.encode())
    except InputError:
        raise _unable(path) from None
    if new.data != {"waivers": [*before, entry.data()]}:
        raise _unable(path)
    waivers(new)
    return whole


def _lines(entry: Entry, indent: str) -> list[str]:
    """The entry as YAML; JSON's quotes are YAML's, and what they hold is never anything else."""
    pairs = [f"{key}: {_scalar(key, value)}" for key, value in entry.data().items()]
    return [f"{indent}{'- ' if n == 0 else '  '}{pair}" for n, pair in enumerate(pairs)]


def _scalar(key: str, value: str | int) -> str:
    if isinstance(value, int) or key in {"created", "expires"}:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _indent(old: Document) -> str:
    """The blanks before the dash of the first entry."""
    line = old.positions.key(("waivers", 0)).line
    text = old.positions.text.split("\n")[line - 1]
    return text[: len(text) - len(text.lstrip())]


def _unable(path: str) -> UsageError:
    return UsageError(
        f"an entry cannot be added to the end of '{path}' (expected a list with a dash an entry)",
        "write 'waivers:' and an entry below it, '- id: …', and try again",
    )
