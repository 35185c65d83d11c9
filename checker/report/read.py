"""Reading a report back from its JSON (`checker/schemas/report.schema.json`)."""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.inventory import LISTS
from checker.overridden import Effect, Overridden
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.baseline import NOTES
from checker.report.explanation import Excerpt, Explanation
from checker.report.gate import FINDINGS
from checker.report.matrix import CODES, Block, Cell, Matrix
from checker.report.packs import PackEntry
from checker.report.reach import Reach, coming
from checker.report.read_baseline import read_baseline
from checker.report.read_deadlines import read_deadlines
from checker.report.read_explanation import read_explanation
from checker.report.read_since import read_path, read_since
from checker.report.read_waivers import read_waivers
from checker.report.report import (
    Input,
    InventoryEntry,
    LeftOut,
    PolicyEntry,
    Report,
    Summary,
    fingerprint,
)
from checker.report.roster import Elements, Roster
from checker.report.waivers import note
from checker.verdict import FailOn, Severity, Verdict

_NOT_EVALUATED = frozenset({Reach.DISABLED.value, Reach.OVER.value})


class Recorded(NamedTuple):
    """A report with the explanations that its JSON carries (`checker.report.report.Explainer`).

    Attributes:
        explanations: by fingerprint.
    """

    report: Report
    explanations: Mapping[str, Explanation]

    def explain(self, cell: Cell) -> Explanation:
        """The explanation of a cell of the report."""
        return self.explanations[fingerprint(self.report.policies[cell.policy].id, cell.subject)]

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`: a report holds no more."""
        return self.explain(cell)

    def excerpt(self, place: Place) -> Excerpt | None:  # noqa: ARG002 a report holds no lines
        """None: a report holds no lines of inventories."""
        return None


def read(text: str) -> Recorded:
    """The report that a document holds: `read` of what `formats.json` writes is that report.

    Raises:
        ValueError: it is not JSON.
        KeyError: it lacks something that the schema requires.
    """
    data = json.loads(text)
    report = Report(
        version=data["tool"]["version"],
        as_of=data["as_of"],
        fail_on=FailOn(data["fail_on"]),
        inputs=tuple(Input(**each) for each in data["inputs"]),
        inventories=tuple(InventoryEntry(**each) for each in data["inventories"]),
        policies=tuple(map(_policy, data["policies"])),
        cells=_matrix(data),
        summary=_summary(data),
        undecided=tuple(data["undecided"]),
        exit_code=data["exit_code"],
        left_out=LeftOut(**data["left_out"]),
        notes=tuple(data["notes"]),
        deadlines=read_deadlines(data),
        since=read_since(data),
        waivers=read_waivers(data),
        packs=tuple(
            PackEntry(each["name"], each["policies"], tuple(each["left_out"]))
            for each in data["packs"]
        ),
        baseline=read_baseline(data),
        revision=data["revision"],
    )
    standing = {each.id: (each.reach, each.effective_from) for each in report.policies}
    return Recorded(
        report,
        {
            each["fingerprint"]: read_explanation(
                each,
                note(report.waivers.of(each["fingerprint"]))
                + NOTES[each["baseline"] or ""]
                + coming(*standing[each["policy"]], Verdict(each["verdict"])),
            )
            for each in data["results"]
        },
    )


def _policy(data: Mapping[str, Any]) -> PolicyEntry:
    return PolicyEntry(
        id=data["id"],
        title=data["title"],
        severity=Severity(data["severity"]),
        subject_kind=data["subject_kind"],
        controls={name: tuple(ids) for name, ids in data["controls"].items()},
        why=data["why"],
        fix=data["fix"],
        overridden=tuple(
            Overridden(each["name"], each["value"], each["own"], Effect(each["effect"]))
            for each in data["overridden"]
        ),
        reach=Reach(data["reach"]),
        pack=data["pack"],
        effective_from=data["effective"]["from"] or "",
        effective_until=data["effective"]["until"] or "",
        place=Place(**data["location"]),
    )


def _summary(data: Mapping[str, Any]) -> Summary:
    told = data["summary"]
    findings = {verdict.value for verdict in FINDINGS - {Verdict.ERROR}}
    return Summary(
        verdicts={verdict: told[verdict.value] for verdict in Verdict},
        gating=sum(each["gating"] and each["verdict"] in findings for each in data["results"]),
        vendors=told["vendors"],
        policies=told["policies"],
        subjects=told["subjects"],
    )


class _Told(NamedTuple):
    """The cell of a result: its number in its list, what it is the identity of, and its code."""

    number: int
    own: str | None
    code: int


_Cells = dict[tuple[str, str, str], list[_Told]]
"""The cells of a document by policy, inventory and vendor, in the order of the vendor's list."""


def _cells(results: Sequence[Mapping[str, Any]]) -> _Cells:
    cells: _Cells = {}
    for each in results:
        subject = each["subject"]
        path = read_path(subject["path"])
        listed = len(path) > len(("vendors", 0))
        index, own = (int(path[-1]), subject["id"]) if listed else (0, None)
        told = _Told(index, own, CODES[Verdict(each["verdict"])])
        key = each["policy"], subject["inventory"], subject["vendor"]
        cells.setdefault(key, []).append(told)
    for of_vendor in cells.values():
        of_vendor.sort(key=lambda told: told.number)
    return cells


def _matrix(data: Mapping[str, Any]) -> Matrix:
    cells, policies = _cells(data["results"]), data["policies"]
    rosters = [
        _roster(number, inventory["id"], data, cells)
        for number, inventory in enumerate(data["inventories"])
    ]
    wholes = {
        "inventory": [(each["id"], "") for each in data["inventories"]],
        "portfolio": [("", "")],
    }
    return Matrix(
        tuple(policy["subject_kind"] for policy in policies),
        tuple(rosters),
        tuple(
            Block(
                tuple(
                    _column(
                        policy["id"], [(roster.inventory, own) for own in roster.vendors], cells
                    )
                    if policy["subject_kind"] not in wholes
                    else b""
                    for policy in policies
                )
            )
            for roster in rosters
        ),
        tuple(
            _column(policy["id"], wholes.get(policy["subject_kind"], []), cells)
            for policy in policies
        ),
    )


def _column(policy: str, subjects: Sequence[tuple[str, str]], cells: _Cells) -> bytes:
    return bytes(told.code for subject in subjects for told in cells.get((policy, *subject), ()))


def _roster(number: int, inventory: str, data: Mapping[str, Any], cells: _Cells) -> Roster:
    own = [each for each in data["vendors"] if each["inventory"] == inventory]
    own.sort(key=lambda vendor: read_path(vendor["path"]))
    vendors = tuple(each["id"] for each in own)
    return Roster(
        inventory,
        number,
        vendors,
        tuple(int(read_path(each["path"])[-1]) for each in own),
        tuple(each["owner"] for each in own),
        tuple(each["clients"] for each in own),
        {
            subject_kind: _elements(
                subject_kind, policy, [(inventory, vendor) for vendor in vendors], cells
            )
            for subject_kind, policy in _in_force(data["policies"])
        },
    )


def _in_force(policies: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The kinds of lists that policies are about, each with the first policy in force."""
    for subject_kind in LISTS:
        known = (
            policy["id"]
            for policy in policies
            if policy["subject_kind"] == subject_kind and policy["reach"] not in _NOT_EVALUATED
        )
        yield from ((subject_kind, policy) for policy in [next(known, None)] if policy is not None)


def _elements(
    subject_kind: str, policy: str, vendors: Sequence[tuple[str, str]], cells: _Cells
) -> Elements:
    ids: list[str | None] = []
    starts = array("Q", [0])
    for vendor in vendors:
        ids += [told.own for told in cells.get((policy, *vendor), ())]
        starts.append(len(ids))
    return Elements(LISTS[subject_kind], tuple(ids), starts)
