"""`vendorgate exposure` answers the question of the first hour, or says why it cannot."""

import json
import re
from typing import Any

import pytest
from lxml import html as lxml_html
from workplace import MOMENT, Workplace

from checker.clock import as_of
from checker.formats import exposure as table
from checker.formats.exposure_parts import telling
from checker.usecases.exposure import exposure
from checker.usecases.load import Request
from tests.data import assert_valid
from tests.formats.golden import assert_golden
from tests.workplace import REPOSITORY

AT = ("--as-of", MOMENT)
REGISTER = str(REPOSITORY / "inventories/incident-2031.yaml")

ASKED = {
    "build-tool": ("scanbot",),
    "incident": ("scanbot", "--incident", "qf-2031-01"),
    "vendor": ("quillforge",),
    "client": ("lab-aster",),
    "category": ("government_id",),
}


def register(workplace: Workplace) -> str:
    """The shipped register, under a short path."""
    text = (REPOSITORY / "inventories/incident-2031.yaml").read_text("utf-8")
    workplace.write("register.yaml", text)
    return "register.yaml"


def valid(text: str) -> Any:
    told = json.loads(text)
    assert_valid(told, "exposure")
    return told


@pytest.mark.golden
@pytest.mark.parametrize("name", ASKED)
def test_the_table_in_full(name: str, workplace: Workplace) -> None:
    done = workplace.run("exposure", *ASKED[name], register(workplace), *AT)
    assert (done.code, done.err) == (0, "")
    assert_golden(f"exposure-{name}.txt", done.out)


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_table_fits_the_screen(name: str, width: int) -> None:
    what, *more = ASKED[name]
    request = Request(paths=[REGISTER], as_of=as_of(MOMENT), policies=["shipped"])
    told = exposure(request, what, incident=more[1] if more else "")
    short = told._replace(locate=lambda place: told.locate(place)._replace(path="register.yaml"))
    answer = telling(short.answer)
    lines = table.render(answer, short.locate, width=width, colour=False).splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) <= 62


@pytest.mark.golden
def test_json_in_full(workplace: Workplace) -> None:
    done = workplace.run("exposure", *ASKED["build-tool"], register(workplace), *AT, "-o", "json")
    told = valid(done.out)
    assert_golden("exposure.json", done.out.replace(told["tool"]["version"], "VERSION"))


@pytest.mark.parametrize("name", ASKED)
def test_json_keeps_its_contract(name: str, workplace: Workplace) -> None:
    valid(workplace.run("exposure", *ASKED[name], register(workplace), *AT, "-o", "json").out)


def test_all_inventories_are_asked(workplace: Workplace) -> None:
    register(workplace)
    (workplace.folder / "register.yaml").rename(workplace.folder / "inventories/register.yaml")
    told = valid(workplace.run("exposure", "training_dataset", *AT, "-o", "json").out)
    assert {each["vendor"] for each in told["data"]} == {"acme", "quillforge"}
    assert {each["path"] for each in told["inputs"]} == {
        "inventories/ours.yaml",
        "inventories/register.yaml",
    }


@pytest.mark.parametrize(
    "what, hint",
    [("scanbto", "did you mean 'scanbot'?"), ("Quillforge Data", "Quillforge Data Inc.")],
)
def test_what_is_not_there_ends_the_run_with_a_hint(
    what: str, hint: str, workplace: Workplace
) -> None:
    done = workplace.run("exposure", what, register(workplace), *AT, "-o", "json=told.json")
    assert (done.code, done.out) == (2, "")
    assert f"there is no party and no category of data '{what}'" in done.err
    assert hint in done.err
    told = valid((workplace.folder / "told.json").read_text())
    assert (told["exit_code"], len(told["problems"])) == (2, 1)


def test_an_incident_that_is_not_there_ends_the_run(workplace: Workplace) -> None:
    at = (register(workplace), *AT)
    done = workplace.run("exposure", "scanbot", *at, "--incident", "qf-2031-1")
    assert (done.code, done.out) == (2, "")
    assert "there is no incident 'qf-2031-1'" in done.err
    assert "did you mean 'qf-2031-01'?" in done.err


def test_a_day_before_anything_began_has_no_incident(workplace: Workplace) -> None:
    done = workplace.run(
        "exposure", "scanbot", register(workplace), "--as-of", "2031-03-01", "-o", "json"
    )
    told = valid(done.out)
    assert told["incidents"] == []
    assert {each["state"] for each in told["duties"]} == {"would arise"}


def test_the_order_of_files_changes_nothing_that_is_told(workplace: Workplace) -> None:
    text = (REPOSITORY / "inventories/incident-2031.yaml").read_text("utf-8")
    outs = []
    for one, other in (("a", "b"), ("b", "a")):
        workplace.write(f"{one}/inventory.yaml", text)
        path = workplace.inventory().read_text()
        workplace.write(f"{other}/inventory.yaml", path)
        told = valid(workplace.run("exposure", "scanbot", "a", "b", *AT, "-o", "json").out)
        outs.append({key: told[key] for key in ("organisations", "clients", "data", "duties")})
        outs[-1] = json.loads(json.dumps(outs[-1]).replace(f"{one}/inv", "x/inv"))
    assert outs[0] == outs[1]


WHATIF = {
    "without": ("--without", "quillforge"),
    "without-gateway": ("--without", "gatewayllm"),
    "worst": ("--worst", "3"),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", WHATIF)
def test_the_table_of_a_question_about_all_in_full(name: str, workplace: Workplace) -> None:
    done = workplace.run("exposure", *WHATIF[name], register(workplace), *AT)
    assert (done.code, done.err) == (0, "")
    assert_golden(f"exposure-{name}.txt", done.out)


@pytest.mark.parametrize("name", WHATIF)
def test_json_of_a_question_about_all_keeps_its_contract(name: str, workplace: Workplace) -> None:
    done = workplace.run("exposure", *WHATIF[name], register(workplace), *AT, "-o", "json")
    told = json.loads(done.out)
    assert_valid(told, name.partition("-")[0])


@pytest.mark.golden
@pytest.mark.parametrize("format_, suffix", [("markdown", "md"), ("html", "html")])
def test_a_page_in_full(format_: str, suffix: str, workplace: Workplace) -> None:
    done = workplace.run("exposure", "scanbot", register(workplace), *AT, "-o", format_)
    assert (done.code, done.err) == (0, "")
    # The style sheet and the script are those of every page.
    own = '<style>.*?</style>|<script>.*?</script>|content="default-src[^"]*"'
    text = re.sub(own, "", done.out, flags=re.DOTALL)
    text = re.sub("vendorgate [0-9][^<]*", "vendorgate", text)
    assert_golden(f"exposure.{suffix}", text)


@pytest.mark.parametrize("question", [("scanbot",), *WHATIF.values()])
def test_a_page_needs_nothing_and_its_picture_is_in_it(
    question: tuple[str, ...], workplace: Workplace
) -> None:
    done = workplace.run("exposure", *question, register(workplace), *AT, "-o", "html")
    root = lxml_html.document_fromstring(done.out)
    assert len(root.xpath("//svg")) == (question == ("scanbot",))
    assert not root.xpath("//@style | //@src | //@onclick | //@href")
    assert len(root.xpath("//style")) == len(root.xpath("//script")) == 1


@pytest.mark.parametrize(
    "question, message",
    [
        ((), "nothing is asked about (expected a party, or a category of data)"),
        (("--without", "x", "--worst", "1"), "--without and --worst ask different questions"),
        (
            ("x", "--incident", "i", "--worst", "1"),
            "--incident and --worst ask different questions",
        ),
        (("--worst", "0"), "'0' is not a number of parties (expected 1 to 1000)"),
        (("--without", "nobody", "inventories"), "there is no party 'nobody'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_said(
    question: tuple[str, ...], message: str, workplace: Workplace
) -> None:
    done = workplace.run("exposure", *question, *AT)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
