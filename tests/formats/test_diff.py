"""A diff is harmless whatever it tells, and its Markdown fits a comment whatever changed."""

import json
import re
from collections.abc import Callable

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from checker.formats import diff as table
from checker.formats import diff_json, diff_markdown
from checker.formats.html import diff as page
from checker.formats.markdown import LARGEST
from checker.problems import Place
from checker.report.diff import (
    Cause,
    CellChange,
    Diff,
    Kind,
    Presence,
    RecordChange,
    RuleChange,
    State,
)
from checker.report.explanation import Explanation
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.report import Input
from checker.verdict import FailOn, Severity, Verdict
from tests.formats.hostile import HOSTILE
from tests.formats.reports import subject
from tests.formats.test_every_format import assert_harmless

FORMATS: dict[str, Callable[[Diff, "Told"], str]] = {
    "table": lambda diff, told: table.render(diff, told, width=80, colour=False),
    "json": diff_json.render,
    "markdown": diff_markdown.render,
    "html": page.render,
}
AFTER = {
    Kind.FAILING: Verdict.FAIL,
    Kind.UNKNOWN: Verdict.UNKNOWN,
    Kind.RAISED: Verdict.FAIL,
    Kind.REASON: Verdict.FAIL,
    Kind.WAIVED: Verdict.WAIVED,
    Kind.FIXED: Verdict.PASS,
    Kind.DROPPED: None,
}


class Told:
    """One message and one place for every change."""

    def __init__(self, text: str) -> None:
        self._explanation = Explanation(text, Place(f"{text[:200]}.yaml", 3, 7), ())

    def explain(self, change: CellChange) -> Explanation | None:
        return None if change.cell is None else self._explanation


def made(text: str, times: int = 1) -> Diff:
    """A diff with so many changes of each kind, in which every text is the one that is given."""
    state = State(
        name=text,
        commit="a" * 40,
        as_of="2031-05-15T00:00:00Z",
        version=text,
        inputs=(Input(text, "inventory", "0" * 64),),
        counts=((Verdict.FAIL, 1),),
        vendors=1,
        undecided=(),
    )
    about = subject("acme", "data/x", owner=text)._replace(vendor=text, id=text, inventory=text)
    changes = [
        CellChange(
            kind=kind,
            policy=text,
            severity=Severity.HIGH,
            subject=about,
            before=Verdict.UNKNOWN,
            after=AFTER[kind],
            causes=(Cause.INVENTORY, Cause.TIME),
            is_new=kind is Kind.FAILING,
            gating=kind is Kind.FAILING,
            cell=None if AFTER[kind] is None else Cell(0, about, AFTER[kind]),
            fingerprint="f" * 32,
            messages=(text, text) if kind is Kind.REASON else None,
        )
        for kind in Kind
        for _ in range(times)
    ]
    rules = [RuleChange(Presence.CHANGED, "policy", text, (text, text), (Cause.POLICIES,))] * times
    records = [RecordChange(Presence.CAME, "client", text, text, text, text)] * times
    return Diff(
        version="0",
        before=state,
        after=state._replace(undecided=(text,)),
        fail_on_new=FailOn.HIGH,
        changes=tuple(changes),
        others=times,
        records=tuple(records),
        rules=tuple(rules),
        notes=(text,) * min(times, 1_000),
        exit_code=ExitCode.UNDECIDED,
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_hostile_text_is_told_and_never_obeyed(name: str) -> None:
    for hostile in HOSTILE.values():
        assert_told(name, FORMATS[name](made(hostile), Told(hostile)))


def assert_told(name: str, text: str) -> None:

    # Machines are given texts as long as they are.
    assert_harmless(name, text if name != "json" else text.replace("x" * 1_000_000, "x"))
    if name == "json":
        assert len(json.loads(text)["changes"]) == len(Kind)
    if name == "html":
        tree = lxml_html.fromstring(text)
        assert len(tree.xpath("//script")) == 1
        assert tree.xpath("//*[@onerror or @onfocus or @src or @href]") == []
        assert len(tree.xpath("//section[.//table]")) == len(Kind)
    if name == "markdown":
        assert len(text.encode("utf-8", "surrogatepass")) <= LARGEST
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
        inner = [each for token in tokens for each in token.children or ()]
        assert {each.type for each in inner} <= {
            "text", "code_inline", "strong_open", "strong_close", "softbreak"
        }  # fmt: skip


def test_every_change_is_in_each_format_once() -> None:
    plain = made("some-text")
    for name, render in FORMATS.items():
        told = render(plain, Told("some-text"))
        for kind in Kind:
            count = len(
                re.findall(rf'"kind": "{kind.value}"|{kind.value.capitalize()} \(1\)', told)
            )
            assert count == 1, (name, kind)


def test_markdown_is_cut_with_a_count_and_still_tells_the_end() -> None:
    text = diff_markdown.render(made("p" * 200, 500), Told("m" * 400))

    size = len(text.encode())
    assert LARGEST - 20_000 < size <= LARGEST
    shown = len(re.findall(r"^- \*\*high\*\*", text, re.MULTILINE))
    hidden = sum(int(n) for n in re.findall(r"^(\d+) more changes? not shown", text, re.MULTILINE))
    assert shown + hidden == 500 * len(Kind)
    assert [f"### {kind.value.capitalize()} (500)" in text for kind in Kind] == [True] * len(Kind)
    listed = re.findall(r"^(\d+) more lines? not shown", text, re.MULTILINE)
    assert len(listed) == 2
    assert "### Vendors and their records" in text


def test_a_table_shows_no_more_than_somebody_reads() -> None:
    many = table.LIMIT + 3
    told = table.render(made("x", many), Told("y"), width=80, colour=False)

    assert told.count("  and 3 more (all of them: -o json)\n") == len(Kind) + 2


def test_a_colour_never_says_anything_alone() -> None:
    plain, coloured = (
        table.render(made("x"), Told("y"), width=80, colour=colour) for colour in (False, True)
    )

    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain
    assert coloured != plain
