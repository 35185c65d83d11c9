"""Testing: policies and the tests of them are read. `vendorgate test`."""

from collections.abc import Mapping, Sequence

from checker import packs
from checker.cache import location
from checker.errors import UsageError
from checker.parse.document import Document
from checker.policy.policy import Policy
from checker.policy.recall import recall
from checker.policy.suites import is_suite, rules
from checker.record import NamedTuple
from checker.report.report import Input
from checker.selectors import all_known
from checker.settings import settings as configured
from checker.sources.disk import Disk
from checker.testing.case import Case
from checker.testing.cases import cases
from checker.testing.regimes import Tried, tried
from checker.testing.sources import Source, sources


class Plan(NamedTuple):
    """The policies and cases to test.

    Attributes:
        policies: those to test, in order of id.
        cases: the tests that are about them.
        sources: where they are written.
        inputs: all files that were read.
        regimes: what the tests of the regimes that were read came to.
    """

    policies: tuple[Policy, ...]
    cases: tuple[Case, ...]
    sources: Mapping[str, Source]
    inputs: tuple[Input, ...]
    regimes: Tried


def plan(
    paths: Sequence[str], *, config: str | None, select: Sequence[str], cache: bool = True
) -> Plan:
    """Read policies and the suites beside them.

    Args:
        paths: packs; none means one's own, else the shipped one.
        config: overrides under which to test; None tests the policies as their files say them.
        select: ids of the only policies to test; none means all.
        cache: whether policies that were prepared before need not be prepared again.

    Raises:
        InputError: files that cannot be read or are not valid, tests that make no sense.
        UsageError: there is no policy, or none of a selected name.
    """
    in_force = configured(Disk(), config)
    settings = in_force.untuned if config is None else in_force
    read = packs.chosen(Disk(), paths or packs.to_author(Disk(), in_force))
    documents = packs.parsed(read.policies)
    store = location.store(wanted=cache)
    regimes = packs.regimes(read.regimes, store)
    policies = recall(
        read.policies,
        settings,
        lambda: documents,
        store=store,
        regimes=regimes,
        elsewhere=packs.shipped_policies,
    )
    if not policies:
        raise UsageError(
            "there is no policy to test", "name the files that declare policies beside their suites"
        )
    all_known("policy", select, [policy.id for policy in policies])
    declared = rules(documents)
    suites = [document for document in documents if is_suite(document.path)]
    found = cases(declared, suites, policies, settings.fields)
    return Plan(
        policies=tuple(each for each in policies if not select or each.id in select),
        cases=tuple(case for case in found if not select or case.policy in select),
        sources=sources(declared),
        inputs=tuple(packs.inputs(read.all, settings)),
        regimes=tried(packs.parsed(read.regimes), regimes),
    )


class Listing(NamedTuple):
    """A document beside the policies, and how reports name it."""

    document: Document
    input: Input


def listed(path: str) -> Listing:
    """The list of equivalent changes at a path.

    Raises:
        InputError: it cannot be read.
    """
    document = packs.single(Disk(), path)
    return Listing(document, Input(document.path, "equivalents", document.sha256))
