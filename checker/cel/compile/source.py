"""The source that is generated: functions, line by line, and the values that they name."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from checker.cel.compile.runtime import RUNTIME
from checker.record import NamedTuple
from checker.values import Duration, Timestamp


class Code(NamedTuple):
    """A value, as Python that has it.

    Attributes:
        text: an expression, in brackets where it has several parts. It is to be used in the next
            line that is written, unless it is settled.
        boolean: whether it can be nothing but a bool.
        settled: whether it is a name or a literal, which may be used whenever and as often.
        harmless: whether it has a value, or is missing: it cannot be an error.
    """

    text: str
    boolean: bool = False
    settled: bool = False
    harmless: bool = False


Write: TypeAlias = Callable[[], Code]
"""Write the lines that a value needs before it, and return it."""


class Source:
    """The functions of one policy, which share what they name.

    Attributes:
        portable: whether the text has all that it needs.
    """

    def __init__(self) -> None:
        self.portable = True
        self._namespace: dict[str, Any] = {**RUNTIME}
        self._written: list[str] = []
        self._loaded = 0
        self._names = 0

    def name(self) -> str:
        """A name that nothing has."""
        self._names += 1
        return f"n{self._names}"

    def literal(self, value: Any) -> Code:
        """A value that is known beforehand."""
        written = _written(value)
        if value is None or type(value) in (bool, int, str):
            return Code(str(written), type(value) is bool, settled=True)
        return Code(self.given(value) if written is None else self.made(written), settled=True)

    def made(self, text: str) -> str:
        """The name of a value that is made once, of what the text names."""
        name = self.name()
        self._written.append(f"{name} = {text}")
        return name

    def given(self, value: Any) -> str:
        """The name of a value that is handed over as it is."""
        name = self.name()
        self.portable = False
        self._namespace[name] = value
        return name

    def define(self, lines: Iterable[str]) -> None:
        """Add a function, and what becomes of it."""
        self._written += lines

    def function(self, name: str) -> Any:
        """A function that was defined."""
        if self._loaded < len(self._written):
            text = "\n".join(self._written[self._loaded :])
            self._loaded = len(self._written)
            self._load(text)
        return self._namespace[name]

    def text(self, factory: str, results: Sequence[str]) -> str:
        """The text of a function that makes functions that were defined, given what is `around`."""
        lines = "\n ".join(self._written)
        found = "".join(f"{name}, " for name in results)
        return f"def {factory}(around):\n {lines}\n return ({found})\n"

    def factory(self, results: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
        """A function that makes functions that were defined."""
        name = self.name()
        self._load(self.text(name, results))
        made: Callable[[Any], tuple[Any, ...]] = self._namespace[name]
        return made

    def _load(self, text: str) -> None:
        # Nothing of a policy is in the text but literals that Python represents.
        exec(compile(text, "<policy>", "exec", dont_inherit=True), self._namespace)  # noqa: S102


def _written(value: Any) -> str | None:
    """The text of a value, where Python reads back what it represents."""
    if value is None or type(value) in (bool, int, str):
        return repr(value)
    if type(value) is list:
        elements = [_written(each) for each in value]
        return None if None in elements else f"[{', '.join(map(str, elements))}]"
    if type(value) is float:
        return f"float({str(value)!r})"
    if type(value) in (Timestamp, Duration):
        return f"{type(value).__name__}({value.nanoseconds})"
    return None
