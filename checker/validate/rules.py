"""Rules: what the values of a field keep to, for what policies compare with it.

One rule for inventories and for policies: a country that no inventory may hold is none that a
policy can forbid.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from checker.cel.types import Broken, Rule
from checker.validate import notation
from checker.validate import schema as schema_
from checker.validate.accept import Acceptor
from checker.validate.hints import remedy
from checker.validate.records import NOTATIONS

_DAYS = {"date", "open_date", "moment"}
_WRITE = "write "
_FREE = "text"
_MOMENT = schema_.accepts("inventory", "moment")
_KEYWORDS = frozenset({"type", "pattern", "minimum", "maximum"})


def rules(
    definitions: Mapping[str, Mapping[str, Any]],
) -> Callable[[Mapping[str, Any], str], Rule | None]:
    """The rules of the fields of a schema that has these definitions."""
    return partial(_rule, definitions)


def _rule(
    definitions: Mapping[str, Mapping[str, Any]], schema: Mapping[str, Any], name: str
) -> Rule | None:
    """The rule of a field, None where its kind says everything.

    Args:
        definitions: of the schema that the field is of.
        schema: of the field, references resolved.
        name: of the definition that it refers to, empty for none.
    """
    if name == _FREE or "description" not in schema:
        return None
    accepts = Acceptor({key: schema[key] for key in _KEYWORDS & schema.keys()}).accepts
    exists = NOTATIONS.get(name)

    def judge(value: Any) -> Broken | None:
        if not accepts(value):
            hint = remedy(value, schema, str(value)) or ""
            value_problem = (
                exists(hint[len(_WRITE) :]) if exists and hint.startswith(_WRITE) else None
            )
            # What the schema would accept need not exist.
            return Broken((value_problem.hint if value_problem else hint) or None)
        value_problem = None if exists is None else exists(value)
        return None if value_problem is None else Broken(value_problem.hint)

    described = definitions.get(name, schema)["description"]
    expected = described[0].lower() + described[1:].removesuffix(".")
    return Rule(expected, judge, _moment if name in _DAYS else _between(schema))


def _moment(value: Any) -> Broken | None:
    """By order a day is compared with the beginning of others, like 2031 or 2031-05."""
    if not isinstance(value, str):
        return None
    if not _MOMENT(value):
        return Broken("days are written YYYY-MM-DD")
    value_problem = notation.moment(value)
    return None if value_problem is None else Broken(value_problem.hint)


def _between(schema: Mapping[str, Any]) -> Callable[[Any], Broken | None]:
    """By order a number is compared with what lies between the bounds: else it decides nothing."""
    least, most = schema.get("minimum"), schema.get("maximum")

    def judge(value: Any) -> Broken | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        low = least is not None and value < least
        high = most is not None and value > most
        return Broken(None) if low or high else None

    return judge
