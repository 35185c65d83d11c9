"""Anchors: the targets of links inside a page; made of ids, so that a link outlives the order."""

from checker.digest import sha256
from checker.report.subject import Subject


def of_row(subject: Subject) -> str:
    """The anchor of a row of the matrix: a vendor, an inventory, or the portfolio."""
    return _anchor("r", *_row(subject))


def of_evidence(subject: Subject) -> str:
    """The anchor of everything that was found about the subject of a row."""
    return _anchor("v", *_row(subject))


def of_cell(policy: str, subject: Subject) -> str:
    """The anchor of what a policy found about the subject of a row."""
    return _anchor("c", policy, *_row(subject))


def of_policy(policy: str) -> str:
    """The anchor of a policy."""
    return _anchor("p", policy)


def _row(subject: Subject) -> tuple[str, str]:
    return subject.inventory, subject.vendor


def _anchor(kind: str, *parts: str) -> str:
    digest = sha256("\0".join(parts).encode("utf-8", "backslashreplace"))
    return f"{kind}-{digest[:12]}"
