"""Refuting: conditions that contradict each other cannot all come to what is wanted of them."""

from collections.abc import Sequence
from typing import TypeAlias

from checker.cel.functions.meanings import meanings_of
from checker.cel.outcomes.constraints import MIRRORED, OPPOSITE, Constraints, Test
from checker.cel.outcomes.context import Context
from checker.cel.outcomes.scope import Scope
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Has,
    Index,
    Literal,
    Macro,
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.traits import Meaning
from checker.cel.types import BOOL, Type
from checker.cel.walk import children

Goal: TypeAlias = tuple[Node, bool, Scope]
"""A condition, and what it is to come to."""

_MOST_BRANCHES = 256


def impossible(goals: Sequence[Goal], context: Context) -> bool:
    """Return whether not all of these can come to what is wanted of them, at once."""
    return _Search(context).unsatisfiable(list(goals))


class _Choice:
    """A goal that can be reached in several ways."""

    def __init__(self, goal: Goal, ways: list[list[Goal]]) -> None:
        self.goal = goal
        self.ways = ways


class _Search:
    """One search, and what is left of its patience."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.left = _MOST_BRANCHES

    def unsatisfiable(self, goals: list[Goal]) -> bool:
        """Return whether every way to reach all goals contradicts itself."""
        constraints = Constraints()
        atoms, choices = self.expand(goals, constraints)
        if constraints.unsatisfiable or not choices:
            return constraints.unsatisfiable
        first, *others = choices
        self.left -= len(first.ways)
        if self.left < 0:
            return False
        rest = [*atoms, *(choice.goal for choice in others)]
        return all(self.unsatisfiable([*rest, *way]) for way in first.ways)

    def expand(
        self, goals: list[Goal], constraints: Constraints
    ) -> tuple[list[Goal], list[_Choice]]:
        """Claim what must hold.

        Returns:
            The goals that were claimed, and those that leave a choice.
        """
        atoms: list[Goal] = []
        choices: list[_Choice] = []
        stack = list(reversed(goals))
        while stack and not constraints.unsatisfiable:
            goal = node, wanted, scope = stack.pop()
            known = self.context.known(node, scope)
            stands_for = self.context.definition(node, scope)
            if known is not None:
                constraints.unsatisfiable |= known.value is not wanted
            elif stands_for is not None:
                stack.append((stands_for[0], wanted, stands_for[1]))
            elif isinstance(node, Bind):
                stack.append((node.body, wanted, scope.beside(node)))
            elif (ways := _proposals(node, wanted, scope)) is None:
                atoms.append(goal)
                self._claim(goal, constraints)
            elif len(ways) == 1:
                stack.extend(ways[0])
            else:
                choices.append(_Choice(goal, ways))
        return atoms, choices

    def _claim(self, goal: Goal, constraints: Constraints) -> None:
        node, wanted, scope = goal
        key = self.context.key(node, scope)
        match node:
            case Has(operand=operand, field=field):
                self._read(operand, scope, constraints)
                inner = ("field", self.context.key(operand, scope), field)
                if wanted:
                    constraints.read(inner)
                else:
                    constraints.absent(inner)
            case Comprehension():
                self._witness(node, wanted, scope, constraints)
                self._read(node.source, scope, constraints)
                constraints.test(key, BOOL, Test("==", wanted))
            case Operation(operator=sign, operands=(one, other)) if sign in OPPOSITE:
                self._read(node, scope, constraints)
                self._compared((one, other), sign if wanted else OPPOSITE[sign], scope, constraints)
                constraints.test(key, BOOL, Test("==", wanted))
            case _:
                self._read(node, scope, constraints)
                constraints.test(key, BOOL, Test("==", wanted))

    def _witness(
        self,
        node: Comprehension,
        wanted: bool,  # noqa: FBT001
        scope: Scope,
        constraints: Constraints,
    ) -> None:
        """`exists` true and `all` false: there is an element of which the body says so."""
        decisive = {Macro.EXISTS: True, Macro.EXISTS_ONE: True, Macro.ALL: False}
        if wanted is decisive.get(node.macro):
            constraints.unsatisfiable |= self.unsatisfiable(
                [(node.body, wanted, scope.inside(node))]
            )

    def _compared(
        self, pair: tuple[Node, Node], sign: str, scope: Scope, constraints: Constraints
    ) -> None:
        one, other = pair
        left, right = (self.context.known(node, scope) for node in pair)
        if left is not None and right is None and sign in MIRRORED:
            one, other, left, right, sign = other, one, right, left, MIRRORED[sign]
        if left is not None or not _plain(one):
            return
        key = self.context.key(one, scope)
        if right is not None:
            type_ = scope.type_of(one)
            for test in (*_sure(one, type_, scope), Test(sign, right.value)):
                constraints.test(key, type_, test)
        elif sign in MIRRORED and _plain(other):
            constraints.order(key, self.context.key(other, scope), sign)

    def _read(self, node: Node, scope: Scope, constraints: Constraints) -> None:
        """Record the reads of a strict node on its way to a value."""
        stands_for = self.context.definition(node, scope)
        if stands_for is not None:
            self._read(*stands_for, constraints)
        match node:
            case Bind():
                self._read(node.body, scope.beside(node), constraints)
                return
            case Select() | Index(key=Literal(value=str())):
                constraints.read(self.context.key(node, scope))
            case And() | Or() | Conditional() | Comprehension() | Has():
                return
            case _:
                pass
        for child in children(node):
            self._read(child, scope, constraints)


def _proposals(node: Node, wanted: bool, scope: Scope) -> list[list[Goal]] | None:  # noqa: FBT001
    """The ways in which a connective comes to what is wanted; None for any other node."""
    match node:
        case Operation(operator="!", operands=(operand,)):
            return [[(operand, not wanted, scope)]]
        case And(operands=operands) | Or(operands=operands):
            goals: list[Goal] = [(each, wanted, scope) for each in operands]
            return [goals] if isinstance(node, And) is wanted else [[goal] for goal in goals]
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return [
                [(condition, True, scope), (then, wanted, scope)],
                [(condition, False, scope), (otherwise, wanted, scope)],
            ]
        case _:
            return None


def _plain(node: Node) -> bool:
    """Whether a node is read from data, or counts it: no arithmetic, whose results may be NaN."""
    match node:
        case Name():
            return True
        case Select(operand=operand) | Index(operand=operand, key=Literal()):
            return _plain(operand)
        case _:
            return _is_size(node)


def _sure(node: Node, type_: Type, scope: Scope) -> list[Test]:
    """The tests that a value passes whatever it is: no size is below 0, some text never empty."""
    match node:
        case Call() if _is_size(node):
            (counted,) = children(node)
            return [Test(">=", 1 if scope.type_of(counted).filled else 0)]
        case _:
            return [Test("!=", "")] if type_.filled else []


def _is_size(node: Node) -> bool:
    return isinstance(node, Call) and Meaning.SIZE in meanings_of(node.function)
