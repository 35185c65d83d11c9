"""Random repositories of a user, made from vendors and policies that are shipped."""

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

import yaml
from workplace import REPOSITORY, Workplace

from checker.parse import document
from checker.validate import consistency, schema

Tree = dict[str, Any]

MOMENTS = ("2031-05-15", "2031-03-07T00:00:00Z", "2029-02-28T23:59:59Z", "2034-12-31")


class Repository(NamedTuple):
    """The files of a repository, as data."""

    inventories: tuple[Tree, ...]
    policies: tuple[Tree, ...]

    def write(self, place: Workplace, dump: "Dump") -> None:
        """Write the files into the folder, which holds nothing else then."""
        for path in sorted(place.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for inventory in self.inventories:
            place.write(f"inventories/{inventory['inventory']['id']}.yaml", dump(inventory))
        place.write("policies/own.yaml", plain({"policies": list(self.policies)}))
        # They are drawn from the shipped pack, and would stand twice beside it.
        place.write("vendorgate.yaml", "packs: [policies]\n")


Dump = Callable[[Tree], str | bytes]
"""A way to write a document."""


def plain(tree: Tree) -> str:
    """The document in block style, every value written out."""
    return yaml.dump(tree, Dumper=Anchorless, sort_keys=False, allow_unicode=True, width=1000)


class Anchorless(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def repository(chance: random.Random) -> Repository:
    """A few vendors in one inventory or two, with a few policies; some answers are left out."""
    picked = chance.sample(inventories(), chance.choice([1, 1, 2]))
    return Repository(
        tuple(_thinned(deepcopy(each), chance) for each in picked),
        tuple(chance.sample(policies(), 4)),
    )


def _thinned(inventory: Tree, chance: random.Random) -> Tree:
    """The inventory without some of the answers that nothing insists on."""
    for _ in range(chance.randint(0, 6)):
        thinner = deepcopy(inventory)
        _forget(chance.choice(thinner["vendors"]), chance)
        if _valid(thinner):
            inventory = thinner
    return inventory


def _valid(inventory: Tree) -> bool:
    read = document.parse("a.json", json.dumps(inventory).encode())
    return not schema.problems(read, "inventory") and not consistency.problems([read])


def _forget(vendor: Tree, chance: random.Random) -> None:
    """Leave one answer out."""
    if not vendor:
        return
    key = chance.choice(list(vendor))
    match vendor[key]:
        case dict() as value if chance.random() < 0.8:
            _forget(value, chance)
        case [*values] if values and isinstance(values[0], dict) and chance.random() < 0.8:
            _forget(chance.choice(values), chance)
        case _:
            del vendor[key]


@cache
def inventories() -> tuple[Tree, ...]:
    """The shipped inventories."""
    return tuple(_data("inventories", "*.yaml"))


@cache
def policies() -> tuple[Tree, ...]:
    """The shipped policies, with the tests that stand beside them."""
    return tuple(policy for each in _data("policies", "*.yaml") for policy in each["policies"])


@cache
def suites() -> tuple[Tree, ...]:
    """The shipped suites of tests."""
    return tuple(_data("policies/tests", "*.yaml"))


def _data(folder: str, pattern: str) -> Iterator[Tree]:
    for path in sorted((REPOSITORY / folder).glob(pattern)):
        yield json.loads(json.dumps(document.parse(path.name, path.read_bytes()).data))
