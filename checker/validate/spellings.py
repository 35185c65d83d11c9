"""Spellings: the word of a schema for what people write instead of it.

What states nothing ("TBD") has no word: the key is left out. What states that there is none is a
value of its own.
"""

import re
from collections.abc import Collection

NOTHING_KNOWN = frozenset(
    {"tbd", "tba", "todo", "unknown", "notknown", "pending", "xxx", "unclear"}
)
"""Words, plain, of somebody who does not know."""

NONE_THERE = frozenset({"none", "no", "nil", "nothing", "nobody", "zero", "0", "keine", "aucun"})
"""Words, plain, of somebody who knows that there is none."""

EITHER = frozenset({"na", "notapplicable", ""})
"""Words, plain, that may mean either: "n/a", "-", "?"."""

_WORDS = {
    "company": "legal_person",
    "corporation": "legal_person",
    "organisation": "legal_person",
    "organization": "legal_person",
    "business": "legal_person",
    "inc": "legal_person",
    "ltd": "legal_person",
    "gmbh": "legal_person",
    "llc": "legal_person",
    "person": "individual",
    "freelancer": "individual",
    "contractor": "individual",
    "opensource": "open_source_project",
    "oss": "open_source_project",
    "team": "internal",
    "soc2": "soc2_type1 or soc2_type2",
    "soc2typeii": "soc2_type2",
    "soc2type2": "soc2_type2",
    "soc2typei": "soc2_type1",
    "soc2type1": "soc2_type1",
    "iso27001": "iso27001",
    "isoiec27001": "iso27001",
    "iso270012022": "iso27001",
    "isoiec270012022": "iso27001",
    "iso27701": "iso27701",
    "iso42001": "iso42001",
    "pcidss": "pci_dss",
    "pci": "pci_dss",
}
_PLAIN = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return _PLAIN.sub("", text.lower())


def word_of(text: str, words: Collection[str]) -> str | None:
    """The word, or the words, of a schema's list that a text stands for; None if none is known."""
    meant = _WORDS.get(plain(text), "")
    return meant if meant and words_of(meant) <= set(words) else None


def words_of(meant: str) -> set[str]:
    """The words that a spelling may stand for."""
    return set(meant.split(" or "))
