"""Text as a literal (cel-go, ext/strings)."""

import re
from collections.abc import Mapping
from typing import Final

from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import check_size, text_cost
from checker.cel.traits import TOTAL
from checker.cel.types import STRING

DECLARED: Final = Functions()

_ESCAPES: Final[Mapping[str, str]] = {
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
    "\\": r"\\",
    '"': r"\"",
}
_ESCAPED: Final = re.compile(r'[\a\x08\f\n\r\t\v\\"]')


@DECLARED.function("strings.quote", "strings_quote", (STRING,), STRING, TOTAL, cost=text_cost)
def quote(text: str) -> str:
    r"""The text as a literal: between double quotes, with the escapes of CEL.

    strings.quote(string) -> string

        strings.quote('say "hi"')  // "\"say \\\"hi\\\"\""
    """
    check_size(2 + len(text) + len(_ESCAPED.findall(text)), "string")
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text) + '"'
