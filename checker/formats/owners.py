"""The roll-up by owner: for each what to mend, worst first, and what nobody answers for."""

import re
from collections.abc import Mapping
from hashlib import sha256

from checker.formats.brief import brief
from checker.formats.escape import plain
from checker.formats.markdown import code, listed
from checker.formats.moment import moment
from checker.formats.summary import number
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report

INDEX = "index.md"
_NOBODY = "_nobody.md"
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def by_owner(report: Report) -> Mapping[str, list[Cell]]:
    """The findings of each owner of a vendor, worst first; of nobody under the empty text."""
    found: dict[str, list[Cell]] = {vendor.owner: [] for vendor in report.vendors}
    for cell in report.findings():
        found.setdefault(cell.subject.owner, []).append(cell)
    return dict(sorted(found.items()))


def render(report: Report, *, width: int) -> str:
    """A line for each owner: vendors, findings, how many of them block."""
    lines = [f"as of {moment(plain(report.as_of))}"]
    lines += [f"could not decide: {plain(reason)}" for reason in report.undecided]
    for owner, cells in by_owner(report).items():
        name = brief(owner, max(width // 2, 20)) or "(nobody)"
        lines.append(f"{name}: {_counted(report, owner, cells)}")
    return "".join(f"{line}\n" for line in lines)


def files(report: Report, explainer: Explainer) -> Mapping[str, str]:
    """The list of each owner as Markdown by the name of its file, and an index of all."""
    owned = by_owner(report)
    texts = {}
    index = [f"# Findings by owner as of {code(moment(report.as_of))}", ""]
    index += [f"- could not decide: {code(reason)}" for reason in report.undecided]
    for owner, cells in owned.items():
        name = filename(owner)
        title = code(owner, 80) if owner else "Nobody"
        counted = _counted(report, owner, cells)
        index.append(f"- [{name}]({name}): {title}, {counted}")
        head = [f"# {title}", "", f"As of {code(moment(report.as_of))}: {counted}.", ""]
        lines = [*head, *listed(report, explainer, cells)]
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
    digest = sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}.md".lstrip("-")


def _counted(report: Report, owner: str, cells: list[Cell]) -> str:
    vendors = sum(vendor.owner == owner for vendor in report.vendors)
    blocking = sum(map(report.gating, cells))
    findings = number(len(cells), "finding")
    return f"{number(vendors, 'vendor')}, {findings}, {blocking} of which block"
