"""Random policies over `vendor` and `now`: mostly well typed, now and then not."""

import json
import re
from random import Random

from tests.cel.grammar import DECISIONS, FIELDS, LEAVES, POOLS, SHAPES

_HOLE = re.compile(r"<(?P<bind>bind )?(?P<kinds>[A-Za-z,]+)(?:->(?P<bodies>[a-z,]+))?>")
_VARIABLES = ("x", "y", "d", "vendor2")
_KINDS = tuple(LEAVES)
_ILL_TYPED = 0.03  # of all holes

Names = dict[str, str]


class Policies:
    """An endless source of expressions that are a bool or an error.

    Never null at the top: the oracle's binding loses a reference to None for each of them.
    """

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.names: Names = {}

    def next(self) -> str:
        """The next policy."""
        self.names = {}
        return self._filled(self.rng.choice(DECISIONS), self.rng.randrange(1, 6))

    def _filled(self, template: str, depth: int) -> str:
        return _HOLE.sub(lambda hole: self._hole(hole, depth), template)

    def _hole(self, hole: re.Match[str], depth: int) -> str:
        kinds = hole["kinds"].split(",")
        if hole["bodies"] is None:
            return self._literal(kinds[0]) if kinds[0] in POOLS else self._of(kinds[0], depth - 1)
        variables, inside = self._fresh(kinds)
        value = [self._of(kinds[0], depth - 1)] if hole["bind"] else []
        outside, self.names = self.names, inside
        bodies = [self._body(kind, depth - 1) for kind in hole["bodies"].split(",")]
        self.names = outside
        return ", ".join((*variables, *value, *bodies))

    def _literal(self, pool: str) -> str:
        return json.dumps(self.rng.choice(POOLS[pool]), ensure_ascii=False)

    def _of(self, kind: str, depth: int) -> str:
        """An expression of a kind; now and then of another, or a name of that kind."""
        chance = self.rng.random()
        if kind == "any" or chance < _ILL_TYPED:
            kind = self.rng.choice(_KINDS)
        if chance > 0.99:
            return self.rng.choice(("null", "vendor.absent", "nowhere", "-1", "vendor.id.x"))
        known = [name for name, its in self.names.items() if its == kind]
        if known and self.rng.random() < 0.5:
            return self.rng.choice(known)
        ends = depth <= 0 or self.rng.random() < 0.3
        return self._filled(self.rng.choice((LEAVES if ends else SHAPES)[kind]), depth)

    def _body(self, kind: str, depth: int) -> str:
        """What a macro does; most predicates are about one name."""
        if kind != "bool" or self.rng.random() < 0.3:
            return self._of(kind, depth)
        name = self.rng.choice(list(self.names))
        guard = ""
        if "." in name and self.rng.random() < 0.3:
            guard = self.rng.choice((f"has({name}) && ", f"!has({name}) || "))
        its = self.names[name]
        if its == "bool":
            return guard + name
        sign = self.rng.choice(("==", "!=", "<", ">="))
        return f"{guard}{name} {sign} {self._of(its, 0)}"

    def _fresh(self, kinds: list[str]) -> tuple[list[str], Names]:
        """Variables for a macro, which may hide others, and what is known inside it."""
        variables = self.rng.sample(_VARIABLES, len(kinds))
        hidden = tuple(f"{name}." for name in variables)
        inside = {
            name: kind
            for name, kind in self.names.items()
            if name not in variables and not name.startswith(hidden)
        }
        for name, kind in zip(variables, kinds, strict=True):
            if kind == "item":
                inside |= {f"{name}.{field}": its for field, its in FIELDS.items()}
            else:
                inside[name] = kind
        return variables, inside
