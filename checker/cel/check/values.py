"""Check a comparison: can the two ever be equal, and is what the author wrote a possible value?"""

from collections.abc import Sequence
from typing import Any

from checker.cel.check.fields import listed
from checker.cel.check.issue import Issues
from checker.cel.check.unify import can_equal, spelt
from checker.cel.types import DYN, Kind, Type
from checker.record import NamedTuple
from checker.suggest import did_you_mean


class Side(NamedTuple):
    """One side of a comparison: its type, its text, and where findings about it point.

    Attributes:
        value: the number that it is, where one is written out.
    """

    type: Type
    text: str
    offset: int
    value: int | float | None = None


def check_equal(one: Side, other: Side, offset: int, issues: Issues) -> None:
    """`one == other` (or `!=`) must be able to differ."""
    if not can_equal(one.type, other.type):
        hint = None
        if Kind.NULL in {one.type.kind, other.type.kind}:
            hint = "what is not recorded is not null: ask with has(…)"
        message = f"{spelt(one.type)} never equals {spelt(other.type)}"
        issues.error(offset, message, hint)
    else:
        check_values(one, other, offset, issues)


def check_values(one: Side, other: Side, offset: int, issues: Issues) -> None:
    """Strings that the author wrote must be among those that the other side can be."""
    check_rules(one, other, issues)
    known, possible = one.type.values, other.type.values
    if known is None or possible is None or one.type.constant is other.type.constant is True:
        return
    if one.type.constant:
        _excluded(one, known - possible, other, issues)
    elif other.type.constant:
        _excluded(other, possible - known, one, issues)
    elif not known & possible:
        issues.error(offset, f"{one.text} and {other.text} have no value in common")


def check_rules(one: Side, other: Side, issues: Issues, *, ordered: bool = False) -> None:
    """Refuse a literal that the rule of the field on the other side does not allow."""
    for written, field in ((one, other), (other, one)):
        rule = field.type.rule
        if rule is None or field.type.constant:
            continue
        for value in _written(written):
            broken = (rule.ordered if ordered else rule.judge)(value)
            if broken is not None:
                shown = f"'{value}'" if isinstance(value, str) else str(value)
                message = f"{shown} is never {field.text} (expected {rule.expected})"
                issues.error(written.offset, message, broken.hint)


def _written(side: Side) -> Sequence[Any]:
    if side.type.kind is Kind.STRING:
        return sorted(side.type.values or ()) if side.type.constant else ()
    return sorted(side.type.numbers or ()) if side.value is None else (side.value,)


def check_member(item: Side, container: Side, offset: int, issues: Issues) -> None:
    """`item in container`, where the container is not a list that is written out."""
    type_ = container.type
    match type_.kind:
        case Kind.DYN:
            return
        case Kind.LIST:
            element = type_.element or DYN
        case Kind.MAP | Kind.OBJECT if item.type.nullable:
            issues.error(item.offset, f"{item.text} may be null, which is no key of a map")
            return
        case Kind.MAP:
            element = type_.key or DYN
        case Kind.OBJECT:
            element = Type(Kind.STRING, values=frozenset(type_.fields or ()))
        case _:
            hint = None
            if type_.kind is Kind.STRING:
                hint = f"write {container.text}.contains({item.text}) for a part of a string"
            issues.error(offset, f"'in' looks into lists and maps, not into {spelt(type_)}", hint)
            return
    if not can_equal(item.type, element):
        issues.error(offset, f"{spelt(type_)} never holds {spelt(item.type)}")
    else:
        check_values(item, container._replace(type=element), offset, issues)


def _excluded(written: Side, values: frozenset[str], other: Side, issues: Issues) -> None:
    possible = other.type.values or frozenset()
    for value in sorted(values):
        issues.error(
            written.offset,
            f"'{value}' is not a value of {other.text} (expected one of {listed(possible)})",
            did_you_mean(value, possible),
        )
