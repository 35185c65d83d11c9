"""Check a name or a field: whether there is such a one, and what was probably meant."""

from collections.abc import Iterable, Mapping

from checker.cel.check.issue import Issues
from checker.cel.check.unify import spelt
from checker.cel.operators import TYPES
from checker.cel.types import DYN, TYPE, Field, Kind, Type
from checker.suggest import did_you_mean

_UNKNOWN = Field(DYN, required=True)
_SPELT_OTHERWISE = {"True": "true", "False": "false", "None": "null", "nil": "null"}
_MOST_NAMED = 12


def field_of(operand: Type, field: str, offset: int, issues: Issues) -> Field:
    """The field `operand.field` as far as it is known; one that cannot be there is reported."""
    match operand.kind:
        case Kind.DYN:
            return _UNKNOWN
        case Kind.MAP:
            return Field(operand.element or DYN, required=True)
        case Kind.OBJECT:
            field_ = (operand.fields or {}).get(field)
            if field_ is None:
                _unknown_field(operand, field, offset, issues)
            return field_ or _UNKNOWN
        case Kind.LIST:
            through = f"go through them: exists(x, x.{field} …), all(x, x.{field} …)"
            issues.error(
                offset,
                f"a list has no field '{field}' (its elements may)",
                "write size(…)" if field in {"size", "length"} else through,
            )
            return _UNKNOWN
        case _:
            issues.error(offset, f"{spelt(operand)} has no field '{field}'")
            return _UNKNOWN


def name_of(name: str, names: Mapping[str, Type], offset: int, issues: Issues) -> Type:
    """The type of a variable, or of a type's name; an undeclared one is said."""
    if name in names:
        return names[name]
    if name in TYPES:
        return TYPE
    hint: str | None = None
    for root, type_ in names.items():
        if type_.kind is Kind.OBJECT and name in (type_.fields or {}):
            hint = f"did you mean '{root}.{name}'?"
            break
    if name in _SPELT_OTHERWISE:
        hint = f"did you mean '{_SPELT_OTHERWISE[name]}'?"
    hint = hint or did_you_mean(name, names) or f"there are {listed(names)}"
    issues.error(offset, f"unknown name '{name}'", hint)
    return DYN


def listed(words: Iterable[str]) -> str:
    """The words in order, the first dozen of them."""
    ordered = sorted(words)
    more = ", …" if len(ordered) > _MOST_NAMED else ""
    return ", ".join(ordered[:_MOST_NAMED]) + more


def _unknown_field(operand: Type, field: str, offset: int, issues: Issues) -> None:
    fields = operand.fields or {}
    whose = f" of {operand.name}" if operand.name else ""
    hint = did_you_mean(field, fields)
    if hint is None:
        hint = f"there are {listed(fields)}" if fields else "it has no fields"
    issues.error(offset, f"unknown field '{field}'{whose}", hint)
