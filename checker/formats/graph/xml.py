"""Elements of XML with hostile names: no character that XML forbids, none that is obeyed."""

from checker.formats.xml import allowed, attribute, escaped


def opening(name: str, /, **attributes: str | float) -> str:
    """The start of an element; of names of attributes `_` is `-`, and a last one is left out."""
    told = "".join(
        f" {key.removesuffix('_').replace('_', '-')}={attribute(allowed(_number(value)))}"
        for key, value in attributes.items()
    )
    return f"<{name}{told}>"


def empty(name: str, /, **attributes: str | float) -> str:
    """An element that holds nothing."""
    return f"{opening(name, **attributes)[:-1]}/>"


def text(name: str, content: str, /, **attributes: str | float) -> str:
    """An element that holds a text."""
    return f"{opening(name, **attributes)}{escaped(allowed(content))}</{name}>"


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
