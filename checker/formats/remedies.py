"""Remedies: what would be true if a policy passed, in one sentence."""

from collections.abc import Sequence

from checker.formats.escape import plain
from checker.report.explanation import Remedy
from checker.report.subject import Subject


def would_pass(remedies: Sequence[Remedy], subject: Subject) -> str:
    """`would pass if data[0].encryption.at_rest were full and owner were recorded`."""
    own = f"vendors[{subject.path[1]}]." if subject.vendor else ""
    parts = [f"{plain(each.path.removeprefix(own))} {plain(each.text)}" for each in remedies]
    return f"would pass if {' and '.join(parts)}" if parts else ""
