"""The body of a function that is generated: lines, and the order in which operands are asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from checker.cel.compile.source import Code, Source, Write
from checker.record import NamedTuple

_DEEPEST_BLOCKS: Final = 10
"""Python allows twenty `for` and `try` within each other."""

_DEEPEST_LINES: Final = 40
"""Python allows a hundred levels of indentation."""


class Body:
    """The lines of one function of the frame."""

    def __init__(self, source: Source, parameters: Sequence[str] = ()) -> None:
        """Begin; the parameters come after the frame."""
        self.source = source
        self._parameters = tuple(parameters)
        self._lines: list[tuple[int, str]] = []
        self._roots: dict[int, str] = {}
        self._maps: dict[int, str] = {}
        self._indent = 1
        self._blocks = 0

    @property
    def is_full(self) -> bool:
        """Whether what goes deeper belongs into a function of its own."""
        return self._blocks >= _DEEPEST_BLOCKS or self._indent >= _DEEPEST_LINES

    def write(self, line: str) -> None:
        """Add a line."""
        self._lines.append((self._indent, line))

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write lines below a head."""
        self._lines.append((self._indent, head))
        counted = not head.startswith(("if", "else", "elif"))
        self._indent += 1
        self._blocks += counted
        yield
        self._indent -= 1
        self._blocks -= counted

    def local(self, text: str) -> str:
        """A new name for the value of an expression."""
        name = self.source.name()
        self.write(f"{name} = {text}")
        return name

    def settle(self, code: Code) -> str:
        """The name or literal of a value."""
        return code.text if code.settled else self.local(code.text)

    def named(self, code: Code) -> str:
        """The name of a value: Python warns of what is done to a literal in some places."""
        return code.text if code.settled and code.text.isidentifier() else self.local(code.text)

    def root(self, slot: int) -> str:
        """The name of the value in a slot that does not change."""
        if slot not in self._roots:
            self._roots[slot] = self.source.name()
        return self._roots[slot]

    def fields_of(self, slot: int) -> str:
        """The name of the map in a slot; of what is no map each field is an error."""
        if slot not in self._maps:
            self._maps[slot] = self.source.name()
        return self._maps[slot]

    def spend(self, units: str) -> None:
        """Take units from the budget."""
        self.write(f"frame[0] -= {units}")
        self.write("if frame[0] < 0: raise spent()")

    def values(self, writes: Sequence[Write]) -> list[str]:
        """The names or literals of values; an error of one outranks that another is missing."""
        spans: list[_Span] = []
        found = []
        for number, write in enumerate(writes, 1):
            start, deeper = len(self._lines), number < len(writes)
            # It may have to be tried, which is known when the others are written.
            self._indent += deeper
            self._blocks += deeper
            code = write()
            harmless = code.harmless and start == len(self._lines)
            found.append(self.settle(code))
            self._indent -= deeper
            self._blocks -= deeper
            if start < len(self._lines):
                spans.append(_Span(start, len(self._lines), deeper, harmless))
        self._try(spans)
        return found

    def _try(self, spans: Sequence["_Span"]) -> None:
        """Have the lines of operands go on to the next one where a value is missing."""
        last = max((n for n, span in enumerate(spans) if not span.harmless), default=0)
        for start, stop, deeper, _ in spans[last:]:
            if deeper:
                lines = self._lines[start:stop]
                self._lines[start:stop] = [(indent - 1, line) for indent, line in lines]
        if not last:
            return
        missing = self.source.name()
        for start, stop, _, _ in reversed(spans[:last]):
            self._lines[stop:stop] = [
                (self._indent, "except KeyError as raised:"),
                (self._indent + 1, f"{missing} = caught({missing}, raised)"),
            ]
            self._lines.insert(start, (self._indent, "try:"))
        self._lines.insert(spans[0].start, (self._indent, f"{missing} = None"))
        self.write(f"if {missing}: raise {missing}.pop()")

    def function(self, name: str, result: Code) -> list[str]:
        """The lines of the function, which returns a value."""
        lines = [f"def {name}({', '.join(('frame', *self._parameters))}):"]
        lines += [f" {root} = frame[{slot}]" for slot, root in self._roots.items()]
        for slot, fields in self._maps.items():
            lines.append(f" {fields} = frame[{slot}]")
            lines.append(f" if type({fields}) is not dict: {fields} = NoMap({fields})")
        lines += [f"{' ' * indent}{line}" for indent, line in self._lines]
        return [*lines, f" return {result.text}"]


class _Span(NamedTuple):
    """The lines of one operand.

    Attributes:
        deeper: whether they stand one level deeper than they may have to.
        harmless: whether they can be no error.
    """

    start: int
    stop: int
    deeper: bool
    harmless: bool
