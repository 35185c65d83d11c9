"""Texts and paths that are attacks on whoever reads a report."""

from checker.overridden import Effect, Overridden
from checker.problems import Place
from checker.report.matrix import Cell
from checker.report.packs import PackEntry
from checker.report.waivers import Rule, WaiverDefect, Waivers
from checker.verdict import Verdict
from tests.formats.reports import Made, explanation, policy, report, subject

HOSTILE = {
    "ANSI": "\x1b[31mred\x1b[0m",
    "OSC 8": "\x1b]8;;http://evil\x07click\x1b]8;;\x07",
    "C1": "\x9b2J",
    "bidi": "\u202egnp.exe\u2066",
    "script": "<script>alert(1)</script>",
    "attribute": "\"'><img src=x onerror=alert(1)>",
    "CDATA": "]]><x>&amp;<!--",
    "workflow command": "::error::owned",
    "workflow command on a line": "\n::set-output name=a::b\r::stop-commands::x",
    "older workflow command": "##[error]owned",
    "Azure": "##vso[task.setvariable variable=a]b",
    "escaped line break": "%0A::error::owned%0D",
    "formula": '=HYPERLINK("http://evil","x")',
    "formulas": "+1\n-1\t@SUM(1)\r\n=cmd|' /C calc'!A0;=1+1",
    "Markdown image": "![x](http://evil/x.png)",
    "Markdown link": "[x](javascript:alert(1)) <http://evil> http://evil www.evil.com",
    "Markdown table": "a | b |\n|---|\n# heading\n```\n- [ ] x\n@everyone #1 !1",
    "ticks": "`` ![x](http://evil) ` ```",
    "attachment": "[[ATTACHMENT|/etc/passwd]]",
    "NUL": "a\0b",
    "noncharacters": "\ufffe\uffff\x85\u2028",
    "lone surrogate": "\ud800 \udce9",
    "braces": "{0} {{ x }} {% x %} ${{ secrets.X }}",
    "nothing": "",
    "1 MB": "x" * 1_000_000,
}

PATHS = [
    "a b/lab.yaml",
    'it\'s "here".yaml',
    "two\nlines.yaml",
    "/abs/../lab.yaml",
    "caf\udce9.yaml",
]


def attacked(text: str, path: str = "inventories/lab.yaml") -> Made:
    """A report that has the text wherever a text can stand."""
    owner = text
    about = subject("acme", owner=owner)._replace(vendor=text, id=text)
    element = subject("acme", "data/x", owner=owner)._replace(id=text)
    hostile = Overridden(f"params.{text}", text, [text], Effect.LOOSENED)
    policies = (
        policy("p", title=text, fix=text, controls={text[:200]: (text,)}, overridden=(hostile,)),
        policy("q", title=text)._replace(why=text),
    )
    page = explanation(
        text, (text, text), ("vendors[0].x", {text: [text]}), path=path, remedies=[(text, text)]
    )
    cells = [
        Cell(0, about, Verdict.FAIL),
        Cell(0, element, Verdict.WAIVED),
        Cell(1, about, Verdict.UNKNOWN),
        Cell(1, element, Verdict.PASS),
    ]
    pages = {
        (each.policy, each.subject): page for each in cells if each.verdict is not Verdict.PASS
    }
    made = report(policies, cells, pages, inventories=(path,))
    place = Place(path, 3, 7)
    defects = (
        WaiverDefect(Rule.EXPIRED, text, gating=True, message=text, place=place),
        WaiverDefect(Rule.ENDING, text, gating=False, message=text, place=place),
    )
    waivers = Waivers((), defects, {})
    packs = (PackEntry("shipped", 1, ()), PackEntry(text, 1, (text,)))
    return made._replace(report=made.report._replace(notes=(text,), waivers=waivers, packs=packs))
