"""The formats of a report: their names, what they are for, and the functions that write them.

A format is the module of its name. It is imported when a report is asked for in it: only who asks
pays for it.
"""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from checker.record import NamedTuple
from checker.report.report import Explainer, Report
from checker.report.undone import Undone


class Format(NamedTuple):
    """A format.

    Attributes:
        holds: the part of a report that it holds.
        dated: whether it tells the next deadline of each vendor: looking ahead costs time.
        streamed: whether it comes in pieces, each made when it is written.
        remedies: whether it tells what would make a check pass: to find that costs time.
    """

    name: str
    readers: str
    holds: str
    dated: bool = False
    streamed: bool = False
    remedies: bool = True

    def render(self, report: Report, explainer: Explainer) -> str:
        """The whole report; ends with a line break."""
        text: str = self._module().render(report, explainer)
        return text

    def pieces(self, report: Report, explainer: Explainer) -> Iterator[str]:
        """The whole report in pieces, if it is streamed."""
        made: Iterator[str] = self._module().pieces(report, explainer)
        return made

    def render_undone(self, undone: Undone) -> str:
        """The whole report of a run that came to none: how it ended, and every problem."""
        text: str = self._module().render_undone(undone)
        return text

    def _module(self) -> ModuleType:
        return import_module(f"checker.formats.{self.name}")


FORMATS = {
    each.name: each
    for each in (
        Format(
            "table",
            "people, on a terminal",
            "the vendors, every fail with the way out, what to record, the policies, what was not "
            "checked",
        ),
        Format(
            "json",
            "programs",
            "every cell, with its evidence ([its schema](../checker/schemas/report.schema.json))",
            dated=True,
            streamed=True,
        ),
        Format(
            "html",
            "people, in a browser or on paper",
            "the answer, the vendors, the supply chain, charts, the next 90 days, the matrix, each "
            "finding with the lines of the inventory, policies, controls, what was not checked",
            dated=True,
        ),
        Format(
            "sarif",
            "GitHub code scanning, and what else reads SARIF 2.1.0",
            "every fail, unknown and error, and what is waived; counts of all verdicts",
            remedies=False,
        ),
        Format(
            "junit",
            "test reports of Jenkins, GitLab and others",
            "a suite for each policy, a case for each check; evidence and remedies of findings",
        ),
        Format(
            "github",
            "annotations of GitHub Actions",
            "the answer and the counts, the ten worst findings of a level, and how many more",
            remedies=False,
        ),
        Format(
            "gitlab",
            "GitLab Code Quality",
            "every fail, unknown and error, at its line",
            remedies=False,
        ),
        Format(
            "markdown",
            "comments of merge requests, summaries of CI steps",
            "the answer, the vendors, what fails, what to record, what was not checked (60 kB)",
        ),
        Format(
            "csv",
            "spreadsheets and data frames",
            "every check, a row each, with message and place",
            streamed=True,
            remedies=False,
        ),
        Format(
            "oscal",
            "GRC tools (OSCAL 1.2 assessment results)",
            "an observation for each finding, findings by control",
            remedies=False,
        ),
        Format(
            "intoto",
            "verifiers of attestations (in-toto test-result v0.1, unsigned)",
            "digests of inventories, policies and configuration; how each policy ended",
            remedies=False,
        ),
    )
}
"""By name; the first is the default."""
