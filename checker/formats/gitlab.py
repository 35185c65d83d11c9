"""Findings as GitLab Code Quality: a list in the format of Code Climate, without a BOM.

GitLab keeps one item of those with the same fingerprint, and of a list with one item that is not
valid it may drop all that follow: each is complete and has a fingerprint of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checker.digest import sha256
from checker.formats.asides import Aside, asides
from checker.formats.brief import brief, located, sentence
from checker.formats.json_document import lines
from checker.problems import Place
from checker.report.report import Explainer, Report, Result
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Severity, Verdict

_SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}
_UNDECIDED = "undecided"


def render(report: Report, explainer: Explainer) -> str:
    """Every finding, the worst first; before them, why the run could not decide."""
    first = Place(report.inventories[0].path, 1, 1) if report.inventories else NOWHERE
    reasons = ((first, reason) for reason in report.undecided)
    findings = (_finding(report.result(cell, explainer)) for cell in report.findings())
    others = map(_aside, asides(report))
    return f"{lines(_unique([*map(_undecided, reasons), *findings, *others]))}\n"


def render_undone(undone: Undone) -> str:
    """An item for each problem, and one that says how the run ended."""
    ending = f"no report, as the run ended with exit code {undone.code:d}"
    problems = [(NOWHERE, ending), *((each.place, each.message) for each in undone.problems)]
    return f"{lines(_unique(map(_undecided, problems)))}\n"


def _finding(result: Result) -> dict[str, Any]:
    error = result.verdict is Verdict.ERROR
    severity = "blocker" if error else _SEVERITIES[result.policy.severity]
    return _item(result.policy.id, sentence(result), severity, result.place, result.fingerprint)


def _aside(aside: Aside) -> dict[str, Any]:
    name = aside.rule
    identity = _identity(name, aside.about)
    severity = _SEVERITIES[aside.severity]
    return _item(name, aside.sentence, severity, aside.place, identity)


def _undecided(problem: tuple[Place, str]) -> dict[str, Any]:
    place, text = problem
    path, _, _ = located(place)
    return _item(_UNDECIDED, text, "blocker", place, _identity(path, brief(text)))


def _item(name: str, text: str, severity: str, place: Place, fingerprint: str) -> dict[str, Any]:
    path, line, _ = located(place)
    return {
        "description": brief(text),
        "check_name": brief(name),
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


def _identity(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass"))[:32]


def _unique(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The items, each with a fingerprint that no earlier one has."""
    seen: set[str] = set()
    for item in items:
        while item["fingerprint"] in seen:
            item["fingerprint"] = sha256(item["fingerprint"].encode())[:32]
        seen.add(item["fingerprint"])
        yield item
