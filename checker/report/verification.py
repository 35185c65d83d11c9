"""Whether a report is what its inputs give: a report in JSON, beside the one made of them today."""

from checker.record import NamedTuple
from checker.report.differences import Differences
from checker.report.gate import ExitCode

SCHEMA = "vendorgate/verification/v1"


class Verification(NamedTuple):
    """A report that somebody has, compared with the one that its inputs give.

    Attributes:
        path: of its file.
        commit: the commit that its inputs were read from; None is the work tree.
        as_of: the moment of both.
        inputs: the paths of the files that the one of today depends on.
        checks: the number of checks that it has.
        differences: None if the two are the same, byte for byte; without any, the bytes alone
            differ.
    """

    path: str
    commit: str | None
    as_of: str
    inputs: tuple[str, ...]
    checks: int
    differences: Differences | None

    @property
    def same(self) -> bool:
        """Return whether the report is, byte for byte, what its inputs give."""
        return self.differences is None

    @property
    def exit_code(self) -> ExitCode:
        """0 the same, 1 it differs."""
        return ExitCode.COMPLIANT if self.same else ExitCode.NOT_COMPLIANT
