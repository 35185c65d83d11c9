"""Reads: which parameters and variables a policy's expressions ask for."""

from collections.abc import Iterable, Mapping

from checker.cel.syntax import Bind, Comprehension, Expression, Name, Node
from checker.cel.walk import children, field_read


class Reads:
    """The fields of one root that were read; `whole` if the root was used as a value itself."""

    def __init__(self, root: str) -> None:
        self._root = root
        self.fields: set[str] = set()
        self.whole = False

    def add(self, node: Node, hidden: frozenset[str] = frozenset()) -> None:
        """Everything that a node reads of the root."""
        field = field_read(node, self._root)
        match node:
            case _ if field is not None:
                if self._root not in hidden:
                    self.fields.add(field)
            case Name(name=name):
                self.whole |= name == self._root and name not in hidden
            case (
                Comprehension(source=outer, variables=names)
                | Bind(value=outer, name=str() as names)
            ):
                own = {names} if isinstance(names, str) else set(names)
                self.add(outer, hidden)
                for child in children(node):
                    if child is not outer:
                        self.add(child, hidden | own)
            case _:
                for child in children(node):
                    self.add(child, hidden)


def unread_params(params: Iterable[str], expressions: Iterable[Expression]) -> list[str]:
    """The parameters that no expression reads, in their order."""
    reads = Reads("params")
    for expression in expressions:
        reads.add(expression.root)
    return [] if reads.whole else [name for name in params if name not in reads.fields]


def unread_variables(
    variables: Mapping[str, Expression], others: Iterable[Expression]
) -> list[str]:
    """The variables that neither a clause nor the message reads, nor a variable that is read."""
    reads = Reads("variables")
    for expression in others:
        reads.add(expression.root)
    for name, expression in reversed([*variables.items()]):
        if name in reads.fields:
            reads.add(expression.root)
    return [] if reads.whole else [name for name in variables if name not in reads.fields]
