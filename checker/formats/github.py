"""Findings as workflow commands of GitHub Actions, which show as annotations of a change.

GitHub keeps ten annotations of a level and step, first come first served, and cuts a message at
4,096 characters: the worst stand first, and the tenth says how many more there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from checker.formats.asides import Aside, asides
from checker.formats.brief import brief, located, sentence
from checker.formats.headline import answer
from checker.formats.moment import moment
from checker.formats.summary import packs
from checker.problems import Place
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Verdict

KEPT = 10
"""Annotations of a level that GitHub keeps of a step."""

_TITLE = 200
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def render(report: Report, explainer: Explainer) -> str:
    """A notice with the answer and the counts, then errors (what blocks), then warnings."""
    first = Place(report.inventories[0].path, 1, 1) if report.inventories else NOWHERE
    cells = list(report.findings())
    blocking = [cell for cell in cells if report.gating(cell)]
    others = [cell for cell in cells if not report.gating(cell)]
    undecided = [_command("error", first, "undecided", each) for each in report.undecided]
    grave = [_aside("error", each) for each in asides(report) if each.gating]
    mild = [_aside("warning", each) for each in asides(report) if not each.gating]
    errors = chain(undecided, _annotations(report, explainer, "error", blocking), grave)
    warnings = chain(_annotations(report, explainer, "warning", others), mild)
    lines = [
        _command("notice", None, "vendorgate", _counted(report)),
        *_kept("error", errors, len(undecided) + len(blocking) + len(grave)),
        *_kept("warning", warnings, len(others) + len(mild)),
    ]
    return "".join(f"{line}\n" for line in lines)


def render_undone(undone: Undone) -> str:
    """Errors: how the run ended, and its problems."""
    ending = f"no report, as the run ended with exit code {undone.code:d}"
    told = (
        _command("error", each.place, "undecided", f"{each.message}{_hint(each.hint)}")
        for each in undone.problems
    )
    ended = _command("error", None, "vendorgate", ending)
    lines = _kept("error", chain([ended], told), len(undone.problems) + 1)
    return "".join(f"{line}\n" for line in lines)


def _counted(report: Report) -> str:
    _, text = answer(report)
    counts = ", ".join(
        f"{report.summary.verdicts.get(verdict, 0)} {verdict.value}" for verdict in Verdict
    )
    cause = " (exit code 2)" if report.exit_code == ExitCode.UNDECIDED else ""
    policies = f"; policies: {packs(report)}" if report.packs else ""
    return f"{text}{cause}; {counts}; as of {moment(report.as_of)}{policies}"


def _annotations(
    report: Report, explainer: Explainer, level: str, cells: Iterable[Cell]
) -> Iterator[str]:
    for cell in cells:
        result = report.result(cell, explainer)
        title = f"{result.policy.id}: {result.policy.title}"
        yield _command(level, result.place, title, sentence(result))


def _aside(level: str, aside: Aside) -> str:
    return _command(level, aside.place, aside.rule, aside.sentence)


def _kept(level: str, lines: Iterable[str], total: int) -> Sequence[str]:
    """As many as GitHub keeps; if there are more, the last one says how many."""
    if total <= KEPT:
        return list(lines)
    more = f"{total - KEPT + 1} more are not annotated, as GitHub keeps {KEPT}: see the report"
    return [*islice(lines, KEPT - 1), _command(level, None, "vendorgate", more)]


def _command(level: str, place: Place | None, title: str, message: str) -> str:
    properties = {}
    if place is not None:
        path, line, column = located(place)
        properties = {"file": path, "line": str(line), "col": str(column)}
    properties["title"] = brief(title, _TITLE)
    told = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{level} {told}::{_escaped(brief(message), _DATA)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)


def _hint(hint: str | None) -> str:
    return "" if hint is None else f" (hint: {hint})"
