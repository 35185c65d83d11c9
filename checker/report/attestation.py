"""A signed statement, and what became of it."""

from typing import NamedTuple


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
