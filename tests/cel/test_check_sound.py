"""What the type checker lets pass has a verdict, whatever a valid inventory says."""

import re
from random import Random

import pytest
from thorough import share

from checker.cel.check.check import check
from checker.cel.check.issue import Level
from checker.cel.check.schema_types import type_of_schema
from checker.cel.compile.compile import Compiler
from checker.cel.parse.parse import parse
from checker.cel.types import BOOL, DURATION, TIMESTAMP
from checker.schema.navigator import navigator
from checker.values import CelError, Duration, Timestamp

ITEM = {
    "type": "object",
    "required": ["kind"],
    "properties": {
        "kind": {"enum": ["pii", "code"]},
        "size": {"type": "integer"},
        "end": {"type": ["string", "null"]},
        "enc": {"type": "object", "properties": {"at_rest": {"enum": ["none", "full"]}}},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["id", "ok", "score", "end", "items", "labels", "tags"],
    "properties": {
        "id": {"type": "string"},
        "ok": {"type": "boolean"},
        "score": {"type": "number"},
        "count": {"type": "integer"},
        "end": {"type": ["string", "null"]},
        "items": {"type": "array", "items": ITEM},
        "labels": {"type": "object", "additionalProperties": {"type": "integer"}},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
    },
}
NAMES = {"vendor": type_of_schema(navigator(SCHEMA)), "now": TIMESTAMP, "length": DURATION}
# Parts by type; capitals are parts of that type: Bool, Number, String, List, Any, (of) Item.
GRAMMAR = {
    "B": ["vendor.ok", "has(vendor.count)", "(B && B)", "(B || B)", "!B", "(B ? B : B)", "(N < N)",
          "(N == N)", "(S < S)", "(S == S)", "(A == A)", "(A < A)", "(A in L)",
          "(S in vendor.labels)", "vendor.items.all(i, I)", "vendor.items.exists(i, I)",
          "vendor.items.filter(i, I).all(i, I)",
          "L.exists(e, e == A)", "S.startsWith(S)", "(now - length < A)", "cel.bind(q, A, q == A)",
          "('count' in vendor && B)", "(vendor.end == null || B)", "(has(vendor.count) ? B : B)"],
    "I": ["i.kind == S", "has(i.size)", "i.size > N", "i.end != null", "i.end < S", "has(i.end)",
          "(I && I)", "(I || I)", "!I", "has(i.enc)", "i.enc.at_rest == 'full'", "B"],
    "N": ["1", "2.5", "vendor.score", "vendor.count", "size(L)", "(N + N)", "-N", "double(N)",
          "math.abs(N)", "L.size()", "vendor.labels.size()"],
    "S": ["'a'", "'pii'", "vendor.id", "vendor.end", "(S + S)", "string(N)", "S.lowerAscii()",
          "(B ? S : S)", "vendor.items.map(i, i.kind).join()"],
    "L": ["vendor.tags", "[1, 2]", "[S]", "[]", "vendor.items", "[B]", "L.filter(m, m == A)",
          "L.map(m, S)", "L.distinct()", "L.sort()", "L.sortBy(m, m)", "[vendor.end]"],
    "A": ["N", "S", "B", "L", "null", "now", "length"],
}  # fmt: skip
VENDORS = [
    {"id": id_, "ok": ok, "score": score, "end": end, "labels": labels, "tags": tags, **more}
    for id_, ok, score, end, labels, tags in [
        ("", True, 3, None, {}, []),
        ("a", False, 0.5, "a", {"a": 1}, ["a", "b"]),
    ]
    for more in [
        {"items": []},
        {"items": [{"kind": "pii"}], "count": 1},
        {"items": [{"kind": "code", "size": 2, "end": None, "enc": {}}]},
        {"items": [{"kind": "pii", "end": "z", "enc": {"at_rest": "full"}}], "count": 3},
    ]
]


def write(chance: Random, part: str, depth: int) -> str:
    choices = GRAMMAR[part]
    if depth <= 0:
        choices = ["now", "null"] if part == "A" else choices[:2]
    chosen = chance.choice(choices)
    return re.sub(r"\b[BINSLA]\b", lambda found: write(chance, found[0], depth - 1), chosen)


def outcomes(text: str) -> set[str]:
    compiler = Compiler([*NAMES])
    evaluate = compiler.compile(parse(text))
    found = set()
    for vendor in VENDORS:
        frame = compiler.frame()
        frame[1:4] = [vendor, Timestamp(10**18), Duration(10**12)]
        try:
            found.add(type(evaluate(frame)).__name__)
        except KeyError:
            found.add("missing")
        except CelError as error:
            found.add(str(error))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_has_no_error_is_a_bool_and_what_may_be_missing_was_said(seed):
    chance = Random(seed)
    clean = 0
    for _ in range(share(700)):
        text = write(chance, "B", chance.randint(1, 4))
        issues = check(parse(text), NAMES, want=BOOL)[1]
        if any(one.level is Level.ERROR for one in issues):
            continue
        clean += 1
        allowed = {"bool", "missing"} if issues else {"bool"}
        assert (text, outcomes(text) - allowed) == (text, set())

    assert clean > share(700) // 5
