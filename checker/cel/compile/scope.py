"""The meaning of a name at its place: a slot of the frame, a variable of the policy, a type."""

from collections.abc import Mapping

from checker.cel.compile.access import fields_of, path
from checker.cel.compile.frame import Evaluator, constant, refusal
from checker.cel.operators import TYPES
from checker.record import NamedTuple
from checker.values import TypeValue


class Scope(NamedTuple):
    """The names in force: the nearest comprehension's variables hide everything else.

    Attributes:
        slots: of root variables and of the variables of comprehensions around.
        bound: by cel.bind around; a name that is a slot too was bound further out.
        variables: the policy's, declared before.
    """

    slots: Mapping[str, int]
    bound: Mapping[str, Evaluator]
    variables: Mapping[str, Evaluator]

    def with_slots(self, slots: Mapping[str, int]) -> "Scope":
        """The scope inside a comprehension."""
        return self._replace(slots={**self.slots, **slots})

    def with_bound(self, name: str, value: Evaluator) -> "Scope":
        """The scope inside a cel.bind."""
        slots = {other: slot for other, slot in self.slots.items() if other != name}
        return self._replace(slots=slots, bound={**self.bound, name: value})

    def holds_variables(self, name: str) -> bool:
        """Return whether a name stands for the policy's variables."""
        return name == "variables" and name not in self.slots and name not in self.bound

    def read(self, name: str, fields: tuple[str, ...]) -> Evaluator:
        """`name.field.field`; an unknown name has no value (the type checker says it earlier)."""
        slot = self.slots.get(name)
        if slot is not None:
            return path(slot, fields)
        if name in self.bound:
            return fields_of(self.bound[name], fields)
        if name == "variables" and fields:
            evaluator = self.variables.get(fields[0])
            if evaluator is None:
                return refusal(f"undeclared reference to 'variables.{fields[0]}'")
            return fields_of(evaluator, fields[1:])
        if name in TYPES:
            return fields_of(constant(TypeValue(name)), fields)
        return refusal(f"undeclared reference to '{name}'")
