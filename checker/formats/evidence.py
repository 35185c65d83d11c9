"""Evidence as text: the record that was read, what stands there, and where."""

import json

from checker.formats.brief import brief
from checker.report.explanation import Evidence

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def spelt(evidence: Evidence) -> str:
    """`data.encryption.at_rest = "partial"`."""
    if not evidence.recorded:
        return f"{evidence.path}: not recorded"
    return f"{evidence.path} = {_ENCODER.encode(evidence.value)}"


def placed(evidence: Evidence) -> str:
    """The same and its place, harmless on one line."""
    return brief(f"{spelt(evidence)} ({evidence.place})")
