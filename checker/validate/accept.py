"""Accept: whether data match a schema, fast and without a word; `schema.explain` has the words.

A schema becomes one closure a subschema, once. It may use the few keywords of JSON Schema 2020-12
that the shipped schemas need; anything else is refused when the acceptor is built, so that no
keyword is ever passed over. References are local and never form a cycle: data are read no deeper
than the schema is written.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from checker.schema.reference import UnsupportedReferenceError, definition_name

_Check: TypeAlias = Callable[[Any], bool]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ANNOTATIONS = {"title", "description", "x-sensitive"}
_ROOT_ONLY = {"$schema", "$id", "$defs"}
_MEMBERS = {"properties", "required", "additionalProperties"}
_SPEAK_OF = {
    "string": {"pattern"},
    "number": {"minimum", "maximum"},
    "array": {"items"},
    "object": {"propertyNames", *_MEMBERS},
}
_CLASSES: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
}
_ASSERTIONS = {"$ref", "const", "enum", "type"}.union(*_SPEAK_OF.values())

_PATTERN_TOKEN = re.compile(r"\\.|\[(?:\\.|[^]\\])*\]|\$", re.DOTALL)


class UnsupportedSchemaError(Exception):
    """A schema says something that an acceptor cannot decide; the text names the keyword."""


class Acceptor:
    """A compiled schema.

    Raises:
        UnsupportedSchemaError: a keyword, a form of a keyword or a reference is not known here.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        if schema.get("$schema", DIALECT) != DIALECT:
            raise UnsupportedSchemaError("$schema")
        compiler = _Compiler(schema.get("$defs", {}))
        root = {key: value for key, value in schema.items() if key not in _ROOT_ONLY}
        self._check = compiler.check(root)

    def accepts(self, data: Any) -> bool:
        """Whether data match: plain dicts with text keys, lists, texts, numbers, bools and None."""
        return self._check(data)


@cache
def expression(pattern: str) -> re.Pattern[str]:
    r"""A schema's pattern, compiled to mean here what it means in ECMA-262 and RE2.

    Their `$` is the end of the text and nothing else, where Python's also matches before a last
    line break; their `\d` and `\w` are ASCII.
    """
    anchored = _PATTERN_TOKEN.sub(lambda token: r"\Z" if token[0] == "$" else token[0], pattern)
    try:
        return re.compile(anchored, re.ASCII)
    except re.error as error:
        raise UnsupportedSchemaError("pattern") from error


class _Compiler:
    """Turns subschemas into checks, every definition once."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._checks: dict[str, _Check | None] = {}

    def check(self, schema: Any) -> _Check:
        if isinstance(schema, bool):
            return _anything if schema else _nothing
        unknown = schema.keys() - _ASSERTIONS - _ANNOTATIONS
        if unknown:
            raise UnsupportedSchemaError(min(unknown))
        return _every(tuple(self._assertions(schema)))

    def _assertions(self, schema: Mapping[str, Any]) -> Iterable[_Check]:
        """The checks that must all hold.

        Most keywords speak of one kind of data and let the others pass. Where `type` allows no
        other kind they refuse the others instead, and `type` needs no check of its own.
        """
        kind = schema.get("type")
        if kind is not None and (isinstance(kind, list) or _silent(schema, kind)):
            yield _kinds([kind] if isinstance(kind, str) else kind)
        if "$ref" in schema:
            yield self._definition(schema)
        if "const" in schema:
            yield _among([schema["const"]])
        if "enum" in schema:
            yield _among(schema["enum"])
        if "pattern" in schema:
            yield _matching(expression(schema["pattern"]), others=kind != "string")
        if "minimum" in schema:
            yield _at_least(schema["minimum"], others=kind != "number")
        if "maximum" in schema:
            yield _at_most(schema["maximum"], others=kind != "number")
        if "items" in schema:
            yield _each(self.check(schema["items"]), others=kind != "array")
        if "propertyNames" in schema:
            yield _named(self.check(schema["propertyNames"]), others=kind != "object")
        if not _MEMBERS.isdisjoint(schema):
            yield self._members(schema, others=kind != "object")

    def _definition(self, schema: Mapping[str, Any]) -> _Check:
        try:
            name = definition_name(schema)
        except UnsupportedReferenceError as error:
            raise UnsupportedSchemaError("$ref") from error
        if name is None or name not in self._definitions:
            raise UnsupportedSchemaError("$ref")
        if name not in self._checks:
            self._checks[name] = None
            self._checks[name] = self.check(self._definitions[name])
        check = self._checks[name]
        if check is None:
            raise UnsupportedSchemaError("$ref")
        return check

    def _members(self, schema: Mapping[str, Any], *, others: bool) -> _Check:
        properties = schema.get("properties", {})
        known = {key: self.check(subschema) for key, subschema in properties.items()}
        rest = self.check(schema.get("additionalProperties", True))
        return _with(known, rest, frozenset(schema.get("required", ())), others=others)


def _silent(schema: Mapping[str, Any], kind: str) -> bool:
    return _SPEAK_OF.get(kind, set()).isdisjoint(schema)


def _anything(_value: Any) -> bool:
    return True


def _nothing(_value: Any) -> bool:
    return False


def _every(checks: Sequence[_Check]) -> _Check:
    match checks:
        case ():
            return _anything
        case (check,):
            return check
        case _:
            return lambda value: all(check(value) for check in checks)


def _kinds(names: Sequence[str]) -> _Check:
    if not _CLASSES.keys() >= set(names):
        raise UnsupportedSchemaError("type")
    classes = {kind for name in names for kind in _CLASSES[name]}
    return lambda value: value.__class__ in classes


def _among(words: Sequence[Any]) -> _Check:
    if not all(isinstance(word, str) for word in words):
        raise UnsupportedSchemaError("enum")
    known = frozenset(words)
    return lambda value: value.__class__ is str and value in known


def _matching(pattern: re.Pattern[str], *, others: bool) -> _Check:
    search = pattern.search
    return lambda value: search(value) is not None if value.__class__ is str else others


def _at_least(least: float, *, others: bool) -> _Check:
    return lambda value: value >= least if value.__class__ in {int, float} else others


def _at_most(most: float, *, others: bool) -> _Check:
    return lambda value: value <= most if value.__class__ in {int, float} else others


def _each(check: _Check, *, others: bool) -> _Check:
    return lambda value: all(map(check, value)) if value.__class__ is list else others


def _named(check: _Check, *, others: bool) -> _Check:
    return lambda value: all(map(check, value)) if value.__class__ is dict else others


def _with(
    known: Mapping[str, _Check], rest: _Check, required: frozenset[str], *, others: bool
) -> _Check:
    def check(value: Any) -> bool:
        if value.__class__ is not dict:
            return others
        for key, member in value.items():
            if not known.get(key, rest)(member):
                return False
        return required <= value.keys()

    return check
