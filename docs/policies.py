"""Writes docs/policies.md from the shipped policies; tests/docs/test_policies_page.py compares.

usage: make docs, or python docs/policies.py
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checker.inventory import LISTS, RECORDS  # noqa: E402
from checker.parse import document  # noqa: E402

PAGE = REPOSITORY / "docs/policies.md"

FRAMEWORKS = {
    "nist-csf-2.0": "NIST CSF 2.0",
    "nist-800-53-r5": "NIST SP 800-53 Rev. 5",
    "iso-27001-2022": "ISO/IEC 27001:2022",
    "iso-42001": "ISO/IEC 42001",
    "soc-2": "SOC 2",
    "dora": "DORA",
    "nis2": "NIS2",
    "gdpr": "GDPR",
    "eu-ai-act": "EU AI Act",
    "nydfs-500": "NYDFS 23 NYCRR 500",
    "hipaa": "HIPAA",
}
"""What the ids in the policies' `controls` are short for, in the order of the page."""

OPENING = """\
# The shipped policies

Generated from [policies/](../policies) by `make docs`: change a policy, not this page.

A policy that passes is evidence for the controls it names. None of them satisfies a control alone,
and none of this is legal advice. Numbers such as days, hours and limits are starting points: set
your own in `vendorgate.yaml`, as the [README](../README.md) shows. How to write
one: [writing policies](writing-policies.md). What the verdicts mean: [verdicts](verdicts.md).
"""


class Shipped(NamedTuple):
    """A policy as its file says it, and the file.

    Attributes:
        rule: the lines from the parameters to the condition, comments included.
    """

    file: str
    data: dict[str, Any]
    rule: str


def shipped() -> list[Shipped]:
    """Every policy of the pack, file by file."""
    found = []
    for path in sorted((REPOSITORY / "policies").glob("*.yaml")):
        read = document.parse(str(path), path.read_bytes())
        lines = path.read_text("utf-8").splitlines()
        for index, policy in enumerate(read.data["policies"]):
            before = "for" if "for" in policy else "severity"
            first, last = (
                read.positions.key(("policies", index, key)).line for key in (before, "message")
            )
            rule = dedent("\n".join(lines[first : last - 1])).strip()
            found.append(Shipped(path.name, policy, rule))
    return found


def page(policies: list[Shipped]) -> str:
    pages = [_policy(each) for each in policies]
    return "\n".join([OPENING, *_index(policies), *pages, *_crosswalk(policies)])


def _index(policies: list[Shipped]) -> Iterator[str]:
    yield "| policy | what holds if it passes | severity | one verdict for each |"
    yield "|---|---|---|---|"
    for each in policies:
        policy = each.data
        yield f"| {_link(each)} | {policy['title']} | {policy['severity']} | {_subject(policy)} |"
    yield ""


def _crosswalk(policies: list[Shipped]) -> Iterator[str]:
    """Each control with the policies that are evidence for it."""
    yield "## Controls"
    yield ""
    yield "| framework | control | policies |"
    yield "|---|---|---|"
    for framework, name in FRAMEWORKS.items():
        served: dict[str, list[str]] = {}
        for each in policies:
            for control in each.data["controls"].get(framework, ()):
                served.setdefault(control, []).append(_link(each))
        for control in sorted(served):
            yield f"| {name} | {control} | {', '.join(served[control])} |"
    yield ""


def _link(shipped: Shipped) -> str:
    id_ = shipped.data["id"]
    return f"[{id_}](#{id_})"


def _policy(shipped: Shipped) -> str:
    policy = shipped.data
    controls = [
        f"| {name} | {', '.join(policy['controls'][key])} |"
        for key, name in FRAMEWORKS.items()
        if key in policy["controls"]
    ]
    return "\n".join(
        [
            f"## {policy['id']}",
            "",
            f"**{policy['title']}.**",
            f"Severity {policy['severity']}. One verdict for each {_subject(policy)}.",
            f"In [policies/{shipped.file}](../policies/{shipped.file}).",
            "",
            f"- Why: {policy['why']}",
            f"- What to do: {policy['fix']}",
            "",
            "```yaml",
            shipped.rule,
            "```",
            "",
            "| what its tests show | verdict |",
            "|---|---|",
            *_examples(policy),
            "",
            "| framework | controls |",
            "|---|---|",
            *controls,
            "",
        ]
    )


def _examples(policy: dict[str, Any]) -> Iterator[str]:
    for verdict in ("pass", "fail", "unknown", "skip"):
        names = [test["name"] for test in policy["tests"] if _expected(test) == verdict]
        if names:
            yield f"| {'; '.join(names)} | {verdict} |"


def _expected(test: dict[str, Any]) -> str:
    """The verdict that a test is about: of several the worst."""
    if isinstance(test["expect"], str):
        return test["expect"]
    order = ("fail", "unknown", "pass", "skip")
    return next((each for each in order if each in test["expect"].values()), "")


def _subject(policy: dict[str, Any]) -> str:
    kind = policy.get("for", "vendor")
    return f"entry of `{LISTS[kind]}`" if kind in RECORDS else kind


if __name__ == "__main__":
    PAGE.write_text(page(shipped()), "utf-8")
