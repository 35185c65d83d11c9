"""The table for people: golden files, and laws that hold for every report."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker.formats.findings import LIMIT
from checker.formats.grid import LIMIT as VENDORS
from checker.formats.summary import summary_line
from checker.formats.table import render
from checker.formats.width import columns
from checker.report.matrix import Cell
from checker.report.report import Reach
from checker.verdict import FailOn, Severity, Verdict
from tests.formats.golden import assert_golden
from tests.formats.reports import Book, ListedCells, policy, report, subject
from tests.formats.scenes import SCENES

ANSI = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.golden
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("scene", SCENES)
def test_golden(scene, width):
    text = render(*SCENES[scene](), width=width, colour=False)

    assert_golden(f"table-{scene}-{width}.txt", text)


@pytest.mark.golden
def test_golden_colours():
    text = render(*SCENES["red"](), width=80, colour=True)

    assert_golden("table-red-80-colours.txt", text.replace("\x1b", "<ESC>"))


@pytest.mark.parametrize("scene", SCENES)
def test_colours_are_beside_the_words_never_instead_of_them(scene):
    plain = render(*SCENES[scene](), width=100, colour=False)
    painted = render(*SCENES[scene](), width=100, colour=True)

    assert (ANSI.sub("", painted), "\x1b" in plain, "\x1b" in painted) == (plain, False, True)


def test_a_green_run_is_one_line():
    line = (
        "compliant: 3 policies hold on 3 vendors (8 checks) as of 2031-05-15T23:59:59Z; 3 shipped"
    )

    assert summary_line(SCENES["green"]().report) == line


def test_the_one_line_does_not_hide_what_it_says_nothing_about():
    line = (
        "compliant: 0 policies hold on 2 vendors (2 checks) as of 2031-05-15T23:59:59Z; "
        "2 shipped, 1 disabled by the configuration; "
        "1 policy does not hold but does not block; 1 check waived"
    )

    assert summary_line(SCENES["mild"]().report) == line


def test_a_run_without_any_check_says_why():
    run = report((), (), undecided=("no policies: nothing was checked",))

    text = render(*run, width=80, colour=False)

    assert text == (
        "COULD NOT DECIDE\n\n  - no policies: nothing was checked\n\n"
        "  0 policies on 0 vendors as of 2031-05-15T23:59:59Z, failing on low and above\n"
        "  0 checks: ✓ 0 pass\n"
    )


def test_reasons_are_escaped():
    run = report((), (), undecided=("policy '\x1b[2J\n::error::x'",))

    text = render(*run, width=80, colour=False)

    assert "\n  - policy '\\x1b[2J\\n::error::x'\n" in text


def test_names_are_not_numbers():
    names = ["1e5", "007", "1_000", "0x1f", "nan", "true"]
    cells = [Cell(0, subject(name), Verdict.FAIL) for name in names]

    text = render(*report((policy("12.50"),), cells), width=80, colour=False)

    rows = text.split("Verdicts\n")[1].splitlines()
    assert [row.split()[0] for row in rows] == ["12.50", "─────", *names]


def test_a_policy_that_holds_nowhere_names_nobody():
    policies = [policy(f"p-{number:02}") for number in range(60)]
    cells = [
        Cell(index, subject(f"vendor-{number}"), Verdict.FAIL if index < 2 else Verdict.PASS)
        for number in range(40)
        for index in range(60)
        if index != 1 or number < 3
    ]

    text = render(*report(policies, cells), width=80, colour=False)

    assert text.endswith("\n  p-00  all 40 vendors\n  p-01  vendor-0, vendor-1, vendor-2\n")


def test_of_a_disabled_policy_it_is_not_told_what_else_was_changed():
    off = policy("off", reach=Reach.DISABLED, overridden=("enabled: false (the policy says true)",))
    on = policy("on", overridden=("severity: low",))

    text = render(*report((off, on), [Cell(1, subject("a"), Verdict.FAIL)]), width=80, colour=False)

    assert text.endswith("  disabled            off\n  overridden          on (severity: low)\n")


def test_where_names_are_left_out_it_is_said():
    policies = [policy(f"p-{number:02}") for number in range(60)]
    cells = [
        Cell(index, subject(f"vendor-{number:02}"), Verdict.FAIL if index == 7 else Verdict.PASS)
        for number in range(51)
        for index in range(60)
    ]

    text = render(*report(policies, cells), width=80, colour=False)

    assert "p-07  vendor-00, vendor-01," in text
    assert text.endswith(
        "vendor-49, and others\n\n  11 vendors not shown, with findings no worse than these "
        "(--vendor ID shows one)\n"
    )


def test_only_what_is_shown_is_explained():
    book = Book()
    cells = [Cell(0, subject(f"v{number:03}"), Verdict.FAIL) for number in range(LIMIT + 30)]

    text = render(*report((policy("p"),), cells, book=book), width=80, colour=False)

    assert book.asked == LIMIT
    assert "\n  and 30 more\n\n30 findings not shown; all of them: -o json" in text


@pytest.mark.parametrize(
    "counts, shown",
    [
        ([100], [100]),
        ([60, 40], [60, 40]),
        ([500, 3, 20], [77, 3, 20]),
        ([200, 200, 200], [33, 33, 33]),
        ([1] * 130, [1] * 100),
    ],
    ids=str,
)
def test_no_policy_hides_the_findings_of_another(counts, shown):
    policies = [policy(f"policy-{index:03}") for index in range(len(counts))]
    cells = [
        Cell(index, subject(f"v{number:03}"), Verdict.UNKNOWN)
        for index, count in enumerate(counts)
        for number in range(count)
    ]

    text = render(*report(policies, cells), width=80, colour=False)

    groups = re.split(r"^high policy-", text.split("Verdicts")[0], flags=re.MULTILINE)[1:]
    assert [group.count("? unknown v") for group in groups] == shown


@dataclass
class Watched(ListedCells):
    """Cells that must not all be built: there are too many of them."""

    def __iter__(self):
        raise AssertionError("every cell was built")


def test_of_many_vendors_no_cell_is_built_that_is_not_shown():
    cells = [Cell(0, subject(f"v{number:03}"), Verdict.PASS) for number in range(VENDORS + 1)]
    cells.append(Cell(0, subject("z-last"), Verdict.UNKNOWN))
    run = report((policy("p"),), cells)

    watched = run.report._replace(cells=Watched(cells, 1))

    text = render(watched, run.explainer, width=80, colour=False)

    assert "z-last  ? unknown" in text
    assert f"{VENDORS + 1} vendors without findings not shown" in text


CELLS = st.lists(
    st.builds(
        Cell,
        st.integers(0, 3),
        st.builds(subject, st.sampled_from(["a", "b-very-long-name", "東京"]), st.just("data/x")),
        st.sampled_from(Verdict),
    ),
    unique_by=lambda cell: (cell.policy, cell.subject),
)


def run_of(cells, fail_on):
    policies = [policy(f"policy-{n}", severity=s) for n, s in enumerate(list(Severity)[:4])]
    applied = {cell.policy for cell in cells if cell.verdict is not Verdict.SKIP}
    reached = [
        entry if number in applied else entry._replace(reach=Reach.NOTHING)
        for number, entry in enumerate(policies)
    ]
    return report(reached, cells, fail_on=fail_on)


@given(CELLS, st.sampled_from(FailOn))
def test_every_finding_has_its_entry(cells, fail_on):
    run = run_of(cells, fail_on)

    lines = render(*run, width=100, colour=False).splitlines()

    expected = Counter(
        f"  {mark} {cell.verdict.value} {cell.subject}"
        for cell in cells
        for mark in [{"fail": "✗", "unknown": "?", "error": "!"}.get(cell.verdict.value)]
        if mark
    )
    assert Counter(line for line in lines if line in expected) == expected


@examples(50)
@given(CELLS, st.integers(72, 130))
def test_what_can_be_broken_fits_the_terminal(cells, width):
    text = render(*run_of(cells, FailOn.LOW), width=width, colour=False)

    assert [line for line in text.splitlines() if columns(line) > width] == []


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_holds_anything_that_a_terminal_or_a_runner_obeys(scene, colour):
    text = render(*SCENES[scene](), width=60, colour=colour)

    lines = ANSI.sub("", text).split("\n")
    assert [line for line in lines if not line.isprintable() or line != line.rstrip()] == []
    assert re.search(r"##\w*\[|^\s*::", text, re.MULTILINE) is None


def test_a_green_run_does_not_pay_for_tables():
    program = (
        "import sys; from tests.formats.scenes import green;"
        "from checker.formats.summary import summary_line; summary_line(green().report);"
        "print(sorted({'json', 'tabulate', 'wcwidth'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
