"""The baseline for a person, and its file: one finding a line, so that two can be compared."""

from collections.abc import Iterator, Mapping, Sequence

from checker.formats.escape import plain
from checker.formats.json_document import document, encoded, lines
from checker.formats.summary import number
from checker.formats.width import hanging
from checker.report.baseline import SCHEMA, Recorded
from checker.report.report import Report

LIMIT = 20
"""Fixed findings that a report lists: all of them are in -o json."""


def counted(report: Report) -> str:
    """The numbers of findings that are known, new and fixed; empty without a baseline."""
    baseline = report.baseline
    if baseline is None:
        return ""
    return (
        f"baseline of {baseline.as_of[:10]}: {number(len(baseline.known), 'finding')} known, "
        f"{baseline.new} new, {len(baseline.fixed)} fixed"
    )


def fixed(report: Report, *, width: int) -> Iterator[str]:
    """The findings that a baseline holds and the run does not find any more."""
    if report.baseline is None or not report.baseline.fixed:
        return
    gone = report.baseline.fixed
    for entry in gone[:LIMIT]:
        yield from hanging("  ✓ ", plain(f"{entry.policy} on {entry.about}"), width)
    if len(gone) > LIMIT:
        yield f"  and {len(gone) - LIMIT:,} more (all of them: -o json)"
    strict = " (they block: --baseline-strict)" if report.baseline.strict else ""
    yield f"  to take them out: vendorgate baseline write{strict}"


def render(
    version: str, as_of: str, policies: Mapping[str, str], findings: Sequence[Recorded]
) -> str:
    """The file of a baseline; ends with a line break."""
    listed = ",\n".join(f"{encoded(id_)}: {encoded(each)}" for id_, each in policies.items())
    members = {
        "as_of": encoded(as_of),
        "policies": f"{{\n{listed}\n}}",
        "findings": lines(each._asdict() for each in findings),
    }
    return document(SCHEMA, version, members)
