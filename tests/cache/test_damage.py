"""A damaged cache is no cache: whatever was changed, verdicts and findings stay as they are.

Whoever changes an entry and its digest with it decides what is in it (docs/ci.md): then all that is
promised is that no run ends with a traceback.
"""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from thorough import share
from workplace import MOMENT, Done, Workplace

from checker.cache import store

MANY = int(os.environ.get("VENDORGATE_FUZZ", "1"))

POLICIES = r"""
policies:
  - id: encrypted
    title: Data is encrypted at rest
    severity: high
    for: data
    params: {classes: [confidential, secret], at_most: 3, share: 0.5, strict: true}
    variables:
      known: "has(data.encryption) && has(data.encryption.at_rest)"
      rank: "data.classification in params.classes ? 2 : -1"
    when: variables.rank > 0 && params.strict
    require: >-
      variables.known && data.encryption.at_rest == "full"
    message: "{data.category} {{x}} is encrypted: {data.encryption.at_rest} {variables.rank}"
    why: A stolen disk then gives nothing away.
    fix: Ask for encryption.
    controls: {nist-csf-2.0: [PR.DS-01]}
    on_missing: fail
    tests: [{name: none, given: {data: {classification: secret}}, expect: fail}]
  - id: known
    title: Every vendor is known
    severity: low
    require: >-
      vendor.data.filter(d, has(d.category)).map(d, d.category != "health", d.category)
      .exists(c, c != "health") && {"a": [1, 2.5]}["a"][0] == 1 && !vendor.id.startsWith("z")
      && cel.bind(n, vendor.id, n + n != "") && vendor.legal_name.matches("A.*")
    message: "{vendor.id}"
    may_be_idle: true
    why: "-"
    fix: "-"
"""
TESTS = """
policies: [known]
tests: [{name: one, given: {vendor: {id: v, legal_name: Acme, data: []}}, expect: fail}]
"""
COMMANDS = (
    ("check", "--as-of", MOMENT, "-o", "json"),
    ("lint", "-o", "json"),
    ("test", "-o", "json"),
)


class Cache:
    """A cache that was filled by every command, and what each of them says."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._folder = place.folder.parent / "cache"
        self.said = self.run()
        self.entries = {file: file.read_bytes() for file in self._folder.iterdir()}

    def run(self) -> list[Done]:
        environment = {"VENDORGATE_CACHE": str(self._folder)}
        return [self._place.run(*command, environment=environment) for command in COMMANDS]

    def with_file(self, file: Path, content: bytes) -> list[Done]:
        """What the commands say when one entry holds something else."""
        for each, before in self.entries.items():
            each.write_bytes(before)
        file.write_bytes(content)
        return self.run()

    def now(self) -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in self._folder.iterdir()}


@pytest.fixture
def cache(workplace: Workplace) -> Cache:
    workplace.write("policies/own.yaml", POLICIES)
    workplace.write("policies/own.test.yaml", TESTS)
    filled = Cache(workplace)
    assert [done.code for done in filled.said] == [0, 0, 0], filled.said
    assert len(filled.entries) == 4
    return filled


def draw(cache: Cache, seed: int) -> tuple[random.Random, Path, bytes]:
    chance = random.Random(seed)
    file = chance.choice(sorted(cache.entries))
    return chance, file, cache.entries[file]


def damaged(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    match chance.randrange(4):
        case 0:
            return content[:at]
        case 1:
            return (
                content[:at] + bytes([content[at] ^ chance.randrange(1, 256)]) + content[at + 1 :]
            )
        case 2:
            return content[:at] + content[chance.randrange(len(content)) :] + b" "
        case _:
            return content[:at] + b"0" + content[at:]


def test_whatever_byte_is_changed_nothing_is_said_otherwise(cache: Cache) -> None:
    for seed in range(share(200) * MANY):
        chance, file, content = draw(cache, seed)

        assert cache.with_file(file, damaged(chance, content)) == cache.said, seed
        assert cache.now() == cache.entries, seed  # made anew


JUNK: list[Any] = [
    None, True, False, 0, -1, 1, 2**63, 2**80, 0.5, 1e308, float("nan"), "", "x", "inventory",
    "\ud800", "{", [], [1], ["x"], [[]], {}, {"x": 1}, {"x": None},
]  # fmt: skip


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    match data:
        case dict():
            steps = list(data.items())
        case list():
            steps = list(enumerate(data))
        case _:
            steps = []
    for step, value in steps:
        yield from places(value, (*path, step))


def changed(chance: random.Random, data: Any) -> Any:
    """Data with one value changed, removed, doubled or replaced by another of the same data."""
    path = chance.choice(list(places(data)))
    if not path:
        return chance.choice(JUNK)
    target = data
    for step in path[:-1]:
        target = target[step]
    match chance.randrange(4):
        case 0:
            del target[path[-1]]
        case 1 if isinstance(target, list):
            target.insert(path[-1], target[path[-1]])
        case 2 if isinstance(target, dict):
            target[chance.choice(["x", "tests", "when", "require", "for"])] = target.pop(path[-1])
        case _:
            target[path[-1]] = chance.choice([*JUNK, *target] if isinstance(target, list) else JUNK)
    return data


@pytest.mark.slow
def test_whatever_value_is_changed_and_sealed_no_run_ends_with_a_traceback(cache: Cache) -> None:
    for seed in range(200 * MANY):
        chance, file, content = draw(cache, seed)
        body = json.dumps(changed(chance, json.loads(content.partition(b"\n")[2]))).encode()
        whole = store._head(file.stem, body).encode() + b"\n" + body

        for command, done in zip(COMMANDS, cache.with_file(file, whole), strict=True):
            assert done.code in {0, 1, 2}, (seed, command, done.err)
