"""Memory: what was found in the same files before, for whoever lints at every commit."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from checker.cel.cache.cache import Cache
from checker.lint.finding import Finding, Stretch
from checker.lint.lint import Linted
from checker.lint.rules import RULES
from checker.problems import Place
from checker.report.report import Input
from checker.validate import schema


def key_of(inputs: Iterable[Input], shipped: Iterable[str], *, version: str) -> str:
    """What findings depend on: every file under its name, the shipped pack, and the schemas.

    Args:
        shipped: digests of the files of the pack that travels with the product.
    """
    parts = [version, *(schema.digest(name) for name in ("inventory", "policies", "tests"))]
    parts += [f"{each.kind} {each.sha256} {each.path}" for each in inputs]
    return hashlib.sha256("\0".join((*parts, *shipped)).encode("utf-8", "replace")).hexdigest()


def recalled(key: str, inputs: Sequence[Input], cache: Cache) -> Linted | None:
    """What was remembered under a key, if it was."""
    with suppress(TypeError, ValueError, KeyError):
        findings, policies = cache.get(key)
        return Linted(tuple(map(_finding, findings)), tuple(inputs), int(policies))
    return None


def remember(key: str, linted: Linted, cache: Cache) -> None:
    """Keep what was found."""
    cache.put(key, [[_plain(each) for each in linted.findings], linted.policies])


def _plain(finding: Finding) -> list[Any]:
    start, end, excerpt = finding.stretch
    return [
        finding.rule.id, finding.policy, start, end, excerpt, finding.message, finding.hint
    ]  # fmt: skip


def _finding(plain: list[Any]) -> Finding:
    rule, policy, start, end, excerpt, message, hint = plain
    return Finding(RULES[rule], policy, Stretch(Place(*start), Place(*end), excerpt), message, hint)
