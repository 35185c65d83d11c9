"""The syntax tree: one CEL expression, lowered to a dozen node kinds.

Every node has an `id`, unique in its expression (pre-order, from 0), and a `span` of code points
in the expression's own text. `&&` and `||` are flattened; macros are nodes, not calls, so that
type checker, compiler and tracker see `all`, not its expansion.
"""

from enum import Enum
from typing import TypeAlias

from checker.distinct import distinct
from checker.record import NamedTuple


class Span(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive) of the expression's text."""

    start: int
    end: int


class CelSyntaxError(Exception):
    """The text is not an expression of CEL, or not one that a policy may hold.

    Attributes:
        message: what is wrong, and what was expected.
        offset: the code point of the text where it is (its length: at the end).
        hint: the way out, where there is one.
    """

    def __init__(self, message: str, offset: int, hint: str | None = None) -> None:
        super().__init__(message, offset, hint)
        self.message = message
        self.offset = offset
        self.hint = hint


class Macro(Enum):
    """The comprehensions (CEL specification, "Macros"; cel-go ext/lists for SORT_BY)."""

    ALL = "all"
    EXISTS = "exists"
    EXISTS_ONE = "exists_one"
    FILTER = "filter"
    MAP = "map"
    SORT_BY = "sortBy"


@distinct
class Literal(NamedTuple):
    """A literal: null, bool, int, float or str."""

    id: int
    span: Span
    value: bool | int | float | str | None


@distinct
class Name(NamedTuple):
    """A variable read, or the name of a type (`int`, `google.protobuf.Timestamp`)."""

    id: int
    span: Span
    name: str


@distinct
class Select(NamedTuple):
    """`operand.field`; `field_span` is where the field's name stands."""

    id: int
    span: Span
    operand: "Node"
    field: str
    field_span: Span


@distinct
class Has(NamedTuple):
    """`has(operand.field)`."""

    id: int
    span: Span
    operand: "Node"
    field: str
    field_span: Span


@distinct
class Index(NamedTuple):
    """`operand[key]`."""

    id: int
    span: Span
    operand: "Node"
    key: "Node"


@distinct
class ListLiteral(NamedTuple):
    """`[a, b, …]`."""

    id: int
    span: Span
    elements: tuple["Node", ...]


@distinct
class MapLiteral(NamedTuple):
    """`{k: v, …}`."""

    id: int
    span: Span
    entries: tuple[tuple["Node", "Node"], ...]


@distinct
class And(NamedTuple):
    """`a && b && …`, flattened, at least two operands."""

    id: int
    span: Span
    operands: tuple["Node", ...]


@distinct
class Or(NamedTuple):
    """`a || b || …`, flattened, at least two operands."""

    id: int
    span: Span
    operands: tuple["Node", ...]


@distinct
class Conditional(NamedTuple):
    """`condition ? then : otherwise`."""

    id: int
    span: Span
    condition: "Node"
    then: "Node"
    otherwise: "Node"


@distinct
class Operation(NamedTuple):
    """A strict operator: unary `!` `-`, binary `== != < <= > >= in + - * / %`."""

    id: int
    span: Span
    operator: str
    operands: tuple["Node", ...]


@distinct
class Call(NamedTuple):
    """`function(arguments)` or `target.function(arguments)`.

    Namespaced functions (`math.greatest`, `sets.contains`) have their dotted name and no target.
    """

    id: int
    span: Span
    function: str
    target: "Node | None"
    arguments: tuple["Node", ...]


@distinct
class Comprehension(NamedTuple):
    """A macro over a list (or over a map's keys).

    `existsOne` is EXISTS_ONE; `transformList(i, v, …)` is MAP with two variables.

    Attributes:
        variables: one name (a list's element, a map's key), or two (index and element, or key
            and value). FILTER and SORT_BY have one.
        condition: the filter of a three-argument `map`, else None.
        body: the predicate of all/exists/exists_one/filter, the result of map, the key of sortBy.
    """

    id: int
    span: Span
    macro: Macro
    source: "Node"
    variables: tuple[str, ...]
    condition: "Node | None"
    body: "Node"


@distinct
class Bind(NamedTuple):
    """`cel.bind(name, value, body)`."""

    id: int
    span: Span
    name: str
    value: "Node"
    body: "Node"


Node: TypeAlias = (
    Literal
    | Name
    | Select
    | Has
    | Index
    | ListLiteral
    | MapLiteral
    | And
    | Or
    | Conditional
    | Operation
    | Call
    | Comprehension
    | Bind
)


@distinct
class Expression(NamedTuple):
    """A parsed expression: its text as the author wrote it, and its tree.

    Attributes:
        whole: whether the tree is that of the text, not a part of it or made of parts.
    """

    text: str
    root: Node
    whole: bool = False
