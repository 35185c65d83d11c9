"""No document costs more than its size: what is deep, long or repeated is counted and refused."""

import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from documents import problems, read

from checker.parse.document import parse
from checker.parse.limits import MAX_ALIASED, MAX_DEPTH, MAX_FAULTS, MAX_RATIO, MAX_SCALAR

ONCE = "remove one of them: only one value can be meant"


def test_depth_is_counted_on_the_way_down() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert read(deepest) == json.loads(deepest)
    too_deep = (f"nested too deep (expected at most {MAX_DEPTH} levels)", None)
    assert problems(f"[{deepest}]") == [(1, MAX_DEPTH + 1, *too_deep)]
    block = "".join(" " * level + "a:\n" for level in range(MAX_DEPTH + 1))
    assert problems(block) == [(MAX_DEPTH + 1, MAX_DEPTH + 1, *too_deep)]


@pytest.mark.parametrize("count", [10_000, 100_000])
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{a: ", "!x [", "&a [", "- - ? "])
def test_nesting_without_end_is_refused_in_a_blink(opening: str, count: int) -> None:
    start = time.process_time()
    messages = [message for _, _, message, _ in problems(opening * count)]
    assert f"nested too deep (expected at most {MAX_DEPTH} levels)" in messages
    assert time.process_time() - start < 1


def test_aliases_do_not_nest_deeper_than_text_may() -> None:
    half = MAX_DEPTH // 2
    lines = ["- &a0 x"]
    lines += [
        f"- &a{n} {'[' * half}*a{n - 1}{']' * half}" for n in range(1, 4)
    ]  # each is half as deep as allowed
    assert problems("\n".join(lines)) == [
        (3, 7 + half, f"nested too deep by aliases (expected at most {MAX_DEPTH} levels)", None)
    ]
    assert read("\n".join(lines[:2]))


def nested(levels: int, inner: str) -> str:
    return "[" * levels + inner + "]" * levels


def test_the_height_of_an_anchor_is_its_own() -> None:
    shallow_after_deep = ["- " + nested(60, "x"), "- &a [x]", "- " + nested(62, "*a")]
    assert read("\n".join(shallow_after_deep))
    deep_within = ["- &outer [&inner " + nested(40, "x") + ", y]", "- " + nested(30, "*outer")]
    assert [message for _, _, message, _ in problems("\n".join(deep_within))] == [
        f"nested too deep by aliases (expected at most {MAX_DEPTH} levels)"
    ]
    beside = [
        "- &outer [&inner " + nested(20, "x") + ", [y]]",
        "- " + nested(30, "[*inner, *outer]"),
    ]
    assert read("\n".join(beside))


def test_a_billion_laughs_are_counted_not_told() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    found = problems("\n".join(lines))
    expected = f"aliases repeat too much (expected at most {MAX_ALIASED:,} values in all)"
    assert [problem[2:] for problem in found] == [(expected, None)]


def test_a_large_document_may_repeat_in_proportion() -> None:
    shared = f"- &x [{', '.join('1' * 99)}]\n"
    within = shared + "- [*x, *x]\n" * (MAX_ALIASED // 200)
    assert len(read(within)) == 1 + MAX_ALIASED // 200
    large = shared + "- [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, *x]\n" * (2 * MAX_ALIASED // 100)
    assert len(read(large)) == 1 + 2 * MAX_ALIASED // 100
    assert MAX_RATIO == 10


def test_a_text_has_a_limit() -> None:
    assert read("a: " + "x" * MAX_SCALAR) == {"a": "x" * MAX_SCALAR}
    message = f"a text of {MAX_SCALAR + 1:,} characters (expected at most {MAX_SCALAR:,})"
    for text in ("x" * (MAX_SCALAR + 1), "'" + "1_" * (MAX_SCALAR // 2) + "1'"):
        assert problems(f"a: {text}") == [(1, 4, message, None)]


@pytest.mark.parametrize("character", ["x", "1", "_", " ", "#", "\u00e9"])
def test_a_line_of_many_megabytes_is_refused_quickly(character: str) -> None:
    start = time.process_time()
    found = problems("a: 1" + character * 4_000_000 + "1\na: 2")
    message = f"a text of 4,000,002 characters (expected at most {MAX_SCALAR:,})"
    twice = "key 'a' stands twice in one mapping (first on line 1)"
    assert found == [(1, 4, message, None), (2, 1, twice, ONCE)]
    assert time.process_time() - start < 5


def test_problems_are_listed_up_to_a_limit_that_is_said() -> None:
    found = problems("".join(f"- !x {n}\n" for n in range(MAX_FAULTS + 5)))
    assert [problem[0] for problem in found[:-1]] == list(range(1, MAX_FAULTS + 1))
    last = f"too many problems (only the first {MAX_FAULTS:,} are listed)"
    assert {problem[2] for problem in found} == {
        "tag '!x' (expected a plain value without a tag)",
        last,
    }
    assert found[-1] == (MAX_FAULTS, 3, last, None)


def test_unseen_characters_are_listed_up_to_a_limit_that_is_said() -> None:
    found = problems("a: " + "\x07" * 1000)
    assert len(found) == 21
    assert found[-1] == (
        1,
        24,
        "more characters of this kind (the first 20 are listed)",
        "look at the file with a hex viewer",
    )


def test_many_duplicates_cost_no_more_than_their_number() -> None:
    start = time.process_time()
    problems("".join(f"k{n}: 1\n" for n in range(20_000)) * 2)
    read("".join(f"\u00e9{n}: 1\n" for n in range(20_000)))
    problems("".join(f"e\u0301{n}: 1\n" for n in range(5_000)) * 2)
    assert time.process_time() - start < 10


def in_yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True)


@pytest.mark.parametrize("write", [in_yaml, json.dumps])
def test_memory_is_a_small_multiple_of_the_file(write: Callable[[Any], str]) -> None:
    vendors = [
        {
            "id": f"vendor-{n:05}",
            "legal_name": f"Vendor {n} Soci\u00e9t\u00e9",
            "hq_country": "NO",
            "services": [{"id": "labels", "type": "data_annotation", "reliance": "material"}],
            "data": [{"category": "biometrics", "records": n, "encryption": {"at_rest": "full"}}],
            "relationship": {"status": "active", "status_since": "2026-01-01"},
        }
        for n in range(1000)
    ]
    content = write({"vendors": vendors}).encode()
    tracemalloc.start()
    document = parse("x.yaml", content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.data == {"vendors": vendors}
    assert peak < 9 * len(content)


def test_equal_words_are_one_object() -> None:
    first, second = read("- {a word: its value, b: 'quoted', c: 2.5}\n" * 2)
    assert [id(key) for key in first] == [id(key) for key in second]
    assert [id(value) for value in first.values()] == [id(value) for value in second.values()]


def test_reading_takes_time_in_proportion() -> None:
    def took(count: int) -> float:
        content = ("vendors:\n" + "- {id: a, b: [c, 1, 'd']}\n" * count).encode()
        start = time.process_time()
        parse("x.yaml", content)
        return time.process_time() - start

    assert min(took(16_000) for _ in range(2)) < 8 * min(took(4_000) for _ in range(2))
