"""Waivers from the command line and from Python: written, listed, obeyed, foreseen."""

import json
from pathlib import Path

import pytest

from checker.report.read import read
from tests.data import assert_valid
from tests.formats.golden import assert_golden
from tests.workplace import Workplace

FINDING = ("acme/data/training_dataset", "encrypted")
WAIVE = (
    "waive",
    "encrypted",
    "acme/data/training_dataset",
    "--as-of",
    "2031-05-15",
    "--reason",
    "the vendor migrates until June",
    "--expires",
    "2031-06-15",
)


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """One finding: data that is not encrypted."""
    workplace = Workplace(tmp_path)
    workplace.inventory("{at_rest: full}", "{at_rest: partial}")
    workplace.policy()
    return workplace


def test_waive_writes_an_entry_that_covers_the_finding_once_it_is_approved(
    place: Workplace,
) -> None:
    assert place.check().code == 1

    done = place.run(*WAIVE)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "waivers.yaml: waiver 'encrypted-acme' until 2031-06-15, about 1 finding of encrypted;"
        " not in force before somebody approves it (approved_by)\n"
    )
    assert place.check().code == 1

    file = place.folder / "waivers.yaml"
    file.write_text(file.read_text() + "    approved_by: ciso # by mail\n")
    done = place.check()
    assert (done.code, done.out) == (
        0,
        (
            "compliant: 0 policies hold on 1 vendor (0 checks) as of"
            " 2031-05-15 (end of day, UTC); 1 own; 1 check waived\n"
        ),
    )


def test_waive_keeps_what_it_cannot_read(place: Workplace) -> None:
    place.write("waivers.yaml", "waivers:\n  - id: [")

    done = place.run(*WAIVE)

    assert done.code == 2
    assert done.err.startswith("waivers.yaml:")
    assert (place.folder / "waivers.yaml").read_text() == "waivers:\n  - id: ["


@pytest.mark.parametrize(
    "changed,message",
    [
        (("--expires", "2031-05-14"), "--expires is 2031-05-14 (expected 2031-05-15 to"),
        (("--expires", "2031-08-13"), "2031-08-12: 90 days at most, as 'encrypted' is high)"),
        (("--expires", "2031-02-30"), "not a date: '2031-02-30'"),
        (("--expires", "soon"), "--expires is 'soon' (expected a day)"),
        (("--reason", "a\x1b[2Jb"), "--reason holds characters that cannot be printed"),
    ],
)
def test_waive_refuses_what_would_not_be_in_force(
    place: Workplace, changed: tuple[str, str], message: str
) -> None:
    done = place.run(*WAIVE, *changed)

    assert done.code == 2
    assert message in done.err
    assert not (place.folder / "waivers.yaml").exists()


def test_waive_refuses_what_is_no_finding(place: Workplace) -> None:
    place.inventory()

    done = place.run(*WAIVE)

    assert done.code == 2
    assert "is pass: there is nothing to waive" in done.err


def test_waive_names_the_waiver_that_is_there(place: Workplace) -> None:
    place.run(*WAIVE, "--approved-by", "ciso")

    done = place.run(*WAIVE)

    assert done.code == 2
    assert "is waived already, by 'encrypted-acme' (waivers.yaml:3:5)" in done.err


def test_everything_of_a_vendor_is_waived_with_the_number_of_its_findings(
    place: Workplace,
) -> None:
    place.run("waive", "encrypted", "acme/*", *WAIVE[3:], "--approved-by", "ciso")

    assert '    subject: "*"\n    covers: 1\n' in (place.folder / "waivers.yaml").read_text()
    assert place.check().code == 0


def test_the_longest_life_is_configured(place: Workplace) -> None:
    place.write("vendorgate.yaml", "waiver_life: {high: 7 days}\n")

    assert "7 days at most" in place.run(*WAIVE).err
    place.write("vendorgate.yaml", "waiver_life: {high: 7}\n")
    assert place.run(*WAIVE).err.startswith("vendorgate.yaml:1:21: 'high' is the number 7")


def test_a_file_of_waivers_can_be_named_and_none_can(place: Workplace) -> None:
    place.run(*WAIVE, "--approved-by", "ciso", "--waivers", "own.yaml")

    assert place.check("--waivers", "own.yaml").code == 0
    assert place.check().code == 1
    (place.folder / "own.yaml").rename(place.folder / "waivers.yaml")
    assert place.check().code == 0
    assert place.check("--waivers", "").code == 1
    assert place.check("--waivers", "gone.yaml").code == 2


@pytest.mark.parametrize("name", ["waivers.yml", ".waivers.yaml", "WAIVERS.json"])
def test_a_file_that_was_meant_as_waivers_is_refused(place: Workplace, name: str) -> None:
    place.write(name, "waivers: []\n")

    done = place.check()

    assert done.code == 2
    assert f"{name} is not read (expected waivers.yaml)" in done.err


def test_an_expired_waiver_is_named_in_the_finding_that_is_back(place: Workplace) -> None:
    place.run(*WAIVE, "--approved-by", "ciso")

    done = place.run("check", "--as-of", "2031-06-16", "-v")

    assert done.code == 1
    assert "is encrypted: partial (waiver 'encrypted-acme' expired on 2031-06-15)" in " ".join(
        done.out.split()
    )


def test_reports_tell_waivers_and_are_read_back(place: Workplace) -> None:
    place.run(*WAIVE, "--approved-by", "ciso", "--ticket", "SEC-7")
    place.write(
        "waivers.yaml",
        (place.folder / "waivers.yaml").read_text()
        + "  - {id: old, policy: encrypted, vendor: acme, reason: r, owner: o, approved_by: b,"
        " created: 2031-01-01, expires: 2031-02-01}\n",
    )
    text = place.check("-o", "json").out
    data = json.loads(text)

    assert_valid(data, "report")
    assert [each["waiver"] for each in data["results"]] == ["encrypted-acme"]
    assert [each["state"] for each in data["waivers"]] == ["in force", "dangling"]
    assert [each["rule"] for each in data["waiver_defects"]] == ["waiver-dangling"]
    from checker.formats.json import render

    recorded = read(text)
    assert render(recorded.report, recorded) == text


@pytest.mark.parametrize("moment", ["2031-06-10", "2031-06-16"])
@pytest.mark.parametrize("format_,ending", [("table", "txt"), ("sarif", "sarif"), ("json", "json")])
@pytest.mark.golden
def test_golden(place: Workplace, moment: str, format_: str, ending: str) -> None:
    place.run(*WAIVE, "--approved-by", "ciso", "--ticket", "SEC-7")
    name = "in-force" if moment == "2031-06-10" else "expired"

    out = place.run("check", "--as-of", moment, "-v", "-o", format_).out

    assert_golden(f"waivers-{name}.{ending}", out)


def test_waivers_are_listed_with_the_days_that_they_have_left(place: Workplace) -> None:
    place.run(*WAIVE, "--approved-by", "ciso")

    done = place.run("waivers", "--as-of", "2031-05-15")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "1 waiver on 2031-05-15, 1 check waived\n\n"
        "  ~ 31 days left  encrypted-acme: encrypted on acme/data/training_dataset\n"
        "    the vendor migrates until June\n"
        "    owner data-platform, approved by ciso; until 2031-06-15; covers 1 check\n"
        "    waivers.yaml:3:5\n"
    )


def test_a_forecast_knows_when_waivers_end(place: Workplace) -> None:
    place.run(*WAIVE, "--approved-by", "ciso")

    data = json.loads(
        place.run("forecast", "--as-of", "2031-05-15", "--fail-within", "40d", "-o", "json").out
    )

    assert_valid(data, "forecast")
    (change,) = data["changes"]
    assert (change["day"], change["days"], change["verdict"]) == ("2031-06-16", 32, "fail")
    assert (change["at"], change["waiver"]) == ("2031-06-16T00:00:00Z", "encrypted-acme")
    assert (change["gating"], data["exit_code"]) == (True, 1)
    assert data["counts"] == {"changing": 1, "found": 0, "steady": 0, "timeless": 0}


def test_explain_says_by_whom_and_until_when_a_finding_is_accepted(place: Workplace) -> None:
    place.run(*WAIVE, "--approved-by", "ciso")

    out = place.run("explain", FINDING[1], FINDING[0], "--as-of", "2031-05-15").out

    assert "~ waived encrypted" in out
    assert (
        "waived by 'encrypted-acme' (approved by ciso, until 2031-06-15): the vendor"
        in " ".join(out.split())
    )


def test_python_takes_the_file_of_waivers(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker import check, forecast

    place.run(*WAIVE, "--approved-by", "ciso", "--waivers", "own.yaml")
    monkeypatch.chdir(place.folder)

    assert check(as_of="2031-05-15", waivers=Path("own.yaml")).exit_code == 0
    assert check(as_of="2031-05-15").exit_code == 1
    assert len(forecast(as_of="2031-05-15", waivers="own.yaml").changes) == 1


def test_what_a_waiver_says_is_escaped_where_it_goes(place: Workplace) -> None:
    place.write(
        "waivers.yaml",
        "waivers:\n  - {id: w, policy: encrypted, vendor: acme, subject: data/training_dataset,"
        ' reason: "<b> [x](y) ##vso[x]", owner: o, approved_by: ciso, created: 2031-05-01,'
        " expires: 2031-05-20}\n",
    )

    assert "##vso" not in place.check("-o", "sarif").out
    assert "##vso" not in place.check("-o", "json").out
    html = place.check("-o", "html").out
    assert "&lt;b&gt; [x](y)" in html
    assert "<b> [x]" not in html


@pytest.mark.parametrize(
    "changed,rule,message",
    [
        (("policy: encrypted", "policy: encrypt"), "waiver-dangling", "there is no policy"),
        (("vendor: acme", "vendor: acne"), "waiver-dangling", "there is no vendor 'acne'"),
    ],
)
def test_a_waiver_about_what_is_not_there_is_a_finding(
    place: Workplace, changed: tuple[str, str], rule: str, message: str
) -> None:
    entry = (
        "waivers:\n  - {id: w, policy: encrypted, vendor: acme, subject: data/training_dataset,"
        " reason: r, owner: o, approved_by: ciso, created: 2031-05-01, expires: 2031-05-20}\n"
    )
    place.write("waivers.yaml", entry)
    assert place.check().code == 0
    place.write("waivers.yaml", entry.replace(*changed))

    data = json.loads(place.check("-o", "json").out)

    assert data["exit_code"] == 1
    assert [(each["rule"], message in each["message"]) for each in data["waiver_defects"]] == [
        (rule, True)
    ]


def test_two_waivers_of_one_check_on_one_day_are_a_problem(place: Workplace) -> None:
    entry = (
        "  - {id: ID, policy: encrypted, vendor: acme, subject: data/training_dataset,"
        " reason: r, owner: o, approved_by: ciso, created: 2031-05-01, expires: 2031-05-20}\n"
    )
    place.write(
        "waivers.yaml", f"waivers:\n{entry.replace('ID', 'one')}{entry.replace('ID', 'two')}"
    )

    done = place.check()

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "waivers.yaml:3:5: waiver 'two' is about the same as 'one' (waivers.yaml:2:5)"
    )


def test_a_file_without_its_key_is_told_what_stands_there(place: Workplace) -> None:
    place.write("waivers.yaml", "{}\n")

    assert "hint: waivers: an entry with a dash for each finding" in place.check().err


def test_waive_writes_whole_or_not_at_all(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.run(*WAIVE, "--approved-by", "ciso")
    before = (place.folder / "waivers.yaml").read_text()
    other = "\n      - {category: other, classification: secret, encryption: {at_rest: none}}"
    place.inventory("{at_rest: full}}", f"{{at_rest: none}}}}{other}")

    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", failing)
    done = place.run("waive", "encrypted", "acme/data/other", *WAIVE[3:])

    assert done.code == 2
    assert (place.folder / "waivers.yaml").read_text() == before
    assert [path.name for path in place.folder.iterdir() if "waivers" in path.name] == [
        "waivers.yaml"
    ]
