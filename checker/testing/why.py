"""Reasons: the deciding values of one subject of a case, worked out a second time."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from checker.cel.syntax import And, Expression, Node, Or
from checker.cel.trace.dependencies import dependencies_of
from checker.cel.trace.record import Record
from checker.cel.trace.trace import Read, reads
from checker.cel.trace.tracer import Tracer
from checker.evaluate.condition import MISSING
from checker.explaining.explain import (
    REPEATED,
    TOO_LARGE,
    Disagreement,
    costly,
    message_of,
    untold,
)
from checker.explaining.judge import Judgement, judge
from checker.explaining.places import Locator, shown
from checker.explaining.recheck import Recheck
from checker.explaining.redact import redacted
from checker.explaining.rendering import render
from checker.facts.facts import Facts
from checker.facts.portfolio import of_views
from checker.inventory import LISTS, SOURCES, Inventory
from checker.model.places import is_derived
from checker.model.roots import WHOLES
from checker.model.view import in_view
from checker.parse.positions import Path
from checker.policy.policy import Policy
from checker.report.explanation import Evidence
from checker.report.subject import Subject
from checker.shorten import shorten
from checker.testing.case import Case
from checker.testing.given import recorded_kind
from checker.testing.reasons import Reasons
from checker.testing.sources import Source
from checker.testing.subjects import Seen, spelt
from checker.values import BudgetSpent
from checker.verdict import Verdict

MOST_EVIDENCE = 6
"""Values that are shown: an example is short, and what it lacks comes first."""

TRACED = 30_000
"""Units that an explanation may spend: a second, for a test is small and somebody waits."""

LONGEST_CLAUSE = 160
"""Characters of a clause."""


def why(policy: Policy, case: Case, seen: Seen, verdict: Verdict, source: Source) -> Reasons:
    """The reasons of a verdict, worked out a second time.

    Raises:
        Disagreement: they lead to another verdict.
    """
    locator = _locator(policy, case, seen)
    if seen.values is None:
        _agree(policy, case, verdict, MISSING[policy.on_missing])
        collection = LISTS.get(policy.subject_kind, "")
        nothing = Read(("vendor", collection), None, recorded=False)
        evidence = tuple(_evidence([nothing], policy, case, seen, locator))
        lacking = SOURCES.get(collection, collection)
        return Reasons(untold(policy, locator.subject, lacking), "", source.at(()), evidence)
    try:
        judgement = judge(policy, _tracer(policy, seen.values))
    except BudgetSpent:
        return _unexplained(policy, seen.values, locator, verdict, source)
    _agree(policy, case, verdict, judgement.verdict)
    clause, expression, record = _deciding(policy, judgement)
    node = _narrowed(record)
    span = node.span
    found = judgement.reads or reads(dependencies_of(record))
    return Reasons(
        _message(policy, judgement, seen.values, locator),
        shorten(" ".join(expression.text[span.start : span.end].split()), LONGEST_CLAUSE),
        source.inside((clause,), expression.text, span.start),
        tuple(islice(_evidence(found, policy, case, seen, locator), MOST_EVIDENCE)),
    )


def _unexplained(
    policy: Policy, values: Mapping[str, Any], locator: Locator, verdict: Verdict, source: Source
) -> Reasons:
    """The reasons of a verdict that costs too much to be worked out again: its message alone."""
    if verdict is Verdict.ERROR:
        message = costly(policy, Recheck(policy).judge(values, REPEATED))
    else:
        message = _message(policy, Judgement(verdict), values, locator)
    return Reasons(message, TOO_LARGE, source.at(("require",)), ())


def _message(
    policy: Policy, judgement: Judgement, values: Mapping[str, Any], locator: Locator
) -> str:
    if judgement.verdict in {Verdict.PASS, Verdict.SKIP}:
        return ""
    own = partial(render, policy.message, _tracer(policy, values), locator)
    return message_of(policy, judgement, locator, own)


def _tracer(policy: Policy, values: Mapping[str, Any]) -> Tracer:
    return Tracer(values, policy.variables, TRACED)


def _deciding(policy: Policy, judgement: Judgement) -> tuple[str, Expression, Record]:
    """The expression that decided: `when` unless it is true."""
    if judgement.require is not None:
        return "require", policy.require, judgement.require
    if policy.when is not None and judgement.when is not None:
        return "when", policy.when, judgement.when
    raise Disagreement(f"policy '{policy.id}' was decided by nothing that it states")


def _narrowed(record: Record) -> Node:
    """The smallest clause that decided by itself: of `a && b`, the first that was not true."""
    while True:
        node = record.node
        alone = (isinstance(node, And) and record.outcome is not True) or (
            isinstance(node, Or) and record.outcome is not False
        )
        same = [child for child in record.children if child.outcome is record.outcome]
        if not alone or not same:
            return node
        record = same[0]


def _subject(subject_kind: str, seen: Seen) -> Subject:
    """The subject as a report would name it, so that the product's own words are what is tested."""
    collection = LISTS.get(subject_kind, "")
    name, *_ = seen.names[0].split("/")
    whole = subject_kind in WHOLES
    path: Path = () if whole else ("vendors", 0)
    element = bool(collection) and seen.values is not None
    return Subject(
        inventory="",
        vendor="" if whole else name,
        subject_kind=subject_kind if element or whole else "vendor",
        collection=collection if element else "",
        id=seen.names[0],
        path=(*path, collection, seen.number) if element else path,
        document=-1 if subject_kind == "portfolio" else 0,
        owner="",
    )


def _locator(policy: Policy, case: Case, seen: Seen) -> Locator:
    """Finds what was read in what is given; the paths are those of CEL, for both."""
    facts = None if policy.regimes is None else Facts(policy.regimes)
    asked = policy.asks_of_portfolio
    portfolio = of_views(seen.views, asked) if asked else None
    inventories = tuple(
        Inventory(
            case.document,
            "",
            view.get("vendors", ()),
            (),
            dict(view),
            facts,
            policy.fields,
            portfolio,
        )
        for view in seen.views
    )
    return Locator(_subject(policy.subject_kind, seen), inventories)


def _evidence(
    reads: Iterable[Read], policy: Policy, case: Case, seen: Seen, locator: Locator
) -> Iterator[Evidence]:
    """The records that were read, each once, in the order in which they decided."""
    told: set[Path] = set()
    for read in reads:
        derived = is_derived(locator.written(read.path).path)
        for record in locator.locate(read):
            value = redacted(record.path, record.value, policy.fields) if record.recorded else None
            written: Path = ("inventory", *in_view(record.path)) if derived else read.path
            path = _given(written, recorded_kind(policy.subject_kind), seen.path, case.given)
            if path not in told or not derived:
                told.add(path)
                yield Evidence(spelt(path), shown(value), record.recorded, case.where(path))


def _given(path: Path, subject_kind: str, standing: Path, given: Mapping[str, Any]) -> Path:
    """The path in a case's data of a path of CEL."""
    root, *rest = path
    collection = LISTS.get(subject_kind, "")
    alone = standing == (subject_kind,) or (standing == ("vendor",) and subject_kind in given)
    if root == "portfolio" and "portfolio" not in given and rest[:2] == ["inventories", 0]:
        root, *rest = ("inventory", *rest[2:])
    if root == "inventory":
        if standing[:1] == ("portfolio",):
            return (*standing[:3], *rest)
        if "vendors" in given.get("inventory", {}) or rest[:2] != ["vendors", 0]:
            return ("inventory", *rest)
        root, *rest = ("vendor", *rest[2:])
    if root == "vendor":
        if alone and rest[:2] == [collection, 0]:
            return (subject_kind, *rest[2:])
        if alone and subject_kind != "vendor":
            return ("vendor", *rest)
        inside = standing[-2:-1] == (collection,) and collection != ""
        return (*(standing[:-2] if inside else standing), *rest)
    return (*standing, *rest) if root == subject_kind else tuple(path)


def _agree(policy: Policy, case: Case, decided: Verdict, explained: Verdict) -> None:
    if decided is not explained:
        raise Disagreement(
            f"policy '{policy.id}' in the test '{case.name}': decided {decided.value},"
            f" explained {explained.value}"
        )
