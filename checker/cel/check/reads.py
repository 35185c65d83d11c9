"""Check what an expression reads: names, fields, elements, and whether they may be missing."""

from checker.cel.check.checking import Checking, Scope, without_null
from checker.cel.check.fields import field_of, name_of
from checker.cel.check.narrow import Fact, path_of
from checker.cel.check.unify import spelt, unify
from checker.cel.syntax import Has, Index, Literal, Name, Node, Select
from checker.cel.types import BOOL, DYN, INT, STRING, Kind, Type

_KEYS = {
    Kind.DYN: DYN,
    Kind.LIST: INT,
    Kind.OBJECT: STRING,
}


def name(checking: Checking, node: Name, scope: Scope) -> Type:
    """The type of a variable, or of a type's name."""
    type_ = name_of(node.name, scope.names, node.span.start, checking.issues)
    return without_null(type_, node, scope)


def select(checking: Checking, node: Select, scope: Scope) -> Type:
    """The type of a field."""
    operand = checking.present(node.operand, scope)
    field = field_of(operand, node.field, node.field_span.start, checking.issues)
    if not field.required:
        _may_be_missing(checking, node, node.field, node.field_span.start, scope)
    return without_null(field.type, node, scope)


def _may_be_missing(checking: Checking, node: Node, field: str, offset: int, scope: Scope) -> None:
    path = path_of(node, scope.roots)
    key = checking.source(node) if path is None else path
    if key in checking.told or (path is not None and Fact(path) in scope.facts):
        return
    checking.told.add(key)
    checking.issues.info(
        offset,
        f"'{field}' may be not recorded: the verdict is then unknown",
        f"guard with has({checking.source(node)})" if isinstance(node, Select) else None,
    )


def has(checking: Checking, node: Has, scope: Scope) -> Type:
    """The type of `has(a.b)`."""
    operand = checking.present(node.operand, scope)
    offset = node.field_span.start
    field = field_of(operand, node.field, offset, checking.issues)
    if operand.kind is Kind.OBJECT and field.required and node.field in (operand.fields or {}):
        checking.issues.info(offset, f"'{node.field}' is always there: has(…) is true")
    return BOOL


def index(checking: Checking, node: Index, scope: Scope) -> Type:
    """The type of an element."""
    operand = checking.present(node.operand, scope)
    key = checking.present(node.key, scope)
    literal = node.key.value if isinstance(node.key, Literal) else None
    if operand.kind is Kind.OBJECT and isinstance(literal, str):
        field = field_of(operand, literal, node.key.span.start, checking.issues)
        if not field.required:
            _may_be_missing(checking, node, literal, node.key.span.start, scope)
        return without_null(field.type, node, scope)
    wanted = _KEYS.get(operand.kind, operand.key or DYN)
    if operand.kind not in {Kind.DYN, Kind.LIST, Kind.MAP, Kind.OBJECT}:
        hint = "a character is charAt(index)" if operand.kind is Kind.STRING else None
        checking.error(node, f"{spelt(operand)} has no elements", hint)
    elif not unify(wanted, key, {}):
        checking.error(node, f"{spelt(operand)} is not indexed by {spelt(key)}")
    else:
        return operand.element or DYN
    return DYN
