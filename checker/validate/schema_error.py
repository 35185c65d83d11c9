"""A schema error: one way in which data differ from a schema, in plain words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.parse.document import Document
from checker.parse.positions import Path
from checker.parse.scalars import resolve
from checker.parse.slips import odd_space
from checker.problems import Problem
from checker.record import NamedTuple
from checker.schema.custom import HOLDERS, KEY
from checker.schema.navigator import Navigator, navigator
from checker.schema.reference import referred
from checker.shorten import shorten
from checker.suggest import did_you_mean, nearest
from checker.validate.hints import remedy
from checker.validate.subject import LONGEST_QUOTE, subject

_WORD = re.compile(r"[^\s,\]}]{1,60}")


class SchemaError(NamedTuple):
    """The place in data that breaks a schema, and the keyword that it breaks.

    Attributes:
        path: of the value.
        keyword: of JSON Schema.
        name: the key that is wrong in itself, where `propertyNames` says what keys look like.
    """

    path: Path
    keyword: str
    name: str | None = None


def problem(document: Document, schema: Mapping[str, Any], error: SchemaError) -> Iterator[Problem]:
    """The problems to tell of a schema error: one, or one for each unknown or missing key."""
    path, keyword, name = error
    here = navigator(schema).at(path)
    expected = here.definition
    value = _value(document.data, path)
    if here.sensitive and keyword != "required":
        message = f"{subject(path)} is not as it should be (expected {_phrase(expected)})"
        yield Problem(document.positions.value(path), message)
    elif name is not None:
        names = referred(expected["propertyNames"], schema)
        message = f"key '{shorten(name, LONGEST_QUOTE)}' (expected {_phrase(names)})"
        yield Problem(document.positions.key((*path, name)), message, remedy(name, names))
    elif keyword == "additionalProperties":
        yield from _unknown(document, schema, expected, path)
    elif keyword == "required":
        yield from _missing(document, here, path)
    else:
        message = f"{subject(path)} is {_shown(value)} (expected {_phrase(expected)})"
        above = navigator(schema).at(path[:-1]).definition
        needed = not path or path[-1] in above.get("required", ())
        source = _source(document, path)
        hint = _space(value) or remedy(
            value,
            expected,
            source,
            needed=needed,
            item=referred(expected["items"], schema) if "items" in expected else None,
            meaning=here.keywords.get("description", ""),
        )
        yield Problem(document.positions.value(path), message, hint)


def _space(value: Any) -> str | None:
    """The hint for a text with a space in it that only looks like one."""
    found = odd_space(value) if isinstance(value, str) else None
    return None if found is None else f"there is {found} in it: type a plain space, or none"


def _unknown(
    document: Document, schema: Mapping[str, Any], expected: Mapping[str, Any], path: Path
) -> Iterator[Problem]:
    known = expected["properties"]
    for key in _value(document.data, path):
        if key in known:
            continue
        message = f"unknown key '{shorten(key, LONGEST_QUOTE)}' (not a key of {expected['title']})"
        hint = (
            _space(key)
            or _undeclared(schema, expected, key)
            or did_you_mean(key, known)
            or _elsewhere(schema, key)
            or f"its keys are {_and(known)}"
        )
        yield Problem(document.positions.key((*path, key)), message, hint)


def _undeclared(schema: Mapping[str, Any], expected: Mapping[str, Any], key: str) -> str | None:
    """The hint for fields of one's own that no configuration declares."""
    for kind, name in HOLDERS.items():
        if key == KEY and schema["$defs"].get(name) is expected:
            return f"say in vendorgate.yaml what it holds: fields: {{{kind}: {{…}}}}"
    return None


def _elsewhere(schema: Mapping[str, Any], key: str) -> str | None:
    objects = [
        definition["title"]
        for definition in (schema, *schema["$defs"].values())
        if key in definition.get("properties", {})
    ]
    return f"'{key}' is a key of {_and(objects)}" if objects else None


def _missing(document: Document, here: Navigator, path: Path) -> Iterator[Problem]:
    expected = here.definition
    required, known = expected["required"], expected["properties"]
    value = _value(document.data, path)
    misspelt = {nearest(key, known) for key in value if key not in known}
    for key in required:
        if key in value or key in misspelt:
            continue
        message = f"missing key '{key}' (every {expected['title']} has {_and(required)})"
        field = here.below(key)
        meaning = _lowered(field.keywords["description"])
        words = field.definition.get("enum")
        hint = f"{key}: {meaning}" + (f" ({_or(words)})" if words else "")
        yield Problem(document.positions.key(path), message, hint)


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _shown(value: Any) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"'{shorten(value, LONGEST_QUOTE)}'"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _phrase(expected: Mapping[str, Any]) -> str:
    """The expectation of the schema, to follow the word "expected"."""
    if "const" in expected:
        return f'"{expected["const"]}"'
    if "enum" in expected:
        return _or(expected["enum"])
    match expected["type"]:
        case "object" if "required" in expected:
            return f"a mapping with {_and(expected['required'])}"
        case "object":
            return "a mapping"
        case "array":
            return "a list"
        case "boolean":
            return "true or false"
        case _:
            return _lowered(expected["description"])


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].removesuffix(".")


def _and(words: Sequence[str] | Mapping[str, Any]) -> str:
    return _listed(list(words), "and")


def _or(words: Sequence[str]) -> str:
    quoted = any(resolve(word) != word for word in words)
    return _listed([f'"{word}"' if quoted else word for word in words], "or")


def _listed(words: Sequence[str], conjunction: str) -> str:
    return f" {conjunction} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _source(document: Document, path: Path) -> str:
    """The first word of a value as it stands in the file."""
    text, offset = document.positions.text, document.positions.offset(path)
    word = _WORD.match(text, offset)
    return word[0] if word else ""
