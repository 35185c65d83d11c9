"""The shipped pack, and a runner for the tests that its policies carry."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker import files
from checker.cel.cache.cache import Cache
from checker.cel.times import parse_timestamp
from checker.evaluate.decide import Decider, Surroundings
from checker.inventory import LISTS
from checker.parse import document
from checker.policy.config import NO_CONFIG
from checker.policy.policies import load
from checker.policy.policy import WHOLES, Policy
from checker.report.matrix import VERDICTS
from checker.verdict import Verdict
from checker.version import __version__

REPOSITORY = Path(__file__).resolve().parent.parent
_NOW = "2031-01-01T00:00:00Z"


class Case(NamedTuple):
    """One inline test: what is given, and the verdict that is expected."""

    policy: str
    name: str
    given: Mapping[str, Any]
    now: str
    params: Mapping[str, Any]
    expect: Verdict


@cache
def documents() -> tuple[document.Document, ...]:
    sources, problems = files.read([str(REPOSITORY / "policies")])
    assert problems == []
    return tuple(document.parse(source.path, source.content) for source in sources)


@cache
def policies() -> Mapping[str, Policy]:
    loaded = load(documents(), NO_CONFIG, version=__version__, cache=Cache(None))
    return {policy.id: policy for policy in loaded}


def cases() -> Iterator[Case]:
    for each in documents():
        for policy in each.data["policies"]:
            for test in policy.get("tests", ()):
                yield Case(
                    policy["id"],
                    test["name"],
                    test["given"],
                    test.get("now", _NOW),
                    test.get("params", {}),
                    Verdict(test["expect"]),
                )


def verdicts(case: Case) -> list[Verdict]:
    """What the policy says of the given, one verdict a cell."""
    policy = policies()[case.policy]
    policy = policy._replace(params={**policy.params, **case.params})
    vendor = dict(case.given.get("vendor", {}))
    if policy.kind in case.given and policy.kind in LISTS:
        vendor.setdefault(LISTS[policy.kind], [case.given[policy.kind]])
    inventory = {"calendar": {}, "vendors": [vendor], **case.given.get("inventory", {})}
    portfolio = case.given.get("portfolio", {"inventories": [inventory]})
    around = Surroundings(inventory, portfolio, parse_timestamp(case.now))
    decider = Decider(policy)
    if policy.kind in WHOLES:
        return [VERDICTS[decider.whole(around, len(inventory["vendors"]))]]
    return [VERDICTS[code] for code in decider.vendors([vendor], around)]
