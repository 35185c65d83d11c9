"""A function of CEL: its overloads, each with its types and its implementation.

The table of all functions is `checker.cel.functions.table.FUNCTIONS`; the type checker reads the
types, the compiler and the tracker call the implementation.
"""

from collections.abc import Callable
from typing import Any

from checker.cel.traits import Traits
from checker.cel.types import Type
from checker.record import NamedTuple


class Overload(NamedTuple):
    """One signature of a function and what computes it.

    Attributes:
        id: unique among all functions, as cel-go names it: `size_string`, `string_contains`.
        method: called as `target.function(…)`; then `parameters[0]` is the target's type.
        parameters: the types of the arguments; a type variable stands for the same type wherever
            it occurs in `parameters` and `result`; DYN takes everything.
        result: the type of the value.
        implementation: called with the values, the target first. Raises CelError or Missing.
        traits: what analyses may rely on.
        cost: units of budget for these values, asked before the call; None is one unit.
        variadic: the last parameter may be repeated (never omitted).
    """

    id: str
    method: bool
    parameters: tuple[Type, ...]
    result: Type
    implementation: Callable[..., Any]
    traits: Traits
    cost: Callable[..., int] | None = None
    variadic: bool = False
