"""A result as JSON: the text of `result_data`, encoded in parts.

Most of a report is cells that pass: what they share with their neighbours is encoded once.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from checker.formats.json_data import evidence_data, place_data, remedy_data, subject_data
from checker.formats.json_document import encoded
from checker.problems import Place
from checker.report.report import Result
from checker.report.subject import Subject

_MEMBERS = (
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
)
_RESULT = f"{{{', '.join(f'{encoded(name)}: %s' for name in _MEMBERS)}}}"

_NEIGHBOURS = 64
"""Words, subjects and places whose JSON is kept: cells near each other have the same ones."""


def result_text(result: Result) -> str:
    """A cell, explained, on one line."""
    policy = result.policy
    return _RESULT % (
        _word(policy.id),
        _subject(result.subject),
        _word(result.verdict.value),
        _word(policy.severity.value),
        _word(result.gating),
        encoded(result.message) if result.message else '""',
        _place(result.place),
        _list(evidence_data, result.evidence),
        result.omitted,
        _list(remedy_data, result.remedies),
        f'"{result.fingerprint}"',
        _word(result.waiver or None),
        _word(result.baseline or None),
    )


@lru_cache(maxsize=_NEIGHBOURS)
def _word(value: Any) -> str:
    return encoded(value)


@lru_cache(maxsize=_NEIGHBOURS)
def _subject(subject: Subject) -> str:
    return encoded(subject_data(subject))


@lru_cache(maxsize=_NEIGHBOURS)
def _place(place: Place) -> str:
    return encoded(place_data(place))


def _list(data: Callable[[Any], Any], items: Sequence[Any]) -> str:
    return encoded([data(item) for item in items]) if items else "[]"
