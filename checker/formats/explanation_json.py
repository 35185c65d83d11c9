"""The machine-readable explanation: a contract, described by `explanation.schema.json`."""

import json
from typing import Any

from checker.formats.json_data import (
    evidence_data,
    place_data,
    policy_data,
    remedy_data,
    subject_data,
)
from checker.formats.json_document import harmless
from checker.report.account import SCHEMA, Account, Clause, ShownEvidence, State
from checker.report.explanation import Excerpt


def render(account: Account) -> str:
    """The account as JSON that ends with a line break."""
    # NaN and infinity are not JSON, and escaped ASCII arrives through every encoding.
    text = json.dumps(_account(account), indent=1, ensure_ascii=True, allow_nan=False)
    return f"{harmless(text)}\n"


def _account(account: Account) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": {"name": "vendorgate", "version": account.version},
        "as_of": account.as_of,
        "inputs": [file._asdict() for file in account.inputs],
        "policy": policy_data(account.policy),
        "params": dict(account.params),
        "subject": subject_data(account.subject),
        "verdict": account.verdict.value,
        "message": account.message,
        "notes": list(account.notes),
        "location": place_data(account.place),
        "condition": [
            {"name": part.name, "clause": _clause(part.clause)} for part in account.parts
        ],
        "evidence": [_shown_evidence(shown) for shown in account.shown_evidence],
        "evidence_omitted": account.omitted,
        "remedies": [remedy_data(remedy) for remedy in account.remedies],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": clause.id,
        "text": clause.text,
        "span": [clause.start, clause.end],
        "state": clause.state.value,
    }
    if clause.element:
        told["element"] = clause.element
    match clause.state:
        case State.VALUE:
            told |= {"type": clause.type, "value": clause.value}
        case State.MISSING:
            told["missing"] = clause.sought or clause.note
        case State.ERROR:
            told["error"] = clause.note
        case State.UNREAD:
            pass
    return {
        **told,
        "decided": clause.decided,
        "evaluated": clause.state is not State.UNREAD,
        "needed": clause.needed,
        "children": [_clause(each) for each in clause.children],
        "omitted": clause.omitted,
    }


def _shown_evidence(shown_evidence: ShownEvidence) -> dict[str, Any]:
    return {
        "evidence": evidence_data(shown_evidence.evidence),
        "nearest": shown_evidence.nearest,
        "excerpt": _excerpt(shown_evidence.excerpt),
        "anchor": None if shown_evidence.anchor is None else _excerpt(shown_evidence.anchor),
    }


def _excerpt(excerpt: Excerpt) -> dict[str, Any]:
    told = {**place_data(excerpt.place), "caret": excerpt.caret}
    return {**told, "first": excerpt.first, "lines": list(excerpt.lines)}
