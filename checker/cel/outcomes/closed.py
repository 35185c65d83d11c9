"""Closed expressions: those that read nothing but parameters have one value, known beforehand."""

from collections.abc import Mapping
from typing import Any

from checker.cel.compile.compile import Compiler
from checker.cel.operators import TYPES
from checker.cel.syntax import Bind, Comprehension, Expression, Literal, Name, Node
from checker.cel.walk import children, field_read
from checker.record import NamedTuple
from checker.values import BudgetSpent, CelError, Missing

_RESERVED = frozenset({"params", "variables", *TYPES})


class Known(NamedTuple):
    """The constant outcome of a closed expression: its value, or the error that it always is."""

    value: Any
    error: CelError | None = None


class Constants:
    """The closed expressions of one policy."""

    def __init__(
        self, variables: Mapping[str, Expression], params: Mapping[str, Any] | None
    ) -> None:
        """With the policy's variables, and its parameters; None takes no parameter for granted."""
        self._params = params
        self._variables: dict[str, Expression] = {}
        # By identity: hashing a node walks all of it.
        self._closed: dict[int, bool] = {}
        self._known: dict[int, Known | None] = {}
        for name, expression in variables.items():
            if self.closed(expression.root):
                self._variables[name] = expression

    def closed(self, node: Node, bound: frozenset[str] = frozenset()) -> bool:
        """Return whether an expression reads parameters at most, and no variable of a macro around.

        Args:
            node: the root of the expression.
            bound: the variables of macros that belong to the expression itself.
        """
        if bound:
            return self._is_closed(node, bound)
        number = id(node)
        if number not in self._closed:
            self._closed[number] = self._is_closed(node, bound)
        return self._closed[number]

    def _is_closed(self, node: Node, bound: frozenset[str]) -> bool:
        variable = field_read(node, "variables")
        if variable is not None:
            return variable in self._variables and "variables" not in bound
        match node:
            case Name(name=name):
                if name in bound or name in TYPES:
                    return True
                return name == "params" and self._params is not None
            case Comprehension(variables=names):
                inner = bound | frozenset(names)
                rest = [node.body] if node.condition is None else [node.condition, node.body]
                return self.closed(node.source, bound) and all(
                    self.closed(each, inner) for each in rest
                )
            case Bind(name=name):
                inner = bound | {name}
                return self.closed(node.value, bound) and self.closed(node.body, inner)
            case _:
                return all(self.closed(child, bound) for child in children(node))

    def known(self, node: Node, text: str, hidden: frozenset[str]) -> Known | None:
        """The constant outcome of a node; None if it depends on data, or is too much to work out.

        Args:
            node: a part of an expression.
            text: of that expression.
            hidden: the names that a macro around gave another meaning.
        """
        if hidden and hidden & _RESERVED:
            return None
        number = id(node)
        if number not in self._known:
            closed = self.closed(node)
            self._known[number] = self._evaluated(node, text) if closed else None
        return self._known[number]

    def _evaluated(self, node: Node, text: str) -> Known | None:
        if isinstance(node, Literal):
            return Known(node.value)
        compiler = Compiler(("params",))
        for name, expression in self._variables.items():
            compiler.variable(name, expression)
        evaluator = compiler.compile(Expression(text, node))
        frame = compiler.frame()
        frame[1] = dict(self._params or {})
        try:
            return Known(evaluator(frame))
        except CelError as error:
            return Known(None, error)
        except (KeyError, Missing) as error:
            return Known(None, CelError(f"no such key: {error}"))
        except BudgetSpent:
            return None
