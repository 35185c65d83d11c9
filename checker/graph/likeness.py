"""Likeness: parties whose names look like one name, as questions that a person answers."""

import json
from collections import defaultdict
from collections.abc import Iterator

from checker.graph.graph import Graph
from checker.graph.names import folded, forms
from checker.graph.party import Party
from checker.graph.records import Entry, Place
from checker.record import NamedTuple


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


def questions(graph: Graph) -> Iterator[Question]:
    """Every pair of parties that look alike and of which nobody said whether they are one."""
    parties = graph.parties
    by_key: dict[str, set[str]] = defaultdict(set)
    for party in parties.values():
        for name in party.names:
            for key in forms(name):
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
    yield from _renamed(graph)


def _answered(graph: Graph) -> set[tuple[str, str]]:
    entries: frozenset[Entry] = graph.records.entries
    stated = ((entry.id, other) for entry in entries for other in entry.distinct_from)
    pairs = ((graph.id_of(one), graph.id_of(other)) for one, other in stated)
    return {(min(pair), max(pair)) for pair in pairs}


def _renamed(graph: Graph) -> Iterator[Question]:
    """Every id under which two inventories have different names, and no LEI or alias says why."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(graph.records.entries, key=lambda entry: entry.place):
        if entry.names:
            entries[entry.id].append(entry)
    for id_, (first, *others) in sorted(entries.items()):
        aliases = {folded(name) for each in (first, *others) for name in each.aliases}
        told = {folded(name) for name in first.names}
        for other in others:
            name = other.names[0]
            one_lei = first.lei and first.lei == other.lei
            stated = aliases.intersection((folded(name), *told))
            if not one_lei and not stated and folded(name) not in told:
                told.add(folded(name))
                text = f"'{id_}' is '{first.names[0]}' here and '{name}' elsewhere: counted as one"
                answer = f"aliases: [{json.dumps(name, ensure_ascii=False)}]"
                denial = "id: another-id"
                yield Question(id_, id_, text, answer, denial, first.place, other.place)


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
