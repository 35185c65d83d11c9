"""Reports are written to the disk, and nowhere else."""

import pytest
from workplace import Workplace

from checker.commands.check import FORMATS

CHECK = ("check", "unread.yaml", "-o")
ADDRESSES = {
    **{f"check {name}": ((*CHECK, f"{name}=s3://reg/out"), name) for name in FORMATS},
    "controls": (("report", "controls", "-o", "csv=s3://reg/out"), "csv"),
    "owners": (("report", "owners", "-o", "markdown=s3://reg/out"), "markdown"),
    "sign": (("report", "sign", "unread", "--key", "k", "-o", "dsse=s3://reg/out"), "dsse"),
    "graph": (("graph", "-o", "svg=s3://reg/out"), "svg"),
    "diff": (("diff", "HEAD", "-o", "json=s3://reg/out"), "json"),
    "test": (("test", "--junit", "s3://reg/out"), "junit"),
}


def refused(what: str, scheme: str = "s3") -> str:
    return (
        f"vendorgate: {what} cannot be written to '{scheme}://…' (expected a path on the disk)\n"
        "  hint: write it to the disk, and copy it from there\n"
    )


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_report_to_an_address_is_refused_before_anything_is_read(
    workplace: Workplace, kind: str
) -> None:
    arguments, name = ADDRESSES[kind]
    before = sorted(workplace.folder.iterdir())

    done = workplace.run(*arguments)

    assert (done.code, done.out, done.err) == (2, "", refused(f"the report '-o {name}'"))
    assert sorted(workplace.folder.iterdir()) == before


WRITERS = {
    "the baseline": ("baseline", "write", "unread.yaml", "--baseline", "s3://reg/b.json"),
    "the waiver": (
        *("waive", "encrypted", "acme/data/0", "unread.yaml", "--reason", "r"),
        *("--expires", "2031-06-01", "--waivers", "s3://reg/w.yaml"),
    ),
}


@pytest.mark.parametrize("what", WRITERS)
def test_what_is_kept_is_not_written_to_an_address(workplace: Workplace, what: str) -> None:
    before = sorted(workplace.folder.iterdir())

    done = workplace.run(*WRITERS[what])

    assert (done.code, done.out, done.err) == (2, "", refused(what))
    assert sorted(workplace.folder.iterdir()) == before


@pytest.mark.parametrize(
    "key, what, arguments",
    [
        ("baseline", "the baseline", ("baseline", "write")),
        ("waivers", "the waiver", WRITERS["the waiver"][:-2]),
    ],
)
def test_nor_to_one_that_is_configured(
    workplace: Workplace, key: str, what: str, arguments: tuple[str, ...]
) -> None:
    workplace.configuration(f"{key}: s3://reg/kept\n")

    done = workplace.run(*arguments)

    assert (done.code, done.out, done.err) == (2, "", refused(what))


def test_an_address_is_told_harmlessly_and_without_its_secrets(workplace: Workplace) -> None:
    done = workplace.run(*CHECK, "json=s\x1b[2J3://user:secret@reg/out?token=secret")

    assert (done.code, done.err) == (2, refused("the report '-o json'", r"s\x1b[2J3"))
