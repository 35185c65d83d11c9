"""A remedy: what to write instead of a value that a schema does not allow."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from checker.parse.scalars import INT64_MAX, INT64_MIN, resolve
from checker.suggest import did_you_mean
from checker.time.civil import is_date
from checker.validate import notation
from checker.validate.accept import expression
from checker.validate.country_names import code_of
from checker.validate.spellings import EITHER, NONE_THERE, NOTHING_KNOWN, plain, word_of

_DAYS = {"moment", "date", "date or null"}
_TRUTH = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_INSTANT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[Tt ]+(?P<time>\d{2}:\d{2})(?P<seconds>:\d{2}(?:\.\d+)?)?"
    r" ?(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?\Z",
    re.ASCII,
)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![0-9])", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_NAMED_ZONE = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})? ?[A-Za-z]{2,5}\Z", re.ASCII
)
_AMOUNT = re.compile(r"(\d+)\s*(h|hours?|hrs?|d|days?)\Z", re.ASCII | re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\^\((\w+(?:\|\w+)*)\)\$")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "œ": "oe", "ł": "l", "đ": "d", "þ": "th"})

_NOTATIONS: Mapping[str, Callable[[Any], notation.ValueProblem | None]] = {
    "date": notation.date,
    "date or null": notation.date,
    "moment": notation.moment,
    "time zone": notation.zone,
    "country": notation.country,
    "region": notation.region,
    "LEI": notation.lei,
}
"""Checks beside the schema, by the title of what they check."""


def remedy(
    value: Any,
    expected: Mapping[str, Any],
    source: str = "",
    *,
    needed: bool = False,
    item: Mapping[str, Any] | None = None,
    meaning: str = "",
) -> str | None:
    """A hint for a value that is not what its schema expects; None if there is nothing to say.

    Args:
        value: the value that was read.
        expected: its schema, references resolved.
        source: the value's first word as it stands in the file.
        needed: the key cannot be left out.
        item: the schema of an entry, references resolved, where a list is expected.
        meaning: the field's own description, which names its unit.
    """
    words = [expected["const"]] if "const" in expected else expected.get("enum")
    if listed := isinstance(value, str) and _ALTERNATIVES.fullmatch(expected.get("pattern", "")):
        words = listed[1].split("|")
    if value is None:
        return None if needed else _for_null(words or ())
    if words is not None:
        return _for_word(value, words, source)
    match expected["type"], value:
        case "boolean", str():
            return _for_truth(value)
        case "integer" | "number", str():
            return _for_number(value, meaning, needed=needed)
        case "integer", float() if value.is_integer():
            return _whole(int(value), expected)
        case "array", dict():
            return "begin every entry with '- '"
        case "array", str():
            return _for_list(value, item or {}, needed=needed)
        case "array", _:
            return _for_count(item or {})
        case "object", [_, *_] if expected.get("title") == "vendor inventory":
            return (
                "put the list under 'vendors:', below schema_version and inventory "
                "(docs/first-inventory.md)"
            )
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
        if meant := word_of(value, words):
            return f"write {meant}"
        if nearest := did_you_mean(value, words):
            return nearest
        if {"none", "partial", "full"} <= set(words):
            return "say how much of it: none, partial or full; an algorithm has a key of its own"
        return None
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


def _for_number(value: str, meaning: str, *, needed: bool) -> str | None:
    if isinstance(resolve(value), int | float):
        return "remove the quotes"
    amount = _AMOUNT.match(value.strip())
    if amount:
        unit = "hour" if amount[2][0].lower() == "h" else "day"
        return f"write {amount[1]}: it is counted in {unit}s" if unit in meaning.lower() else None
    return _unstated(value, needed=needed)


def _for_list(value: str, item: Mapping[str, Any], *, needed: bool) -> str | None:
    """For a text where a list is expected: its entries, if each of them would be one."""
    if plain(value) in NONE_THERE:
        return "write [] if there are none; leave the key out if it is not known"
    if unstated := _unstated(value, needed=needed):
        return unstated
    if item.get("type") == "object":
        keys = ", ".join(f"{key}: …" for key in item.get("required", ()))
        return f"begin every entry with '- ' and its keys: - {{{keys}}}"
    entries = [entry.strip() for entry in value.split(",")]
    sound = all(_accepted(entry, item) for entry in entries)
    return f"write [{', '.join(entries)}]" if sound else None


def _for_count(item: Mapping[str, Any]) -> str | None:
    """For a number or a truth where a list is expected: it says who they are, not how many."""
    if item.get("type") != "object":
        return None
    keys = ", ".join(f"{key}: …" for key in item.get("required", ()))
    return f"list the entries, each with its keys: - {{{keys}}}"


def _unstated(value: str, *, needed: bool) -> str | None:
    if needed or plain(value) not in NOTHING_KNOWN | EITHER:
        return None
    return "leave the key out if it is not known"


def _accepted(entry: str, item: Mapping[str, Any]) -> bool:
    if "enum" in item:
        return entry in item["enum"]
    return item.get("type") == "string" and resolve(entry) == entry and _fits(entry, item)


def _for_text(value: str, expected: Mapping[str, Any]) -> str | None:
    title = expected.get("title")
    if title == "country" and (code := code_of(value)):
        return f"write {code}"
    if title in {"moment", "instant"} and (named := _NAMED_ZONE.match(value.strip())):
        local = f"{named[1]}T{named[2]}{named[3] or ':00'}"
        return f"say the offset from UTC: {local}Z, or one like {local}+01:00"
    if title == "LEI" and len(value) != 20:
        return f"this has {len(value)} characters, an LEI has 20"
    if title in {"moment", "instant"} and _INSTANT.match(value):
        return _for_instant(value)
    if title in _DAYS and (match := _YEAR_LAST.fullmatch(value.strip())):
        return _for_year_last(*map(int, match.groups()))
    return next(
        (f"write {text}" for text in _rewritten(value, title) if text and _fits(text, expected)),
        None,
    )


def _for_year_last(one: int, other: int, year: int) -> str:
    """For `2/29/2023` and `29.2.2023`: of two readings only a day that exists is suggested."""
    readings = {(one, other), (other, one)}
    days = [f"{year:04}-{m:02}-{d:02}" for m, d in sorted(readings) if year and is_date(year, m, d)]
    return f"write {' or '.join(days)}" if days else "the calendar has no such day"


def _for_instant(value: str) -> str | None:
    match = _INSTANT.match(value)
    if match is None:
        return None
    day, time, seconds, zone = match.group("day", "time", "seconds", "zone")
    local = f"{day}T{time}{seconds or ':00'}"
    if zone is None:
        return f"say the offset from UTC: {local}Z, or one like {local}+01:00"
    offset = zone.upper() if ":" in zone or len(zone) == 1 else f"{zone[:3]}:{zone[3:]}"
    return f"write {local}{offset}"


def _rewritten(value: str, title: str | None) -> Iterator[str]:
    """The values that somebody may have meant, the nearest first. None loses what was written."""
    stripped = value.strip()
    yield stripped
    # A field that holds days has no room for an hour; where there is room, none is lost.
    if day := (_DAY.fullmatch if title == "moment" else _DAY.match)(stripped):
        yield "{}-{:0>2}-{:0>2}".format(*day.groups())
    yield stripped.upper()
    yield stripped.replace(" ", "_")
    folded = normalize("NFKD", stripped.lower().translate(_LETTERS))
    letters = "".join(each for each in folded if each.isascii())
    if sum(map(str.isalnum, folded)) == sum(map(str.isalnum, letters)):
        yield _NOT_SLUG.sub("-", letters).strip("-")
        yield _NOT_SLUG.sub("_", letters)
    scheme, mark, rest = stripped.partition("://")
    if mark:
        yield f"{scheme.lower()}://{rest}"
    elif "." in stripped:
        yield f"https://{stripped}"


def _fits(text: str, expected: Mapping[str, Any]) -> bool:
    """Return whether a text would be accepted there, checks beside the schema included."""
    pattern = expected.get("pattern")
    if pattern is None or not expression(pattern).search(text):
        return False
    check = _NOTATIONS.get(expected.get("title", ""))
    return check is None or check(text) is None
