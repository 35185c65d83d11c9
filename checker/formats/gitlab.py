"""Findings as GitLab Code Quality: a list in the format of Code Climate, without a BOM.

GitLab keeps one item of those with the same fingerprint, and of a list with one item that is not
valid it may drop all that follow: each is complete and has a fingerprint of its own.
"""

from collections.abc import Iterable, Iterator, Mapping

from checker.digest import identity
from checker.formats.asides import Aside, asides
from checker.formats.brief import brief, located, sentence
from checker.formats.json_document import lined, quoted, template
from checker.problems import Place
from checker.record import NamedTuple
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
_ITEM = template("description", "check_name", "fingerprint", "severity", "location")
_LOCATION = template("path", "lines") % ("%s", template("begin"))


class _Item(NamedTuple):
    """An item; its fingerprint, and the texts of its other members."""

    description: str
    name: str
    fingerprint: str
    severity: str
    location: str

    def __str__(self) -> str:
        return _ITEM % self._replace(fingerprint=quoted(self.fingerprint))


def render(report: Report, explainer: Explainer) -> str:
    """Every finding, the worst first; before them, why the run could not decide."""
    first = Place(report.inventories[0].path, 1, 1) if report.inventories else NOWHERE
    reasons = ((first, reason) for reason in report.undecided)
    findings = (_finding(report.result(cell, explainer)) for cell in report.findings())
    others = map(_aside, asides(report))
    return f"{lined(map(str, _unique([*map(_undecided, reasons), *findings, *others])))}\n"


def render_undone(undone: Undone) -> str:
    """An item for each problem, and one that says how the run ended."""
    ending = f"no report, as the run ended with exit code {undone.code:d}"
    problems = [(NOWHERE, ending), *((each.place, each.message) for each in undone.problems)]
    return f"{lined(map(str, _unique(map(_undecided, problems))))}\n"


def _finding(result: Result) -> _Item:
    error = result.verdict is Verdict.ERROR
    severity = "blocker" if error else _SEVERITIES[result.policy.severity]
    return _item(result.policy.id, sentence(result), severity, result.place, result.fingerprint)


def _aside(aside: Aside) -> _Item:
    name = aside.rule
    severity, known = _SEVERITIES[aside.severity], identity(name, aside.about)
    return _item(name, aside.sentence, severity, aside.place, known)


def _undecided(problem: tuple[Place, str]) -> _Item:
    place, text = problem
    path, _, _ = located(place)
    return _item(_UNDECIDED, text, "blocker", place, identity(path, brief(text)))


def _item(name: str, text: str, severity: str, place: Place, fingerprint: str) -> _Item:
    path, line, _ = located(place)
    return _Item(
        quoted(brief(text)),
        quoted(brief(name)),
        fingerprint,
        quoted(severity),
        _LOCATION % (quoted(path), line),
    )


def _unique(items: Iterable[_Item]) -> Iterator[_Item]:
    """The items, each with a fingerprint that no earlier one has."""
    seen: set[str] = set()
    for item in items:
        fingerprint = item.fingerprint
        while fingerprint in seen:
            fingerprint = identity(fingerprint)
        seen.add(fingerprint)
        yield item if fingerprint == item.fingerprint else item._replace(fingerprint=fingerprint)
