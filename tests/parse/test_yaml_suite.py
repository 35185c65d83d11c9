"""The official YAML test suite: each case is read as it says, or refused for a reason."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from checker.errors import InputError
from checker.parse.document import parse


class Refused(NamedTuple):
    """Valid YAML that is not read: part of the message, and the cases."""

    message: str
    cases: str


REFUSED = (
    # A file is YAML 1.2 without saying so; a directive could only say something else.
    Refused(
        "a YAML directive",
        "27NA 2LFX 5TYM 6CK3 6LVF BEC7 C4HZ CC74 DK95/07 MUS6/02 MUS6/03 MUS6/04 MUS6/05 MUS6/06 "
        "P76L RTP8 U3C3 W4TN Z9M4 ZYU8/00 ZYU8/01 ZYU8/02 ZYU8/03",
    ),
    # A tag makes a type, and an inventory has those of JSON only.
    Refused(
        "(expected a plain value without a tag)",
        "2AUY 2XXW 33X3 35KP 52DL 565N 57H4 6JWB 6WLZ 735Y 74H7 7FWL 8MK2 9KAX 9WXW BU8L CUP7 EHF6 "
        "F2C7 FH7J HMQ5 J7PZ L94M LE5A M5C3 S4JQ UGM3 UKK6/02 WZ62 Z67P",
    ),
    # One file is one document: a second one would be passed over by other readers.
    Refused(
        "a second document begins here",
        "6XDY 6ZKB 9DXL JHB9 KSS4 L383 PUW8 RZT7 U9NS",
    ),
    # A second document without its three dashes.
    Refused("text behind the end of the document", "7Z25 M7A3"),
    # libyaml wants a text at the top indented, as everywhere else.
    Refused("text behind the end of the document", "DK3J FP8R"),
    # Nothing is not an inventory.
    Refused("there is nothing in the file", "8G76 98YD AVM7"),
    Refused("did not find expected node content", "HWV9 QT73"),
    # Keys are text. libyaml does not read an empty key in every place; it would be refused anyway.
    Refused("is not text (expected text)", "DFF7"),
    Refused("did not find expected key", "2JQS 6M2F NHX8 NKF9 S3PD SM9W/01 UKK6/00"),
    Refused("did not find expected node content", "CFD4"),
    Refused(
        "a list or a mapping is used as a key",
        "4FJ6 6BFJ 6PBE 9MMW KK5P LX3P M2N8/00 M2N8/01 M5DY Q9WF RZP5 SBG9 V9D5 X38W XW4D",
    ),
    # Which of two anchors an alias means should not depend on the order of the file.
    Refused("is defined twice", "3GZX PW8X"),
    # Escapes of characters that nobody can see.
    Refused("control character", "G4RS"),
    # Inside brackets libyaml wants the colon on the line of its key ...
    Refused(
        "did not find expected ',' or '}'",
        "4MUZ/00 4MUZ/01 4MUZ/02 5MUD 9SA2 K3WX NJ66 UT92 VJP3/01",
    ),
    # ... and no plain text that starts or ends with a colon.
    Refused("did not find expected node content", "58MP 5T43 DBG4 HM87/00"),
    Refused("found unexpected ':'", "4ABK FRK4"),
    # libyaml knows fewer characters in the names of anchors ...
    Refused("'&' starts an anchor", "8XYN W5VH"),
    # ... or reads the rest of the name as text, which must not pass.
    Refused("goes on with a character that no name has", "2SXE Y2GN"),
    # libyaml takes `?text` in brackets for a key, which must not pass either.
    Refused("a question mark directly before text", "652Z HM87/01"),
    # libyaml is strict about tabs where YAML 1.2 is not.
    Refused("a tab in the indentation", "6BCT 6CA3 96NN/00 96NN/01 A2M4 DK95/00 DK95/03 DK95/04 "
            "Q5MG R4YG Y79Y/01 Y79Y/10"),
)  # fmt: skip

# Not YAML 1.2 for a missing space, or for an indentation that brackets and quotes make needless.
# libyaml reads them, and what it reads is what the text shows.
LENIENT = {
    "9C9N": {"flow": ["a", "b", "c"]},
    "9JBA": ["a", "b", "c"],
    "CVW2": ["a", "b", "c"],
    "DK95/01": {"foo": "bar baz"},
    "G5U8": [["-", "-"]],
    "QB6E": {"quoted": "a b c"},
    "S98Z": {"empty block scalar": ""},
    "SU5Z": {"key": "value"},
    "X4QW": {"block": "scalar\n"},
    "Y79Y/03": [["foo", "foo"]],
    "YJV2": ["-"],
}
# A last line of nothing but spaces, without a line break: libyaml does not count it.
OTHER_WHITE_SPACE = {"JEF9/02": [""], "L24T/01": {"foo": "x\n "}}


class Case(NamedTuple):
    """One test: its text, and the documents it holds; None if it is not YAML."""

    id: str
    text: str
    documents: list[Any] | None


def test_every_case_is_read_as_the_suite_says_or_listed_here(
    reference: Callable[..., Path],
) -> None:
    different = {}
    for case in _cases(reference("yaml-test-suite", "src")):
        outcome = _outcome(case.text)
        if isinstance(outcome, InputError):
            if case.documents is not None:
                different[case.id] = outcome.problems[0].message
        elif case.documents != [outcome.data]:
            different[case.id] = outcome.data
    listed = {**LENIENT, **OTHER_WHITE_SPACE}
    refused = {id_: group.message for group in REFUSED for id_ in group.cases.split()}
    assert sum(len(group.cases.split()) for group in REFUSED) == len(refused)
    assert different.keys() == listed.keys() | refused.keys()
    assert {id_: different[id_] for id_ in listed} == listed
    assert {
        id_: different[id_] for id_, part in refused.items() if part not in str(different[id_])
    } == {}


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_every_line_break_is_read_as_a_line_feed(
    reference: Callable[..., Path], line_break: str
) -> None:
    for case in _cases(reference("yaml-test-suite", "src")):
        if "\r" not in case.text:
            expected, found = _outcome(case.text), _outcome(case.text.replace("\n", line_break))
            assert type(found) is type(expected), case.id
            if isinstance(found, InputError):
                assert str(found) == str(expected)
            else:
                assert found.data == expected.data


def test_the_whole_suite_is_there(reference: Callable[..., Path]) -> None:
    assert sum(1 for _ in _cases(reference("yaml-test-suite", "src"))) == 406


def _outcome(text: str) -> Any:
    try:
        return parse("case.yaml", text.encode())
    except InputError as error:
        return error


def _cases(folder: Path) -> Iterator[Case]:
    for file in sorted(folder.glob("*.yaml")):
        tests = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        inherited: dict[str, Any] = {}
        for number, test in enumerate(tests):
            inherited = {**inherited, **test}
            id_ = file.stem if len(tests) == 1 else f"{file.stem}/{number:02}"
            written = inherited.get("json")
            documents = None if test.get("fail") else _documents(written or "")
            yield Case(id_, _unmarked(test["yaml"]), documents)


def _unmarked(text: str) -> str:
    """The suite's ReadMe.md, "Special Characters"."""
    text = re.sub("—*»", "\t", text.replace("␣", " ")).replace("↵", "")
    return text.replace("∎\n", "").replace("←", "\r").replace("⇔", "\ufeff")


def _documents(text: str) -> list[Any]:
    decoder, documents = json.JSONDecoder(), []
    text = text.strip()
    while text:
        value, end = decoder.raw_decode(text)
        documents.append(value)
        text = text[end:].strip()
    return documents
