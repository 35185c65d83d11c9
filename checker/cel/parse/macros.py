"""Macros, which are no calls: `all`, `exists`, `filter`, `map`, …, `has` and `cel.bind`.

They are recognised by their form alone, as the CEL specification does it ("Macros"), and stay one
node, so that whoever explains a verdict can speak of `all` as the author wrote it.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from checker.cel.syntax import Bind, CelSyntaxError, Comprehension, Has, Macro, Node, Span
from checker.record import NamedTuple

DEEPEST_MACROS = 8
"""The depth to which macros may stand in each other's bodies: each level multiplies the work."""

Tree = Any

# fmt: off
_THROUGH = frozenset({
    "expr", "conditionalor", "conditionaland", "relation", "addition", "multiplication", "unary",
    "member", "primary", "paren_expr",
})
# fmt: on


def unwrap(tree: Tree) -> Tree:
    """Down through the levels of precedence that hold one thing, and through parentheses."""
    while tree.data in _THROUGH and len(tree.children) == 1:
        tree = tree.children[0]
    return tree


class Context(NamedTuple):
    """The position of a node being lowered: its depth, the macros around it and their names."""

    depth: int = 0
    macros: int = 0
    scope: frozenset[str] = frozenset()


class Lowering(Protocol):
    """A function that lowers the parts of a macro."""

    def node(self, tree: Tree, at: Context) -> Node:
        """The node of a tree."""

    def name(self, tree: Tree) -> str | None:
        """The plain name that a tree is, or None."""


class Form(NamedTuple):
    """A call as written, before anything is known about its meaning."""

    id: int
    span: Span
    name: str
    name_span: Span
    target: Tree | None
    arguments: Sequence[Tree]


class _Shape(NamedTuple):
    """A macro with so many variables, and a condition before its body or none."""

    macro: Macro
    variables: int
    condition: bool = False


_SHAPES: dict[str, dict[int, _Shape]] = {
    "all": {2: _Shape(Macro.ALL, 1), 3: _Shape(Macro.ALL, 2)},
    "exists": {2: _Shape(Macro.EXISTS, 1), 3: _Shape(Macro.EXISTS, 2)},
    "exists_one": {2: _Shape(Macro.EXISTS_ONE, 1), 3: _Shape(Macro.EXISTS_ONE, 2)},
    "existsOne": {2: _Shape(Macro.EXISTS_ONE, 1), 3: _Shape(Macro.EXISTS_ONE, 2)},
    "filter": {2: _Shape(Macro.FILTER, 1)},
    "map": {2: _Shape(Macro.MAP, 1), 3: _Shape(Macro.MAP, 1, condition=True)},
    "sortBy": {2: _Shape(Macro.SORT_BY, 1)},
    "transformList": {3: _Shape(Macro.MAP, 2), 4: _Shape(Macro.MAP, 2, condition=True)},
}
_USAGE = {
    "all": "list.all(x, condition)",
    "exists": "list.exists(x, condition)",
    "exists_one": "list.exists_one(x, condition)",
    "existsOne": "list.existsOne(x, condition)",
    "filter": "list.filter(x, condition)",
    "map": "list.map(x, value) or list.map(x, condition, value)",
    "sortBy": "list.sortBy(x, key)",
    "transformList": "list.transformList(index, x, value)",
}
_MAP_MAKERS = frozenset({"transformMap", "transformMapEntry"})


def lower_macro(form: Form, lowering: Lowering, at: Context) -> Node | None:
    """The macro that a call is, or None when it is a call.

    Raises:
        CelSyntaxError: it has a macro's name and not its form.
    """
    if form.target is None:
        return _has(form, lowering, at) if form.name == "has" else None
    if form.name == "bind" and lowering.name(form.target) == "cel" and "cel" not in at.scope:
        return _bind(form, lowering, at)
    if form.name in _MAP_MAKERS:
        raise CelSyntaxError(
            f"{form.name!r} is not supported",
            form.name_span.start,
            "make a list with map(…) or transformList(…)",
        )
    if form.name not in _SHAPES:
        return None
    return _comprehension(form, lowering, at)


def _comprehension(form: Form, lowering: Lowering, at: Context) -> Comprehension:
    shape = _SHAPES[form.name].get(len(form.arguments))
    if shape is None:
        raise _misused(form)
    if at.macros >= DEEPEST_MACROS:
        raise CelSyntaxError(
            f"more than {DEEPEST_MACROS} macros inside each other",
            form.name_span.start,
            "name parts of the expression under 'variables'",
        )
    variables = tuple(_variable(form, lowering, tree) for tree in form.arguments[: shape.variables])
    if len(set(variables)) < len(variables):
        raise CelSyntaxError(
            f"{form.name!r} names {variables[0]!r} twice", form.arguments[1].meta.start_pos
        )
    source = lowering.node(form.target, at)
    inside = Context(at.depth, at.macros + 1, at.scope | set(variables))
    condition = lowering.node(form.arguments[shape.variables], inside) if shape.condition else None
    body = lowering.node(form.arguments[-1], inside)
    return Comprehension(form.id, form.span, shape.macro, source, variables, condition, body)


def _variable(form: Form, lowering: Lowering, tree: Tree) -> str:
    name = lowering.name(tree)
    if name is None:
        raise _misused(form, tree.meta.start_pos)
    return name


def _misused(form: Form, offset: int | None = None) -> CelSyntaxError:
    return CelSyntaxError(
        f"wrong use of {form.name!r} (expected {_USAGE[form.name]})",
        form.name_span.start if offset is None else offset,
        "the first arguments of a macro are new names for what it goes through",
    )


def _has(form: Form, lowering: Lowering, at: Context) -> Has:
    argument = unwrap(form.arguments[0]) if len(form.arguments) == 1 else None
    if argument is None or argument.data != "member_dot":
        indexed = argument is not None and argument.data == "member_index"
        raise CelSyntaxError(
            "wrong use of 'has' (expected a field: has(a.b))",
            form.span.start if argument is None else argument.meta.start_pos,
            'ask for a key with: "key" in a' if indexed else None,
        )
    operand, field = argument.children
    field_span = Span(field.start_pos, field.end_pos)
    return Has(form.id, form.span, lowering.node(operand, at), str(field), field_span)


def _bind(form: Form, lowering: Lowering, at: Context) -> Bind:
    name = lowering.name(form.arguments[0]) if len(form.arguments) == 3 else None
    if name is None:
        raise CelSyntaxError(
            "wrong use of 'cel.bind' (expected cel.bind(name, value, body))",
            form.name_span.start,
        )
    value = lowering.node(form.arguments[1], at)
    inside = at._replace(scope=at.scope | {name})
    return Bind(form.id, form.span, name, value, lowering.node(form.arguments[2], inside))
