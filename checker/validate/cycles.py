"""Cycles: chains in which everybody has one successor at most, and that come back."""

from collections.abc import Iterator, Mapping


def cycles(successors: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Every cycle once, from the member that is reached first."""
    seen: set[str] = set()
    for start in successors:
        chain: list[str] = []
        member = start
        while member in successors and member not in seen:
            seen.add(member)
            chain.append(member)
            member = successors[member]
        if member in chain:
            yield tuple(chain[chain.index(member) :])
