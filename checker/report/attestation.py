"""A signed statement, and what became of it."""

from checker.record import NamedTuple
from checker.report.gate import ExitCode

SCHEMA = "vendorgate/attestation/v1"


class Attestation(NamedTuple):
    """A statement in an envelope.

    Attributes:
        signed: whether the key signed it; if not, nothing of it is told.
        result: PASSED, WARNED or FAILED.
        as_of: the moment of the run; empty if it has none.
        files: how many files it names.
        changed: the names of those that are others today.
    """

    signed: bool
    result: str = ""
    as_of: str = ""
    files: int = 0
    changed: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """0 signed, and all files are the same; 1 it is not."""
        good = self.signed and not self.changed
        return ExitCode.COMPLIANT if good else ExitCode.NOT_COMPLIANT
