"""Syntax errors: what libyaml says, in words that tell an author what to change."""

from typing import Any

from checker.parse.limits import MAX_DEPTH
from checker.shorten import shorten

TOO_DEEP = f"nested too deep (expected at most {MAX_DEPTH} levels)", None
DIRECTIVE = "a YAML directive (expected none: files are YAML 1.2)", "remove the line"
SECOND_DOCUMENT = (
    "a second document begins here (expected one document a file)",
    "put it into a file of its own",
)
AFTER_THE_END = (
    "text behind the end of the document (expected nothing more)",
    "check the indentation of this line, and the quotes before it",
)

_OWN = (
    ("exceeded maximum nesting depth", TOO_DEEP),
    ("incompatible YAML document", DIRECTIVE),
    ("directive", DIRECTIVE),
    ("expected <document start>", AFTER_THE_END),
    (
        "unexpected end of stream while scanning a quoted scalar",
        ("a quote opens here and is not closed", "close it where its text ends"),
    ),
    (
        "while scanning an alias",
        ("'*' starts an alias (expected a name behind it)", "text that starts with * needs quotes"),
    ),
    (
        "while scanning an anchor",
        (
            "'&' starts an anchor (expected a name behind it)",
            "text that starts with & needs quotes",
        ),
    ),
    (
        "expected '-' indicator",
        ("no '- ' where a list goes on (expected an item)", "check the indentation of this line"),
    ),
    (
        "invalid Unicode character escape",
        (
            "an escape that is no character (expected a code point)",
            "write the character itself, or \\U and eight digits",
        ),
    ),
)
_MISPLACED = (
    "mapping values",
    "did not find expected key",
    "did not find expected '-'",
    "could not",
)
_HINTS = (
    (
        "mapping values are not allowed",
        "text that holds ': ' needs quotes; if it is a key, check its indentation",
    ),
    ("cannot start any token", "text that starts with this character needs quotes"),
    ("could not find expected ':'", "a key needs a colon and a space after it: 'key: value'"),
    ("did not find expected key", "check the indentation of this line and the ones above"),
    (
        "'}' at a colon",
        "text with ': ' needs quotes; a key and its colon stand close, on one line",
    ),
    ("did not find expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("unknown escape character", "a backslash in double quotes needs a second one"),
    ("undefined tag handle", "text that starts with ! needs quotes"),
)


def explain(error: Any, text: str) -> tuple[int, str, str | None]:
    """The code point, the message and the hint of a YAML syntax error.

    Args:
        error: a `yaml.YAMLError`.
        text: the text that was read.
    """
    context: str | None = getattr(error, "context", None)
    context_mark: Any = getattr(error, "context_mark", None)
    mark: Any = getattr(error, "problem_mark", None) or context_mark
    if context_mark is not None and not text[mark.index :].strip():
        mark = context_mark  # what is not closed is found at the end, and mended where it opens
    offset = min(mark.index, len(text)) if mark is not None else 0
    problem = str(getattr(error, "problem", None) or context or error)
    said = f"{problem} {context}"
    if text[offset : offset + 1] == "\t" or (
        problem.startswith(_MISPLACED) and "\t" in _indentation(text, offset)
    ):
        return offset, "a tab in the indentation (expected spaces)", "replace tabs by spaces"
    for part, (message, hint) in _OWN:
        if part in said:
            return offset, message, hint
    # libyaml wants a key and its colon close together, and says so of the colon that is left over.
    known = f"{problem} at a colon" if text[offset : offset + 1] == ":" else problem
    hint = next((hint for part, hint in _HINTS if part in known), None)
    message = f"not readable as YAML: {problem}"
    if context and context_mark is not None and "next token" not in context:
        line = "" if mark.line == context_mark.line else f", line {context_mark.line + 1}"
        message += f" ({context}{line})"
    return offset, shorten(message, 300), hint


def _indentation(text: str, offset: int) -> str:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return line[: len(line) - len(line.lstrip())]
