"""An entry is put behind the others; every other byte of the file stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError, UsageError
from checker.parse.document import parse
from checker.waivers.entry import Entry, added
from checker.waivers.read import waivers
from tests.waivers.written import entry, text

NEW = Entry(
    id="new",
    policy="p",
    inventory="ours",
    vendor="bolt",
    subject="*",
    covers=2,
    reason="a: 'b' # \"c\"",
    owner="Ann",
    approved_by="",
    ticket="",
    created="2031-05-15",
    expires="2031-06-15",
)
ADDED = """\
{0}- id: "new"
{0}  policy: "p"
{0}  inventory: "ours"
{0}  vendor: "bolt"
{0}  subject: "*"
{0}  covers: 2
{0}  reason: "a: 'b' # \\"c\\""
{0}  owner: "Ann"
{0}  created: 2031-05-15
{0}  expires: 2031-06-15
"""


def test_a_file_that_is_not_there_is_begun() -> None:
    assert added("w.yaml", None, NEW).endswith(f"\nwaivers:\n{ADDED.format('  ')}")


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_what_stands_there_stays_byte_for_byte(indent: str) -> None:
    first = "".join(f"{indent}{line}\n" for line in text(entry()).splitlines()[1:])
    old = f"# ours\nwaivers: # all of them\n{first}  # the last word"

    assert added("w.yaml", old.encode(), NEW) == f"{old}\n{ADDED.format(indent)}"


def test_the_line_breaks_of_the_file_are_kept() -> None:
    old = text(entry()).replace("\n", "\r\n")

    assert added("w.yaml", old.encode(), NEW) == old + ADDED.format("").replace("\n", "\r\n")


@pytest.mark.parametrize("old", ["waivers: []\n", "{waivers: []}\n", "waivers: []\n...\n"])
def test_a_file_to_whose_end_nothing_can_be_added_is_refused(old: str) -> None:
    with pytest.raises(UsageError, match="cannot be added to the end"):
        added("w.yaml", old.encode(), NEW)


def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(InputError):
        added("w.yaml", b"waivers:\n  - id: [\n", NEW)


def test_an_entry_about_what_is_waived_already_is_refused() -> None:
    about = NEW._replace(vendor="acme", subject="", covers=0)

    with pytest.raises(InputError, match="is about the same as 'w'"):
        added("w.yaml", text(entry()).encode(), about)


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1)


@given(TEXTS.filter(str.strip), TEXTS.filter(str.strip))
def test_whatever_is_written_is_read_again_as_it_was_meant(reason: str, ticket: str) -> None:
    old = text(entry())
    about = NEW._replace(reason=f"x{reason}", ticket=f"x{ticket}")

    _, new = waivers(parse("w.yaml", added("w.yaml", old.encode(), about).encode()))

    assert (new.reason, new.ticket) == (f"x{reason}", f"x{ticket}")
