"""Results as JSON: the text of `result_data`, encoded in parts.

Most of a report is cells that pass: what they share with others is encoded once.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from checker.formats.json_document import encoded, listed, quoted, template
from checker.problems import Place
from checker.report.explanation import Evidence, Remedy
from checker.report.gate import QUIET
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, Result, fingerprint
from checker.report.subject import Subject, spelt
from checker.verdict import Verdict

_PLACE = template("path", "line", "column")
_SUBJECT = template("name", "inventory", "vendor", "subject_kind", "id", "path", "owner")
_EVIDENCE = template("path", "value", "location", "recorded", "anchor")
_REMEDY = template("path", "condition", "location")
_RESULT = template(
    "policy",
    "subject",
    "verdict",
    "severity",
    "gating",
    "message",
    "location",
    "evidence",
    "evidence_omitted",
    "remedies",
    "fingerprint",
    "waiver",
    "baseline",
    "first_seen",
    "before",
)

_NEIGHBOURS = 64
"""Words, subjects and places whose JSON is kept: cells near each other have the same ones."""


def result_texts(report: Report, explainer: Explainer) -> Iterator[str]:
    """Every cell, explained, in the order of the report, on one line each."""
    frames: dict[tuple[int, Verdict], Sequence[str]] = {}
    accepted, before = report.waivers.by_cell, report.baseline
    known = frozenset[str]() if before is None else before.known
    for cell in report.cells:
        number, subject, verdict = cell
        if verdict not in QUIET:
            yield result_text(report.result(cell, explainer))
            continue
        explanation = explainer.explain(cell)
        message, place, evidence, omitted, remedies = explanation
        if not (message or evidence or omitted or remedies):
            identity = fingerprint(report.policies[number].id, subject)
            if identity not in accepted and identity not in known:
                frame = frames.get((number, verdict))
                if frame is None:
                    frame = frames[number, verdict] = _frame(report, cell)
                a, b, c, d = frame
                yield f"{a}{_subject(subject)}{b}{_place(place)}{c}{identity}{d}"
                continue
        yield result_text(report.explained(cell, explanation))


def _frame(report: Report, cell: Cell) -> Sequence[str]:
    """The text of cells that have but a place to tell, without subject, place and fingerprint."""
    policy, hole = report.policies[cell.policy], "\0"  # which no JSON holds
    words = (policy.id, cell.verdict.value, policy.severity.value)
    id_, verdict, severity = map(quoted, words)
    quiet = ("false", '""', hole, "[]", "0", "[]", f'"{hole}"', *["null"] * 4)
    return (_RESULT % (id_, hole, verdict, severity, *quiet)).split(hole)


def result_text(result: Result) -> str:
    """A cell, explained, on one line."""
    policy = result.policy
    return _RESULT % (
        _word(policy.id),
        _subject(result.subject),
        _word(result.verdict.value),
        _word(policy.severity.value),
        _word(result.gating),
        quoted(result.message) if result.message else '""',
        _place(result.place),
        listed(map(_evidence, result.evidence)),
        result.omitted,
        listed(map(_remedy, result.remedies)),
        f'"{result.fingerprint}"',
        _word(result.waiver or None),
        _word(result.baseline or None),
        _word(result.first_seen or None),
        "null" if result.before is None else _word(result.before.value),
    )


@lru_cache(maxsize=_NEIGHBOURS)
def _word(value: Any) -> str:
    return encoded(value)


@lru_cache(maxsize=_NEIGHBOURS)
def _subject(subject: Subject) -> str:
    inventory, vendor, kind, _, id_, path, _, owner = subject
    return _SUBJECT % (
        quoted(str(subject)),
        _word(inventory),
        _word(vendor),
        _word(kind),
        quoted(id_),
        quoted(spelt(path)),
        _word(owner),
    )


@lru_cache(maxsize=_NEIGHBOURS)
def _place(place: Place) -> str:
    path, line, column = place
    return _PLACE % (_word(path), line, column)


def _evidence(evidence: Evidence) -> str:
    path, value, recorded, place, anchor = evidence
    return _EVIDENCE % (
        quoted(path),
        encoded(value) if recorded else "null",
        _place(place),
        _word(recorded),
        "null" if anchor is None else _place(anchor),
    )


def _remedy(remedy: Remedy) -> str:
    return _REMEDY % (quoted(remedy.path), quoted(remedy.text), _place(remedy.place))
