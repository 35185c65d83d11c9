"""Compatible types: a value for a parameter, two for a comparison, many for a list."""

from collections.abc import Iterable

from checker.cel.types import DYN, Kind, Type

NUMERIC = frozenset({Kind.INT, Kind.DOUBLE})

NUMBER = Type(Kind.DOUBLE, name="number")
"""A number of the inventory: a double that may be written as an int, and then is one."""


def is_number(type_: Type) -> bool:
    """Return whether the values may be ints and doubles."""
    return type_.kind is Kind.DOUBLE and type_.name == NUMBER.name


def unify(wanted: Type, actual: Type, bound: dict[str, Type]) -> bool:
    """Return whether a value of type `actual` fits where `wanted` stands; binds type variables."""
    if wanted.kind is Kind.VARIABLE:
        type_ = bound.setdefault(wanted.name, actual)
        if type_.kind is Kind.DYN:
            bound[wanted.name] = actual
        return can_equal(type_, actual)
    if Kind.DYN in {wanted.kind, actual.kind}:
        return True
    if wanted.kind is Kind.MAP and actual.kind is Kind.OBJECT:
        return wanted.key is None or wanted.key.kind in {Kind.STRING, Kind.DYN, Kind.VARIABLE}
    if wanted.kind is not actual.kind:
        return False
    parts = (wanted.key, actual.key), (wanted.element, actual.element)
    return all(unify(one or DYN, other or DYN, bound) for one, other in parts)


def resolve(type_: Type, bound: dict[str, Type]) -> Type:
    """The type with its variables replaced by what they were bound to."""
    if type_.kind is Kind.VARIABLE:
        return bound.get(type_.name, DYN)
    if type_.element is None and type_.key is None:
        return type_
    return type_._replace(
        element=None if type_.element is None else resolve(type_.element, bound),
        key=None if type_.key is None else resolve(type_.key, bound),
    )


def can_equal(one: Type, other: Type) -> bool:
    """Whether some value of the one type equals some value of the other (CEL, "Equality")."""
    if Kind.DYN in {one.kind, other.kind} or (one.nullable and other.nullable):
        return True
    if Kind.NULL in {one.kind, other.kind}:
        return one.kind is other.kind or one.nullable or other.nullable
    if {one.kind, other.kind} <= NUMERIC:
        return True
    if {one.kind, other.kind} == {Kind.MAP, Kind.OBJECT}:
        return True
    if one.kind is not other.kind:
        return False
    if Kind.LIST is one.kind:
        return can_equal(one.element or DYN, other.element or DYN)
    if Kind.MAP is one.kind:
        return can_equal(one.key or DYN, other.key or DYN)
    return True


def alike(one: Type, other: Type) -> bool:
    """Return whether two values may be of one type; null goes with all, an int with a double."""
    kinds = {one.kind, other.kind}
    if kinds & {Kind.DYN, Kind.NULL, Kind.VARIABLE}:
        return True
    return len(kinds) == 1 or kinds <= NUMERIC or kinds == {Kind.MAP, Kind.OBJECT}


def join(types: Iterable[Type]) -> Type:
    """The narrowest type that holds the values of all; of none, DYN."""
    result: Type | None = None
    for type_ in types:
        result = type_ if result is None else _pair(result, type_)
    return result or DYN


def _pair(one: Type, other: Type) -> Type:
    nullable = one.nullable or other.nullable or Kind.NULL in {one.kind, other.kind}
    if one.kind is Kind.NULL:
        one = other
    elif other.kind is Kind.NULL:
        other = one
    if one.kind is not other.kind:
        return DYN
    if one.kind is Kind.STRING:
        known = one.values is not None and other.values is not None
        values = (one.values or frozenset()) | (other.values or frozenset()) if known else None
        return one._replace(
            values=values,
            nullable=nullable,
            constant=one.constant and other.constant,
            filled=one.filled and other.filled,
            rule=one.rule if one.rule is other.rule else None,
        )
    if one.kind is Kind.OBJECT and one.fields is not other.fields:
        return DYN
    if is_number(other):
        one = one._replace(name=other.name)
    if one.numbers is not None:
        one = one._replace(numbers=None if other.numbers is None else one.numbers | other.numbers)
    if one.rule is not other.rule and other.kind is one.kind:
        one = one._replace(rule=None)
    element = None if one.element is None else _pair(one.element, other.element or DYN)
    key = None if one.key is None else _pair(one.key, other.key or DYN)
    return one._replace(element=element, key=key, nullable=nullable)


def spelt(type_: Type) -> str:
    """The type in words: `list(string)`, `int or null`; an object by its schema's title."""
    match type_.kind:
        case Kind.LIST:
            known = type_.element is not None and type_.element.kind is not Kind.DYN
            word = f"list({spelt(type_.element or DYN)})" if known else "list"
        case Kind.MAP:
            word = f"map({spelt(type_.key or DYN)}, {spelt(type_.element or DYN)})"
        case Kind.OBJECT:
            word = f"a {type_.name}" if type_.name else "a map"
        case Kind.NULL:
            word = "null"
        case Kind.TYPE:
            word = "a type"
        case _:
            word = type_.name or type_.kind.value
    return f"{word} or null" if type_.nullable else word
