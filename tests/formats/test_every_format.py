"""Every format tells the whole truth, lets nobody else speak, and arrives whole or not at all.

Each test takes the formats from their table: a format that is added is attacked by itself.
"""

import json
import re
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from workplace import MOMENT, Workplace

from checker.formats.asides import STALE
from checker.formats.registry import FORMATS
from checker.problems import Place, Problem
from checker.report.baseline import Baseline, Recorded
from checker.report.explanation import Explanation
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.packs import PackEntry
from checker.report.reach import Reach
from checker.report.report import Explainer
from checker.report.undone import NOWHERE, Undone
from checker.report.waivers import Rule, State, WaiverDefect, WaiverEntry, Waivers
from checker.verdict import Verdict
from tests.formats.hostile import HOSTILE, PATHS, attacked
from tests.formats.readers import READERS
from tests.formats.reports import Made
from tests.formats.scenes import SCENES

EACH = pytest.mark.parametrize("name", FORMATS)

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
OBEYED = re.compile(r"##\[|##vso\[")
COMMAND = re.compile(r"^\s*::", re.MULTILINE)
LARGEST = 60_000_000
"""Characters of a report whose every text has a million."""

LONGEST = 10
"""Seconds of CPU for it, on a slow machine that does other things, too."""


def assert_harmless(name: str, text: str, kind: str = "") -> None:
    assert text.endswith("\n"), kind
    assert CONTROLS.search(text) is None, kind
    assert OBEYED.search(text) is None, kind
    assert len(text) < LARGEST, kind
    commands = COMMAND.findall(text)
    # The commands of the one format that is made of them are looked at where it is tested.
    assert not commands or name == "github", kind


def test_every_format_has_a_reader_that_is_not_ours() -> None:
    assert set(READERS) == set(FORMATS)


@EACH
def test_its_counts_are_those_of_the_report_for_every_verdict(name: str) -> None:
    for scene, make in SCENES.items():
        made = make()
        told = READERS[name](FORMATS[name].render(*made))
        counts = {v.value: n for v, n in made.report.summary.verdicts.items() if v.value in told.of}
        assert told.counts == Counter(counts), scene


@pytest.fixture(scope="module")
def attacks() -> dict[str, Made]:
    """A report of each hostile text, which no format changes."""
    return {kind: attacked(text) for kind, text in HOSTILE.items()}


@EACH
def test_a_hostile_text_is_told_and_never_obeyed(name: str, attacks: dict[str, Made]) -> None:
    every = Counter({"fail": 1, "unknown": 1, "waived": 1, "pass": 1})
    for kind, made in attacks.items():
        begin = time.process_time()
        text = FORMATS[name].render(*made)
        assert time.process_time() - begin < LONGEST, kind
        assert_harmless(name, text, kind)
        told = READERS[name](text)
        assert told.counts == Counter({k: n for k, n in every.items() if k in told.of}), kind


class WithoutRemedies:
    """An explainer that does not say what would make a check pass."""

    def __init__(self, whole: Explainer) -> None:
        self._whole = whole
        self.proof, self.excerpt = whole.proof, whole.excerpt

    def explain(self, cell: Cell) -> Explanation:
        return self._whole.explain(cell)._replace(remedies=())


@EACH
def test_a_format_asks_for_remedies_if_they_change_it(name: str) -> None:
    report, explainer = SCENES["red"]()
    whole = FORMATS[name].render(report, explainer)
    without = FORMATS[name].render(report, WithoutRemedies(explainer))

    assert (without != whole) is FORMATS[name].remedies


@EACH
def test_a_run_that_is_red_for_its_waivers_alone_says_so(name: str) -> None:
    made, explainer = SCENES["green"]()
    text = "waiver 'w-17' is over since 2031-05-01"
    place = Place("waivers.yaml", 3, 7)
    defect = WaiverDefect(Rule.EXPIRED, "w-17", gating=True, message=text, place=place)
    entry = WaiverEntry(
        id="w-17",
        policy="mfa-for-all",
        inventory="lab",
        vendor="payrolla",
        subject="",
        reason="they move to another system",
        owner="People Ops",
        approved_by="CISO",
        ticket="",
        created="2031-02-01",
        expires="2031-05-01",
        days_left=-14,
        state=State.EXPIRED,
        covers=0,
        place=place,
    )
    red = made._replace(waivers=Waivers((entry,), (defect,), {}), exit_code=1)

    told = FORMATS[name].render(red, explainer)

    # A statement names what failed, and no reasons.
    expected = "waiver-expired" if name == "intoto" else "w-17"
    assert expected in told
    READERS[name](told)


@EACH
def test_a_run_that_is_red_for_a_strict_baseline_alone_says_so(name: str) -> None:
    made, explainer = SCENES["green"]()
    fixed = Recorded("mfa-for-all", "lab", "payrolla-17", "", "f" * 32)
    baseline = Baseline("2031-04-01T00:00:00Z", frozenset(), 0, (fixed,), frozenset(), strict=True)

    told = FORMATS[name].render(made._replace(baseline=baseline, exit_code=1), explainer)

    # A statement names what failed, and no reasons.
    assert (STALE if name == "intoto" else "payrolla-17") in told
    READERS[name](told)


@EACH
def test_a_report_says_how_many_policies_of_which_packs_are_in_force(name: str) -> None:
    if name in {"csv", "gitlab"}:
        return  # a list of checks, and one of findings, with no place for it
    made, explainer = SCENES["green"]()
    packs = (PackEntry("shipped", 46, ()), PackEntry("policies/", 7, ("left-out",)))

    told = FORMATS[name].render(made._replace(packs=packs), explainer)

    assert "shipped" in told
    assert "46" in told


@EACH
def test_a_path_that_is_unusual_is_told(name: str) -> None:
    for path in PATHS:
        text = FORMATS[name].render(*attacked("it does not hold", path))
        assert_harmless(name, text, path)
        READERS[name](text)


@EACH
def test_a_run_that_came_to_no_report_says_so_harmlessly(name: str) -> None:
    for kind, hostile_text in HOSTILE.items():
        problems = (
            Problem(Place(f"{hostile_text[:99]}.yaml", 3, 7), hostile_text, hostile_text),
            Problem(NOWHERE, hostile_text, None),
            Problem(NOWHERE, hostile_text, None),
        )

        text = FORMATS[name].render_undone(Undone(ExitCode.UNDECIDED, problems))

        assert_harmless(name, text, kind)
        assert re.search(r"exit.?code\D{1,20}2|\b2\b", text), kind


@pytest.fixture
def red(workplace: Workplace) -> Workplace:
    workplace.inventory("at_rest: full", "at_rest: partial")
    workplace.policy()
    return workplace


def check(*more: str) -> tuple[str, ...]:
    return ("check", "--as-of", MOMENT, *more)


@EACH
def test_a_run_that_ends_with_2_replaces_the_report_of_yesterday(name: str, red: Workplace) -> None:
    run = check("-o", f"{name}=out")
    assert red.run(*run).code == 1
    yesterday = (red.folder / "out").read_bytes()
    red.write("inventories/broken.yaml", "a: [1\n")

    assert red.run(*run).code == 2

    today = (red.folder / "out").read_bytes()
    assert today != yesterday
    assert b"broken.yaml" in today


@EACH
def test_a_run_that_could_not_decide_says_why(name: str, red: Workplace) -> None:
    red.policy("require: data", "require: 1 / 0 == 1 || data")

    done = red.run(*check("-o", name))

    assert done.code == 2
    assert "encrypted" in done.out
    assert READERS[name](done.out).counts["error"] == 1


@EACH
def test_a_folder_is_no_file(name: str, red: Workplace) -> None:
    (red.folder / "out").mkdir()

    done = red.run(*check("-o", f"{name}=out"))

    assert (done.code, "'out' is a folder" in done.err) == (2, True)


def complaints(place: Workplace, program: str, **environment: str) -> dict[str, str]:
    """What a run of each format says that ends with 2, all of them in one process of their own.

    Args:
        program: calls `check` with the name of a format and, unless for standard output, a file.
    """
    text = f"""\
import os, resource, sys
from checker.cli import main
CHECK, FORMATS = {check()}, {list(FORMATS)}
def check(name, file=""):
    print(f"\\0{{name}}\\0", end="", file=sys.stderr)
    code = main([*CHECK, "-o", f"{{name}}={{file}}" if file else name])
    print(f"\\0{{code}}", end="", file=sys.stderr)
{program}
"""
    _, *told = place.python("-c", text, environment=environment).err.split("\0")
    assert told[2::3] == ["2"] * len(FORMATS), told
    return dict(zip(told[::3], told[1::3], strict=True))


def test_a_full_disk_is_2_and_leaves_no_half(red: Workplace) -> None:
    for name in FORMATS:
        red.write(f"out.{name}", "yesterday\n")

    told = complaints(
        red,
        "sys.dont_write_bytecode = True  # else it is cut, too\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "for name in FORMATS: check(name, f'out.{name}')",
    )

    assert {name for name in FORMATS if "File too large" not in told[name]} == set()
    assert [
        each.name for each in red.folder.iterdir() if "out" in each.name or "tmp" in each.name
    ] == []


def test_a_folder_without_permission_is_2() -> None:
    with TemporaryDirectory() as folder:  # others must reach it, and not what pytest makes
        Path(folder).chmod(0o755)
        red = Workplace(Path(folder))
        red.inventory("at_rest: full", "at_rest: partial")
        red.policy()
        (red.folder / "closed").mkdir(mode=0o555)

        told = complaints(
            red,
            "for name in FORMATS: main([*CHECK, '-o', name])  # imports what others may not read\n"
            "if os.geteuid() == 0: os.seteuid(65534)  # root may write everywhere\n"
            "for name in FORMATS: check(name, 'closed/out')",
            VENDORGATE_CACHE="",
        )

        assert {name for name in FORMATS if "Permission denied" not in told[name]} == set()
        assert list((red.folder / "closed").iterdir()) == []


def test_a_closed_pipe_is_2(red: Workplace) -> None:
    told = complaints(
        red,
        "for name in FORMATS:\n"
        "    reading, writing = os.pipe(); os.close(reading); os.dup2(writing, 1)\n"
        "    check(name)",
    )

    assert {name for name in FORMATS if "Broken pipe" not in told[name]} == set()


@EACH
@pytest.mark.parametrize("other", ["out", "./out", "inventories/../out"])
def test_one_file_takes_one_report(name: str, other: str, red: Workplace) -> None:
    done = red.run(*check("-o", f"{name}=out", "-o", f"json={other}"))

    assert (done.code, "two reports cannot share" in done.err) == (2, True)


@EACH
def test_every_report_says_when_it_was_true(name: str) -> None:
    """The moment of evaluation, or the ids that a consumer recognises findings by."""
    text = FORMATS[name].render(*SCENES["red"]())

    assert "2031-05-15" in text or "fingerprint" in json.dumps(text)


@EACH
def test_a_finding_of_a_policy_that_is_coming_names_its_day_and_blocks_nothing(name: str) -> None:
    if name == "intoto":
        return  # a statement names what was tested, and no reasons
    made, explainer = SCENES["red"]()
    coming = tuple(
        policy._replace(reach=Reach.COMING, effective_from="2031-09-01") for policy in made.policies
    )

    report = made._replace(policies=coming, exit_code=0)

    told = FORMATS[name].render(report, explainer)

    assert "2031-09-01" in told
    assert {cell.verdict for cell in report.findings() if report.gating(cell)} <= {Verdict.ERROR}
    counted = READERS[name](told)
    verdicts = {v.value: n for v, n in report.summary.verdicts.items() if v.value in counted.of}
    assert counted.counts == Counter(verdicts)
