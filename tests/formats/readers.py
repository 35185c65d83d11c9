"""Readers of each format, none of them ours: what arrives at those who consume a report."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from checker.formats.asides import STALE
from checker.report.waivers import Rule

VERDICTS = frozenset({"pass", "fail", "unknown", "waived", "skip", "error"})
OTHERS = frozenset({"undecided", STALE, *(rule.value for rule in Rule)})
"""The findings that are about no check: why a run could not decide, waivers, the baseline."""

FINDINGS = frozenset({"fail", "unknown", "error"})


class Told(NamedTuple):
    """The number of cells by verdict that a report tells of, and the verdicts that it counts."""

    counts: Counter[str]
    of: frozenset[str] = VERDICTS


def table(text: str) -> Told:
    (line,) = re.findall(r"^  \d+ checks?: (.*)$", text, re.MULTILINE)
    return Told(Counter({word: int(n) for n, word in re.findall(r"(\d+) (\w+)", line)}))


def json_(text: str) -> Told:
    data = json.loads(text)
    told = Counter(each["verdict"] for each in data["results"])
    assert told == Counter({k: n for k, n in data["summary"].items() if k in VERDICTS and n})
    return Told(told)


def html(text: str) -> Told:
    page = lxml_html.fromstring(text)
    counts = page.xpath("//ul[@class='counts']/li")
    pairs = (re.findall(r"(\d+)\s+(\w+)", each.text_content()) for each in counts)
    return Told(Counter({word: int(n) for ((n, word),) in pairs}))


def sarif(text: str) -> Told:
    (run,) = json.loads(text)["runs"]
    listed = Counter(each["properties"]["verdict"] for each in run["results"] if "verdict" in
                     each.get("properties", {}))  # fmt: skip
    told = Counter(run["properties"]["summary"])
    assert all(listed[verdict] == told[verdict] for verdict in FINDINGS | {"waived"})
    return Told(told)


def junit(text: str) -> Told:
    root = etree.fromstring(text.encode())
    told: Counter[str] = Counter()
    names: Counter[tuple[str | None, str | None]] = Counter()
    for case in root.iter("testcase"):
        names[case.get("classname"), case.get("name")] += 1
        kinds = [child.get("type") or child.get("message").split(":")[0] for child in case]
        told[kinds[0] if kinds else "pass"] += 1
    reasons = sum(told.pop(kind, 0) for kind in OTHERS)
    for tag, attribute in (("failure", "failures"), ("error", "errors")):
        assert int(root.get(attribute)) == len(list(root.iter(tag)))
    assert int(root.get("tests")) == told.total() + reasons == names.total() == len(names)
    return Told(told)


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Commands as the runner of GitHub Actions reads them (actions/runner, ActionCommand.cs)."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        level, properties, data = match.groups()
        pairs = (each.partition("=")[::2] for each in properties.split(","))
        found.append((level, {key: _back(value) for key, value in pairs}, _back(data)))
    return found


def _back(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def github(text: str) -> Told:
    notice = next(data for level, _, data in commands(text) if level == "notice")
    counts = re.findall(rf"(\d+) ({'|'.join(VERDICTS)})\b", notice)
    return Told(Counter({word: int(n) for n, word in counts}))


def gitlab(text: str) -> Told:
    items = [each for each in json.loads(text) if each["check_name"] not in OTHERS]
    return Told(Counter(each["description"].split(":")[0] for each in items), FINDINGS)


def markdown(text: str) -> Told:
    page = lxml_html.fromstring(rendered(text))
    heads, counts = (page.xpath(f"(//table)[1]//{cell}/text()") for cell in ("th", "td"))
    told = dict(zip(heads, map(int, counts), strict=True))
    assert told.pop("checks") == sum(told.values())
    return Told(Counter(told))


def rendered(text: str) -> str:
    """The HTML that a platform makes of it, which lets HTML pass and links every address."""
    return MarkdownIt("gfm-like", {"html": True}).render(text)


def csv_(text: str) -> Told:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(None not in row and None not in row.values() for row in rows)
    return Told(
        Counter(row["verdict"] for row in rows if row["verdict"] not in {"undecided", "other"})
    )


def oscal(text: str) -> Told:
    (result,) = json.loads(text)["assessment-results"]["results"]
    told = {each["name"]: int(each["value"]) for each in result["props"]}
    del told["exit-code"]
    props = [
        {prop["name"]: prop["value"] for prop in each["props"]}
        for each in result.get("observations", ())
    ]
    listed = Counter(each["verdict"] for each in props if "verdict" in each)
    passed = sum(int(each["pass"]) for each in props if "pass" in each)
    assert all(listed[verdict] == told[verdict] for verdict in FINDINGS | {"waived"})
    assert passed == told["pass"]
    return Told(Counter(told))


def intoto(text: str) -> Told:
    return Told(Counter(json.loads(text)["predicate"]["vendorgate"]["summary"]))


READERS: Mapping[str, Callable[[str], Told]] = {
    "table": table,
    "json": json_,
    "html": html,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
    "markdown": markdown,
    "csv": csv_,
    "oscal": oscal,
    "intoto": intoto,
}
"""By the name of the format: counts that a report tells, or an error if it cannot be read."""
