"""The meaning of a name at its place: a slot of the frame, a local variable, a variable, a type."""

from collections.abc import Mapping
from typing import Final

from checker.cel.compile.access import path
from checker.cel.compile.body import Body
from checker.cel.compile.source import Code
from checker.cel.operators import TYPES
from checker.record import NamedTuple

_MAPS: Final = frozenset({"params"})
"""Root variables that are maps, whatever is checked."""


class Scope(NamedTuple):
    """The names in force: the nearest comprehension's variables hide everything else.

    Attributes:
        body: the function that is being written.
        names: root variables, by slot, and the variables of comprehensions around, by local name.
        bound: by cel.bind around, by the local name of a function; a name that is among `names` too
            was bound further out.
        variables: the policy's, declared before: their slots and their functions.
    """

    body: Body
    names: Mapping[str, int | str]
    bound: Mapping[str, str]
    variables: Mapping[str, tuple[int, str]]

    def with_names(self, names: Mapping[str, str]) -> "Scope":
        """The scope inside a comprehension."""
        return self._replace(names={**self.names, **names})

    def with_bound(self, name: str, function: str) -> "Scope":
        """The scope inside a cel.bind."""
        names = {other: place for other, place in self.names.items() if other != name}
        return self._replace(names=names, bound={**self.bound, name: function})

    def holds_variables(self, name: str) -> bool:
        """Return whether a name stands for the policy's variables."""
        return name == "variables" and name not in self.names and name not in self.bound

    @property
    def locals(self) -> list[str]:
        """The local names that an expression at this place may read."""
        variables = [place for place in self.names.values() if isinstance(place, str)]
        return [*variables, *self.bound.values()]

    def read(self, name: str, fields: tuple[str, ...]) -> Code:
        """`name.field.field`; an unknown name has no value (the type checker says it earlier)."""
        if name == "variables" and fields and self.holds_variables(name):
            return self._variable(fields)
        place = self.names.get(name)
        if isinstance(place, int) and fields:
            first, *rest = fields
            text = f"{self.body.fields_of(place)}[{first!r}]"
            return path(self.body, Code(text, harmless=name in _MAPS), rest)
        return path(self.body, self._value(name), fields)

    def _value(self, name: str) -> Code:
        place = self.names.get(name)
        if isinstance(place, int):
            return Code(self.body.root(place), settled=True)
        if place is not None:
            return Code(place, settled=True)
        if name in self.bound:
            return Code(f"{self.bound[name]}()")
        if name in TYPES:
            return Code(self.body.source.made(f"TypeValue({name!r})"), settled=True)
        return _undeclared(name)

    def _variable(self, fields: tuple[str, ...]) -> Code:
        name, *rest = fields
        if name not in self.variables:
            return _undeclared(f"variables.{name}")
        slot, function = self.variables[name]
        value = self.body.local(f"frame[{slot}]")
        self.body.write(
            f"if {value} is UNSET or type({value}) is Failed: {value} = {function}(frame)"
        )
        return path(self.body, Code(value, settled=True), rest)


def _undeclared(name: str) -> Code:
    message = f"undeclared reference to '{name}'"
    return Code(f"refuse({message!r})")
