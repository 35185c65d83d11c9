"""A report as OSCAL assessment results (1.2): observations, and findings by control.

UUIDs are of version 5, made of what they name. No clock: every time is `as_of`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.formats.asides import Aside, asides
from checker.formats.brief import brief, located, sentence
from checker.formats.evidence import placed
from checker.formats.json_document import encoded, lined, lines, listed, quoted, template
from checker.formats.oscal_controls import NONE, findings, reviewed
from checker.formats.oscal_parts import document, encoded_prop, href, prop, uuid_of
from checker.formats.summary import packs
from checker.report.gate import FINDINGS
from checker.report.report import Explainer, PolicyEntry, Report, Result
from checker.report.subject import Subject
from checker.report.undone import Undone
from checker.verdict import Verdict

_TOLD = FINDINGS | {Verdict.WAIVED}
_OBSERVATION = (
    "uuid",
    "title",
    "description",
    "props",
    "methods",
    "relevant-evidence",
    "collected",
)
_OF_NONE, _OF_VENDOR = template(*_OBSERVATION), template(*_OBSERVATION, "subjects")
_METHODS = encoded(["TEST"])
_EVIDENCE = template("href", "description")

_EPOCH = "1970-01-01T00:00:00Z"
"""The time of a run whose moment is not known: OSCAL demands one."""


def render(report: Report, explainer: Explainer) -> str:
    """The whole document: an observation for each finding and for each policy that holds."""
    vendors: dict[tuple[str, str], dict[str, Any]] = {}
    by_policy: dict[int, list[str]] = {}
    observations = []
    for n in range(len(report.policies)):
        for uuid, told in _observations(report, explainer, n, vendors):
            by_policy.setdefault(n, []).append(f'{{"observation-uuid": "{uuid}"}}')
            observations.append(told)
    observations += [encoded(_aside(report, aside)) for aside in asides(report)]
    counts = [prop(v.value, str(report.summary.verdicts.get(v, 0))) for v in Verdict]
    members = {
        "props": encoded([*counts, prop("exit-code", str(int(report.exit_code)))]),
        "local-definitions": encoded({"inventory-items": [*vendors.values()]}),
        "reviewed-controls": encoded(reviewed(report)),
        "observations": lined(observations),
        "findings": lined(findings(report, {n: ", ".join(own) for n, own in by_policy.items()})),
    }
    if not vendors:
        del members["local-definitions"]
    for name in ("observations", "findings"):
        if members[name] == "[]":  # OSCAL has no empty lists
            del members[name]
    reasons = "; ".join(report.undecided) or "every policy could be decided"
    policies = f"; policies: {packs(report)}" if report.packs else ""
    about = f"exit code {report.exit_code:d}: {reasons}{policies}"
    return document(report.as_of, brief(about), members, report.inputs)


def render_undone(undone: Undone) -> str:
    """The whole document of a run that came to no report: an observation for each problem."""
    observations = [
        {
            "uuid": uuid_of("problem", n, problem.message),
            "description": brief(f"{problem.place}: {problem.message}"),
            "methods": ["TEST"],
            "collected": _EPOCH,
        }
        for n, problem in enumerate(undone.problems)
    ]
    members = {
        "reviewed-controls": encoded({"control-selections": NONE}),
        "observations": lines(observations),
    }
    about = f"no report, as the run ended with exit code {undone.code:d}; its moment is not known"
    return document(_EPOCH, about, members, ())


def _observations(
    report: Report, explainer: Explainer, n: int, vendors: dict[tuple[str, str], dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """The observations of a policy, by their UUIDs: the checks that hold in one, each finding."""
    policy = report.policies[n]
    passed = report.cells.count(n, Verdict.PASS)
    if passed:
        uuid = uuid_of("holds", policy.id)
        yield (
            uuid,
            encoded(
                {
                    "uuid": uuid,
                    "title": brief(policy.title or policy.id),
                    "description": f"{brief(policy.id)} holds on {passed} of its subjects",
                    "props": [prop("policy", policy.id), prop("pass", str(passed))],
                    "methods": ["TEST"],
                    "collected": report.as_of,
                }
            ),
        )
    title, collected = encoded(brief(policy.title or policy.id)), encoded(report.as_of)
    props = {verdict: _props(policy, verdict) for verdict in _TOLD}
    for cell in report.cells.select(n, _TOLD):
        result = report.result(cell, explainer)
        uuid = uuid_of("finding", result.fingerprint)
        members = (
            f'"{uuid}"',
            title,
            quoted(sentence(result)),
            listed([*props[result.verdict], encoded_prop("fingerprint", result.fingerprint)]),
            _METHODS,
            listed(_evidence(result)),
            collected,
        )
        if not cell.subject.vendor:
            yield uuid, _OF_NONE % members
            continue
        about = cell.subject.inventory, cell.subject.vendor
        item = vendors.get(about) or vendors.setdefault(about, _item(cell.subject))
        subjects = f'[{{"subject-uuid": "{item["uuid"]}", "type": "inventory-item"}}]'
        yield uuid, _OF_VENDOR % (*members, subjects)


def _props(policy: PolicyEntry, verdict: Verdict) -> Sequence[str]:
    """The properties that the findings of a policy share, encoded."""
    return (
        encoded_prop("policy", policy.id),
        encoded_prop("verdict", verdict.value),
        encoded_prop("severity", policy.severity.value),
    )


def _aside(report: Report, aside: Aside) -> dict[str, Any]:
    """A finding that is about no check."""
    path, line, column = located(aside.place)
    return {
        "uuid": uuid_of("aside", aside.rule, aside.about),
        "title": brief(aside.rule),
        "description": aside.sentence,
        "props": [prop("about", aside.about), prop("severity", aside.severity.value)],
        "methods": ["TEST"],
        "relevant-evidence": [{"href": href(path), "description": f"{path}:{line}:{column}"}],
        "collected": report.as_of,
    }


def _evidence(result: Result) -> Iterator[str]:
    path, line, column = located(result.place)
    yield _EVIDENCE % (quoted(href(path)), quoted(f"{path}:{line}:{column}"))
    for piece in result.evidence:
        yield _EVIDENCE % (quoted(href(piece.place.path)), quoted(placed(piece)))


def _item(subject: Subject) -> dict[str, Any]:
    owner = {"remarks": brief(f"owner: {subject.owner}")} if subject.owner else {}
    vendor = prop("vendor", subject.vendor)
    return {
        "uuid": uuid_of("vendor", subject.inventory, subject.vendor),
        "description": brief(f"{subject.vendor} in inventory {subject.inventory}"),
        "props": [vendor],
        **owner,
    }
