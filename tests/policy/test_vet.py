import pytest

from checker.errors import InputError
from checker.parse.document import parse
from checker.policy.vet import Entry, vet

POLICY = """
id: p
for: contract
when: {when}
require: {require}
message: "{message}"
"""


def problems(when="'true'", require="'true'", message="m"):
    text = POLICY.format(when=when, require=require, message=message)
    document = parse("p.yaml", text.encode())
    try:
        vet(document, [Entry((), document.data, {})])
    except InputError as error:
        return [(p.place.line, p.place.column, p.message) for p in error.problems]
    return []


def test_what_when_excludes_needs_no_second_guard():
    require = "contract.end > '2024'"

    assert problems(require=require) == [(5, 19, "contract.end may be null")]
    assert problems(when="contract.end != null", require=require) == []


@pytest.mark.parametrize(
    "field,expected",
    [
        ({"when": "contract.end &&"}, [(4, 22, "the expression ends too soon (expected a value)")]),
        ({"require": "contract.dpo"}, [(5, 19, "unknown field 'dpo' of contract")]),
        ({"require": "contract.ref"}, [(5, 19, "the expression yields string (expected bool)")]),
        ({"message": "is {contract.reff}"}, [(6, 24, "unknown field 'reff' of contract")]),
    ],
)
def test_a_fault_of_an_expression_is_placed_in_the_file(field, expected):
    assert problems(**field) == expected
