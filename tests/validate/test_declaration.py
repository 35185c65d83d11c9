"""A declaration of fields is refused where it says what is not read, each problem at its place."""

import pytest
import yaml

from checker.errors import InputError
from checker.parse import document
from checker.policy import config as configuration

TEXT = "{type: string, description: A text.}"


def said(fields: str) -> list[str]:
    """The problems of a configuration with these fields, from line 1 on."""
    try:
        configuration.config(document.parse("v.yaml", f"fields: {fields}\n".encode()))
    except InputError as error:
        return [
            f"{problem.place.line}:{problem.place.column}: {problem.message}"
            for problem in error.problems
        ]
    return []


SOUND = {
    "text": TEXT,
    "day": "{type: string, format: date, description: A day.}",
    "words": "{type: string, enum: [a, b], description: A word.}",
    "whole number": "{type: integer, minimum: 0, maximum: 0, description: A number.}",
    "number": "{type: number, minimum: 0.5, description: A number.}",
    "truth": "{type: boolean, description: Whether., x-sensitive: true}",
    "list": "{type: array, items: {type: string}, description: Texts.}",
    "object": f"{{type: object, properties: {{a: {TEXT}}}, required: [a], description: Both.}}",
    "list of objects": (
        f"{{type: array, items: {{type: object, properties: {{a: {TEXT}}}}}, description: Some.}}"
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_read_is_allowed(name: str) -> None:
    assert said(f"{{vendor: {{it: {SOUND[name]}}}}}") == []


BROKEN = {
    "no kind of record": (
        "{vendors: {it: {type: string}}}",
        ["1:10: unknown key 'vendors' (not a key of declared fields)"],
    ),
    "a field of nothing": (
        "{vendor: {}}",
        ["1:18: 'vendor' declares no field (expected at least one)"],
    ),
    "no field at all": ("{}", ["1:9: 'fields' declares no field (expected at least one)"]),
    "a keyword of JSON Schema that is not read": (
        "{vendor: {it: {type: string, description: A., pattern: a}}}",
        ["1:55: unknown key 'pattern' (not a key of field)"],
    ),
    "a reference": (
        "{vendor: {it: {$ref: 'http://example.com/x', type: string, description: A.}}}",
        ["1:24: unknown key '$ref' (not a key of field)"],
    ),
    "no description": (
        "{vendor: {it: {type: string}}}",
        ["1:19: missing key 'description' (every field has type and description)"],
    ),
    "an unknown format": (
        "{vendor: {it: {type: string, format: date-time, description: A.}}}",
        [
            (
                "1:46: 'format' is 'date-time' (expected date, moment, country, region, "
                "currency, lei or zone)"
            )
        ],
    ),
    "a keyword of another type": (
        "{vendor: {it: {type: boolean, format: date, minimum: 1, enum: [a], description: A.}}}",
        [
            "1:39: 'format' says nothing of type boolean (it is for string)",
            "1:53: 'minimum' says nothing of type boolean (it is for integer and number)",
            "1:65: 'enum' says nothing of type boolean (it is for string)",
        ],
    ),
    "a list of nothing": (
        "{vendor: {it: {type: array, description: A.}}}",
        ["1:19: missing key 'items' (every array has it)"],
    ),
    "an object of nothing": (
        "{vendor: {it: {type: object, description: A.}}}",
        ["1:19: missing key 'properties' (every object has it)"],
    ),
    "an object without fields": (
        "{vendor: {it: {type: object, properties: {}, description: A.}}}",
        ["1:50: 'properties' declares no field (expected at least one)"],
    ),
    "a list of lists": (
        "{vendor: {it: {type: array, items: {type: array}, description: A.}}}",
        ["1:51: 'type' is 'array' (expected string, integer, number, boolean or object)"],
    ),
    "a required field that is not there": (
        (
            f"{{vendor: {{it: {{type: object, properties: {{a: {TEXT}}}, required: [b, a, a], "
            "description: A.}}}"
        ),
        [
            "1:104: there is no field 'b' in 'properties'",
            "1:110: 'a' stands twice",
        ],
    ),
    "no word": (
        "{vendor: {it: {type: string, enum: [], description: A.}}}",
        ["1:44: 'enum' is empty (expected at least one word)"],
    ),
    "a word twice": (
        "{vendor: {it: {type: string, enum: [a, b, a], description: A.}}}",
        ["1:51: 'a' stands twice"],
    ),
    "a number among the words": (
        "{vendor: {it: {type: string, enum: [a, 3], description: A.}}}",
        [
            (
                "1:48: an entry of 'enum' is the number 3 "
                "(expected text with at least one visible character)"
            )
        ],
    ),
    "words and a format": (
        "{vendor: {it: {type: string, enum: [a], format: date, description: A.}}}",
        ["1:49: 'format' stands beside 'enum' (expected one of them)"],
    ),
    "a least above the most": (
        "{vendor: {it: {type: integer, minimum: 3, maximum: 2, description: A.}}}",
        ["1:60: 'maximum' is 2 (expected 3 or more, which is the 'minimum')"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_read_is_refused_at_its_place(name: str) -> None:
    fields, problems = BROKEN[name]

    assert said(fields) == problems


NAME = "of small letters, digits and underscores, not beginning with a digit or an underscore"
HOSTILE = {
    "__proto__": f"key '__proto__' (expected a name {NAME}, like insured_until)",
    "a.b": f"key 'a.b' (expected a name {NAME}, like insured_until)",
    "$ref": f"key '$ref' (expected a name {NAME}, like insured_until)",
    "": f"key '' (expected a name {NAME}, like insured_until)",
    "Insured": f"key 'Insured' (expected a name {NAME}, like insured_until)",
    "\u202einsured": None,
    "a" * 65: None,
    "a" * 1_000_000: None,
    "in": "'in' is a word of CEL (expected another name)",
    "true": "'true' is a word of CEL (expected another name)",
    "null": "'null' is a word of CEL (expected another name)",
    "import": "'import' is a word of CEL (expected another name)",
}


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: f"{name[:10]}-{len(name)}")
@pytest.mark.parametrize(
    "within", ["{vendor: %s}", "{vendor: {it: {type: object, description: A., properties: %s}}}"]
)
def test_a_hostile_name_is_refused_in_a_short_line(name: str, within: str) -> None:
    field = yaml.dump(
        {name: {"type": "string", "description": "A."}},
        Dumper=yaml.CSafeDumper,
        default_flow_style=True,
        width=10**7,
    )

    (problem,) = said(within % field.strip())

    assert len(problem) < 250
    assert HOSTILE[name] is None or problem.partition(": ")[2] == HOSTILE[name]


def test_ten_thousand_fields_are_read_in_a_moment() -> None:
    fields = ", ".join(f"f{number}: {TEXT}" for number in range(10_000))

    assert said(f"{{vendor: {{{fields}}}}}") == []
