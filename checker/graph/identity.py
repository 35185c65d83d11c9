"""Identity: which ids mean one party. First the LEI decides, then what people stated.

Two ids of which a statement says that they are one stay two where their LEIs differ, or where
somebody recorded that they are distinct; nothing depends on the order of statements.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from checker.graph.names import folded
from checker.graph.records import VENDOR, Entry, Place
from checker.record import NamedTuple

Pair = tuple[str, str]


class Notice(NamedTuple):
    """A sentence about who is who, and the places that it is about."""

    text: str
    places: tuple[Place, ...]


class Identity(NamedTuple):
    """The parties that ids mean.

    Attributes:
        canonical: by id the one by which its party goes: a vendor's first, then the least.
        notices: one LEI under several ids, and statements that contradict each other.
    """

    canonical: Mapping[str, str]
    notices: tuple[Notice, ...]


class Classes:
    """Disjoint sets of ids."""

    def __init__(self, parents: Mapping[str, str] | None = None) -> None:
        self.parents = dict(parents or {})

    def find(self, id_: str) -> str:
        """The representative of the set that an id is in."""
        root = id_
        while (above := self.parents.get(root, root)) != root:
            root = above
        while id_ != root:
            self.parents[id_], id_ = root, self.parents.get(id_, id_)
        return root

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        one, other = self.find(one), self.find(other)
        if one != other:
            self.parents[max(one, other)] = min(one, other)


def identity(entries: Collection[Entry], ids: Iterable[str]) -> Identity:
    """The parties that ids mean.

    Args:
        entries: all records of parties.
        ids: all that records refer to.
    """
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.place):
        by_id[entry.id].append(entry)
    classes = Classes()
    notices = [*_by_lei(by_id, classes)]
    distinct = {(entry.id, other) for entry in entries for other in entry.distinct_from}
    notices += _nobody(entries, by_id)
    stated = [(entry.id, other) for entry in entries for other in entry.same_as if other in by_id]
    for pairs, what in ((stated, "same_as"), ([*_by_alias(by_id)], "an alias")):
        notices += _joined(classes, pairs, distinct, by_id, what)
    vendors = {entry.id for entry in entries if entry.role == VENDOR}
    members: dict[str, list[str]] = defaultdict(list)
    for id_ in {*by_id, *ids}:
        members[classes.find(id_)].append(id_)
    canonical = {}
    for each in members.values():
        best = min(each, key=lambda id_: (id_ not in vendors, id_))
        canonical.update(dict.fromkeys(each, best))
    return Identity(canonical, tuple(sorted(notices)))


def _nobody(entries: Iterable[Entry], known: Collection[str]) -> Iterator[Notice]:
    """The statements about ids that no inventory of the run records."""
    for entry in entries:
        for other in entry.same_as:
            if other not in known:
                text = f"same_as of '{entry.id}' names '{other}', which nobody records"
                yield Notice(text, (entry.place,))


def _by_lei(by_id: Mapping[str, list[Entry]], classes: Classes) -> Iterator[Notice]:
    under: dict[str, dict[str, Entry]] = defaultdict(dict)
    for id_ in sorted(by_id):
        for entry in by_id[id_]:
            if entry.lei:
                under[entry.lei].setdefault(id_, entry)
    for lei, entries in under.items():
        first, *others = entries
        for other in others:
            classes.join(first, other)
        if others:
            listed = ", ".join(
                f"{id_} ({entry.names[0]})" if entry.names else id_
                for id_, entry in entries.items()
            )
            text = f"LEI {lei} is recorded under {len(entries)} ids, and counted as one: {listed}"
            yield Notice(text, tuple(entry.place for entry in entries.values()))


def _by_alias(by_id: Mapping[str, list[Entry]]) -> Iterator[Pair]:
    """Every pair of ids of which one has an alias that is the other's name."""
    named: dict[str, set[str]] = defaultdict(set)
    for id_, entries in by_id.items():
        for entry in entries:
            for name in entry.names:
                named[folded(name)].add(id_)
    for id_, entries in by_id.items():
        for alias in {folded(alias) for entry in entries for alias in entry.aliases}:
            yield from ((id_, other) for other in named.get(alias, ()) if other != id_)


def _joined(
    classes: Classes,
    pairs: Collection[Pair],
    distinct: Collection[Pair],
    by_id: Mapping[str, list[Entry]],
    what: str,
) -> Iterator[Notice]:
    """Join what is stated to be one, but for sets in which something contradicts that."""
    if not pairs:
        return
    tried = Classes(classes.parents)
    for pair in pairs:
        tried.join(*pair)
    contradicted: dict[str, str] = {}
    for one, other in distinct:
        if tried.find(one) == tried.find(other) and classes.find(one) != classes.find(other):
            contradicted[tried.find(one)] = "distinct_from says that they are not"
    leis: dict[str, str] = {}
    for lei, id_ in {(entry.lei, id_) for id_, all_ in by_id.items() for entry in all_}:
        if lei and leis.setdefault(tried.find(id_), lei) != lei:
            contradicted[tried.find(id_)] = "their LEIs differ"
    for pair in pairs:
        if tried.find(pair[0]) not in contradicted:
            classes.join(*pair)
    for root, why in contradicted.items():
        ids = sorted({id_ for pair in pairs for id_ in pair if tried.find(id_) == root})
        if ids:
            text = f"{what} says that {', '.join(ids)} are one party, and {why}: counted apart"
            yield Notice(text, tuple(by_id[id_][0].place for id_ in ids if id_ in by_id))
