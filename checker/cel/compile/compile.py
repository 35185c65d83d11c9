"""The compiler: one syntax tree becomes the source of a Python function of a frame, which decides.

It keeps no record of what it read: the tracking evaluator (`checker.cel.trace`) does, for the few
cells that did not pass.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from checker.cel.compile.body import Body
from checker.cel.compile.frame import BUDGET, UNSET, Evaluator
from checker.cel.compile.scope import Scope
from checker.cel.compile.source import Code
from checker.cel.compile.writer import Writer
from checker.cel.depth import DEEPEST, depth
from checker.cel.syntax import (
    Expression,
)


class Compiler(Writer):
    """The compiler of one policy: its expressions share a frame.

    First come the variables, then the expressions, then the frames.

    Attributes:
        memo: the slots of the variables, to be reset to UNSET before a frame is used again.
    """

    def __init__(self, names: Sequence[str], steady: AbstractSet[str] = frozenset()) -> None:
        """The root variables in the order of their slots, from 1.

        Args:
            steady: those of them that hold the same objects in many frames.
        """
        super().__init__(names, steady)
        self.memo = range(len(names) + 1, len(names) + 1)
        self._declared: list[tuple[str, Expression]] = []
        self._variables: dict[str, tuple[int, str]] | None = None
        self._depths: dict[str, int] = {}

    def variable(self, name: str, expression: Expression) -> None:
        """Declare `variables.<name>`: evaluated when first read, once per frame."""
        if self._variables is not None:
            raise ValueError(f"variable {name!r} after the first expression")
        self._declared.append((name, expression))
        self.memo = range(self.memo.start, self.memo.stop + 1)

    def compile(self, expression: Expression) -> Evaluator:
        """The evaluator of an expression.

        It raises Missing (or another KeyError), CelError or BudgetSpent, and nothing else.
        """
        (name,) = self._defined([expression])
        evaluator: Evaluator = self._source.function(name)
        return evaluator

    def factory(self, expressions: Iterable[Expression]) -> Callable[[Any], tuple[Evaluator, ...]]:
        """A function that makes the evaluators of expressions, for as many frames as one likes."""
        return self._source.factory(self._defined(expressions))

    def text(self, factory: str, expressions: Iterable[Expression]) -> str | None:
        """The source of such a function; None if it needs what only this process has."""
        defined = self._defined(expressions)
        return self._source.text(factory, defined) if self._source.portable else None

    def _defined(self, expressions: Iterable[Expression]) -> list[str]:
        names = []
        for expression in expressions:
            names.append(self._source.name())
            self._define(names[-1], expression, self._visible())
        return names

    def frame(self) -> list[Any]:
        """A new frame."""
        return [BUDGET, *[UNSET] * (self.memo.stop - 1)]

    def _visible(self) -> Mapping[str, tuple[int, str]]:
        # Only now are the slots of all variables known.
        if self._variables is None:
            self._variables = {}
            for slot, (name, expression) in zip(self.memo, self._declared, strict=True):
                function = self._source.name()
                wrapped = f"memoised({slot}, {function})"
                self._define(function, expression, dict(self._variables), wrapped)
                self._variables[name] = slot, function
                self._depths[name] = depth(expression.root, self._depths)
        return self._variables

    def _define(
        self,
        name: str,
        expression: Expression,
        variables: Mapping[str, tuple[int, str]],
        wrapped: str | None = None,
    ) -> None:
        body = Body(self._source)
        if depth(expression.root, self._depths) > DEEPEST:
            message = f"more than {DEEPEST} levels, with the variables that it reads"
            value = Code(f"refuse({message!r})")
        else:
            value = self._bounded(expression, Scope(body, self._roots, {}, variables))
        self._source.define(body.function(name, value))
        if wrapped is not None:
            self._source.define([f"{name} = {wrapped}"])

    def _bounded(self, expression: Expression, scope: Scope) -> Code:
        return self._node(expression.root, scope)
