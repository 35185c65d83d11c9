"""Elements of XML with hostile names: no character that XML forbids, none that is obeyed."""

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document can hold, not even as a reference."""


def opening(name: str, /, **attributes: str | float) -> str:
    """The start of an element; of names of attributes `_` is `-`, and a last one is left out."""
    told = "".join(
        f" {key.removesuffix('_').replace('_', '-')}={quoteattr(_allowed(_number(value)))}"
        for key, value in attributes.items()
    )
    return f"<{name}{told}>"


def empty(name: str, /, **attributes: str | float) -> str:
    """An element that holds nothing."""
    return f"{opening(name, **attributes)[:-1]}/>"


def text(name: str, content: str, /, **attributes: str | float) -> str:
    """An element that holds a text."""
    return f"{opening(name, **attributes)}{escape(_allowed(content))}</{name}>"


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub(lambda match: f"#x{ord(match.group()):02X}", text)
