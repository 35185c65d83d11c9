"""The machine-readable history: a contract with a version, described by `history.schema.json`.

One finding a line.
"""

from typing import Any

from checker.formats.json_data import subject_data
from checker.formats.json_document import document, encoded, lines
from checker.report.history import SCHEMA, Ended, Event, History, Month, Standing, Unread
from checker.verdict import Severity


def render(history: History) -> str:
    """The whole history as JSON that ends with a line break."""
    days = history.days_to_fix or (None, None)
    members = {
        "start": encoded(_event(history.start)),
        "end": encoded(_event(history.end)),
        "commits": encoded(history.commits),
        "inputs": lines(file._asdict() for file in history.inputs),
        "standing": lines(map(_standing, history.standing)),
        "ended": lines(map(_ended, history.ended)),
        "days_to_fix": encoded({"median": days[0], "most": days[1]}),
        "months": lines(map(_month, history.months)),
        "unread": lines(map(_unread, history.unread)),
        "undecided": lines(history.undecided),
        "exit_code": encoded(int(history.exit_code)),
    }
    return document(SCHEMA, history.version, members)


def _event(event: Event) -> dict[str, Any]:
    return {"commit": event.commit or None, "at": event.at}


def _finding(finding: Standing | Ended) -> dict[str, Any]:
    return {
        "policy": finding.policy,
        "severity": finding.severity.value,
        "subject": subject_data(finding.subject),
        "since": _event(finding.since),
        "from_start": finding.from_start,
        "days": finding.days,
        "fingerprint": finding.fingerprint,
    }


def _standing(finding: Standing) -> dict[str, Any]:
    return {**_finding(finding), "verdict": finding.verdict.value}


def _ended(finding: Ended) -> dict[str, Any]:
    return {
        **_finding(finding),
        "until": _event(finding.until),
        "after": None if finding.after is None else finding.after.value,
        "fixed": finding.is_fixed,
    }


def _month(month: Month) -> dict[str, Any]:
    return {
        "month": month.name,
        "findings": month.total,
        "by_severity": {severity.value: month.standing[severity] for severity in Severity},
        "began": month.began,
        "fixed": month.fixed,
    }


def _unread(unread: Unread) -> dict[str, Any]:
    return {**_event(unread.event), "reason": unread.reason}
