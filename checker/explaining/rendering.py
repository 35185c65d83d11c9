"""Rendering: a policy's message with its holes filled, on one line."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from checker.cel.functions.conversions import to_string
from checker.cel.limits import extent
from checker.cel.syntax import Expression
from checker.cel.trace.dependencies import deciding
from checker.cel.trace.dependency import Dependency
from checker.cel.trace.record import Aspect
from checker.cel.trace.trace import Read
from checker.cel.trace.tracer import Tracer
from checker.explaining.places import Locator
from checker.explaining.redact import REDACTED
from checker.policy.template import Template
from checker.shorten import shorten
from checker.values import BudgetSpent, CelError, TypeValue

LONGEST = 1_000
"""Characters of a message."""

NOT_RECORDED = "(not recorded)"
NOT_EVALUATED = "(cannot be evaluated)"
NONE = "(none)"
TOO_MUCH = "(too much to show)"
LONGEST_LIST = 400
"""Characters of a list: of one that is longer, the first are named and the others counted."""

MOST_VALUES = 100_000
"""Values that are spelt out. A list may hold one list many times, and so more than was built."""

_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


def render(template: Template, tracer: Tracer, locator: Locator) -> str:
    """The message of a template; what cannot be said reads why, in parentheses."""
    return on_a_line(
        part if isinstance(part, str) else _filled(part, tracer, locator) for part in template.parts
    )


def on_a_line(parts: Iterable[str]) -> str:
    """The parts of a message as one line that is not too long."""
    text = "".join(parts)
    if len(text.splitlines()) > 1:  # it breaks lines where the pattern does, and much faster
        text = _BREAKS.sub(" ", text)
    return shorten(text.strip(), LONGEST)


def _filled(expression: Expression, tracer: Tracer, locator: Locator) -> str:
    try:
        record = tracer.record(expression)
    except BudgetSpent:
        return TOO_MUCH
    if isinstance(record.outcome, CelError):
        return NOT_EVALUATED
    if isinstance(record.outcome, KeyError):
        return NOT_RECORDED
    if extent(record.outcome) > MOST_VALUES:
        return TOO_MUCH
    if any(_sensitive(dependency, locator) for dependency in deciding(record)):
        return REDACTED
    return text(record.outcome)


def _sensitive(dependency: Dependency, locator: Locator) -> bool:
    """Return whether a message would show, or let somebody work out, what must not be shown."""
    return dependency.aspect is Aspect.VALUE and locator.secret(
        Read(dependency.path, dependency.value, recorded=True)
    )


def text(value: Any) -> str:
    """A value as prose: strings as they are, lists by commas, the rest as CEL's `string()`."""
    match value:
        case None:
            return "null"
        case list():
            return _listed([text(each) for each in value])
        case dict():
            return ", ".join(f"{text(key)}: {text(each)}" for key, each in value.items()) or NONE
        case TypeValue():
            return value.name
        case _:
            return to_string(value)


def _listed(words: Sequence[str]) -> str:
    """The entries of a list, by commas; of a long one those that have room, and how many follow."""
    shown = ", ".join(words)
    if len(shown) <= LONGEST_LIST:
        return shown or NONE
    named, room = 1, LONGEST_LIST - len(words[0])
    while named < len(words) and (room := room - len(", ") - len(words[named])) >= 0:
        named += 1
    others = len(words) - named
    return ", ".join(words[:named]) + (f" and {others:,} more" if others else "")
