"""YAML joins lines and CEL ends a comment at one: what an author wrote is never a comment."""

import pytest

from checker.errors import InputError
from checker.linting.rules import SYNTAX
from checker.parse import document
from checker.policy.config import NO_CONFIG
from checker.policy.policies import load
from tests.linting.packs import linted
from tests.workplace import POLICY

TEXT = (
    "a comment that hides the lines below it: YAML joins all lines of this text to one; "
    "write the text as a block behind '|', which keeps its lines"
)
REQUIRE = '    require: data.encryption.at_rest == "full"\n'
MESSAGE = '    message: "{data.category} is encrypted: {data.encryption.at_rest}"\n'
LINES = "      data.bytes > 1 // some\n      && data.records > 1\n"


def policy(old: str, new: str) -> str:
    assert old in POLICY
    return POLICY.replace(old, new)


HIDDEN = {
    "folded": (policy(REQUIRE, f"    require: >-\n{LINES}"), 7, 22),
    "plain": (policy(REQUIRE, f"    require:\n{LINES}"), 7, 22),
    "single quotes": (policy(REQUIRE, f"    require: '\n{LINES}      '\n"), 7, 22),
    "double quotes": (policy(REQUIRE, f'    require: "\n{LINES}      "\n'), 7, 22),
    "a line that goes on": (
        policy(REQUIRE, '    require: "data.bytes > 1 // some \\\n      && data.records > 1"\n'),
        6,
        30,
    ),
    "in a list": (
        policy(REQUIRE, "    require: >-\n      data.bytes in [1, // a\n      2]\n"),
        7,
        25,
    ),
    "when": (policy(REQUIRE, f"    when: >-\n{LINES}{REQUIRE}"), 7, 22),
    "variables": (
        policy(
            REQUIRE, f"    variables:\n      v: >-\n  {LINES.replace('   &&', '     &&')}{REQUIRE}"
        ),
        8,
        24,
    ),
    "message": (
        policy(MESSAGE, "    message: >-\n      {data.bytes // b\n      + 1}\n"),
        8,
        19,
    ),
}


@pytest.mark.parametrize("text, line, column", HIDDEN.values(), ids=HIDDEN)
def test_a_comment_that_hides_lines_is_an_error_of_check_and_of_lint(
    text: str, line: int, column: int
) -> None:
    read = document.parse("p0.yaml", text.encode())

    with pytest.raises(InputError) as caught:
        load([read], NO_CONFIG)

    told = [f"{each.place}: {each.message}; {each.hint}" for each in caught.value.problems]
    assert told == [f"p0.yaml:{line}:{column}: {TEXT}"]
    errors = [each for each in linted(text).diagnostics if each.rule is SYNTAX]
    assert [f"{e.stretch.start}: {e.message}; {e.hint}" for e in errors] == told


SEEN = {
    "what the hint proposes": f"    require: |\n{LINES}",
    "at the end": "    require: >-\n      data.bytes > 1\n      && data.records > 1 // both\n",
    "on one line": "    require: data.bytes > 1 // some\n",
    "an escaped line break": '    require: "data.bytes > 1 // some\\n && data.records > 1"\n',
    "lines that are kept": (
        "    require: >-\n      data.bytes > 1 // some\n\n      && data.records > 1\n"
    ),
    "in a quote": "    require: >-\n      vendor.legal_name != 'a//b'\n      && data.records > 1\n",
}


@pytest.mark.parametrize("require", SEEN.values(), ids=SEEN)
def test_a_comment_that_hides_nothing_is_none(require: str) -> None:
    read = document.parse("p0.yaml", policy(REQUIRE, require).encode())

    assert load([read], NO_CONFIG)
    assert not [e for e in linted(policy(REQUIRE, require)).diagnostics if e.rule is SYNTAX]
