"""Syntax errors: what libyaml says, in words that tell an author what to change."""

from typing import Any

_HINTS = (
    ("mapping values are not allowed", "text that holds ': ' needs quotes"),
    ("cannot start any token", "text that starts with this character needs quotes"),
    ("could not find expected ':'", "a key needs a colon and a space after it: 'key: value'"),
    ("did not find expected key", "check the indentation of this line and the ones above"),
    ("did not find expected '-' indicator", "check the indentation of this line"),
    ("did not find expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("unexpected end of stream", "a quote is not closed"),
    ("unknown escape character", "a backslash in double quotes needs a second one"),
    ("undefined tag handle", "text that starts with ! needs quotes"),
)


def explain(error: Any, text: str) -> tuple[int, str, str | None]:
    """The code point, the message and the hint of a YAML syntax error.

    Args:
        error: a `yaml.MarkedYAMLError`.
    """
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index, len(text)) if mark is not None else 0
    problem = str(error.problem or error.context or "syntax error")
    hint = next((hint for part, hint in _HINTS if part in problem), None)
    if text[offset : offset + 1] == "\t" or "\t" in _indentation(text, offset):
        return offset, "a tab in the indentation (expected spaces)", "replace tabs by spaces"
    message = f"not readable as YAML: {problem}"
    if error.context and error.context_mark is not None and error.problem:
        message += f" ({error.context}, line {error.context_mark.line + 1})"
    return offset, message, hint


def _indentation(text: str, offset: int) -> str:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return line[: len(line) - len(line.lstrip())]
