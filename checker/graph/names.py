"""Names: whether two of them may be one, and the forms under which they are compared."""

import re
from typing import Final
from unicodedata import normalize

_LEGAL_FORMS: Final = re.compile(
    "ab|ag|as|asa|bv|co|company|corp|corporation|gmbh|inc|incorporated|kg|limited|llc|llp|ltd|lda"
    "|nv|oy|oyj|plc|pbc|pty|pte|sa|sarl|sas|se|spa|srl|sro|kk"
)
_INNER: Final = re.compile(r"\(([^()]*)\)")
_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3
"""Letters of an abbreviation: two are the initials of too many."""


def folded(name: str) -> str:
    """A name without differences of case, spaces and composition."""
    return " ".join(normalize("NFC", name).casefold().split())


def looks_alike(one: str, other: str) -> bool:
    """Return whether two names may be one: but for case, legal form, or as an abbreviation."""
    return not forms(one).isdisjoint(forms(other))


def forms(name: str) -> set[str]:
    """The forms under which a name is compared; what stands in parentheses is a name as well."""
    plain = folded(name)
    found: set[str] = set()
    for part in (_INNER.sub(" ", plain), *_INNER.findall(plain)):
        words = _WORD.findall(part.replace(".", ""))
        kept = [word for word in words if not _LEGAL_FORMS.fullmatch(word)] or words
        if kept:
            found.add(" ".join(kept))
        if len(kept) >= _SHORTEST:
            # The twelfth data centre is not the first.
            found.add("".join(word if word.isdigit() else word[0] for word in kept))
    return found
