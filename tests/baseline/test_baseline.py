"""A baseline lets what was known pass, shrinks, and hides neither an error nor what is new."""

import json
from pathlib import Path

import pytest
from hypothesis import given as forall

from checker.baseline.compare import findings
from checker.baseline.file import BaselineFile, digests
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.formats.json import render
from checker.formats.vendors import ranked
from checker.report.gate import ExitCode
from checker.report.read import read
from checker.verdict import Verdict
from tests.data import assert_valid
from tests.runs import given, ours, policy
from tests.waivers.test_laws import runs
from tests.waivers.written import entry, waived
from tests.workplace import INVENTORY, POLICY, Workplace

MORE = (
    "encryption: {at_rest: full}}",
    (
        "encryption: {at_rest: partial}}\n"
        "      - {category: other, classification: secret, encryption: {at_rest: none}}"
    ),
)
PARTIAL = ("{at_rest: full}", "{at_rest: partial}")


def of(run: Run) -> Run:
    """The run with a baseline of itself."""
    held = tuple(findings(decide(run), [each.id for each in run.policies]))
    known = run.waivers._replace(policies=frozenset(each.id for each in run.policies))
    return run._replace(
        waivers=known, baseline=BaselineFile("0", "then", digests(run.policies), held)
    )


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """One finding, which is in the baseline."""
    workplace = Workplace(tmp_path)
    workplace.inventory(*PARTIAL)
    workplace.policy()
    done = workplace.run("baseline", "write", "--as-of", "2031-05-15")
    assert (done.code, done.out) == (
        0,
        "baseline.json: 1 finding: 0 kept, 1 added, 0 fixed and taken out\n",
    )
    return workplace


@forall(runs())
def test_with_a_baseline_of_itself_a_run_gates_on_errors_alone(run: Run) -> None:
    plain, report = settle(run, decide(run)), settle(of(run), decide(run))

    assert report.cells == plain.cells
    assert report.summary.gating == 0
    assert report.summary.verdicts == plain.summary.verdicts
    assert (report.exit_code == ExitCode.UNDECIDED) == (plain.exit_code == ExitCode.UNDECIDED)
    assert report.exit_code != ExitCode.NOT_COMPLIANT
    assert {each.verdict for each in report.vendors} <= {
        Verdict.PASS,
        Verdict.SKIP,
        Verdict.ERROR,
    }
    assert report.baseline is not None
    assert (report.baseline.new, report.baseline.fixed) == (0, ())


def test_a_baseline_is_of_what_is_found_before_waivers() -> None:
    run = of(given([policy("p", require="false")], ours({"id": "acme"})))

    report = waived(run, entry())

    assert report.baseline is not None
    assert (len(report.baseline.known), report.baseline.new) == (1, 0)
    assert report.summary.verdicts[Verdict.WAIVED] == 1
    assert report.exit_code == ExitCode.COMPLIANT


def test_what_is_known_does_not_block_and_is_said(place: Workplace) -> None:
    assert place.check().code == 1

    done = place.check("--baseline", "baseline.json")

    assert done.code == 0
    assert "1 finding known in the baseline" in done.out
    assert_valid(json.loads((place.folder / "baseline.json").read_text()), "baseline")


def test_what_is_new_blocks_and_is_told_apart_by_its_reason(place: Workplace) -> None:
    place.policy("title: Data is", "title: All data is")
    place.inventory(
        *MORE,
    )
    data = json.loads(place.check("--baseline", "baseline.json", "-o", "json").out)

    assert_valid(data, "report")
    assert [(e["subject"]["id"], e["baseline"], e["gating"]) for e in data["results"]] == [
        ("other", "new", True),
        ("training_dataset", "known", False),
    ]
    assert (data["exit_code"], data["baseline"]["new"], data["baseline"]["changed"]) == (1, 1, [])
    assert [each["verdict"] for each in data["vendors"]] == ["fail"]

    place.policy('== "full"', 'in ["full"]')
    data = json.loads(place.check("--baseline", "baseline.json", "-o", "json").out)
    assert [each["baseline"] for each in data["results"]] == ["new policy", "known"]
    assert data["baseline"]["changed"] == ["encrypted"]


def test_what_is_known_keeps_no_vendor_from_passing(place: Workplace) -> None:
    data = json.loads(place.check("--baseline", "baseline.json", "-o", "json").out)

    assert [each["verdict"] for each in data["vendors"]] == ["pass"]


def test_what_is_new_about_the_portfolio_blocks_it_and_no_vendor() -> None:
    about = [
        policy("whole", subject_kind="portfolio", require="false"),
        policy("each", require="false"),
    ]
    run = given(about, ours({"id": "a"}))
    held = of(run).baseline
    assert held is not None
    known = held._replace(findings=tuple(e for e in held.findings if e.policy == "each"))
    report = settle(of(run)._replace(baseline=known), decide(run))

    assert [row.entry.verdict for row in ranked(report)] == [Verdict.PASS, Verdict.FAIL]


def test_a_report_with_a_baseline_is_read_back(place: Workplace) -> None:
    text = place.check("--baseline", "baseline.json", "-o", "json").out

    recorded = read(text)

    assert render(recorded.report, recorded) == text


def test_sarif_tells_the_state_of_each_result(place: Workplace) -> None:
    log = json.loads(place.check("--baseline", "baseline.json", "-o", "sarif").out)

    assert [each["baselineState"] for each in log["runs"][0]["results"]] == ["unchanged"]


def test_what_is_fixed_is_told_and_gates_only_strictly(place: Workplace) -> None:
    place.inventory()

    done = place.check("--baseline", "baseline.json", "-v")
    assert done.code == 0
    assert "✓ encrypted on acme/data/training_dataset" in done.out
    assert place.check("--baseline", "baseline.json", "--baseline-strict").code == 1

    done = place.run("baseline", "write", "--as-of", "2031-05-15")
    assert done.out == "baseline.json: 0 findings: 0 kept, 0 added, 1 fixed and taken out\n"
    assert place.check("--baseline", "baseline.json", "--baseline-strict").code == 0


def test_a_baseline_only_shrinks_unless_it_is_asked_to_grow(place: Workplace) -> None:
    place.inventory(
        *MORE,
    )

    assert place.run("baseline", "write", "--as-of", "2031-05-15").out == (
        "baseline.json: 1 finding: 1 kept, 0 added, 0 fixed and taken out;"
        " 1 new finding not added (--add)\n"
    )
    assert place.check("--baseline", "baseline.json").code == 1
    assert place.run("baseline", "write", "--add", "--as-of", "2031-05-15").out == (
        "baseline.json: 2 findings: 1 kept, 1 added, 0 fixed and taken out\n"
    )
    assert place.check("--baseline", "baseline.json").code == 0


def test_what_was_not_asked_for_is_not_fixed(place: Workplace) -> None:
    place.write(
        "other.yaml",
        (place.folder / "inventories/ours.yaml").read_text().replace("id: ours", "id: theirs"),
    )

    data = json.loads(place.check("other.yaml", "--baseline", "baseline.json", "-o", "json").out)

    assert (data["baseline"]["known"], data["baseline"]["fixed"]) == (0, [])
    assert data["exit_code"] == 1


@pytest.mark.parametrize("narrowed", [("--vendor", "other"), ("--select", "another")])
def test_what_a_narrower_run_leaves_out_is_not_fixed(
    place: Workplace, narrowed: tuple[str, str]
) -> None:
    vendor = INVENTORY[INVENTORY.index("  - id: acme") :].replace("acme", "other")
    inventory = place.folder / "inventories/ours.yaml"
    inventory.write_text(inventory.read_text() + vendor)
    rule = POLICY.partition("\n")[2].replace("id: encrypted", "id: another")
    place.write("policies/own.yaml", POLICY + rule.replace('== "full"', '!= "none"'))
    strict = ("--baseline", "baseline.json", "--baseline-strict")

    done = place.check(*narrowed, *strict, "-o", "json")
    assert done.err == ""
    data = json.loads(done.out)

    assert (data["baseline"]["known"], data["baseline"]["fixed"]) == (0, [])
    assert data["exit_code"] == 0


def test_an_error_is_neither_hidden_nor_fixed(place: Workplace) -> None:
    place.policy('data.encryption.at_rest == "full"', "1 / 0 == 1")

    data = json.loads(place.check("--baseline", "baseline.json", "-o", "json").out)

    assert (data["exit_code"], data["baseline"]["fixed"]) == (2, [])
    done = place.run("baseline", "write", "--as-of", "2031-05-15")
    assert done.code == 2
    assert "cannot be evaluated, and a baseline hides no error" in done.err


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_baseline_that_is_cut_is_one_problem(place: Workplace, share: float) -> None:
    file = place.folder / "baseline.json"
    text = file.read_text()
    file.write_text(text[: int(len(text) * share)])

    done = place.check("--baseline", "baseline.json")

    assert done.code == 2
    assert done.err.count("the baseline is not whole") == 1
    assert done.err.endswith("1 problem in 1 file; nothing was checked\n")


@pytest.mark.parametrize(
    "old, new",
    [
        ('"findings"', '"findings": [], "findings"'),
        ('"acme"', '"acme", "vendor": "w"'),
        ('"acme"', "1"),
        ('"acme"', "[" * 5_000),
        ('"acme"', '"\xff"'),
    ],
)
def test_a_baseline_that_nobody_wrote_is_one_problem(place: Workplace, old: str, new: str) -> None:
    file = place.folder / "baseline.json"
    text = file.read_text()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("latin-1"))

    done = place.check("--baseline", "baseline.json")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("baseline.json:")
    assert done.err.count("the baseline is not whole") == 1


def test_a_baseline_may_be_laid_out_and_escaped_as_json_is(place: Workplace) -> None:
    file = place.folder / "baseline.json"
    text = file.read_text()
    said = place.check("--baseline", "baseline.json")
    for other in (
        json.dumps(json.loads(text), indent=4),
        json.dumps(json.loads(text)).replace('"acme"', '"\\u0061cme"'),
        f"# a comment, as YAML has it\n{text}",
    ):
        assert other != text
        file.write_text(other)
        again = place.check("--baseline", "baseline.json")
        assert (again.code, again.out) == (said.code, said.out)


def test_a_baseline_of_another_version_is_one_problem(place: Workplace) -> None:
    file = place.folder / "baseline.json"
    file.write_text(file.read_text().replace("baseline/v1", "baseline/v9"))

    done = place.check("--baseline", "baseline.json")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("baseline.json:1:1: this is no baseline of this version")


@pytest.mark.parametrize("content", ["{", '{"schema": "vendorgate/baseline/v9"}', "[]", "", "\x00"])
def test_baseline_write_keeps_a_file_that_it_cannot_read(place: Workplace, content: str) -> None:
    file = place.folder / "baseline.json"
    file.write_text(content)

    done = place.run("baseline", "write", "--add", "--as-of", "2031-05-15")

    assert (done.code, done.out) == (2, "")
    assert file.read_text() == content


def test_baseline_write_writes_whole_or_not_at_all(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (place.folder / "baseline.json").read_text()
    place.inventory()

    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", failing)
    done = place.run("baseline", "write", "--as-of", "2031-05-15")

    assert done.code == 2
    assert (place.folder / "baseline.json").read_text() == before


@pytest.mark.parametrize("arguments", [("--add", "inventories"), ("inventories", "--add")])
def test_paths_of_baseline_write_stand_before_or_behind_its_options(
    place: Workplace, arguments: tuple[str, ...]
) -> None:
    place.inventory(*MORE)

    done = place.run("baseline", "write", "--as-of", "2031-05-15", *arguments)

    assert (done.code, done.err) == (0, "")
    assert "1 kept, 1 added" in done.out
