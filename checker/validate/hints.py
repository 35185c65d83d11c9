"""A remedy: what to write instead of a value that a schema does not allow."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checker.parse.scalars import INT64_MAX, INT64_MIN, resolve
from checker.suggest import did_you_mean
from checker.time.civil import is_date
from checker.validate.accept import expression

_DAYS = {"moment", "date", "date or null"}
_TRUTH = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_INSTANT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[Tt ]+(?P<time>\d{2}:\d{2})(?P<seconds>:\d{2}(?:\.\d+)?)?"
    r" ?(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?\Z",
    re.ASCII,
)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![0-9])", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def remedy(
    value: Any, expected: Mapping[str, Any], source: str = "", *, needed: bool = False
) -> str | None:
    """A hint for a value that is not what its schema expects; None if there is nothing to say.

    Args:
        value: the value that was read.
        expected: its schema, references resolved.
        source: the value's first word as it stands in the file.
        needed: the key cannot be left out.
    """
    words = [expected["const"]] if "const" in expected else expected.get("enum")
    if value is None:
        return None if needed else _for_null(words or ())
    if words is not None:
        return _for_word(value, words, source)
    match expected["type"], value:
        case "boolean", str():
            return _for_truth(value)
        case "integer" | "number", str():
            return "remove the quotes" if isinstance(resolve(value), int | float) else None
        case "integer", float() if value.is_integer():
            return _whole(int(value), expected)
        case "array", dict():
            return "begin every entry with '- '"
        case "array", _:
            return f"write [{source}]" if source[:1].isalnum() else None
        case "object", [_, *_]:
            return "remove the '- ' before its keys"
        case "object", str() if ":" in value:
            return "a colon needs a space behind it"
        case _, str():
            return _for_text(value, expected)
        case _, bool() | int() | float():
            return _quoted(value, expected, source)
    return None


def _whole(value: int, expected: Mapping[str, Any]) -> str | None:
    least, most = expected.get("minimum", INT64_MIN), expected.get("maximum", INT64_MAX)
    return f"write {value}" if least <= value <= most else None


def _for_null(words: Sequence[str]) -> str:
    if "none" in words:
        return "write none if there is none; leave the key out if it is not known"
    return "write a value, or leave the key out if it is not known"


def _for_word(value: Any, words: Sequence[str], source: str) -> str | None:
    if isinstance(value, str):
        return did_you_mean(value, words)
    if value is False and "none" in words:
        return "did you mean 'none'?"
    return f'quote it: "{source}"' if source in words else None


def _for_truth(value: str) -> str | None:
    word = value.lower()
    if word in _TRUTH:
        return f"write {_TRUTH[word]}: YAML 1.2 knows no other words for it"
    return "remove the quotes" if word in {"true", "false"} else None


def _quoted(value: Any, expected: Mapping[str, Any], source: str) -> str | None:
    if value is False and expected.get("title") == "country":
        return "Norway is NO"
    pattern = expected.get("pattern")
    if pattern is None or not expression(pattern).search(source):
        return None
    return f'quote it: "{source}"'


def _for_text(value: str, expected: Mapping[str, Any]) -> str | None:
    title = expected.get("title")
    if title == "LEI" and len(value) != 20:
        return f"this has {len(value)} characters, an LEI has 20"
    if title in {"moment", "instant"} and _INSTANT.match(value):
        return _for_instant(value)
    if title in _DAYS and (found := _YEAR_LAST.fullmatch(value.strip())):
        return _for_year_last(*map(int, found.groups()))
    return next(
        (f"write {text}" for text in _rewritten(value) if text and _fits(text, expected)), None
    )


def _for_year_last(one: int, other: int, year: int) -> str:
    """For `2/29/2023` and `29.2.2023`: of two readings only a day that exists is suggested."""
    readings = {(one, other), (other, one)}
    days = [f"{year:04}-{m:02}-{d:02}" for m, d in sorted(readings) if year and is_date(year, m, d)]
    return f"write {' or '.join(days)}" if days else "the calendar has no such day"


def _for_instant(value: str) -> str | None:
    found = _INSTANT.match(value)
    if found is None:
        return None
    day, time, seconds, zone = found.group("day", "time", "seconds", "zone")
    local = f"{day}T{time}{seconds or ':00'}"
    if zone is None:
        return f"say the offset from UTC: {local}Z, or one like {local}+01:00"
    offset = zone.upper() if ":" in zone or len(zone) == 1 else f"{zone[:3]}:{zone[3:]}"
    return f"write {local}{offset}"


def _rewritten(value: str) -> Sequence[str]:
    """The values that somebody may have meant, the nearest first."""
    stripped = value.strip()
    day = _DAY.match(stripped)
    return (
        stripped,
        "{}-{:0>2}-{:0>2}".format(*day.groups()) if day else "",
        stripped.upper(),
        _NOT_SLUG.sub("-", stripped.lower()).strip("-"),
        _NOT_SLUG.sub("_", stripped.lower()),
        f"https://{stripped}" if "." in stripped else "",
    )


def _fits(text: str, expected: Mapping[str, Any]) -> bool:
    pattern = expected.get("pattern")
    return pattern is not None and bool(expression(pattern).search(text))
