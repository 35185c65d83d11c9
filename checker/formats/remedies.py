"""Remedies: what would be true if a policy passed, in one sentence."""

from collections.abc import Sequence

from checker.formats.escape import plain
from checker.report.explanation import Remedy
from checker.report.subject import Subject, spelt


def would_pass(remedies: Sequence[Remedy], subject: Subject) -> str:
    """`would pass if data[0].encryption.at_rest were full and owner were recorded`."""
    return _sentence(remedies, f"vendors[{subject.path[1]}]." if subject.vendor else "")


def within(remedies: Sequence[Remedy], subject: Subject) -> str:
    """The same where the part of the vendor stands beside it: `encryption.at_rest were full`."""
    own = f"{spelt(subject.path)}."
    inside = all(each.path.startswith(own) for each in remedies)
    return _sentence(remedies, own) if inside else would_pass(remedies, subject)


def _sentence(remedies: Sequence[Remedy], own: str) -> str:
    parts = [f"{plain(each.path.removeprefix(own))} {plain(each.text)}" for each in remedies]
    return f"would pass if {' and '.join(parts)}" if parts else ""
