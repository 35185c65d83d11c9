"""The table for people: golden files, and laws that hold for every report."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

import checker
from checker.clock import as_of
from checker.formats.moment import moment
from checker.formats.selected import ALL, SOME
from checker.formats.summary import summary_line
from checker.formats.table import render
from checker.formats.vendors import LIMIT
from checker.formats.width import columns, wrapped
from checker.overridden import Effect, Overridden
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.vendors import Deadline, Deadlines
from checker.usecases.check import check
from checker.usecases.load import Request
from checker.verdict import FailOn, Severity, Verdict
from tests.formats.golden import assert_golden
from tests.formats.reports import Book, explanation, policy, report, subject
from tests.formats.scenes import SCENES

REPOSITORY = Path(checker.__file__).parent.parent
ANSI = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.golden
@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("scene", SCENES)
def test_golden(scene, width):
    text = render(*SCENES[scene](), width=width)

    assert_golden(f"table-{scene}-{width}.txt", text)


@pytest.mark.golden
def test_golden_with_all_evidence_and_the_matrix():
    text = render(*SCENES["red"](), width=80, verbose=True)

    assert_golden("table-red-80-verbose.txt", text)


@pytest.mark.golden
def test_golden_colours():
    text = render(*SCENES["red"](), width=80, colour=True)

    assert_golden("table-red-80-colours.txt", text.replace("\x1b", "<ESC>"))


@pytest.mark.parametrize("scene", SCENES)
def test_colours_are_beside_the_words_never_instead_of_them(scene):
    plain = render(*SCENES[scene](), width=100)
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

    text = render(*run, width=80)

    assert text == (
        "COULD NOT DECIDE\n  - no policies: nothing was checked\n"
        "  0 policies on 0 vendors as of 2031-05-15T23:59:59Z\n"
        "  0 checks: ✓ 0 pass; --fail-on low\n"
    )


def test_reasons_are_escaped():
    run = report((), (), undecided=("policy '\x1b[2J\n::error::x'",))

    text = render(*run, width=80)

    assert "\n  - policy '\\x1b[2J\\n::error::x'\n" in text


def section(text, title):
    """The lines of a section of a table: those from its title to the next empty line."""
    return text.split(f"\n\n{title}", 1)[1].split("\n\n")[0].splitlines()


def test_names_are_not_numbers():
    names = ["1e5", "007", "1_000", "0x1f", "nan", "true"]
    cells = [Cell(0, subject(name), Verdict.FAIL) for name in names]

    text = render(*report((policy("12.50"),), cells), width=80)

    assert [row.split()[0] for row in section(text, "Vendors")[1:]] == sorted(names)
    assert [row.split()[0] for row in section(text, "Policies")[1:]] == ["12.50"]


def test_the_vendors_come_first_then_fails_then_records_then_policies():
    text = render(*SCENES["red"](), width=120)

    titles = ["Vendors", "What fails", "What to record", "Policies", "Not checked"]
    found = [text.index(f"\n\n{title}") for title in titles]
    assert found == sorted(found)


def test_a_vendor_is_told_with_fails_by_severity_unknowns_deadline_and_owner():
    acme, zeta = subject("acme", owner="Data"), subject("zeta", number=1)
    policies = [policy(each.value, severity=each) for each in Severity][:4]
    cells = [Cell(n, acme, Verdict.FAIL) for n in range(2)]
    cells += [Cell(2, acme, Verdict.UNKNOWN), Cell(3, acme, Verdict.WAIVED)]
    cells.append(Cell(3, zeta, Verdict.PASS))
    run = report(policies, cells)
    soon = Deadline("2031-06-01T00:00:00Z", "2031-06-01", "low", Verdict.FAIL)
    dated = run.report._replace(
        deadlines=Deadlines("2031-08-13T00:00:00Z", {("lab", "acme"): soon})
    )

    assert section(render(dated, run.explainer, width=100), "Vendors") == [
        "  verdict  critical  high  medium  low  unknown  waived  next        owner",
        "acme     ✗ fail          1     1                     1       1  2031-06-01  Data",
        "zeta     ✓ pass",
    ]


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_the_vendors_always_fit(width):
    vendors = [subject(f"a-vendor-with-a-long-name-{n:02}", owner="Team " * 9) for n in range(12)]
    policies = [policy(each.value, severity=each) for each in Severity]
    cells = [Cell(n, each, Verdict.FAIL) for each in vendors for n in range(5)]

    text = render(*report(policies, cells), width=width)

    rows = section(text, "Vendors")[1:]
    assert ([row for row in rows if columns(row) > width], len(rows)) == ([], 12)


def test_every_fail_of_a_large_report_is_told_though_not_explained():
    book = Book()
    cells = [Cell(0, subject(f"v{number:04}"), Verdict.FAIL) for number in range(ALL + 30)]

    text = render(*report((policy("p"),), cells, book=book), width=80)

    assert book.asked == SOME
    assert "\n  930 more; why: vendorgate explain POLICY SUBJECT\n" in text
    told = re.findall(r"^(v\d{4}): |^  high p on (v\d{4})$", text, re.MULTILINE)
    assert sorted(a or b for a, b in told) == [f"v{number:04}" for number in range(ALL + 30)]


def test_of_very_many_vendors_the_worst_have_rows():
    cells = [Cell(0, subject(f"v{number:04}"), Verdict.UNKNOWN) for number in range(LIMIT + 2)]
    cells.append(Cell(0, subject("z-last"), Verdict.FAIL))

    text = render(*report((policy("p"),), cells), width=80)

    rows = section(text, "Vendors")[1:]
    assert rows[0].split() == ["z-last", "✗", "fail", "1"]
    assert len(rows) == LIMIT + 1
    assert rows[-1] == "  3 more, none worse: 3 unknown (-o json has all)"


def test_a_fail_takes_three_lines_and_what_is_cut_of_its_remedy_is_the_middle():
    about = subject("acme", "data/x")
    page = explanation(
        "it is " + "so " * 199 + "so",
        remedies=[("vendors[0].data[0].n", "were at least 7"), ("vendors[0].owner", "were x" * 12)],
    )

    text = render(
        *report((policy("p"),), [Cell(0, about, Verdict.FAIL)], {(0, about): page}), width=80
    )

    assert section(text, "What fails")[2:] == [
        "  high: it is so so so so so so so so so so so…o so so so so so so so so so so",
        "    p  inventories/lab.yaml:42:9  data/x",
        "    would pass if data[0].n were at least 7 and …xwere xwere xwere xwere xwere x",
    ]


@pytest.mark.parametrize(
    "message, remedy, lines",
    [
        (
            "it is short",
            "were full",
            [
                "  high a-policy: it is short",
                "    inventories/lab.yaml:42:9  data/x  would pass if data[0].encryption were full",
            ],
        ),
        (
            "acme" + " is so and so" * 5,
            "were full_disk, per_file or per_record",
            [
                "  high: acme is so and so is so and so is so and so is so and so is so and so",
                "    a-policy  inventories/lab.yaml:42:9  data/x",
                "    would pass if data[0].encryption were full_disk, per_file or per_record",
            ],
        ),
        (
            "acme" + " is so and so" * 5 + " too",
            "were full_disk, per_file or per_record",
            [
                "  high: is so and so is so and so is so and so is so and so is so and so too",
                "    a-policy  inventories/lab.yaml:42:9  data/x",
                "    would pass if data[0].encryption were full_disk, per_file or per_record",
            ],
        ),
        (
            "it is short",
            "were at_rest, in_transit, at_both_ends or kept_apart",
            [
                "  high a-policy: it is short",
                "    inventories/lab.yaml:42:9  data/x",
                "    would pass if encryption were at_rest, in_transit, at_both_ends or kept_apart",
            ],
        ),
    ],
)
def test_a_fail_is_told_in_shorter_ways_before_anything_of_it_is_cut(message, remedy, lines):
    about = subject("acme", "data/x")
    page = explanation(message, remedies=[("vendors[0].data[0].encryption", remedy)])
    made = report((policy("a-policy"),), [Cell(0, about, Verdict.FAIL)], {(0, about): page})

    assert section(render(*made, width=82), "What fails")[2:] == lines


def test_a_fail_never_takes_more_than_three_lines():
    about = subject("acme", "data/x")
    remedies = [(f"vendors[0].data[{n}].encryption.at_rest", "were full") for n in range(9)]
    page = explanation("it is so " * 9, remedies=remedies)
    made = report((policy("p"),), [Cell(0, about, Verdict.FAIL)], {(0, about): page})

    for width in (60, 80, 120, 200):
        told = section(render(*made, width=width), "What fails")[2:]
        assert len(told) <= 3, width
        assert [line for line in told if columns(line) > width] == []


def test_records_are_told_with_who_lacks_them_and_the_checks_that_wait():
    vendors = [subject(name, number=n) for n, name in enumerate(("acme", "beta", "zeta"))]
    rules = [policy("p"), policy("q"), policy("data", subject_kind="data")]
    cells = [Cell(n, each, Verdict.UNKNOWN) for each in vendors for n in range(3)]
    pages = {
        (n, each): explanation("?", (f"vendors[{each.path[1]}].{name}", ...))
        for each in vendors
        for n, name in ((0, "security.mfa"), (1, "owner" if each.id == "beta" else "security.mfa"))
    }
    book = Book(pages)

    text = render(*report(rules, cells, book=book), width=80)

    assert book.asked == 6
    assert section(text, "What to record")[1:] == [
        "  security.mfa (5), data (3): all 3 vendors",
        "  owner (1): beta",
    ]


def policy_lines(*own: tuple[str, tuple[Verdict, Verdict]]) -> list[str]:
    """The part of the table about policies of two vendors."""
    vendors = [subject(name, number=n) for n, name in enumerate(("acme", "beta"))]
    rules = [
        policy(name, severity=Severity.LOW if name.endswith("low") else Severity.HIGH)
        for name, _ in own
    ]
    cells = [
        Cell(n, vendor, verdict)
        for n, (_, verdicts) in enumerate(own)
        for vendor, verdict in zip(vendors, verdicts, strict=True)
    ]
    return section(render(*report(rules, cells), width=40), "Policies")


BLANK = (Verdict.UNKNOWN, Verdict.UNKNOWN)


def test_policies_of_which_nothing_is_known_share_lines_if_they_are_most():
    told = policy_lines(
        ("fails", (Verdict.FAIL, Verdict.FAIL)),
        ("mixed", (Verdict.UNKNOWN, Verdict.PASS)),
        ("blank-high", BLANK),
        ("blank-low", BLANK),
        ("other-low", BLANK),
    )

    assert [line.split()[0] for line in told[:3]] == ["severity", "fails", "mixed"]
    assert told[3:] == [
        "  ? unknown, high: blank-high (2)",
        "  ? unknown, low: blank-low (2),",
        "    other-low (2)",
    ]


def test_a_policy_has_a_row_each_where_most_have_other_checks():
    told = policy_lines(
        ("holds", (Verdict.PASS, Verdict.PASS)),
        ("accepted", (Verdict.WAIVED, Verdict.SKIP)),
        ("blank-high", BLANK),
        ("blank-low", BLANK),
    )

    assert [line.split()[0] for line in told] == [
        "severity",
        "holds",
        "accepted",
        "blank-high",
        "blank-low",
    ]


def test_the_shipped_inventory_of_which_nothing_is_known_fits_two_screens():
    done = check(
        Request(
            paths=(str(REPOSITORY / "inventories/github-subprocessors.yaml"),),
            policies=(str(REPOSITORY / "policies"),),
            as_of=as_of("2031-05-15"),
        )
    )

    explainer = done.explainer()
    for width in (80, 120, 200):
        lines = render(done.dated, explainer, width=width).splitlines()
        assert len(lines) <= 80, width
        assert [line for line in lines if columns(line) > width] == []


def test_twelve_vendors_with_ten_fails_and_two_hundred_unknowns_fit_120_lines():
    rules = [policy(f"control-{n:02}", severity=list(Severity)[n % 4]) for n in range(30)]
    vendors = [subject(f"vendor-{n:02}", number=n, owner="Team") for n in range(12)]
    verdicts = [Verdict.FAIL] * 10 + [Verdict.UNKNOWN] * 204 + [Verdict.PASS] * 146
    pairs = [(n, vendor) for n in range(30) for vendor in vendors]
    cells = [Cell(*pair, verdict) for pair, verdict in zip(pairs, verdicts, strict=True)]
    pages = {
        (n, vendor): explanation("?", (f"vendors[{vendor.path[1]}].field_{n:02}", ...))
        for n, vendor in pairs
    }

    assert len(render(*report(rules, cells, pages), width=80).splitlines()) <= 120


def test_the_moment_of_a_day_is_told_as_a_day():
    assert moment("2031-05-15T23:59:59.999999999Z") == "2031-05-15 (end of day, UTC)"
    assert moment("2031-05-15T12:00:00Z") == "2031-05-15T12:00:00Z"


def test_what_is_written_without_spaces_wraps_at_columns():
    text = "保存データは暗号化されている"

    assert list(wrapped(f"p: {text}", 12)) == ["p:", "保存データは", "暗号化されて", "いる"]
    assert list(wrapped("a-long-id/without/spaces ::error", 8)) == [
        "a-long-id/without/spaces",
        "::error",
    ]


def test_of_a_disabled_policy_it_is_not_told_what_else_was_changed():
    off = policy(
        "off",
        reach=Reach.DISABLED,
        overridden=(Overridden("enabled", value=False, own=True, effect=Effect.LOOSENED),),
    )
    on = policy("on", overridden=(Overridden("severity", "low", "high", Effect.LOOSENED),))

    text = render(*report((off, on), [Cell(1, subject("a"), Verdict.FAIL)]), width=80)

    assert text.endswith(
        "  disabled            off\n  loosened            on (severity high → low)\n"
    )


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
def test_every_fail_has_its_entry(cells, fail_on):
    lines = render(*run_of(cells, fail_on), width=100).splitlines()

    names = {policy: f"policy-{policy}" for policy in range(4)}
    severities = [severity.value for severity in Severity]
    expected = Counter(
        (cell.subject.vendor, f"{severities[cell.policy]} {names[cell.policy]}")
        for cell in cells
        if cell.verdict is Verdict.FAIL
    )
    assert Counter(entries(lines)) == expected


def entries(lines):
    """The vendor, severity and policy of each fail that a table tells."""
    vendor = ""
    for line in lines:
        if re.match(r"\S+: .*(fail|unknown|owner)", line):
            vendor = line.split(": ")[0]
        if match := re.match(r"  (\w+ policy-\d)[: ]", line):
            yield vendor, match[1]


@examples(50)
@given(CELLS, st.integers(72, 130))
def test_what_can_be_broken_fits_the_terminal(cells, width):
    text = render(*run_of(cells, FailOn.LOW), width=width)

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
