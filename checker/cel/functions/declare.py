"""The declaration of a function: its overloads stand as decorators on their implementations."""

from collections.abc import Callable
from typing import Any, TypeVar

from checker.cel.overload import Overload
from checker.cel.traits import Traits
from checker.cel.types import Kind, Type

_Implementation = TypeVar("_Implementation", bound=Callable[..., Any])


class Functions:
    """The functions of one module, in the order of their declaration."""

    def __init__(self) -> None:
        self.overloads: list[tuple[str, Overload]] = []

    def function(
        self,
        name: str,
        overload: str,
        parameters: tuple[Type, ...],
        result: Type,
        traits: Traits,
        *,
        cost: Callable[..., int] | None = None,
        variadic: bool = False,
    ) -> Callable[[_Implementation], _Implementation]:
        """Declare `name(…)`; `overload` is its id. The rest as in Overload."""
        return self._register(
            name,
            lambda implementation: Overload(
                id=overload,
                method=False,
                parameters=parameters,
                result=result,
                implementation=implementation,
                traits=traits,
                cost=cost,
                variadic=variadic,
            ),
        )

    def method(
        self,
        name: str,
        overload: str,
        parameters: tuple[Type, ...],
        result: Type,
        traits: Traits,
        *,
        cost: Callable[..., int] | None = None,
    ) -> Callable[[_Implementation], _Implementation]:
        """Declare `target.name(…)`; `parameters` begin with the target's type."""
        return self._register(
            name,
            lambda implementation: Overload(
                id=overload,
                method=True,
                parameters=parameters,
                result=result,
                implementation=implementation,
                traits=traits,
                cost=cost,
            ),
        )

    def _register(
        self, name: str, make: Callable[[Callable[..., Any]], Overload]
    ) -> Callable[[_Implementation], _Implementation]:
        def register(implementation: _Implementation) -> _Implementation:
            # Decorators apply from the last to the first; they are read the other way round.
            self.overloads.insert(0, (name, make(implementation)))
            return implementation

        return register


def signature(name: str, overload: Overload) -> str:
    """The signature as the specification writes it: `string.charAt(int) -> string`."""
    parameters = [_spelt(parameter) for parameter in overload.parameters]
    if overload.variadic:
        parameters[-1] += "..."
    target = f"{parameters.pop(0)}." if overload.method else ""
    return f"{target}{name}({', '.join(parameters)}) -> {_spelt(overload.result)}"


def _spelt(type_: Type) -> str:
    if type_.kind is Kind.LIST and type_.element is not None:
        return f"list({_spelt(type_.element)})"
    if type_.kind is Kind.MAP and type_.key is not None and type_.element is not None:
        return f"map({_spelt(type_.key)}, {_spelt(type_.element)})"
    return type_.name or type_.kind.value
