"""The context of a policy's expressions: the meaning of its variables, its constants."""

from collections.abc import Mapping

from checker.cel.outcomes.closed import Constants, Known
from checker.cel.outcomes.scope import Key, Scope, key_of, variable_of
from checker.cel.syntax import Name, Node
from checker.record import NamedTuple


class Context(NamedTuple):
    """About one policy.

    Attributes:
        variables: the expression that a variable stands for, and its scope.
        constants: the expressions that have one value.
        keys: those that were asked for, by the identity of the node and what its names mean.
        reads: the reads that find something where a node has an outcome, as far as asked for.
    """

    variables: Mapping[str, tuple[Node, Scope]]
    constants: Constants
    keys: dict[tuple[int, tuple[str, ...]], Key]
    reads: dict[tuple[int, tuple[str, ...], bool | None, bool], frozenset[Key]]

    def known(self, node: Node, scope: Scope) -> Known | None:
        """The constant outcome of a node, if it has one."""
        return self.constants.known(node, scope.text, scope.hidden())

    def key(self, node: Node, scope: Scope) -> Key:
        """The key of a node."""
        place = id(node), tuple(scope.roots.values())
        found = self.keys.get(place)
        if found is None:
            found = self.keys[place] = key_of(node, scope, self.variables)
        return found

    def definition(self, node: Node, scope: Scope) -> tuple[Node, Scope] | None:
        """The definition of a node, if it is a variable of the policy or a name of `cel.bind`."""
        if isinstance(node, Name):
            return scope.bound.get(node.name)
        name = variable_of(node, scope)
        return None if name is None else self.variables.get(name)

    def apart(self) -> "Context":
        """The same with no memory, for nodes that will not stay."""
        return Context(self.variables, Constants({}, None), {}, {})
