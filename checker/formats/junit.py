"""A report as JUnit XML, for the test reports of Jenkins, GitLab and what else reads it.

A suite is a policy, a case is a check: a policy on a subject. What is fail or unknown is a failure
whether it blocks or not, an error is an error; what is waived, does not apply or is of a policy
that is not in force yet is skipped.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from checker.formats.asides import Aside, asides
from checker.formats.brief import brief, sentence
from checker.formats.evidence import placed
from checker.formats.junit_document import (
    case,
    document,
    element,
    no_report,
    opened,
    opening,
    quoted,
    skipped_element,
    suite,
)
from checker.formats.remedies import would_pass
from checker.formats.summary import packs
from checker.report.gate import FINDINGS
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.report import Explainer, PolicyEntry, Report, Result
from checker.report.subject import Subject
from checker.report.undone import Undone
from checker.verdict import Verdict

LARGEST = 100_000
"""Cases of a document: GitLab takes 30 MB. Of more checks, those that pass or do not apply have
no case of their own; a property of the suite says how many they are."""

_NAME = 200
_NEIGHBOURS = 64
_SKIPPED = skipped_element("skip: the policy does not apply")
_ELEMENTS = {
    Verdict.FAIL: "failure",
    Verdict.UNKNOWN: "failure",
    Verdict.ERROR: "error",
    Verdict.WAIVED: "skipped",
    Verdict.SKIP: "skipped",
}


def render(report: Report, explainer: Explainer) -> str:
    """The whole document: why the run could not decide, then a suite for each policy."""
    listed = frozenset(Verdict)
    if len(report.cells) > LARGEST:
        listed = FINDINGS | {Verdict.WAIVED}
    cases = _cases(report, explainer, listed)
    suites = [_suite(report, n, own, listed) for n, own in enumerate(cases)]
    undecided = [
        case("vendorgate", f"undecided {n}", element("error", brief(reason), "undecided"))
        for n, reason in enumerate(report.undecided, 1)
    ]
    others = [
        case("vendorgate", f"{each.rule} {brief(each.about, _NAME)}", _aside(each))
        for each in asides(report)
    ]
    if others:
        suites.insert(0, suite("waivers and baseline", others, failures=len(others), errors=0))
    if undecided:
        suites.insert(0, suite("vendorgate", undecided, failures=0, errors=len(undecided)))
    counts = report.summary.verdicts
    failures = sum(
        report.cells.count(n, verdict)
        for n, policy in enumerate(report.policies)
        for verdict in _ELEMENTS
        if _element(policy, verdict) == "failure"
    )
    return document(
        "vendorgate check",
        [each for each in suites if each],
        tests=len(undecided) + len(others) + sum(counts.get(verdict, 0) for verdict in listed),
        failures=len(others) + failures,
        errors=len(undecided) + counts.get(Verdict.ERROR, 0),
    )


def render_undone(undone: Undone) -> str:
    """The whole document of a run that came to no report: an error for each problem."""
    return no_report("check", undone)


def _aside(aside: Aside) -> str:
    lines = [f"{brief(str(aside.place))} {aside.severity.value}"]
    return element("failure", aside.sentence, aside.rule, lines)


def _suite(report: Report, policy: int, cases: Sequence[str], listed: frozenset[Verdict]) -> str:
    entry = report.policies[policy]
    unlisted = {
        f"unlisted.{verdict.value}": count
        for verdict in Verdict
        if verdict not in listed and (count := report.cells.count(policy, verdict))
    }
    if not cases and not unlisted:
        return ""
    ended: Counter[str] = Counter()
    for verdict in listed:
        ended[_element(entry, verdict)] += report.cells.count(policy, verdict)
    return suite(
        brief(entry.id, _NAME),
        cases,
        failures=ended["failure"],
        errors=ended["error"],
        skipped=ended["skipped"],
        properties={
            "severity": entry.severity.value,
            "as_of": report.as_of,
            "policies": brief(packs(report)),
            **unlisted,
        },
    )


def _cases(
    report: Report, explainer: Explainer, listed: frozenset[Verdict]
) -> Sequence[Sequence[str]]:
    """The cases of each policy; those of a vendor are made one after the other: they share names.

    Args:
        listed: the verdicts of checks that have a case.
    """
    cases: list[list[str]] = [[] for _ in report.policies]
    seen: dict[tuple[int, str], dict[str, int]] = {}
    classes: dict[tuple[int, str], tuple[str, dict[str, int]]] = {}
    for cell in report.cells:
        number, subject, verdict = cell
        if verdict not in listed:
            continue
        about = number, subject.inventory or subject.subject_kind
        if about not in classes:
            classname = _classname(about[1], report.policies[number].id)
            known = seen.setdefault((number, classname), {})
            classes[about] = opening(classname), known
        begin, known = classes[about]
        name, attribute = _name(subject)
        count = known[name] = known.get(name, 0) + 1
        if count > 1:  # only the first of two cases with one name is shown
            attribute = quoted(f"{name} ({count})")
        inside = "" if verdict is Verdict.PASS else _inside(report, explainer, cell)
        cases[number].append(opened(begin, attribute, inside))
    return cases


@lru_cache(maxsize=_NEIGHBOURS)
def _name(subject: Subject) -> tuple[str, str]:
    """The name of a subject, and the same as an attribute."""
    name = brief(str(subject), _NAME)
    return name, quoted(name)


def _classname(inventory: str, policy: str) -> str:
    # The last dot ends the package, for Jenkins.
    package = brief(inventory, _NAME).replace(".", "_").replace("/", "_")
    return f"{package}.{brief(policy, _NAME)}"


def _element(policy: PolicyEntry, verdict: Verdict) -> str:
    """The element that says how a case ended; none where it passed."""
    element = _ELEMENTS.get(verdict, "")
    return "skipped" if element == "failure" and policy.reach is Reach.COMING else element


def _inside(report: Report, explainer: Explainer, cell: Cell) -> str:
    """The element that says how a case ended that did not pass."""
    if cell.verdict is Verdict.SKIP:
        return _SKIPPED
    result = report.result(cell, explainer)
    name = _element(result.policy, cell.verdict)
    if name == "skipped":
        return skipped_element(sentence(result), _lines(result))
    mild = cell.verdict in FINDINGS and not result.gating
    message = f"{sentence(result)}{' (does not block)' if mild else ''}"
    return element(name, message, cell.verdict.value, _lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f"{brief(str(result.place))} {result.policy.severity.value}"
    yield from map(placed, result.evidence)
    if result.omitted:
        yield f"and {result.omitted} more"
    if result.remedies:
        yield brief(would_pass(result.remedies, result.subject))
    if result.subject.owner:
        yield brief(f"owner: {result.subject.owner}")
