"""How a repository is written and what is selected changes no verdict and no fingerprint."""

import json
import random
import re
from typing import Any

import pytest
import yaml
from fuzz.campaign import seeds
from fuzz.repositories import MOMENTS, Anchorless, Dump, Repository, Tree, plain, repository
from workplace import Workplace

pytestmark = pytest.mark.slow

Told = dict[tuple[str, str], Any]
"""Verdict, severity and gate of each cell, by inventory and fingerprint."""


def told(place: Workplace, *arguments: str, as_of: str = MOMENTS[0]) -> Told:
    done = place.run(
        "check", "--as-of", as_of, "-o", "json", *arguments, environment={"VENDORGATE_CACHE": ""}
    )
    assert done.err == ""
    report = json.loads(done.out)
    cells = {
        (each["subject"]["inventory"], each["fingerprint"]): (
            each["policy"],
            each["subject"]["vendor"],
            each["verdict"],
            each["severity"],
            each["gating"],
        )
        for each in report["results"]
    }
    assert len(cells) == len(report["results"]), "a fingerprint that stands twice"
    return cells


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same, the keys of every mapping in another order."""
    match value:
        case dict():
            keys = chance.sample(list(value), len(value))
            return {key: shuffled(value[key], chance) for key in keys}
        case list():
            return [shuffled(each, chance) for each in value]
        case _:
            return value


def shared(value: Any, seen: dict[str, Any]) -> Any:
    """The same, equal parts being one object: the dumper then writes anchors and aliases."""
    match value:
        case dict():
            value = {key: shared(each, seen) for key, each in value.items()}
        case list():
            value = [shared(each, seen) for each in value]
        case _:
            return value
    return seen.setdefault(json.dumps(value), value) if value else value


def commented(text: str, chance: random.Random) -> str:
    """The same with comments of its own, and blank lines, before lines."""
    lines = []
    for line in text.splitlines():
        if chance.random() < 0.3:
            lines.append(" " * chance.randint(0, 9) + chance.choice(["# id: x", "#", "", "# ä\t'"]))
        lines.append(line)
    return "\n".join(lines) + "\n"


def ways(chance: random.Random) -> dict[str, Dump]:
    """Ways to write a document that mean the same."""

    def vendors(tree: Tree) -> str:
        return plain({**tree, "vendors": chance.sample(tree["vendors"], len(tree["vendors"]))})

    def dumped(tree: Tree, dumper: Any = Anchorless, **style: Any) -> str:
        return yaml.dump(tree, Dumper=dumper, sort_keys=False, allow_unicode=True, **style)

    return {
        "order of vendors": vendors,
        "order of keys": lambda tree: plain(shuffled(tree, chance)),
        "comments": lambda tree: commented(plain(tree), chance),
        "line ends": lambda tree: plain(tree).replace("\n", "\r\n"),
        "anchors": lambda tree: dumped(shared(tree, {}), yaml.SafeDumper),
        "byte order mark": lambda tree: b"\xef\xbb\xbf" + plain(tree).encode(),
        "indentation": lambda tree: dumped(tree, indent=chance.choice([3, 4, 7]), width=30),
        "flow style": lambda tree: dumped(tree, default_flow_style=True),
        "JSON": lambda tree: json.dumps(tree, indent=chance.choice([None, 1, 4])),
    }


def made(place: Workplace, seed: int) -> tuple[random.Random, Repository, Told]:
    chance = random.Random(seed)
    found = repository(chance)
    found.write(place, plain)
    return chance, found, told(place)


@seeds(40)
def test_how_it_is_written_changes_nothing(workplace: Workplace, seed: int) -> None:
    chance, found, cells = made(workplace, seed)

    for name, way in ways(chance).items():
        found.write(workplace, way)
        assert (name, told(workplace)) == (name, cells)


@seeds(40)
def test_what_is_selected_changes_nothing_of_it(workplace: Workplace, seed: int) -> None:
    chance, found, cells = made(workplace, seed)
    policy = chance.choice(found.policies)["id"]
    vendor = chance.choice(chance.choice(found.inventories)["vendors"])["id"]

    by_policy = {key: cell for key, cell in cells.items() if cell[0] == policy}
    assert told(workplace, "--select", policy) == by_policy
    by_vendor = {key: cell for key, cell in cells.items() if cell[1] in {vendor, ""}}
    assert told(workplace, "--vendor", vendor) == by_vendor


@seeds(40)
def test_the_moment_changes_nothing_that_does_not_look_at_it(
    workplace: Workplace, seed: int
) -> None:
    _, found, cells = made(workplace, seed)
    clockless = {
        policy["id"] for policy in found.policies if not re.search(r"\bnow\b", json.dumps(policy))
    }

    for moment in MOMENTS[1:]:
        then = told(workplace, as_of=moment)
        assert list(then) == list(cells)
        assert {key: cell for key, cell in then.items() if cell[0] in clockless} == {
            key: cell for key, cell in cells.items() if cell[0] in clockless
        }
