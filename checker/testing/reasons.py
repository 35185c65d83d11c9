"""Reasons: what a policy says of one subject of a case, which clause decided, and which values."""

from checker.problems import Place
from checker.record import NamedTuple
from checker.report.explanation import Evidence


class Reasons(NamedTuple):
    """The reasons of a subject's verdict.

    Attributes:
        message: what a finding says; empty for a pass or skip.
        clause: the part of the policy that decided, as written but on one line; empty for none.
        place: where that part stands.
        evidence: the values that decided, by their path in what is given.
    """

    message: str
    clause: str
    place: Place
    evidence: tuple[Evidence, ...]
