"""Shorten: what a message quotes is as long as it takes to recognise it, and no longer."""


def shorten(text: str, most: int = 40) -> str:
    """The text, or its first characters and an ellipsis; at most `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
