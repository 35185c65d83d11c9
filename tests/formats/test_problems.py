"""Problems and refusals as text: one line a problem, at its place, with the way out."""

import pytest

from checker.errors import InputError, OutputError, UsageError
from checker.formats.problems import render_problems, render_usage
from checker.problems import Place, Problem


def test_every_problem_has_its_place_and_its_way_out():
    error = InputError(
        [
            Problem(Place("b.yaml", 0, 0), "cannot be read: permission denied"),
            Problem(Place("a.yaml", 12, 5), "unknown key 'vendor_id' (expected 'id')", "say 'id'"),
            Problem(Place("a.yaml", 3, 1), "'id' is missing"),
        ]
    )

    assert render_problems(error.problems) == (
        "a.yaml:3:1: 'id' is missing\n"
        "a.yaml:12:5: unknown key 'vendor_id' (expected 'id')\n"
        "  hint: say 'id'\n"
        "b.yaml: cannot be read: permission denied\n"
        "3 problems in 2 files; nothing was checked\n"
    )


def test_one_problem_is_counted_as_one():
    text = render_problems([Problem(Place("a.yaml", 1, 1), "it is empty")])

    assert text == "a.yaml:1:1: it is empty\n1 problem in 1 file; nothing was checked\n"


def test_what_a_file_holds_cannot_forge_lines():
    problem = Problem(
        Place("::error::\n\x1b[2J.yaml", 1, 1), "unknown key 'x\r\n##[error]y'", "a\n::warning::b"
    )

    assert render_problems([problem]) == (
        ":\\x3aerror::\\n\\x1b[2J.yaml:1:1: unknown key 'x\\r\\n#\\x23[error]y'\n"
        "  hint: a\\n::warning::b\n"
        "1 problem in 1 file; nothing was checked\n"
    )


@pytest.mark.parametrize("kind", [UsageError, OutputError])
def test_a_refusal_names_the_way_out(kind):
    assert (render_usage(kind("no policy 'x\x1b'", "see 'y\x1b'")), render_usage(kind("no"))) == (
        "vendorgate: no policy 'x\\x1b'\n  hint: see 'y\\x1b'\n",
        "vendorgate: no\n",
    )
