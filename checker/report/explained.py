"""A report with its explainer beside it, for whoever wants messages and places in one call."""

from collections.abc import Iterator

from checker.record import NamedTuple
from checker.report.report import Explainer, Report, Result
from checker.report.vendors import VendorEntry


class ExplainedReport(NamedTuple):
    """A report, which is plain data, and what explains its cells, which is not."""

    report: Report
    explainer: Explainer

    @property
    def exit_code(self) -> int:
        """0 compliant, 1 not compliant, 2 could not decide."""
        return self.report.exit_code

    @property
    def vendors(self) -> tuple[VendorEntry, ...]:
        """Every vendor that was checked, by inventory and id."""
        return self.report.vendors

    def findings(self) -> Iterator[Result]:
        """Every finding with message, place and evidence, in the order of `Report.findings`."""
        return (self.report.result(cell, self.explainer) for cell in self.report.findings())

    def results(self) -> Iterator[Result]:
        """Every cell with message, place and evidence, in the order of `Report.cells`."""
        return self.report.results(self.explainer)
