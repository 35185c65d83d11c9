"""Findings that are about no check: what is wrong with waivers, and stale entries of a baseline.

They can keep a run from exit code 0 alone, so every format tells them beside the checks.
"""

from collections.abc import Iterator, Sequence

from checker.formats.brief import brief
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.report import Report
from checker.report.undone import NOWHERE
from checker.verdict import Severity

STALE = "baseline-stale"
"""The rule that a fixed finding breaks which is still in a strict baseline."""


class Aside(NamedTuple):
    """A finding that is about no check; `about` is the waiver, or the fingerprint of the entry."""

    rule: str
    about: str
    severity: Severity
    gating: bool
    message: str
    place: Place

    @property
    def sentence(self) -> str:
        """The message, and whether that blocks."""
        return brief(f"{self.message}{'' if self.gating else ' (does not block)'}")


def asides(report: Report) -> Sequence[Aside]:
    """Defects of waivers, the gravest first, then what a strict baseline holds in vain."""
    return [*_of_waivers(report), *_of_baseline(report)]


def _of_waivers(report: Report) -> Iterator[Aside]:
    for defect in report.waivers.defects:
        yield Aside(
            defect.rule.value,
            defect.waiver,
            defect.severity,
            defect.gating,
            defect.message,
            defect.place,
        )


def _of_baseline(report: Report) -> Iterator[Aside]:
    baseline = report.baseline
    if baseline is None or not baseline.strict:
        return
    files = (file.path for file in report.inputs if file.kind == "baseline")
    place = next((Place(path, 1, 1) for path in files), NOWHERE)
    for entry in baseline.fixed:
        message = f"'{entry.policy}' on {entry.about} is fixed: take it out of the baseline"
        yield Aside(
            STALE, entry.fingerprint, Severity.LOW, gating=True, message=message, place=place
        )
