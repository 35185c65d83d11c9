"""Policies as their authors write them, with their tests, read as the command reads them."""

from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import NamedTuple

from checker.parse import document
from checker.policy.config import NO_CONFIG
from checker.policy.policies import load
from checker.policy.policy import Policy
from checker.testing.case import Case
from checker.testing.cases import cases
from checker.testing.sources import Source, sources

HEAD = """\
policies:
  - id: p
    title: It holds
    severity: high
    message: it holds
"""


class Written(NamedTuple):
    policies: Sequence[Policy]
    cases: Sequence[Case]
    sources: Mapping[str, Source]

    @property
    def policy(self) -> Policy:
        (policy,) = self.policies
        return policy


def written(text: str, *tests: str, head: str = HEAD) -> Written:
    """The policy `p`, its conditions on lines 6 and after, and its tests in flow style."""
    listed = "".join(f"  - {{name: t{number}, {test}}}\n" for number, test in enumerate(tests))
    whole = head + indent(text + (f"tests:\n{listed}" if tests else ""), "    ")
    found = document.parse("p.yaml", whole.encode())
    policies = load([found], NO_CONFIG)
    return Written(policies, cases([found], [], policies), sources([found]))
