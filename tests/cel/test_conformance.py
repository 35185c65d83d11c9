"""The CEL conformance suite: what is not listed passes, and what is listed does not."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from tests.cel.conformance import cases, problem

TESTDATA = ("cel", "cel-spec", "tests", "simple", "testdata")
# How many cases of each file pass, and how many are listed as not passing.
COUNTS = {
    "basic": (34, 9),
    "bindings_ext": (8, 0),
    "block_ext": (0, 37),
    "comparisons": (207, 199),
    "conversions": (79, 30),
    "dynamic": (0, 226),
    "encoders_ext": (0, 4),
    "enums": (6, 79),
    "fields": (32, 28),
    "fp_math": (30, 0),
    "integer_math": (42, 22),
    "lists": (32, 7),
    "logic": (30, 0),
    "macros": (44, 0),
    "macros2": (38, 8),
    "math_ext": (128, 71),
    "namespace": (7, 7),
    "network_ext": (9, 60),
    "optionals": (1, 69),
    "parse": (120, 99),
    "plumbing": (5, 0),
    "proto2": (0, 118),
    "proto2_ext": (0, 18),
    "proto3": (0, 85),
    "string": (45, 6),
    "string_ext": (200, 16),
    "timestamps": (78, 0),
    "type_deduction": (10, 37),
    "unknowns": (0, 0),
    "wrappers": (0, 36),
}

Find = Callable[..., Path]


def gaps() -> Mapping[str, str]:
    """The reason why a case does not pass, by the name of the case."""
    text = Path(__file__).with_name("conformance_gaps.yaml").read_text(encoding="utf-8")
    listed: dict[str, str] = {}
    for group in yaml.load(text, Loader=yaml.CSafeLoader):
        for section, names in group["cases"].items():
            for name in names:
                assert f"{section}/{name}" not in listed, "listed twice"
                listed[f"{section}/{name}"] = group["reason"]
    return listed


@pytest.mark.parametrize("file", COUNTS)
def test_a_case_passes_unless_it_is_listed(file: str, reference: Find):
    listed = gaps()
    folder = reference(*TESTDATA)
    wrong = {}
    for case in cases(folder / f"{file}.textproto"):
        why = problem(case)
        if (why is None) is (case.name in listed):
            wrong[case.name] = why or f"passes, but is listed: {listed[case.name]}"
    assert wrong == {}


def test_so_many_cases_pass_and_so_many_are_listed(reference: Find):
    listed = gaps()
    names = set()
    counts = {}
    for path in sorted(reference(*TESTDATA).glob("*.textproto")):
        of_file = [case.name for case in cases(path)]
        not_passing = sum(name in listed for name in of_file)
        counts[path.stem] = (len(of_file) - not_passing, not_passing)
        names.update(of_file)
    assert counts == COUNTS
    assert set(listed) <= names
    assert sum(passing for passing, _ in COUNTS.values()) == 1185
    assert len(names) == 2456
