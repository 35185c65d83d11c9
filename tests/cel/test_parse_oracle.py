"""What is an expression and what is not, asked of Google's parser as well."""

import random
import re

import pytest

from checker.cel.parse.parse import parse
from checker.cel.syntax import CelSyntaxError

cel = pytest.importorskip("cel_expr_python.cel")

_WORDS = r"""
a b x 1 2.5 0x1F .5 'x' "y" '''z''' && || ! == != < <= > >= + - * / % ? : . , ( ) [ ] { } // in true
null has(a.b) a.all(x,x) .size() a? [ ] ( ) 1e3 007 -1 'a\n' 'a\q' for package
"""
WORDS = _WORDS.split()
STRICTER = re.compile(
    r"""
      names\ need\ no\ leading\ dot  # that of `.a`, which can only mean `a` here
    | is\ not\ a\ number             # `1in a` is a number and a word to others
    | inventories\ hold\ no          # bytes and unsigned numbers
    | larger\ than\ a\ double        # others read infinity
    """,
    re.VERBOSE,
)
MIXED_SIGNS = re.compile(r"!\s*(//.*)?\s*-|-\s*(//.*)?\s*!")  # always a type error, later


def ours(text):
    try:
        parse(text)
    except CelSyntaxError as error:
        return "stricter" if STRICTER.search(f"{error.message} {error.hint}") else "refused"
    return "taken"


def theirs(environment, text):
    try:
        environment.compile(text, disable_check=True)
    except RuntimeError:
        return "refused"
    return "taken"


@pytest.mark.parametrize("seed", range(3))
def test_texts_are_taken_and_refused_as_googles_parser_does(seed):
    chance = random.Random(seed)
    environment = cel.NewEnv(variables=dict.fromkeys("abx", cel.Type.DYN))
    taken = 0
    for _ in range(3000):
        between = chance.choice([" ", ""])
        text = between.join(chance.choices(WORDS, k=chance.randint(1, 9)))
        verdict = ours(text)
        if verdict == "stricter" or MIXED_SIGNS.search(text):
            continue
        taken += verdict == "taken"
        assert (text, verdict) == (text, theirs(environment, text))

    assert taken > 100
