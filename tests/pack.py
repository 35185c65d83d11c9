"""The shipped pack with its tests, as the product reads and runs them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from checker.facts.regime import Regimes
from checker.parse import document
from checker.policy.config import NO_CONFIG
from checker.policy.policies import load
from checker.policy.policy import Policy
from checker.policy.regimes import is_regimes
from checker.policy.regimes import load as load_regimes
from checker.policy.suites import is_suite, rules
from checker.sources.disk import Disk
from checker.testing import cases as suite_report
from checker.testing.case import Case
from checker.testing.trial import Trial
from checker.time.text import parse_timestamp
from checker.verdict import Verdict

REPOSITORY = Path(__file__).resolve().parent.parent


@cache
def documents() -> tuple[document.Document, ...]:
    """The files of the pack that hold policies."""
    return tuple(rules(each for each in _read() if not is_regimes(each.path)))


@cache
def policies() -> Mapping[str, Policy]:
    loaded = load(documents(), NO_CONFIG, regimes=regimes())
    return {policy.id: policy for policy in loaded}


@cache
def regimes() -> Regimes:
    return load_regimes([each for each in _read() if is_regimes(each.path)])


@cache
def cases() -> tuple[Case, ...]:
    suites = [each for each in _read() if is_suite(each.path)]
    return suite_report.cases(documents(), suites, list(policies().values()))


def example(id_: str, given: Mapping[str, Any], now: str) -> Case:
    """A case that stands in no file."""
    return Case(
        policy=id_,
        name="",
        document=documents()[0],
        path=(),
        fixture=(),
        given=given,
        now=parse_timestamp(now),
        params={},
        expect=Verdict.UNKNOWN,
    )


def verdicts(case: Case) -> list[Verdict]:
    """What the policy says of the given, one verdict a subject."""
    return [verdict for _, verdict in _trial(case.policy).verdicts(case)]


def expected(case: Case) -> set[Verdict]:
    """Every verdict that a case expects of some subject."""
    return {case.expect} if isinstance(case.expect, Verdict) else set(case.expect.values())


def holds(case: Case) -> bool:
    """Whether every subject gets the verdict that the case expects."""
    return _trial(case.policy).holds(case)


@cache
def _trial(id_: str) -> Trial:
    return Trial(policies()[id_])


@cache
def _read() -> tuple[document.Document, ...]:
    sources, problems = Disk().read([str(REPOSITORY / "policies")])
    assert problems == []
    return tuple(document.parse(source.path, source.content) for source in sources)
