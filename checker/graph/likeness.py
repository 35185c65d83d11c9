"""Likeness: parties whose names look like one name, as questions that a person answers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from checker.graph.graph import Graph
from checker.graph.identity import folded
from checker.graph.party import Party
from checker.graph.records import Entry, Place
from checker.record import NamedTuple

_LEGAL_FORMS: Final = re.compile(
    "ab|ag|as|asa|bv|co|company|corp|corporation|gmbh|inc|incorporated|kg|limited|llc|llp|ltd|lda"
    "|nv|oy|oyj|plc|pbc|pty|pte|sa|sarl|sas|se|spa|srl|sro|kk"
)
_INNER: Final = re.compile(r"\(([^()]*)\)")
_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3
"""Letters of an abbreviation: two are the initials of too many."""


class Question(NamedTuple):
    """Two parties that may be one.

    Attributes:
        one: the id of the first, and `other` that of the second.
        text: the question.
        answer: the line to add where they are one, and `denial`: where they are not.
        place: of the record to add it to, and `beside`: of the other.
    """

    one: str
    other: str
    text: str
    answer: str
    denial: str
    place: Place
    beside: Place


def looks_alike(one: str, other: str) -> bool:
    """Return whether two names may be one: but for case, legal form, or as an abbreviation."""
    return not _keys(one).isdisjoint(_keys(other))


def questions(graph: Graph) -> Iterator[Question]:
    """Every pair of parties that look alike and of which nobody said whether they are one."""
    parties = graph.parties
    by_key: dict[str, set[str]] = defaultdict(set)
    for party in parties.values():
        for name in party.names:
            for key in _keys(name):
                by_key[key].add(party.id)
    answered = _answered(graph)
    pairs: set[tuple[str, str]] = set()
    for alike in by_key.values():
        first, *others = sorted(alike)
        pairs.update((first, other) for other in others)
    for pair in sorted(pairs - answered):
        one, other = (parties[id_] for id_ in pair)
        if not (one.lei and other.lei and one.lei != other.lei):
            yield _question(one, other)


def _answered(graph: Graph) -> set[tuple[str, str]]:
    entries: frozenset[Entry] = graph.records.entries
    stated = ((entry.id, other) for entry in entries for other in entry.distinct_from)
    pairs = ((graph.id_of(one), graph.id_of(other)) for one, other in stated)
    return {(min(pair), max(pair)) for pair in pairs}


def _keys(name: str) -> set[str]:
    """The forms under which a name is compared; what stands in parentheses is a name as well."""
    plain = folded(name)
    found: set[str] = set()
    for part in (_INNER.sub(" ", plain), *_INNER.findall(plain)):
        words = _WORD.findall(part.replace(".", ""))
        kept = [word for word in words if not _LEGAL_FORMS.fullmatch(word)] or words
        if kept:
            found.add(" ".join(kept))
        if len(kept) >= _SHORTEST:
            found.add("".join(word[0] for word in kept))
    return found


def _question(one: Party, other: Party) -> Question:
    text = f"'{one.id}' ({one.name}) looks like '{other.id}' ({other.name}): are they one?"
    return Question(
        one.id,
        other.id,
        text,
        f"same_as: [{other.id}]",
        f"distinct_from: [{other.id}]",
        one.places[0],
        other.places[0],
    )
