"""The functions of a policy: its expressions, as the compiler writes them, over one frame.

Writing takes longer than deciding a small inventory. So it is done once for a process, and for the
shipped policies when the wheel is built. That is the only code which a run finds ready: what a
cache keeps, somebody else may have put there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, Final, Protocol, TypeAlias

from checker.cel.compile.frame import UNSET, Evaluator
from checker.cel.syntax import Expression
from checker.digest import sha256
from checker.model.roots import roots
from checker.policy.policy import Policy
from checker.record import NamedTuple

Factory: TypeAlias = Callable[[Any], tuple[Evaluator, ...]]
"""Makes the functions of expressions anew, as what they remember is of one frame; it is given what
the source calls `around`."""

PREPARED: Final = "checker.prepared"
"""The module of the code that the wheel brings along (`hatch_build.py`)."""

_STEADY: Final = frozenset({"inventory", "portfolio", "now", "params"})
_MOST: Final = 512
_FACTORIES: Final[dict["Key", Factory]] = {}


class Key(NamedTuple):
    """All that the functions of expressions depend on.

    Attributes:
        moving: the names whose values may move, where the functions watch them.
    """

    names: tuple[str, ...]
    variables: tuple[tuple[str, str], ...]
    expressions: tuple[str, ...]
    moving: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The name of the key in the code that was written before."""
        return sha256(repr((*self,)).encode())


class Functions(NamedTuple):
    """Functions over a frame.

    Attributes:
        names: the root variables; `frame` has their values from slot 1 on.
        frame: to be filled before each evaluation; slot 0 is the budget.
        memo: the slots of the policy's variables, to be reset to UNSET before each evaluation.
        each: those of the expressions, in order.
    """

    names: tuple[str, ...]
    frame: list[Any]
    memo: range
    each: tuple[Evaluator, ...]


class Writer(Protocol):
    """A compiler of the expressions of one policy."""

    def variable(self, name: str, expression: Expression) -> None:
        """Declare `variables.<name>`."""

    def factory(self, expressions: Iterable[Expression]) -> Factory:
        """A factory of the functions of expressions."""

    def text(self, factory: str, expressions: Iterable[Expression]) -> str | None:
        """The source of such a factory; None if it needs what only this process has."""


class Writing(NamedTuple):
    """Expressions of a policy that functions are needed of.

    Attributes:
        compiler: makes the compiler that writes them, of the policy's root variables.
        moving: as of the key.
    """

    policy: Policy
    expressions: tuple[Expression, ...]
    compiler: Callable[[Sequence[str]], Writer]
    moving: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """All that the functions depend on, if the trees are those of the texts."""
        variables = ((name, each.text) for name, each in self.policy.variables.items())
        texts = tuple(each.text for each in self.expressions)
        return Key(roots(self.policy.subject_kind), tuple(variables), texts, self.moving)

    def text(self, factory: str) -> str | None:
        """The source of the factory; None if it needs what only this process has."""
        return self._writer().text(factory, self.expressions)

    def functions(self, around: Any = None) -> Functions:
        """The functions.

        Args:
            around: an object that the source calls by this name.
        """
        names = roots(self.policy.subject_kind)
        first = 1 + len(names)
        memo = range(first, first + len(self.policy.variables))
        frame = [0, *[UNSET] * (memo.stop - 1)]
        return Functions(names, frame, memo, self._factory()(around))

    def _factory(self) -> Factory:
        each = (*self.policy.variables.values(), *self.expressions)
        if not all(expression.whole for expression in each):
            return self._writer().factory(self.expressions)
        key = self.key
        factory = _FACTORIES.get(key) or _prepared().get(key.digest)
        if factory is None:
            factory = self._writer().factory(self.expressions)
        if len(_FACTORIES) == _MOST:
            _FACTORIES.clear()
        _FACTORIES[key] = factory
        return factory

    def _writer(self) -> Writer:
        compiler = self.compiler(roots(self.policy.subject_kind))
        for name, expression in self.policy.variables.items():
            compiler.variable(name, expression)
        return compiler


def condition(policy: Policy) -> Writing:
    """The functions of `when`, if the policy has one, and of `require`."""
    return Writing(policy, conditions(policy), _compiler)


def message(policy: Policy) -> Writing:
    """The functions of the expressions in the message."""
    holes = tuple(part for part in policy.message.parts if isinstance(part, Expression))
    return Writing(policy, holes, _compiler)


def conditions(policy: Policy) -> tuple[Expression, ...]:
    """The expressions that decide."""
    return (policy.require,) if policy.when is None else (policy.when, policy.require)


def _compiler(names: Sequence[str]) -> Writer:
    # A run whose policies are all ready need not pay for the import.
    from checker.cel.compile.compile import Compiler  # noqa: PLC0415

    return Compiler(names, _STEADY & {*names})


@cache
def _prepared() -> Mapping[str, Factory]:
    try:
        return getattr(import_module(PREPARED), "FACTORIES", {})
    except ImportError:
        return {}
