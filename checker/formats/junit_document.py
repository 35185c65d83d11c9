"""JUnit XML: suites, cases and how they ended, harmless where the document is printed.

A case is recognised by its names: `classname` and `name` never change with its outcome. No clock:
the time of every case is 0.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from checker.formats.escape import plain
from checker.formats.problems import render_problem
from checker.formats.xml import allowed, attribute, escaped
from checker.report.undone import Undone

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that a terminal obeys or that turn what is read around: written by their numbers."""

_REPEATED = 256
"""Attributes that are kept: each policy and each subject is named again and again."""

_SPECIAL = re.compile(r"[^\w /.,;:()=+-]", re.ASCII)
"""A text without any of these, and without `::`, is its own attribute."""

# Where a document is printed, the runner of a CI system obeys `##vso[…]` anywhere in it, and
# `::error::` where a line begins. A reader of XML gets every character of a name back.
_COMMANDS = {"##": "#&#35;", "::": ":&#58;"}


def document(name: str, suites: Sequence[str], *, tests: int, failures: int, errors: int) -> str:
    """The whole document; ends with a line break."""
    head = attributes(name=name, tests=tests, failures=failures, errors=errors, time="0")
    body = "".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {head}>\n{body}</testsuites>\n'


def suite(
    name: str,
    cases: Sequence[str],
    *,
    failures: int,
    errors: int,
    skipped: int = 0,
    properties: Mapping[str, str | int] | None = None,
) -> str:
    """A suite of cases."""
    head = attributes(
        name=name, tests=len(cases), failures=failures, errors=errors, skipped=skipped, time="0"
    )
    told = "".join(
        f"      <property {attributes(name=key, value=value)}/>\n"
        for key, value in (properties or {}).items()
    )
    block = f"    <properties>\n{told}    </properties>\n" if told else ""
    return f"  <testsuite {head}>\n{block}{''.join(cases)}  </testsuite>\n"


def case(classname: str, name: str, inside: str) -> str:
    """A case; it passed if there is nothing inside."""
    return opened(opening(classname), quoted(name), inside)


def opening(classname: str) -> str:
    """The beginning of the cases of a class: what follows is the name of one."""
    return f"    <testcase classname={quoted(classname)} name="


def opened(opening: str, name: str, inside: str) -> str:
    """A case from the beginning that its class has, and its name as an attribute."""
    if not inside:
        return f'{opening}{name} time="0"/>\n'
    return f'{opening}{name} time="0">\n{inside}    </testcase>\n'


def element(name: str, message: str, kind: str, lines: Iterable[str] = ()) -> str:
    """A `failure` or an `error`, and its kind."""
    head = attributes(message=_harmless(message), type=kind)
    return f"      <{name} {head}>{_text(lines)}</{name}>\n"


def skipped_element(message: str, lines: Iterable[str] = ()) -> str:
    """The reason why a case was skipped; it has no kind, for Surefire."""
    head = attributes(message=_harmless(message))
    return f"      <skipped {head}>{_text(lines)}</skipped>\n"


def no_report(command: str, undone: Undone) -> str:
    """The whole document of a run that came to no report: an error for each problem."""
    seen: Counter[str] = Counter()
    cases = []
    for problem in undone.problems:
        name = str(problem.place) or "run"
        seen[name] += 1
        error = element("error", problem.message, "problem", [render_problem(problem).rstrip()])
        # Only the first of two cases with one name is shown.
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        cases.append(case("problems", unique, error))
    count = len(cases)
    ending = {"exit_code": int(undone.code)}
    told = suite("vendorgate", cases, failures=0, errors=count, properties=ending)
    return document(f"vendorgate {command}", [told], tests=count, failures=0, errors=count)


def attributes(**values: str | int) -> str:
    """Attributes of an element, in order."""
    return " ".join(f"{name}={quoted(str(value))}" for name, value in values.items())


def _text(lines: Iterable[str]) -> str:
    return escaped("\n".join(map(_harmless, lines)))


def _harmless(text: str) -> str:
    """The text on one line, without what GitLab and Jenkins take for the path of an attachment."""
    return plain(text).replace("[[ATTACHMENT", r"[\x5bATTACHMENT")


@lru_cache(maxsize=_REPEATED)
def quoted(text: str) -> str:
    """A text as the value of an attribute."""
    if "::" not in text and not _SPECIAL.search(text):
        return f'"{text}"'
    value = attribute(allowed(text), _COMMANDS)
    return _UNSEEN.sub(lambda match: f"&#{ord(match.group())};", value)
