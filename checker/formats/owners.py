"""The roll-up by owner: for each what to mend, worst first, and what nobody answers for."""

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.digest import sha256
from checker.formats.brief import brief
from checker.formats.escape import plain
from checker.formats.markdown import code, listed
from checker.formats.moment import moment
from checker.formats.summary import number
from checker.formats.width import cut
from checker.record import NamedTuple
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report
from checker.report.vendors import VendorEntry
from checker.verdict import Verdict

INDEX = "index.md"
_NOBODY = "_nobody.md"
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_SHOWN = 10
"""Fails of an owner that a terminal shows."""


class Owned(NamedTuple):
    """An owner, his vendors, and their findings, worst first.

    Attributes:
        owner: empty for nobody, who has what is about an inventory or the portfolio.
        blocking: how many of the findings block.
    """

    owner: str
    vendors: Sequence[VendorEntry]
    findings: Sequence[Cell]
    blocking: int

    @property
    def counted(self) -> str:
        """`2 vendors, 5 findings, 3 of which block`."""
        findings = number(len(self.findings), "finding")
        return f"{number(len(self.vendors), 'vendor')}, {findings}, {self.blocking} of which block"


def by_owner(report: Report) -> Sequence[Owned]:
    """Every owner of a vendor or of a finding, by name."""
    vendors: dict[str, list[VendorEntry]] = {}
    for vendor in report.vendors:
        vendors.setdefault(vendor.owner, []).append(vendor)
    found: dict[str, list[Cell]] = {owner: [] for owner in vendors}
    for cell in report.findings():
        found.setdefault(cell.subject.owner, []).append(cell)
    return [
        Owned(owner, vendors.get(owner, ()), cells, sum(map(report.gating, cells)))
        for owner, cells in sorted(found.items())
    ]


def render(report: Report, explainer: Explainer, *, width: int) -> str:
    """Each owner with what to mend first: a line for each of the worst fails."""
    lines = [f"as of {moment(plain(report.as_of))}"]
    lines += [f"could not decide: {plain(reason)}" for reason in report.undecided]
    for owned in by_owner(report):
        name = brief(owned.owner, max(width // 2, 20)) or "(nobody)"
        lines.append(f"{name}: {owned.counted}")
        lines += _first(owned, report, explainer, width)
    return "".join(f"{line}\n" for line in lines)


def _first(owned: Owned, report: Report, explainer: Explainer, width: int) -> Iterator[str]:
    """The worst errors and fails of an owner, and how many more he has."""
    fails = [cell for cell in owned.findings if cell.verdict is not Verdict.UNKNOWN]
    for cell in fails[:_SHOWN]:
        policy, _, _, _, message, *_ = report.result(cell, explainer)
        about = cell.subject.vendor or str(cell.subject)
        text = f"{policy.severity.value} {about}, {policy.id}: {message}"
        yield f"  {cut(plain(text), width - 2)}"
    if fails[_SHOWN:]:
        yield f"  and {len(fails) - _SHOWN:,} more (-o markdown=DIR lists them)"


def files(report: Report, explainer: Explainer) -> Mapping[str, str]:
    """The list of each owner as Markdown by the name of its file, and an index of all."""
    texts = {}
    index = [f"# Findings by owner as of {code(moment(report.as_of))}", ""]
    index += [f"- could not decide: {code(reason)}" for reason in report.undecided]
    for owned in by_owner(report):
        name = filename(owned.owner)
        title = code(owned.owner, 80) if owned.owner else "Nobody"
        index.append(f"- [{name}]({name}): {title}, {owned.counted}")
        head = [f"# {title}", "", f"As of {code(moment(report.as_of))}: {owned.counted}.", ""]
        lines = [*head, *listed(report, explainer, owned.findings)]
        texts[name] = "".join(f"{line}\n" for line in lines)
    index += ["", "A file that is not in this list is of an earlier run."]
    return {**texts, INDEX: "".join(f"{line}\n" for line in index)}


def filename(owner: str) -> str:
    """The name of the file of an owner: readable, harmless, and of no other owner."""
    if not owner:
        return _NOBODY
    slug = _SLUG.sub("-", owner[:_LONGEST].lower()).strip("-")
    if slug == owner and f"{slug}.md" != INDEX:
        return f"{slug}.md"
    digest = sha256(owner.encode("utf-8", "surrogatepass"))[:8]
    return f"{slug}-{digest}.md".lstrip("-")
