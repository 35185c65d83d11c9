"""JSON escapes: JSON writes a character beyond U+FFFF as two escapes, YAML as one."""

import json
import re

_PAIR = r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
_STRING = r'"(?:[^"\\]|\\.)*"'
_ESCAPE = rf"{_PAIR}|\\."


def joined(text: str) -> str:
    r"""The text with `\ud83d\ude00` written as `\U0001f600`, if the text is JSON.

    Every node starts at the same code point as before: a string that gets shorter is followed by
    spaces, which mean nothing in JSON. What is not JSON comes back as it is.
    """
    if "\\u" not in text or not re.search(_PAIR, text) or _end(text) is not None:
        return text
    return re.sub(_STRING, lambda match: _string(match.group()), text)


def slip(text: str, offset: int) -> tuple[int, str, str] | None:
    """The reason for which a pair of escapes was not read: code point, message and hint.

    Args:
        text: of a file that begins as JSON does.
        offset: of the digits of the escape that was refused.

    Returns:
        None where that is no sound pair: it is wrong itself.
    """
    if not text.lstrip().startswith(("{", "[")) or not re.compile(_PAIR).match(text, offset - 2):
        return None
    end = _end(text)
    if end is None:
        return None
    message = "no JSON from here on (expected JSON: the file has escapes that only JSON has)"
    return end, message, "a comma, a quote or a bracket may be missing, or one too many"


def _end(text: str) -> int | None:
    """The offset at which the text stops being JSON; None if all of it is."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos
    except (ValueError, RecursionError):
        return 0
    return None


def _string(written: str) -> str:
    return re.sub(_ESCAPE, _escape, written).ljust(len(written))


def _escape(match: re.Match[str]) -> str:
    high, low = match.group(1), match.group(2)
    if high is None:
        return match.group()
    code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
    return f"\\U{code:08x}"
