"""`vendorgate report` tells, and is no gate; what it was to write says when a run ended with 2."""

import re

import pytest
from workplace import MOMENT, Workplace

AT = ("--as-of", MOMENT)
CONTROLS = "    controls: {dora: ['28(3)']}\n"


@pytest.fixture
def red(workplace: Workplace) -> Workplace:
    workplace.inventory("at_rest: full", "at_rest: partial")
    workplace.write("policies/own.yaml", workplace.policy().read_text() + CONTROLS)
    return workplace


@pytest.mark.parametrize("options", [("-p", "policies"), ("--framework", "dora")])
def test_controls_are_told_whatever_was_found(red: Workplace, options: tuple[str, ...]) -> None:
    done = red.run("report", "controls", *AT, *options, "inventories", "-p", "policies")

    assert (done.code, done.err) == (0, "")
    assert "28(3): evidence against it\n      1 fail by encrypted" in done.out
    assert ("no policy: 5, 6," in done.out) == ("--framework" in options)


@pytest.mark.parametrize("what", ["controls", "owners"])
@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_a_day_is_told_as_its_end(red: Workplace, what: str, format_: str) -> None:
    (red.folder / "lists").mkdir()
    target = f"{format_}=lists" if (what, format_) == ("owners", "markdown") else format_

    done = red.run("report", what, "--as-of", "2031-05-15", "-p", "policies", "-o", target)

    files = (path.read_text() for path in sorted((red.folder / "lists").iterdir()))
    for text in [done.out] if done.out else files:
        assert re.search("[Aa]s of `?2031-05-15 [(]end of day, UTC[)]", text)


def test_owners_have_a_file_each(red: Workplace) -> None:
    (red.folder / "lists").mkdir()

    done = red.run("report", "owners", *AT, "-p", "policies", "-o", "markdown=lists", "-o", "table")

    assert (done.code, done.err) == (0, "")
    assert "data-platform: 1 vendor, 1 finding, 1 of which block\n" in done.out
    assert {each.name for each in (red.folder / "lists").iterdir()} == {
        "data-platform.md",
        "index.md",
    }


def test_lists_of_owners_need_a_folder_and_make_it(red: Workplace) -> None:
    assert red.run("report", "owners", *AT, "-o", "markdown").code == 2

    assert red.run("report", "owners", *AT, "-o", "markdown=new/lists").code == 0

    assert (red.folder / "new/lists/index.md").is_file()


@pytest.mark.parametrize("folder", ["taken", "taken/lists"])
def test_a_file_for_a_folder_is_refused_before_anything_is_read(
    red: Workplace, folder: str
) -> None:
    red.write("taken", "a file")
    red.write("inventories/broken.yaml", "a: [1\n")

    done = red.run("report", "owners", *AT, "-o", f"markdown={folder}")

    assert (done.code, done.out) == (2, "")
    assert done.err == f"vendorgate: '{folder}' is no folder (expected -o markdown=DIR)\n"


@pytest.mark.parametrize("format_", ["html", "csv", "json", "oscal"])
@pytest.mark.parametrize("what", ["controls", "owners"])
def test_every_format_arrives(red: Workplace, what: str, format_: str) -> None:
    done = red.run("report", what, *AT, "-p", "policies", "-o", f"{format_}=out")

    if (what, format_) == ("owners", "oscal"):
        assert done.code == 2
        assert "there is no output format 'oscal'" in done.err
        return
    assert (done.code, done.out, done.err) == (0, "", "")
    text = (red.folder / "out").read_text()
    assert ("data-platform" if what == "owners" else "28(3)") in text


def test_a_run_that_ends_with_2_makes_the_folder_and_says_so_in_it(red: Workplace) -> None:
    red.write("inventories/broken.yaml", "a: [1\n")

    assert red.run("report", "owners", *AT, "-o", "markdown=lists").code == 2

    assert "broken.yaml" in (red.folder / "lists/index.md").read_text()


@pytest.mark.parametrize("what, file", [("controls", "out.md"), ("owners", "lists/index.md")])
def test_a_run_that_ends_with_2_replaces_what_it_was_to_write(
    red: Workplace, what: str, file: str
) -> None:
    (red.folder / "lists").mkdir()
    target = "lists" if what == "owners" else file
    run = ("report", what, *AT, "-p", "policies", "-o", f"markdown={target}")
    assert red.run(*run).code == 0
    red.write("inventories/broken.yaml", "a: [1\n")

    assert red.run(*run).code == 2

    text = (red.folder / file).read_text()
    assert text.startswith("## vendorgate: no report, as the run ended with exit code 2\n")
    assert "broken.yaml" in text


def test_a_policy_that_cannot_be_evaluated_is_2_and_told(red: Workplace) -> None:
    red.policy("require: data", "require: 1 / 0 == 1 || data")

    done = red.run("report", "owners", *AT, "-p", "policies")

    assert done.code == 2
    assert "could not decide: " in done.out
