"""Words: how a value is written in a sentence that says what to write."""

import json
import re
from collections.abc import Sequence
from typing import Any

from checker.parse.scalars import resolve
from checker.time.text import HOUR, format_duration, format_timestamp
from checker.values import Duration, Timestamp

_PLAIN = re.compile(r"\w(?:[\w.:+/@-]*[\w.+/@-])?")


def word(value: Any) -> str:
    """A value as it is written in the YAML of an inventory; lengths of time in hours."""
    match value:
        case str() if _PLAIN.fullmatch(value) and resolve(value) == value:
            return value
        case Timestamp():
            return format_timestamp(value)
        case Duration(nanoseconds) if nanoseconds % HOUR == 0:
            return f"{nanoseconds // HOUR} h"
        case Duration():
            return format_duration(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def listed(values: Sequence[Any]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *most, last = map(word, values)
    return f"{', '.join(most)} or {last}" if most else last
