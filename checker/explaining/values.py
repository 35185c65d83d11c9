"""Values: what a clause came to as a reader may see it: redacted, cut to size, as JSON data."""

import json
import math
from typing import Any

from checker.cel.functions.conversions import to_string
from checker.cel.limits import extent
from checker.cel.operators import type_name
from checker.cel.syntax import Comprehension
from checker.cel.trace.dependencies import dependencies_of
from checker.cel.trace.dependency import Dependency
from checker.cel.trace.record import Aspect, Record, pick
from checker.cel.trace.trace import Read
from checker.explaining.places import Locator, shown, spelt
from checker.explaining.redact import REDACTED
from checker.explaining.rendering import MOST_VALUES, TOO_MUCH
from checker.record import NamedTuple
from checker.report.account import State
from checker.shorten import shorten
from checker.values import CelError, Duration, Timestamp, TypeValue


class Outcome(NamedTuple):
    """The outcome that a clause shows (`checker.report.account.Clause`)."""

    state: State
    type: str = ""
    value: Any = None
    sought: str = ""
    note: str = ""


class Presenter:
    """Shows the values of one policy's expressions on one subject."""

    def __init__(self, locator: Locator) -> None:
        self._locator = locator

    def outcome(self, record: Record) -> Outcome:
        """The outcome of a record."""
        if isinstance(record.outcome, KeyError):
            return self._gap(record)
        if isinstance(record.outcome, CelError):
            hidden = self._hidden(record)
            return Outcome(State.ERROR, note=REDACTED if hidden else str(record.outcome))
        return Outcome(State.VALUE, type_name(record.outcome), self._value(record))

    def element(self, node: Comprehension, source: Record, index: int) -> str:
        """The element that an iteration of a macro is about: `c = clients[2]`."""
        if isinstance(source.outcome, list):
            first = Record(source.node, index)
            second = pick(source.node, source, index, source.outcome[index])
            named = [second] if len(node.variables) == 1 else [first, second]
        else:
            key = list(source.outcome)[index]
            value = pick(source.node, source, key, source.outcome[key])
            named = [Record(source.node, key), value][: len(node.variables)]
        pairs = zip(node.variables, map(self._named, named), strict=True)
        return ", ".join(f"{name} = {what}" for name, what in pairs)

    def _named(self, record: Record) -> str:
        if record.path is None:
            return shorten(json.dumps(self._value(record), ensure_ascii=False))
        path = self._locator.written(record.path).path
        own = self._locator.subject.path[:2]
        return spelt(path[2:] if own and path[:2] == own and len(path) > 2 else path)

    def _value(self, record: Record) -> Any:
        value = record.outcome
        if record.path is not None and record.aspect is Aspect.VALUE:
            return self._locator.shown(Read(record.path, value, recorded=True))
        # The verdict itself tells that much.
        if isinstance(value, bool):
            return value
        if extent(value) > MOST_VALUES:
            return TOO_MUCH
        return REDACTED if self._hidden(record) else shown(_data(value))

    def _hidden(self, record: Record) -> bool:
        return any(
            self._sensitive(dependency)
            for dependency in dependencies_of(record)
            if dependency.deciding
        )

    def _sensitive(self, dependency: Dependency) -> bool:
        return dependency.aspect is Aspect.VALUE and self._locator.secret(
            Read(dependency.path, dependency.value, recorded=True)
        )

    def _gap(self, record: Record) -> Outcome:
        """The path that was looked for, or why what is recorded does not do."""
        dependencies = dependencies_of(record)
        for dependency in dependencies:
            if dependency.aspect is Aspect.ABSENT and dependency.deciding:
                first, *_ = self._locator.sources(dependency.path)
                return Outcome(State.MISSING, sought=spelt(first.path))
        reason = str(record.outcome.args[0]) if record.outcome.args else ""
        return Outcome(State.MISSING, note=REDACTED if self._hidden(record) else reason)


def _data(value: Any) -> Any:
    """A value of CEL as JSON data."""
    match value:
        case Timestamp() | Duration():
            return to_string(value)
        case TypeValue():
            return value.name
        case list():
            return [_data(each) for each in value]
        case dict():
            return {str(_data(key)): _data(each) for key, each in value.items()}
        case float() if not math.isfinite(value):
            return to_string(value)
        case _:
            return value
