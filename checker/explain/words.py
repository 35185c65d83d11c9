"""Words: how a value is written in a sentence about it."""

import json
import re
from collections.abc import Sequence
from typing import Any

from checker.cel.times import HOUR, format_duration, format_timestamp
from checker.cel.values import Duration, Timestamp
from checker.shorten import shorten

_PLAIN = re.compile(r"[\w.:+/@-]+")


def word(value: Any) -> str:
    """A value in a sentence: a text without blanks as it is, lengths of time in hours."""
    match value:
        case str() if _PLAIN.fullmatch(value):
            return shorten(value)
        case Timestamp():
            return format_timestamp(value)
        case Duration(nanoseconds) if nanoseconds % HOUR == 0:
            return f"{nanoseconds // HOUR} h"
        case Duration():
            return format_duration(value)
        case _:
            return shorten(json.dumps(value, ensure_ascii=False))


def listed(values: Sequence[Any]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *most, last = map(word, values)
    return f"{', '.join(most)} or {last}" if most else last
