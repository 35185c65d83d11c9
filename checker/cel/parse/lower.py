"""Lower the grammar's tree, a dozen levels a leaf, to the nodes of `checker.cel.syntax`."""

from collections.abc import Mapping
from itertools import count

from checker.cel.depth import DEEPEST
from checker.cel.parse.macros import Context, Form, Tree, lower_macro, unwrap
from checker.cel.parse.screen import LiteralValue
from checker.cel.syntax import (
    And,
    Call,
    CelSyntaxError,
    Conditional,
    Index,
    ListLiteral,
    Literal,
    MapLiteral,
    Name,
    Node,
    Operation,
    Or,
    Select,
    Span,
)

_NAMESPACES = frozenset({"math", "sets", "lists", "strings"})
_TYPE_NAMES = frozenset({"google.protobuf.Timestamp", "google.protobuf.Duration"})
_OPERATORS = {
    "relation_lt": "<",
    "relation_le": "<=",
    "relation_gt": ">",
    "relation_ge": ">=",
    "relation_eq": "==",
    "relation_ne": "!=",
    "relation_in": "in",
    "addition_add": "+",
    "addition_sub": "-",
    "multiplication_mul": "*",
    "multiplication_div": "/",
    "multiplication_mod": "%",
}


def lower(text: str, literals: Mapping[int, LiteralValue], tree: Tree) -> Node:
    """The syntax tree of `text`.

    Args:
        text: the expression as written.
        literals: the values of the literals, which are names in `tree`, by where they start.
        tree: what the grammar made of it.

    Raises:
        CelSyntaxError: the grammar takes it, but an expression may not hold it.
    """
    return _Lowering(text, literals).node(tree, Context())


def _span(tree: Tree) -> Span:
    return Span(tree.meta.start_pos, tree.meta.end_pos)


class _Lowering:
    """One pass; numbers the nodes in the order in which they are met."""

    def __init__(self, text: str, literals: Mapping[int, LiteralValue]) -> None:
        self.text = text
        self.literals = literals
        self.ids = count()

    def node(self, tree: Tree, at: Context) -> Node:
        tree = unwrap(tree)
        span = _span(tree)
        if at.depth >= DEEPEST:
            raise CelSyntaxError(
                f"more than {DEEPEST} levels of operators, fields and calls",
                span.start,
                "name parts of the expression under 'variables'",
            )
        here = next(self.ids)
        below = at._replace(depth=at.depth + 1)
        match tree.data:
            case "ident":
                return self._word(here, span, tree.children[0])
            case "member_dot":
                return self._select(here, span, tree, below)
            case "member_index":
                operand, key = tree.children
                return Index(here, span, self.node(operand, below), self.node(key, below))
            case "member_dot_arg" | "ident_arg":
                return self._call(here, span, tree, below)
            case "list_lit":
                elements = self._nodes(tree, below)
                return ListLiteral(here, span, elements)
            case "map_lit":
                flat = self._nodes(tree, below)
                return MapLiteral(here, span, tuple(zip(flat[::2], flat[1::2], strict=True)))
            case "conditionaland" | "conditionalor":
                return self._logical(here, span, tree, below)
            case "expr":
                one, two, three = (self.node(child, below) for child in tree.children)
                return Conditional(here, span, one, two, three)
            case "unary":
                return self._unary(here, span, tree, below)
            case _:
                return self._binary(here, span, tree, below)

    def _unary(self, here: int, span: Span, tree: Tree, at: Context) -> Node:
        """A mark, or several of one kind: two cancel out, as in cel-go and cel-cpp."""
        kind, operand = tree.children
        marks = 1
        # Two children: a mark, and what it stands before. Parentheses are another tree.
        while len(operand.children) == 2 and operand.children[0].data == kind.data:
            operand, marks = operand.children[1], marks + 1
        at = at._replace(depth=at.depth + marks - 1)
        if marks % 2 == 0:
            return self.node(operand, at)
        mark = "!" if kind.data == "unary_not" else "-"
        return Operation(here, span, mark, (self.node(operand, at),))

    def name(self, tree: Tree) -> str | None:
        """The plain name that a tree is, or None: literals are names to the grammar."""
        tree = unwrap(tree)
        if tree.data != "ident" or tree.meta.start_pos in self.literals:
            return None
        return str(tree.children[0])

    def _nodes(self, tree: Tree, at: Context) -> tuple[Node, ...]:
        if not tree.children:
            return ()
        return tuple(self.node(child, at) for child in tree.children[0].children)

    def _word(self, here: int, span: Span, token: str) -> Node:
        if span.start in self.literals:
            return Literal(here, span, self.literals[span.start])
        return Name(here, span, str(token))

    def _select(self, here: int, span: Span, tree: Tree, at: Context) -> Node:
        if self.text[span.start : span.end] in _TYPE_NAMES and "google" not in at.scope:
            return Name(here, span, self.text[span.start : span.end])
        operand, field = tree.children
        field_span = Span(field.start_pos, field.end_pos)
        return Select(here, span, self.node(operand, at), str(field), field_span)

    def _binary(self, here: int, span: Span, tree: Tree, at: Context) -> Node:
        left, right = tree.children
        operands = self.node(left.children[0], at), self.node(right, at)
        return Operation(here, span, _OPERATORS[left.data], operands)

    def _logical(self, here: int, span: Span, tree: Tree, at: Context) -> Node:
        level = tree.data
        trees = []
        while tree.data == level and len(tree.children) == 2:
            tree, last = tree.children
            trees.append(last)
        trees.append(tree)
        operands = tuple(self.node(operand, at) for operand in reversed(trees))
        return And(here, span, operands) if level == "conditionaland" else Or(here, span, operands)

    def _call(self, here: int, span: Span, tree: Tree, at: Context) -> Node:
        target = tree.children[0] if tree.data == "member_dot_arg" else None
        token, *rest = tree.children[0 if target is None else 1 :]
        arguments = rest[0].children if rest else []
        name_span = Span(token.start_pos, token.end_pos)
        form = Form(here, span, str(token), name_span, target, arguments)
        macro = lower_macro(form, self, at)
        if macro is not None:
            return macro
        name = form.name
        if target is not None:
            space = self.name(target)
            if space in _NAMESPACES and space not in at.scope:
                name, target = f"{space}.{name}", None
        receiver = None if target is None else self.node(target, at)
        return Call(here, span, name, receiver, tuple(self.node(one, at) for one in arguments))
