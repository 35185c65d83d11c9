"""Soundness: whether a report that was read holds values of the kinds that reports are made of.

What somebody else wrote, or cut, may be JSON, and have every key, and still be no report.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, get_type_hints

from checker.report.read import Recorded
from checker.report.report import fingerprint

_PLAIN = (str, int, bool)


def prove(recorded: Recorded) -> None:
    """Raise where a part is not what it has to be.

    Raises:
        ValueError: a value is of another kind.
        LookupError: a check has no explanation; or whatever else cannot be worked out of it.
    """
    report = recorded.report
    _prove(each for name, each in report._asdict().items() if name not in {"cells", "exit_code"})
    for roster in report.cells.rosters:
        _prove((roster.inventory, *roster.vendors, *roster.owners), str)
    ids = [policy.id for policy in report.policies]
    if len(set(ids)) < len(ids):
        raise ValueError("two policies have one id")
    for cell in report.cells:
        _prove([recorded.explanations[fingerprint(ids[cell.policy], cell.subject)]])


def _prove(values: Iterable[Any], kind: type | None = None) -> None:
    for value in values:
        if kind is not None and value.__class__ is not kind:
            raise ValueError(f"{value.__class__.__name__} (expected {kind.__name__})")
        if hasattr(value, "_fields"):
            for name, own in _hints(value.__class__):
                _prove([getattr(value, name)], own)
        elif isinstance(value, tuple):
            _prove(value)


@cache
def _hints(kind: type) -> tuple[tuple[str, type | None], ...]:
    """The fields of a named tuple, and the kind of those that are plain."""
    hints = get_type_hints(kind)
    return tuple((name, hint if hint in _PLAIN else None) for name, hint in hints.items())
