"""Findings in the expressions of a policy: what the type checker says, and what decides nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.cel.check.issue import Level as Severity
from checker.cel.syntax import CelSyntaxError
from checker.cel.types import Type
from checker.linting.conditions import constants
from checker.linting.diagnostic import Diagnostic, at_offset, between, of_key, of_value
from checker.linting.reads import unread_params, unread_variables
from checker.linting.rules import (
    MESSAGE_AS_EXPRESSION,
    PRESENCE,
    SYNTAX,
    TYPE,
    UNUSED_PARAM,
    UNUSED_VARIABLE,
)
from checker.policy.declared import Declared
from checker.policy.inspect import Inspection, names_of
from checker.policy.slots import Entry
from checker.policy.template import split

_CONCATENATION = re.compile(r"""["']\s*\+|\+\s*["']""")
_FIELD = re.compile(r"(?<![\w.{])([a-z]+)\.([a-z_]+)(?!\w)")
_THEN = "the verdict is then unknown"


def diagnostics(
    policy: Declared, entry: Entry, inspected: Sequence[Inspection]
) -> Iterator[Diagnostic]:
    """Everything about the expressions of one policy."""
    diagnosed = [diagnostic for one in inspected for diagnostic in _diagnosed(policy, one)]
    yield from diagnosed
    yield from _message(policy, entry)
    if any(diagnostic.rule is not PRESENCE for diagnostic in diagnosed):
        return
    yield from _unread(policy, inspected)
    for constant in constants(inspected, entry.params):
        span = constant.node.span
        where = between(policy.document, constant.slot, span.start, span.end)
        yield Diagnostic(constant.rule, policy.data["id"], where, constant.message, None)


def _diagnosed(policy: Declared, one: Inspection) -> Iterator[Diagnostic]:
    """The issues of the type checker; of a message only errors: a missing value reads so."""
    in_message = not one.slot.variable and one.slot.path[-1] == "message"
    for issue in one.issues:
        rule = SYNTAX if one.expression is None else TYPE
        if issue.level is Severity.INFO:
            rule = PRESENCE
        if rule is PRESENCE and in_message:
            continue
        then = f"the verdict is then {policy.data.get('on_missing', 'unknown')}"
        message = issue.message.replace(_THEN, then)
        where = at_offset(policy.document, one.slot, issue.offset)
        yield Diagnostic(rule, policy.data["id"], where, message, issue.hint)


def _unread(policy: Declared, inspected: Sequence[Inspection]) -> Iterator[Diagnostic]:
    parsed = [(one.slot.variable, one.expression) for one in inspected if one.expression]
    variables = {name: expression for name, expression in parsed if name}
    others = [expression for name, expression in parsed if not name]
    id_, document = policy.data["id"], policy.document
    for name in unread_variables(variables, others):
        where = of_key(document, (*policy.path, "variables", name))
        message = f"variable '{name}' is never read"
        yield Diagnostic(UNUSED_VARIABLE, id_, where, message, f"read it as variables.{name}")
    params = policy.data.get("params", {})
    for name in unread_params(params, (expression for _, expression in parsed)):
        where = of_key(document, (*policy.path, "params", name))
        message = f"parameter '{name}' is never read"
        yield Diagnostic(UNUSED_PARAM, id_, where, message, f"read it as params.{name}")


def _message(policy: Declared, entry: Entry) -> Iterator[Diagnostic]:
    """Text of a message that its author may have taken for an expression."""
    try:
        pieces = split(policy.data["message"])
    except CelSyntaxError:  # said where the expressions are read
        return
    names = names_of(entry.data.get("for", "vendor"), entry.params, entry.fields)
    for piece in pieces:
        shown = _source(piece, names) if isinstance(piece, str) else None
        if shown is not None:
            where = of_value(policy.document, (*policy.path, "message"))
            message = f"the message shows {shown!r} as it is written: it is text, no expression"
            hint = "put what is to be worked out between braces: {vendor.id}"
            yield Diagnostic(MESSAGE_AS_EXPRESSION, policy.data["id"], where, message, hint)
            return


def _source(text: str, names: Mapping[str, Type]) -> str | None:
    """The part of a message's text that can only have been meant as an expression."""
    joined = _CONCATENATION.search(text)
    if joined is not None:
        return joined[0]
    for match in _FIELD.finditer(text):
        root = names.get(match[1])
        if root is not None and match[2] in (root.fields or {}):
            return match[0]
    return None
