"""The words that CEL keeps for itself (specification, "Syntax")."""

from typing import Final

LITERALS: Final = frozenset({"true", "false", "null"})

KEYWORDS: Final = LITERALS | {"in"}
"""Words that are no names, not even of fields."""

# fmt: off
RESERVED: Final = frozenset({
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "namespace", "package", "return", "var", "void", "while",
})
# fmt: on
"""Words that are no names of variables."""
