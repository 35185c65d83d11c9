"""The acceptor and jsonschema never disagree, and nothing in a schema is passed over."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import extend
from schema_sample import paths, sample
from thorough import examples, some

from checker.validate import schema, schema_errors
from checker.validate.accept import Acceptor, UnsupportedSchemaError

INVENTORY = schema.load("inventory")
VALID = sample(INVENTORY)

# How many groups of the official suite are refused when the acceptor is built, by the keyword that
# is named first. The shipped schemas use none of these, and a keyword is never passed over.
REFUSED = {
    # other ways to say what is said with the keywords that are known
    "allOf anyOf oneOf not if then else": (42, 13, 14, 11, 9, 2, 12),
    "dependentRequired dependentSchemas": (4, 7),
    "patternProperties prefixItems contains minContains maxContains": (10, 18, 20, 1, 1),
    "unevaluatedItems unevaluatedProperties": (7, 16),
    # limits that no field has; uniqueItems is quadratic, multipleOf wrong for fractions
    "exclusiveMinimum exclusiveMaximum multipleOf": (1, 1, 5),
    "minLength maxLength minItems maxItems uniqueItems": (2, 4, 2, 3, 2),
    "minProperties maxProperties": (2, 3),
    # words about words
    "$comment default format contentEncoding contentMediaType": (10, 3, 19, 3, 1),
    # references elsewhere than into the root's $defs, by name or in cycles; dialects
    "$ref $dynamicRef $dynamicAnchor $id $schema": (44, 3, 3, 1, 2),
    # enum and const of what is not text; a Unicode property in a pattern
    "enum pattern": (26, 1),
    # true or false as a whole schema
    "boolean": (2,),
}


def pattern(validator: Any, text: str, instance: Any, _schema: Any) -> Any:
    if validator.is_type(instance, "string") and not re2.search(text, instance):
        yield jsonschema.ValidationError(text)


def integer(_checker: Any, instance: Any) -> bool:
    """As CEL has it: to JSON Schema, 1.0 is an integer, too."""
    return isinstance(instance, int) and not isinstance(instance, bool)


TYPES = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", integer)
READER = extend(jsonschema.Draft202012Validator, {"pattern": pattern}, type_checker=TYPES)
ORACLE = READER(INVENTORY)
ACCEPTOR = Acceptor(INVENTORY)


def groups(suite: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(suite.glob("*.json")):
        for group in json.loads(path.read_text()):
            yield f"{path.stem}: {group['description']}", group


def test_the_official_suite_is_decided_as_it_says_or_refused_as_listed(
    reference: Callable[..., Path],
) -> None:
    expected = {
        keyword: count
        for keywords, counts in REFUSED.items()
        for keyword, count in zip(keywords.split(), counts, strict=True)
    }

    refused: Counter[str] = Counter()
    wrong, decided = [], 0
    for name, group in groups(reference("json-schema-test-suite", "tests", "draft2020-12")):
        if isinstance(group["schema"], bool):
            refused["boolean"] += 1
            continue
        try:
            acceptor = Acceptor(group["schema"])
        except UnsupportedSchemaError as error:
            refused[str(error)] += 1
            continue
        for case in group["tests"]:
            decided += 1
            if acceptor.accepts(case["data"]) != case["valid"]:
                wrong.append(f"{name}: {case['description']}")

    # As CEL has it, 1.0 is a double; whoever writes it is told to write 1 (`integer` above).
    assert wrong == [
        "type: integer type matches integers: a float with zero fractional part is an integer"
    ]
    assert (refused, decided) == (expected, 210)


STRANGERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.sampled_from([1.0, 1.5, -1.0, 2.0**70, 3, 2**63]),
    st.sampled_from(
        ["", " ", "1", "NO", "no", "2031-03-01", "2031-03-01\n", "acme\n", "٣", "text"]
    ),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just({"id": "acme"}),
    st.just(["text"]),
)
WORDS = sorted({word for each in INVENTORY["$defs"].values() for word in each.get("enum", ())})


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """A valid inventory, changed in one to three places."""
    data = deepcopy(VALID)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([path for path, _ in paths(data) if path]))
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        match draw(st.sampled_from(["drop", "rename", "replace", "word", "repeat"])):
            case "drop":
                del parent[path[-1]]
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from(["id", "name", "x"]))] = parent.pop(path[-1])
            case "repeat" if isinstance(parent, list):
                parent.append(deepcopy(parent[path[-1]]))
            case "word":
                parent[path[-1]] = draw(st.sampled_from(WORDS))
            case _:
                parent[path[-1]] = deepcopy(draw(STRANGERS))  # `just` hands out one object
    return data


@given(broken())
@examples(300)
def test_the_acceptor_and_jsonschema_agree_on_every_inventory(data: Any) -> None:
    assert ACCEPTOR.accepts(data) == ORACLE.is_valid(data)


@given(broken())
@examples(80)
def test_skipping_what_is_accepted_hides_no_violation(data: Any) -> None:
    plain = {(tuple(error.absolute_path), error.validator) for error in ORACLE.iter_errors(data)}

    found = {(each.path, each.keyword) for each in schema_errors.schema_errors(data, INVENTORY)}

    assert found == plain


KINDS: list[Any] = [None, True, 0, -1, 1.0, 1.5, "", "x\n", "a b", [], {}, ["x"], {"x": 1}]


@pytest.mark.parametrize("name", ["inventory", "policies", "config"])
def test_every_definition_decides_every_kind_of_value_as_jsonschema_does(name: str) -> None:
    shipped = schema.load(name)
    wrong = []

    for definition, here in {"": shipped, **shipped["$defs"]}.items():
        part = {**here, "$defs": shipped["$defs"]}
        acceptor, oracle, valid = Acceptor(part), READER(part), sample(shipped, here)
        assert acceptor.accepts(valid), definition
        members = valid if isinstance(valid, dict) else {}
        wrong += [
            (definition, data)
            for data in some(
                [*KINDS, *({**members, key: kind} for key in members for kind in KINDS)]
            )
            if acceptor.accepts(data) != oracle.is_valid(data)
        ]

    assert wrong == []


@pytest.mark.parametrize(
    "keywords, data, accepted",
    [
        ({"type": "integer"}, True, False),
        ({"type": "number"}, True, False),
        ({"type": "boolean"}, 1, False),
        ({"type": "integer"}, 1.0, False),
        ({"type": "integer"}, 1.5, False),
        ({"minimum": 3}, True, True),
        ({"pattern": "^[a-z]+$"}, "abc", True),
        ({"pattern": "^[a-z]+$"}, "abc\n", False),
        ({"pattern": "^[$]$"}, "$", True),
        ({"pattern": r"^a\$$"}, "a$", True),
        ({"pattern": r"^\d$"}, "3", True),
        ({"pattern": r"^\d$"}, "٣", False),
    ],
)
def test_kinds_are_those_of_json_and_patterns_those_of_ecma(
    keywords: dict[str, Any], data: Any, accepted: bool
) -> None:
    assert Acceptor(keywords).accepts(data) is accepted


@pytest.mark.parametrize(
    "keywords, named",
    [
        ({"requierd": ["a"]}, "requierd"),
        ({"properties": {"a": {"requierd": []}}}, "requierd"),
        ({"format": "date"}, "format"),
        ({"type": "strng"}, "type"),
        ({"type": ["null", "strng"]}, "type"),
        ({"pattern": "("}, "pattern"),
        ({"enum": ["a", 1]}, "enum"),
        ({"const": 1}, "enum"),
        ({"$ref": "http://127.0.0.1/latest/meta-data"}, "$ref"),
        ({"$ref": "file:///etc/passwd"}, "$ref"),
        ({"$ref": "#"}, "$ref"),
        ({"properties": {"unused": {"$ref": "#/$defs/dangling"}}}, "$ref"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}}, "$ref"),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "$schema"),
        ({"properties": {"a": {"$id": "urn:a"}}}, "$id"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused_before_any_data(
    keywords: dict[str, Any], named: str
) -> None:
    with pytest.raises(UnsupportedSchemaError, match=f"^{re.escape(named)}$"):
        Acceptor(keywords)
