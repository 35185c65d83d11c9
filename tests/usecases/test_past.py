"""What is remembered from state to state makes no difference, whatever was edited in between."""

import json
import os
import random
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from thorough import share
from workplace import Workplace

from checker.parse import pieces

AT = ("--as-of", "2031-05-15")
DAY = 86_400
START = 1_924_948_800
"""2030-12-31T12:00:00Z: day 1 is the first of January."""

HEAD = """\
schema_version: "1"
inventory:
  id: {id}
  owner: {{name: Lab}}
  as_of: 2031-05-14
  perspective: client
  source: register
calendar: {{zone: Europe/Paris}}
organisations:
  - {{id: lab, name: Lab, country: FR, reports_under: [gdpr]}}
vendors:
"""
VENDOR = """\
  - id: v{number}
    legal_name: "Vendor {number}"
    kind: legal_person
    hq_country: FR
    owner: Lab
    services: [{{id: s, name: S, type: hosting, supports_critical_function: {critical}}}]
    clients: [{{client: lab}}]
    subprocessors:
      - {{party: v{other}, kind: service}}
      - {{party: behind-{shared}, name: Behind {shared}}}
    data:
      - {{category: training_dataset, records: {number}, encryption: {{at_rest: full}}}}
    contracts:
      - ref: C{number}
        start: 2030-01-01
        end: 2031-01-{day:02}
        annual_cost: {{amount: 5, currency: EUR}}
    incidents:
      - id: i{number}
        title: Something was seen
        status: closed
        severity: high
        cause: theft
        client_times: [{{client: lab, aware_at: 2031-01-03T12:00:00Z}}]
        clients_affected: [lab]
"""
ASKING = {
    "own": ("vendor", "vendor.owner == inventory.owner.name"),
    "encrypted": ("data", 'data.encryption.at_rest == "full" && data.records < 20'),
    "others": ("vendor", "inventory.vendors.filter(v, v.owner == vendor.owner).size() % 2 == 0"),
    "clock": (
        "contract",
        "contract.end != null && !overdue(contract.end, now, inventory.calendar)",
    ),
    "owed": ("obligation", "!overdue(obligation.due, now, inventory.calendar)"),
    "reach": ("vendor", "vendor.reach.clients.size() < 1"),
    "chain": ("vendor", "vendor.chain.rank < 3"),
    "party": ("party", "!party.single_point_of_failure"),
    "whole": ("inventory", "inventory.vendors.size() > 20"),
    "sums": ("portfolio", 'portfolio.concentration["vendor"]["critical_services"].count > 9'),
    "cost": ("portfolio", 'atMost(portfolio.concentration["vendor"]["spend"].largest, 0.034)'),
    "beside": ("vendor", "portfolio.inventories.all(i, i.vendors.size() > 3)"),
}
SHOWN = {
    "sums": "{portfolio.concentration['vendor']['critical_services'].count} are critical",
    "cost": "{portfolio.concentration['vendor']['spend'].largest} is of one",
    "chain": "{vendor.chain.rank}",
    "own": "{vendor.contracts[0].annual_cost.amount}",
    # It always fails, so that only its reason can differ.
    "reach": "{vendor.hq_country} {vendor.parties.size()} {inventory.owner.name}",
}
EDITS = (
    ("owner: Lab", "owner: Other"),
    ("at_rest: full", "at_rest: none"),
    (", encryption: {at_rest: full}", ""),
    ("supports_critical_function: true", "supports_critical_function: false"),
    ("hq_country: FR", "hq_country: DE"),
    ("kind: service", "kind: staffing"),
    ("amount: 5", "amount: 5.0"),
    ("amount: 5", "amount: 5.5"),
    ("end: 2031-01-", "end: 2031-02-"),
    ("    incidents:\n", "    # seen\n    incidents:\n"),
    ("status: closed", "status: resolved"),
    ("aware_at: 2031-01-03", "aware_at: 2031-01-04"),
    ("party: behind-1, name: Behind 1", "party: other, name: Other"),
    ("legal_name: ", "legal_name:  "),
)
BREAKS = (
    ("hq_country: FR", "hq_country: XX"),
    ("legal_name", "legal_nam"),
    ("party: v", "party: nobody"),
    ("  - id: v", "  - id: &a v"),
    ("owner: Lab", "owner: [Lab"),
    ("- ref: C", "- ref: &b C"),
    ("  - id: v1\n", "  - id: v2\n"),
)
BESIDE = (
    ("zone: Europe/Paris", "zone: America/New_York"),
    ("reports_under: [gdpr]", "reports_under: []"),
    ("owner: {name: Lab}", "owner: {name: Other}"),
    ("  source: register\n", ""),
)


def git(folder: Path, *arguments: str, day: int = 0) -> str:
    moment = f"{START + day * DAY} +0000"
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment},
    )
    return done.stdout.strip()


def policies() -> str:
    return json.dumps(
        {
            "policies": [
                {
                    "id": id_,
                    "title": id_,
                    "severity": "low",
                    "for": kind,
                    "may_be_idle": True,
                    "require": require,
                    "message": SHOWN.get(id_, f"{id_} holds"),
                    "why": "It is asked.",
                    "fix": "Answer it.",
                }
                for id_, (kind, require) in ASKING.items()
            ]
        }
    )


class Edited:
    """Two inventories that somebody edits at random."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._files = {
            name: [HEAD.format(id=name), *(self._vendor(first + n, first) for n in range(count))]
            for name, first, count in (("one", 0, 24), ("two", 24, 6))
        }

    def _vendor(self, number: int, first: int) -> str:
        return VENDOR.format(
            number=number,
            other=first + (number * 7 + 3) % 6,
            shared=number % 4,
            day=number % 27 + 1,
            critical=str(number % 3 == 0).lower(),
        )

    def texts(self) -> Iterator[tuple[str, str]]:
        """The files, one edited further, and now and then wrong this once."""
        chance = self._chance
        chosen = self._files[chance.choice(["one", "one", "two"])]
        index = chance.randrange(1, len(chosen))
        match chance.choice(["swap", "drop", "head", "head", *["edit"] * 5]):
            case "swap":
                other = chance.randrange(1, len(chosen))
                chosen[index], chosen[other] = chosen[other], chosen[index]
            case "drop" if re.match(r"  - id: v1\d", chosen[index]):
                # Nobody relies on one of them.
                del chosen[index]
            case "head":
                chosen[0] = toggled(chosen[0], *chance.choice(BESIDE))
            case _:
                chosen[index] = toggled(chosen[index], *chance.choice(EDITS))
        wrong = chance.random() < 0.2
        for name, parts in self._files.items():
            text = "".join(parts)
            if wrong and parts is chosen:
                old, new = chance.choice(BREAKS)
                head, *others = text.split(old)
                at = chance.randrange(len(others)) if others else 0
                text = old.join([head, *others[:at]]) + new + old.join(others[at:])
            yield name, text


def toggled(text: str, old: str, new: str) -> str:
    return text.replace(old, new) if old in text else text.replace(new, old) if new else text


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return Workplace(tmp_path)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_A_PIECE", 2)


def repository(place: Workplace, chance: random.Random, days: int) -> list[str]:
    """A repository of so many commits, each of which is a folder `of/ID`, too."""
    git(place.folder, "init", "--quiet")
    place.configuration()
    place.write("policies/own.json", policies())
    place.write(".gitignore", "of\n")
    edited, ids = Edited(chance), []
    for day in range(1, days + 1):
        written = {f"inventories/{name}.yaml": text for name, text in edited.texts()}
        for name, text in written.items():
            place.write(name, text)
        git(place.folder, "add", "--all", ".")
        git(place.folder, "commit", "--quiet", "--allow-empty", "-m", str(day), day=day)
        ids.append(git(place.folder, "rev-parse", "HEAD"))
        for name in (*written, "vendorgate.yaml", "policies/own.json"):
            place.write(f"of/{ids[-1]}/{name}", (place.folder / name).read_bytes())
    return ids


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))]
)
def test_a_diff_of_revisions_is_that_of_the_same_folders(place: Workplace, seed: int) -> None:
    chance = random.Random(seed)
    ids = repository(place, chance, 10)
    compared = 0

    for before, after in [*pairwise(ids), chance.choices(ids, k=2)]:
        remembered = place.run("diff", before, after, *AT, "-o", "json")
        alone = place.run("diff", f"of/{before}", f"of/{after}", *AT, "-o", "json")
        compared += remembered.out != ""

        assert remembered.code == alone.code
        assert remembered.err == re.sub("of/([0-9a-f]{40})/", r"\1:", alone.err)
        assert without_names(remembered.out) == without_names(alone.out)
    assert compared > len(ids) // 3


def without_names(told: str) -> Any:
    """A diff in JSON, without what the two states are called."""
    if not told:
        return None
    data = json.loads(told)
    for side in ("before", "after"):
        del data[side]["name"], data[side]["commit"]
    return data


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))]
)
def test_a_history_is_what_checks_of_its_commits_say(place: Workplace, seed: int) -> None:
    ids = repository(place, random.Random(seed), max(12, share(24)))
    looked = json.loads(place.run("history", *AT, "-o", "json").out)
    unread = {each["commit"] for each in looked["unread"]}
    stood = [*looked["standing"], *looked["ended"]]

    for day, each in enumerate(ids, start=1):
        moment = f"2031-01-{day:02}T12:00:00Z"
        checked = place.run("check", "--rev", each, "--as-of", moment, "-o", "json")
        assert (each in unread) == (checked.out == ""), checked.err
        if checked.out:
            findings = {
                result["fingerprint"]
                for result in json.loads(checked.out)["results"]
                if result["verdict"] in {"fail", "unknown", "error"}
            }
            assert findings == {
                one["fingerprint"]
                for one in stood
                if one["since"]["at"] <= moment < one.get("until", {"at": "3000"})["at"]
            }
    assert len(unread) < len(ids) // 2
