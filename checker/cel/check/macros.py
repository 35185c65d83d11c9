"""Check a macro: what its variables are, and what a filter proves of the elements it keeps."""

from checker.cel.check.checking import Checking, Scope, assuming, inside
from checker.cel.check.narrow import Facts, proven
from checker.cel.check.operands import can_be_ordered
from checker.cel.check.unify import spelt
from checker.cel.syntax import Comprehension, Macro
from checker.cel.types import BOOL, DYN, INT, STRING, Field, Kind, Type, list_of


def comprehension(checking: Checking, node: Comprehension, scope: Scope) -> Type:
    """The type of a macro."""
    source = checking.present(node.source, scope)
    types = _element_types(source, len(node.variables))
    if types is None:
        message = f"'{node.macro.value}' goes through lists and maps, not {spelt(source)}"
        checking.error(node.source, message)
        types = (DYN,) * len(node.variables)
    inner = inside(scope, node.id, dict(zip(node.variables, types, strict=True)))
    if node.condition is not None:
        checking.boolean(node.condition, inner, f"'{node.macro.value}' takes")
        inner = assuming(node.condition, inner, outcome=True)
    if node.macro is Macro.MAP:
        return list_of(checking.visit(node.body, inner))
    if node.macro is Macro.SORT_BY:
        if source.kind in {Kind.MAP, Kind.OBJECT}:
            message = f"'sortBy' goes through lists, not {spelt(source)}"
            checking.error(node.source, message, "write m.map(key, m[key]).sortBy(…)")
        key = checking.present(node.body, inner)
        if not can_be_ordered(key, key):
            checking.error(node.body, f"'sortBy' cannot order by {spelt(key)}")
        return list_of(types[0])
    checking.boolean(node.body, inner, f"'{node.macro.value}' takes")
    if node.macro is not Macro.FILTER:
        return BOOL
    proved = proven(node.body, inner.roots).when(outcome=True)
    return list_of(_narrowed(types[0], inner.roots[node.variables[0]], proved))


def _element_types(source: Type, variables: int) -> tuple[Type, ...] | None:
    """The types of a macro's variables; None if it cannot go through `source`."""
    match source.kind:
        case Kind.DYN:
            return (DYN,) * variables
        case Kind.LIST:
            element = source.element or DYN
            return (element,) if variables == 1 else (INT, element)
        case Kind.MAP:
            return (source.key or DYN, source.element or DYN)[:variables]
        case Kind.OBJECT:
            return (STRING, DYN)[:variables]
        case _:
            return None


def _narrowed(element: Type, root: str, facts: Facts) -> Type:
    """The element type of which `facts` hold: fields that are there, fields that are not null."""
    if element.kind is not Kind.OBJECT or element.fields is None:
        return element
    fields: dict[str, Field] = {}
    for fact in facts:
        name = fact.path[1] if len(fact.path) == 2 and fact.path[0] == root else None
        known = None if name is None else fields.get(name, element.fields.get(name))
        if name is None or known is None:
            continue
        if fact.not_null:
            fields[name] = known._replace(type=known.type._replace(nullable=False))
        else:
            fields[name] = known._replace(required=True)
    return element._replace(fields={**element.fields, **fields}) if fields else element
