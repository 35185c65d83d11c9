"""The cases of the CEL conformance suite, as far as this data model can say them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from checker.cel.compile.compile import Compiler
from checker.cel.operators import equals
from checker.cel.parse.parse import parse
from checker.cel.syntax import CelSyntaxError
from checker.values import BudgetSpent, CelError, Duration, Timestamp, TypeValue
from tests.cel.textproto import Message, read

_TIMES = {"Timestamp": Timestamp, "Duration": Duration}


class Unsayable(Exception):  # noqa: N818
    """The case has a value that this data model does not have."""


class Case(NamedTuple):
    """One test of the suite; `name` is `file/section/test`."""

    name: str
    message: Message


def cases(path: Path) -> Iterator[Case]:
    """Every case of a file."""
    for section in read(path.read_text(encoding="utf-8")).get("section", ()):
        prefix = f"{path.stem}/{section['name'][0].decode()}"
        seen: dict[str, int] = {}
        for test in section.get("test", ()):
            name = test["name"][0].decode()
            seen[name] = seen.get(name, 0) + 1
            suffix = f" ({seen[name]})" if seen[name] > 1 else ""
            yield Case(f"{prefix}/{name}{suffix}", test)


def problem(case: Case) -> str | None:
    """Why a case does not pass; None if it passes."""
    if "check_only" in case.message:
        return "checks types only"
    try:
        bindings = {
            each["key"][0].decode(): _bound(each["value"][0])
            for each in case.message.get("bindings", ())
        }
        expected = _expected(case.message)
    except Unsayable as unsayable:
        return f"data model: {unsayable}"
    try:
        expression = parse(case.message["expr"][0].decode())
    except CelSyntaxError as error:
        return f"refused: {error.message}"
    compiler = Compiler(list(bindings))
    evaluator = compiler.compile(expression)
    frame = compiler.frame()
    frame[1 : len(bindings) + 1] = bindings.values()
    try:
        actual = evaluator(frame)
    except (KeyError, CelError) as error:
        return None if expected is CelError else f"raised: {error!r}"
    except BudgetSpent:
        return "budget"
    if expected is CelError:
        return f"no error: {actual!r}"
    return None if _same(actual, expected) else f"value: {actual!r} (expected {expected!r})"


def _expected(message: Message) -> Any:
    if "eval_error" in message or "any_eval_errors" in message:
        return CelError
    if "typed_result" in message:
        return value(message["typed_result"][0]["result"][0])
    if "value" in message:
        return value(message["value"][0])
    if "unknown" in message or "any_unknowns" in message:
        raise Unsayable("unknown")
    return True


def _bound(message: Message) -> Any:
    if "value" not in message:
        raise Unsayable("a binding without a value")
    return value(message["value"][0])


def value(message: Message) -> Any:
    """What a `cel.expr.Value` stands for."""
    ((field, (content,)),) = message.items()
    match field:
        case "null_value":
            return None
        case "bool_value":
            return content == "true"
        case "int64_value":
            return int(content)
        case "double_value":
            return float(content)
        case "string_value":
            return content.decode()
        case "type_value":
            return TypeValue(content.decode())
        case "list_value":
            return [value(each) for each in content.get("values", ())]
        case "map_value":
            entries = content.get("entries", ())
            return {value(each["key"][0]): value(each["value"][0]) for each in entries}
        case "object_value":
            return _object(content)
        case _:
            raise Unsayable(field)


def _object(content: Message) -> Any:
    ((url, (inner,)),) = content.items()
    name = url.strip("[]").rpartition("google.protobuf.")[2]
    if name not in _TIMES:
        raise Unsayable(url)
    seconds, nanos = (inner.get(part, [0])[0] for part in ("seconds", "nanos"))
    return _TIMES[name](seconds * 10**9 + nanos)


def _same(actual: Any, expected: Any) -> bool:
    """As the suite compares: exactly, the type included, but any NaN is like any other."""
    if type(actual) is not type(expected):
        return False
    if isinstance(actual, list):
        return len(actual) == len(expected) and all(map(_same, actual, expected))
    if isinstance(actual, dict):
        return equals(actual, expected)
    return equals(actual, expected) or (actual != actual and expected != expected)  # noqa: PLR0124
