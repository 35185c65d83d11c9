"""The machine-readable diff: a contract with a version, described by `diff.schema.json`.

One change a line.
"""

from typing import Any

from checker.formats.json_data import place_data, subject_data
from checker.formats.json_document import document, encoded, lines
from checker.report.diff import (
    SCHEMA,
    CellChange,
    Diff,
    DiffExplainer,
    Kind,
    RecordChange,
    RuleChange,
    State,
)
from checker.verdict import Verdict


def render(diff: Diff, explainer: DiffExplainer) -> str:
    """The whole diff as JSON that ends with a line break."""
    members = {
        "before": encoded(_state(diff.before)),
        "after": encoded(_state(diff.after)),
        "fail_on_new": encoded(diff.fail_on_new.value),
        "changes": lines(_change(explainer, change) for change in diff.changes),
        "rules": lines(map(_rule, diff.rules)),
        "records": lines(map(_record, diff.records)),
        "summary": encoded(_summary(diff)),
        "notes": lines(diff.notes),
        "exit_code": encoded(int(diff.exit_code)),
    }
    return document(SCHEMA, diff.version, members)


def _state(state: State) -> dict[str, Any]:
    return {
        "name": state.name or None,
        "commit": state.commit or None,
        "as_of": state.as_of,
        "version": state.version,
        "inputs": [each._asdict() for each in state.inputs],
        "verdicts": {verdict.value: state.count(verdict) for verdict in Verdict},
        "vendors": state.vendors,
        "undecided": list(state.undecided),
    }


def _change(explainer: DiffExplainer, change: CellChange) -> dict[str, Any]:
    explanation = explainer.explain(change)
    message = "" if explanation is None else explanation.message
    before, after = change.messages or (None, message)
    return {
        "kind": change.kind.value,
        "policy": change.policy,
        "severity": change.severity.value,
        "subject": subject_data(change.subject),
        "before": None if change.before is None else change.before.value,
        "after": None if change.after is None else change.after.value,
        "causes": [cause.value for cause in change.causes],
        "new": change.is_new,
        "gating": change.gating,
        "message": after or None,
        "message_before": before,
        "location": None if explanation is None else place_data(explanation.place),
        "fingerprint": change.fingerprint,
    }


def _rule(change: RuleChange) -> dict[str, Any]:
    return {
        "presence": change.presence.value,
        "kind": change.kind,
        "id": change.id,
        "differences": list(change.what),
        "causes": [cause.value for cause in change.causes],
        "gating": change.gating,
    }


def _record(change: RecordChange) -> dict[str, Any]:
    return {
        "presence": change.presence.value,
        "kind": change.kind,
        "inventory": change.inventory,
        "vendor": change.vendor or None,
        "id": change.id,
        "id_before": change.before or None,
    }


def _summary(diff: Diff) -> dict[str, int]:
    return {
        **{kind.value: len(diff.of(kind)) for kind in Kind},
        "new": diff.new,
        "gating": diff.gating,
        "others": diff.others,
    }
