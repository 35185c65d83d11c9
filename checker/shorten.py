"""Shorten: what a message quotes is as long as it takes to recognise it, and no longer."""


def shorten(text: str, most: int = 40) -> str:
    """The text, or its first characters and an ellipsis; at most `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def window(text: str, column: int, most: int) -> tuple[str, int]:
    """The part of a line around a column (1-based), and where that column is in the part."""
    if len(text) <= most:
        return text, column
    start = max(0, min(column - 1 - most // 3, len(text) - most))
    part = text[start : start + most]
    before, after = start > 0, start + most < len(text)
    part = f"{'…' if before else ''}{part[before : most - after]}{'…' if after else ''}"
    return part, column - start
