"""The watching compiler: the compiler that decides, except where a value may move.

What does not depend on `now` becomes the very closure that `vendorgate check` runs; an operator or
a function that may meet a moving value becomes one that tells the watch.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from checker.cel.compile.compile import Compiler
from checker.cel.compile.frame import Evaluator, spend
from checker.cel.compile.scope import Scope
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
from checker.forecasting.arithmetic import negate, operate
from checker.forecasting.calls import call
from checker.forecasting.clockwork import moves, nodes
from checker.forecasting.watch import Watch


def watching(watch: Watch, moving: Collection[str]) -> Callable[[Sequence[str]], Compiler]:
    """A factory of a policy's compiler, given the names whose values may move."""
    return lambda names: _WatchingCompiler(names, watch, moving)


class _WatchingCompiler(Compiler):
    def __init__(self, names: Sequence[str], watch: Watch, moving: Collection[str]) -> None:
        super().__init__(names)
        self._watch = watch
        self._moving = moving
        self._held: dict[int, str] = {}

    def _bounded(self, expression: Expression, variables: Mapping[str, Evaluator]) -> Evaluator:
        # Where the closures of the compiler look into a value, it must not move.
        for node in nodes(expression.root):
            match node:
                case Comprehension(macro=Macro.SORT_BY, body=body):
                    self._held[id(body)] = "the key of sortBy"
                case Index(key=key):
                    self._held[id(key)] = "an index"
                case MapLiteral(entries=entries):
                    self._held.update((id(key), "a key") for key, _ in entries)
        return super()._bounded(expression, variables)

    def _node(self, node: Node, scope: Scope) -> Evaluator:
        if not moves(node, self._moving):
            return super()._node(node, scope)
        if isinstance(node, Call):
            evaluator = self._call(node, scope)
        else:
            evaluator = super()._node(node, scope)
        where = self._held.get(id(node))
        return evaluator if where is None else self._settled(evaluator, where)

    def _settled(self, evaluator: Evaluator, where: str) -> Evaluator:
        watch = self._watch
        return lambda frame: watch.settle(evaluator(frame), where)

    def _call(self, node: Call, scope: Scope) -> Evaluator:
        given = node.arguments if node.target is None else (node.target, *node.arguments)
        arguments = self._all(given, scope)
        watch, function = self._watch, node.function
        implementation = resolve(function, node.target is not None, len(arguments))

        places = [place for place, each in enumerate(given) if moves(each, self._moving)]

        def evaluate(frame: list[Any]) -> Any:
            spend(frame, 1)
            values = [each(frame) for each in arguments]
            return call(watch, function, implementation, values, places)

        return evaluate

    def _operation(self, node: Operation, scope: Scope) -> Evaluator:
        if node.operator == "!" or not moves(node, self._moving):
            return super()._operation(node, scope)
        watch, sign = self._watch, node.operator
        operands = self._all(node.operands, scope)
        if len(operands) == 1:
            (only,) = operands
            return lambda frame: negate(watch, only(frame))
        left, right = operands
        return lambda frame: operate(watch, sign, left(frame), right(frame))
