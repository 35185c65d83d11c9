"""`check --since`: what changed is told wherever the report goes, and a bad report ends with 2."""

import json

import pytest
from workplace import MOMENT, Workplace

SINCE = f"since {MOMENT} (end of day, UTC)"


@pytest.fixture
def before(workplace: Workplace) -> Workplace:
    """A folder in which `old.json` is the report of a compliant run."""
    assert workplace.check("-o", "json=old.json").code == 0
    return workplace


def test_a_red_table_a_green_line_and_a_page_tell_it(before: Workplace) -> None:
    green = before.check("--since", "old.json")
    assert green.code == 0
    assert f"; {SINCE}: nothing changed" in green.out
    before.inventory("at_rest: full", "at_rest: none")

    red = before.check("--since", "old.json", "-o", "table", "-o", "html=out.html")

    assert red.code == 1
    assert f"  {SINCE}: 1 newly fails\n" in red.out
    written = (before.folder / "out.html").read_text()
    assert "1</span> newly failing" in written
    assert "pass → fail" in written


def test_the_earlier_report_is_an_input_with_its_digest_and_is_not_overwritten(
    before: Workplace,
) -> None:
    data = json.loads(before.check("--since", "old.json", "-o", "json").out)
    assert [each["path"] for each in data["inputs"] if each["kind"] == "report"] == ["old.json"]
    old = (before.folder / "old.json").read_bytes()

    done = before.check("--since", "old.json", "-o", "json=old.json")

    assert done.code == 2
    assert "'old.json' is an input of this run" in done.err
    assert (before.folder / "old.json").read_bytes() == old


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "old.json:1:1: this is no JSON (expected what vendorgate check -o json wrote)"),
        (b"\xff", "old.json: this is no JSON (expected"),
        (b'{"a": 1,\n]', "old.json:2:1: this is no JSON (expected"),
        (b"[" * 100_000, "old.json: this is no JSON (expected"),
        (b"[]", "old.json: this is no report (expected"),
        (b'{"schema": "vendorgate/lint/v1"}', "old.json: this is no report (expected"),
        (b'{"schema": "vendorgate/report/v1"}', "old.json: this report cannot be read (expected"),
        (
            b'{"schema": "vendorgate/report/v1", "problems": []}',
            "old.json: it is of a run that came to no report",
        ),
    ],
)
def test_what_is_no_report_is_told_and_ends_with_2(
    before: Workplace, content: bytes, said: str
) -> None:
    before.write("old.json", content)

    done = before.check("--since", "old.json")

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "moment", ["yesterday", "2031-02-30T00:00:00Z", "2031-01-01T01:00:00+01:00"]
)
def test_a_moment_that_no_report_has_is_no_age(before: Workplace, moment: str) -> None:
    before.inventory("at_rest: full", "at_rest: none")
    assert before.check("--since", "old.json", "-o", "json=red.json").code == 1
    data = json.loads((before.folder / "red.json").read_text())
    [finding] = data["results"]
    finding["first_seen"] = moment
    before.write("red.json", json.dumps(data))

    done = before.check("--since", "red.json", "-o", "html")

    assert (done.code, done.out) == (2, "")
    assert "red.json: this report cannot be read" in done.err


def test_a_chain_of_reports_tells_the_age_and_is_made_again_byte_for_byte(
    before: Workplace,
) -> None:
    before.inventory("at_rest: full", "at_rest: none")
    days = ("2031-05-16", "2031-05-20", "2031-06-25")
    last = "old.json"
    for day in days:
        done = before.run("check", "--since", last, "--as-of", day, "-o", f"json={day}.json")
        assert done.code == 1, done.err
        last = f"{day}.json"

    [finding] = json.loads((before.folder / last).read_text())["results"]
    verified = before.run("report", "verify", last)

    assert finding["first_seen"][:10] == days[0]
    assert finding["before"] == "fail"
    assert (verified.code, verified.out[:6], verified.err) == (0, "same: ", "")
    page = before.run("check", "--since", last, "--as-of", "2031-06-26", "-o", "html").out
    assert "The oldest has stood since 2031-05-16, 41 days." in page


@pytest.mark.parametrize("key", ["results", "vendors", "policies", "inventories", "summary"])
@pytest.mark.parametrize("value", [None, 1, "x", [1], [{}], {"a": 1}, [[]]])
def test_a_damaged_report_is_no_traceback(before: Workplace, key: str, value: object) -> None:
    data = json.loads((before.folder / "old.json").read_text())
    before.write("old.json", json.dumps(data | {key: value}))

    done = before.check("--since", "old.json")

    assert done.code == 2
    assert "old.json: this report cannot be read" in done.err


def test_every_bad_file_is_told_at_once(before: Workplace) -> None:
    before.write("old.json", "[]")
    before.write("inventories/broken.yaml", "a: [1\n")

    done = before.check("--since", "old.json")

    assert done.code == 2
    assert "old.json: this is no report" in done.err
    assert "inventories/broken.yaml:1:4: " in done.err


def test_python_compares_too(before: Workplace) -> None:
    before.inventory("at_rest: full", "at_rest: none")
    done = before.program(
        "from pathlib import Path\nfrom checker import check\n"
        f"since = check(as_of='{MOMENT}', since=Path('old.json')).report.since\n"
        "print([(c.policy, str(c.subject), c.before.value, c.after.value) for c in since.failing])"
    )

    assert done.err == ""
    assert "'pass', 'fail')]" in done.out
