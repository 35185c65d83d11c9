"""The watching compiler: the compiler that decides, except where a value may move.

What does not depend on `now` becomes the very source that `vendorgate check` runs; an operator or
a function that may meet a moving value becomes one that tells the watch.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from checker.cel.compile.compile import Compiler
from checker.cel.compile.scope import Scope
from checker.cel.compile.source import Code
from checker.cel.functions.dispatch import resolve
from checker.cel.syntax import (
    Call,
    Comprehension,
    Expression,
    Index,
    Macro,
    MapLiteral,
    Node,
    Operation,
)
from checker.evaluate.functions import Writing, conditions
from checker.forecasting.arithmetic import negate, operate
from checker.forecasting.calls import calling
from checker.forecasting.clockwork import moves, moving_names, nodes
from checker.forecasting.watch import Watch
from checker.policy.policy import Policy


def watching(policy: Policy) -> Writing:
    """The functions of what decides, which ask what is around them of a value that may move."""
    moving = tuple(sorted(moving_names(policy)))
    return Writing(policy, conditions(policy), partial(_WatchingCompiler, moving), moving)


class Around:
    """A watch, as the source asks it."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.settle = watch.settle

    def operate(self, sign: str) -> Callable[..., Any]:
        """The function of an operator of two operands."""
        return partial(operate, self._watch, sign)

    def negate(self) -> Callable[[Any], Any]:
        """The function of `-operand`."""
        return partial(negate, self._watch)

    def call(
        self,
        function: str,
        method: bool,  # noqa: FBT001 as of `resolve`
        count: int,
        places: Sequence[int],
    ) -> Callable[..., Any]:
        """The function of a call of so many values, of which some may move."""
        return calling(self._watch, function, resolve(function, method, count), places)


class _WatchingCompiler(Compiler):
    def __init__(self, moving: Collection[str], names: Sequence[str]) -> None:
        super().__init__(names)
        self._moving = moving
        self._held: dict[int, str] = {}

    def _bounded(self, expression: Expression, scope: Scope) -> Code:
        # Where the source of the compiler looks into a value, it must not move.
        for node in nodes(expression.root):
            match node:
                case Comprehension(macro=Macro.SORT_BY, body=body):
                    self._held[id(body)] = "the key of sortBy"
                case Index(key=key):
                    self._held[id(key)] = "an index"
                case MapLiteral(entries=entries):
                    self._held.update((id(key), "a key") for key, _ in entries)
        return super()._bounded(expression, scope)

    def _written(self, node: Node, scope: Scope) -> Code:
        if not moves(node, self._moving):
            return super()._written(node, scope)
        code = self._call(node, scope) if isinstance(node, Call) else super()._written(node, scope)
        where = self._held.get(id(node))
        if where is None:
            return code
        return Code(f"around.settle({code.text}, {where!r})")

    def _call(self, node: Call, scope: Scope) -> Code:
        given = node.arguments if node.target is None else (node.target, *node.arguments)
        places = [place for place, each in enumerate(given) if moves(each, self._moving)]
        site = f"{node.function!r}, {node.target is not None}, {len(given)}, {places}"
        called = scope.body.source.made(f"around.call({site})")
        scope.body.spend("1")
        values = ", ".join(scope.body.values(self._all(given, scope)))
        return Code(f"{called}({values})")

    def _operation(self, node: Operation, scope: Scope) -> Code:
        if node.operator == "!" or not moves(node, self._moving):
            return super()._operation(node, scope)
        values = scope.body.values(self._all(node.operands, scope))
        asked = "around.negate()" if len(values) == 1 else f"around.operate({node.operator!r})"
        return Code(f"{scope.body.source.made(asked)}({', '.join(values)})")
