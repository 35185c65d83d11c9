"""The machine-readable report: a contract with a version, described by `report.schema.json`.

One policy and one result a line: two reports can be compared with `diff`.
"""

from collections.abc import Iterator
from typing import Any

from checker.formats.json_data import (
    place_data,
    policy_data,
    subject_data,
    waiver_data,
)
from checker.formats.json_document import encoded, lines, no_report, quoted, template
from checker.formats.json_document import pieces as document_pieces
from checker.formats.result_json import result_texts
from checker.report.baseline import Baseline
from checker.report.report import SCHEMA, Explainer, Report, Summary
from checker.report.since import Changed, Since
from checker.report.subject import spelt
from checker.report.undone import Undone
from checker.report.vendors import COUNTED, Deadline, VendorEntry
from checker.report.waivers import WaiverDefect
from checker.verdict import Severity, Verdict

_SEVERITIES = template(*(severity.value for severity in Severity))
_COUNTS = template(*(verdict.value for verdict in COUNTED)) % ((_SEVERITIES,) * len(COUNTED))
_VENDOR = template("inventory", "id", "path", "verdict", "owner", "clients", "counts", "next")


def render(report: Report, explainer: Explainer) -> str:
    """The whole report as JSON that ends with a line break; every cell is explained for it."""
    return "".join(pieces(report, explainer))


def pieces(report: Report, explainer: Explainer) -> Iterator[str]:
    """The same piece by piece: a cell is explained when it is asked for."""
    members: dict[str, str | Iterator[str]] = {
        "as_of": encoded(report.as_of),
        "fail_on": encoded(report.fail_on.value),
        "deadlines_until": encoded(report.deadlines and report.deadlines.until),
        "revision": encoded(report.revision),
        "left_out": encoded(report.left_out._asdict()),
        "inputs": lines(file._asdict() for file in report.inputs),
        "inventories": lines(inventory._asdict() for inventory in report.inventories),
        "packs": lines(pack._asdict() for pack in report.packs),
        "policies": lines(map(policy_data, report.policies)),
        "results": result_texts(report, explainer),
        "vendors": map(_vendor, report.vendors),
        "summary": encoded(_summary(report.summary)),
        "notes": lines(report.notes),
        "waivers": lines(map(waiver_data, report.waivers.entries)),
        "waiver_defects": lines(map(_defect, report.waivers.defects)),
        "baseline": encoded(None if report.baseline is None else _baseline(report.baseline)),
        "since": encoded(None if report.since is None else _since(report.since)),
        "undecided": lines(report.undecided),
        "exit_code": encoded(int(report.exit_code)),
    }
    return document_pieces(SCHEMA, report.version, members)


def render_undone(undone: Undone) -> str:
    """The whole document of a run that came to no report."""
    return no_report(SCHEMA, undone)


def _baseline(baseline: Baseline) -> dict[str, Any]:
    return {
        "as_of": baseline.as_of,
        "strict": baseline.strict,
        "known": len(baseline.known),
        "new": baseline.new,
        "fixed": [each._asdict() for each in baseline.fixed],
        "changed": sorted(baseline.changed),
    }


def _defect(defect: WaiverDefect) -> dict[str, Any]:
    return {
        "rule": defect.rule.value,
        "waiver": defect.waiver,
        "severity": defect.severity.value,
        "gating": defect.gating,
        "message": defect.message,
        "location": place_data(defect.place),
    }


def _since(since: Since) -> dict[str, Any]:
    lists = ("failing", "unknown", "fixed", "dropped")
    return {
        "as_of": since.as_of,
        **{name: [_changed(each) for each in getattr(since, name)] for name in lists},
    }


def _changed(change: Changed) -> dict[str, Any]:
    return {
        "policy": change.policy,
        "severity": change.severity.value,
        "subject": subject_data(change.subject),
        "before": None if change.before is None else change.before.value,
        "after": None if change.after is None else change.after.value,
    }


def _vendor(vendor: VendorEntry) -> str:
    counts = (vendor.counts[verdict][severity] for verdict in COUNTED for severity in Severity)
    return _VENDOR % (
        quoted(vendor.inventory),
        quoted(vendor.id),
        quoted(spelt(vendor.path)),
        quoted(vendor.verdict.value),
        quoted(vendor.owner),
        encoded(vendor.clients),
        _COUNTS % tuple(counts),
        encoded(None if vendor.next is None else _deadline(vendor.next)),
    )


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {**deadline._asdict(), "verdict": deadline.verdict.value}


def _summary(summary: Summary) -> dict[str, int]:
    return {
        **{verdict.value: summary.verdicts.get(verdict, 0) for verdict in Verdict},
        "vendors": summary.vendors,
        "policies": summary.policies,
        "subjects": summary.subjects,
    }
