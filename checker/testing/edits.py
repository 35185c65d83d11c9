"""Edits: the small changes of a condition that its tests should notice, one at a time.

Each is made twice: in the tree, which runs, and in the text, which people read. What the schema
proves to change nothing (`size() >= 0` for `size() > -1`) is not made at all.
"""

from collections.abc import Iterator
from enum import Enum

from checker.cel.check.place import place
from checker.cel.functions.location_index import overloads_of
from checker.cel.outcomes.scope import Scope
from checker.cel.outcomes.unsatisfiable import impossible
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Has,
    Literal,
    Macro,
    Node,
    Operation,
    Or,
    Span,
)
from checker.cel.traits import Format
from checker.cel.types import Kind
from checker.record import NamedTuple
from checker.testing.alternatives import next_lengths, other_words
from checker.testing.clauses import Clause


class Mutation(Enum):
    """The kinds of mutations."""

    COMPARISON = "comparison turned round"
    BOUND = "bound moved by one"
    JUNCTION = "&& and || exchanged"
    QUANTIFIER = "quantifier exchanged"
    CLAUSE = "clause dropped"
    NEGATION = "negation dropped"
    PRESENCE = "presence negated"
    CONDITION = "condition settled"
    WORD = "word exchanged"
    ELEMENT = "element dropped"
    WHEN = "when dropped"


class Change(NamedTuple):
    """Code points of a text, and what stands there instead."""

    start: int
    end: int
    text: str


class Edit(NamedTuple):
    """One change of an expression.

    Attributes:
        target: the id of the node that `node` replaces.
        changes: the same in the text, from left to right.
    """

    mutation: Mutation
    target: int
    node: Node
    changes: tuple[Change, ...]


_TURNED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_BOUNDS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_QUANTIFIERS = {
    Macro.ALL: Macro.EXISTS,
    Macro.EXISTS: Macro.ALL,
    Macro.EXISTS_ONE: Macro.EXISTS,
}
_LENGTHS = frozenset({Format.DURATION, Format.PERIOD})

_INT64 = range(-(2**63), 2**63)


def edits(clause: Clause) -> Iterator[Edit]:
    """Every edit of a clause, in the order of the tree."""
    expression = clause.expression
    yield from _Editor(clause).below(expression.root, clause.standing.scope, None)


class _Editor:
    def __init__(self, clause: Clause) -> None:
        self._text = clause.expression.text
        self._survey = clause.survey
        self._folding = clause.standing.folding

    def below(self, node: Node, scope: Scope, parent: Node | None) -> Iterator[Edit]:
        yield from self._of(node, scope, parent)
        if self._is_condition(node, parent):
            yield from self._settled(node, parent)
        for part in self._folding.parts(node, scope):
            yield from self.below(part.node, part.scope, node)

    def _of(self, node: Node, scope: Scope, parent: Node | None) -> Iterator[Edit]:
        match node:
            case Operation(operator="!", operands=(operand,)):
                start = node.span.start
                yield Edit(Mutation.NEGATION, node.id, operand, (Change(start, start + 1, ""),))
            case Operation(operands=(_, _)):
                yield from self._comparison(node, scope)
            case And() | Or():
                yield self._exchanged(node)
                for index in range(len(node.operands)):
                    yield self._without(node, index)
            case Comprehension(macro=macro) if macro in _QUANTIFIERS:
                start = place(node, self._text)
                end = start + len(_word(self._text, start))
                changed = node._replace(macro=_QUANTIFIERS[macro])
                change = Change(start, end, changed.macro.value)
                yield Edit(Mutation.QUANTIFIER, node.id, changed, (change,))
            case Has() if not _negates(parent):
                change = Change(node.span.start, node.span.start, "!")
                negated = Operation(node.id, node.span, "!", (node,))
                yield Edit(Mutation.PRESENCE, node.id, negated, (change,))
            case Literal(value=int()) if not isinstance(node.value, bool):
                yield from self._number(node, scope, parent)
            case Literal(value=str(text)) if isinstance(parent, Call):
                if _takes_length(parent.function):
                    for other in next_lengths(text):
                        yield self._respelt(Mutation.BOUND, node, other)

    def _comparison(self, node: Operation, scope: Scope) -> Iterator[Edit]:
        start = place(node, self._text)
        spans = (Change(start, start + len(node.operator), ""),)
        for mutation, signs in ((Mutation.COMPARISON, _TURNED), (Mutation.BOUND, _BOUNDS)):
            if node.operator in signs:
                changed = node._replace(operator=signs[node.operator])
                if not self._proven_same(node, changed, scope):
                    changes = (spans[0]._replace(text=changed.operator),)
                    yield Edit(mutation, node.id, changed, changes)
        if node.operator in {"==", "!=", "in"}:
            for literal, word in other_words(node, self._survey):
                yield self._respelt(Mutation.WORD, literal, word)

    def _proven_same(self, one: Operation, other: Operation, scope: Scope) -> bool:
        """Return whether neither can come to something else than the other."""
        never = self._never(one, scope)
        return bool(never) and never == self._never(other, scope)

    def _never(self, node: Operation, scope: Scope) -> set[bool]:
        # Asked apart: what is kept by a node's identity outlives the nodes that are made here.
        apart = self._folding.context.apart()
        goals = {wanted: (node, wanted, scope._replace(types={})) for wanted in (True, False)}
        return {wanted for wanted, goal in goals.items() if impossible([goal], apart)}

    def _exchanged(self, node: And | Or) -> Edit:
        sign, other = ("&&", "||") if isinstance(node, And) else ("||", "&&")
        changed: Node = (Or if isinstance(node, And) else And)(*node)
        starts = (
            place(node._replace(operands=node.operands[index:]), self._text)
            for index in range(len(node.operands) - 1)
        )
        changes = tuple(Change(start, start + len(sign), other) for start in starts)
        return Edit(Mutation.JUNCTION, node.id, changed, changes)

    def _without(self, node: And | Or, index: int) -> Edit:
        rest = (*node.operands[:index], *node.operands[index + 1 :])
        changed = node._replace(operands=rest) if len(rest) > 1 else rest[0]
        spans = [self._with_brackets(operand.span) for operand in node.operands]
        if index == 0:
            cut = Change(spans[0].start, spans[1].start, "")
        else:
            cut = Change(spans[index - 1].end, spans[index].end, "")
        return Edit(Mutation.CLAUSE, node.id, changed, (cut,))

    def _with_brackets(self, span: Span) -> Span:
        """The span of an operand with the brackets that hold nothing else."""
        text = self._text
        before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
        while before.endswith("(") and after.startswith(")"):
            span = Span(len(before) - 1, len(text) - len(after) + 1)
            before, after = before[:-1].rstrip(), after[1:].lstrip()
        return span

    def _is_condition(self, node: Node, parent: Node | None) -> bool:
        """Return whether a node is a condition of which no part is one, or a macro's."""
        if isinstance(node, And | Or | Conditional | Bind | Literal) or _negates(node):
            return False
        known = self._survey.of(node).kind is Kind.BOOL
        return known or isinstance(parent, And | Or) or _negates(parent)

    def _settled(self, node: Node, parent: Node | None) -> Iterator[Edit]:
        # Beside others, to be settled as `true` (in &&) or `false` (in ||) is to be dropped.
        ways = {True, False}
        ways -= {True} if isinstance(parent, And) else set()
        ways -= {False} if isinstance(parent, Or) else set()
        for value in sorted(ways, reverse=True):
            literal = Literal(node.id, node.span, value)
            change = Change(*node.span, "true" if value else "false")
            yield Edit(Mutation.CONDITION, node.id, literal, (change,))

    def _number(self, node: Literal, scope: Scope, parent: Node | None) -> Iterator[Edit]:
        for value in (int(node.value or 0) - 1, int(node.value or 0) + 1):
            changed = node._replace(value=value)
            if value not in _INT64:
                continue
            if isinstance(parent, Operation) and len(parent.operands) == 2:
                operands = tuple(changed if each is node else each for each in parent.operands)
                if self._proven_same(parent, parent._replace(operands=operands), scope):
                    continue
            yield Edit(Mutation.BOUND, node.id, changed, (Change(*node.span, str(value)),))

    def _respelt(self, mutation: Mutation, node: Literal, text: str) -> Edit:
        start, end = node.span
        quote = self._text[start]
        plain = self._text[start:end] == f"{quote}{node.value}{quote}"
        change = Change(start, end, f"{quote}{text}{quote}" if plain else f'"{text}"')
        return Edit(mutation, node.id, node._replace(value=text), (change,))


def _takes_length(function: str) -> bool:
    """Return whether a function takes a length of time as text."""
    return any(
        _LENGTHS & {*overload.traits.formats.values()} for overload in overloads_of(function)
    )


def _negates(node: Node | None) -> bool:
    return isinstance(node, Operation) and node.operator == "!"


def _word(text: str, start: int) -> str:
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[start:end]


def edited(text: str, changes: tuple[Change, ...]) -> str:
    """A text with its changes made."""
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text
