"""A problem: what is wrong in a file, where, and the way out."""

from checker.record import NamedTuple


class Place(NamedTuple):
    """A place in a text file; line and column are 1-based, columns count code points.

    Line 0 means the file as a whole (it could not be read at all).
    """

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return self.path if self.line == 0 else f"{self.path}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing that is wrong with an input: `path:line:column: message`, and a hint.

    The message says what is wrong and, in parentheses, what was expected; lower case, no full
    stop. Text quoted from an input is raw here: whoever prints it escapes it.
    """

    place: Place
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        return text if self.hint is None else f"{text}\n  hint: {self.hint}"
