"""The types of CEL values, as an inventory's schema or a parameter's value gives them.

Objects (mappings whose keys a schema names) resolve their fields when they are first asked for:
a check that reads three fields of a schema pays for three.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from checker.record import NamedTuple


class Kind(Enum):
    """The kinds of values; each is named as CEL prints it."""

    DYN = "dyn"
    NULL = "null_type"
    BOOL = "bool"
    INT = "int"
    DOUBLE = "double"
    STRING = "string"
    TIMESTAMP = "timestamp"
    DURATION = "duration"
    LIST = "list"
    MAP = "map"
    OBJECT = "object"
    TYPE = "type"
    VARIABLE = "variable"


class Type(NamedTuple):
    """A type; DYN is "not known", and stands for every value.

    Attributes:
        kind: the sort of value.
        element: of LIST the elements, of MAP the values.
        key: of MAP the keys.
        fields: of OBJECT the fields by name; no other keys exist.
        values: of STRING the only strings it can be (a schema's enum, a parameter's value).
        name: of OBJECT what a schema calls it, of VARIABLE the variable (`A` in `list(A)`).
        nullable: null is among its values.
        constant: `values` are those of a parameter: what a policy's author wrote.
        filled: of STRING that it is never empty.
        rule: of STRING and INT, what its values keep to beyond their kind.
        numbers: of INT and DOUBLE the only ones it can be (a parameter's value, or its elements).
    """

    kind: Kind
    element: "Type | None" = None
    key: "Type | None" = None
    fields: "Mapping[str, Field] | None" = None
    values: frozenset[str] | None = None
    name: str = ""
    nullable: bool = False
    constant: bool = False
    filled: bool = False
    rule: "Rule | None" = None
    numbers: frozenset[int | float] | None = None


class Broken(NamedTuple):
    """A value that a rule does not allow, and the way out if there is one."""

    hint: str | None


class Rule(NamedTuple):
    """The rule of the values of a field: those that it does not allow never stand there.

    Attributes:
        expected: in words, to follow "expected".
        judge: None for a value that it allows.
        ordered: the same for what the values may be compared with by order.
    """

    expected: str
    judge: Callable[[Any], Broken | None]
    ordered: Callable[[Any], Broken | None]


class Field(NamedTuple):
    """A field of an OBJECT: `required` fields are there whenever the object is."""

    type: Type
    required: bool
    sensitive: bool = False


DYN = Type(Kind.DYN)
NULL = Type(Kind.NULL)
BOOL = Type(Kind.BOOL)
INT = Type(Kind.INT)
DOUBLE = Type(Kind.DOUBLE)
STRING = Type(Kind.STRING)
TIMESTAMP = Type(Kind.TIMESTAMP)
DURATION = Type(Kind.DURATION)
TYPE = Type(Kind.TYPE)


def list_of(element: Type) -> Type:
    """`list(element)`."""
    return Type(Kind.LIST, element=element)


def map_of(key: Type, value: Type) -> Type:
    """`map(key, value)`."""
    return Type(Kind.MAP, element=value, key=key)


def variable(name: str) -> Type:
    """A type variable of an overload: `A` in `reverse(list(A)) -> list(A)`."""
    return Type(Kind.VARIABLE, name=name)
