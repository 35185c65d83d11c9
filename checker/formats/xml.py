"""XML with hostile texts: no character that XML forbids, none that ends what it stands in.

`xml.sax.saxutils` has the same, and imports what opens connections.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML 1.0 document can hold, not even as a reference."""

_BLANKS: Mapping[str, str] = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
"""What a reader of an attribute takes for a space, if it is not written by its number."""

_NONE: Mapping[str, str] = MappingProxyType({})


def allowed(text: str) -> str:
    """The text with characters that XML forbids spelt as pytest spells them: `#x1B`."""
    return _FORBIDDEN.sub(lambda match: f"#x{ord(match.group()):02X}", text)


def escaped(text: str) -> str:
    """A text between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def attribute(text: str, others: Mapping[str, str] = _NONE) -> str:
    """The value of an attribute, in quotes.

    Args:
        others: what else is not written as it is, and how it is written.
    """
    value = escaped(text)
    for written in (_BLANKS, others):
        for sign, reference in written.items():
            value = value.replace(sign, reference)
    if '"' not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    whole = value.replace('"', "&quot;")
    return f'"{whole}"'
