"""The gate: from a decided run to one exit code, the same whatever is printed."""

from collections.abc import Sequence
from enum import IntEnum
from functools import cache

from checker.verdict import FailOn, Severity, Verdict


class ExitCode(IntEnum):
    """The exit codes. The less is known, the louder: of two reasons the greater counts."""

    COMPLIANT = 0
    NOT_COMPLIANT = 1
    UNDECIDED = 2
    BUG = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


def exit_code(*, undecided: Sequence[str], gating: int) -> ExitCode:
    """The exit code of a run that was evaluated.

    Args:
        undecided: why the run could not decide; empty if it could.
        gating: number of fails and unknowns at or above the severity that gates.
    """
    if undecided:
        return ExitCode.UNDECIDED
    return ExitCode.NOT_COMPLIANT if gating else ExitCode.COMPLIANT


OPEN = frozenset({Verdict.FAIL, Verdict.UNKNOWN})
FINDINGS = OPEN | {Verdict.ERROR}

QUIET = frozenset({Verdict.PASS, Verdict.SKIP})
"""The verdicts that ask nothing of anybody."""


@cache
def gates(verdict: Verdict, severity: Severity, fail_on: FailOn) -> bool:
    """Whether a verdict blocks: an error always, a fail or unknown from `fail_on` upwards."""
    if verdict not in FINDINGS:
        return False
    return verdict is Verdict.ERROR or fail_on.gates(severity)
