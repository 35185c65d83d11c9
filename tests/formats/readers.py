"""Readers of each format, none of them ours: what arrives at those who consume a report."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import html as lxml_html

VERDICTS = frozenset({"pass", "fail", "unknown", "waived", "skip", "error"})
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


READERS: Mapping[str, Callable[[str], Told]] = {
    "table": table,
    "json": json_,
    "html": html,
    "sarif": sarif,
}
"""By the name of the format: counts that a report tells, or an error if it cannot be read."""
