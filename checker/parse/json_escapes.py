"""JSON escapes: JSON writes a character beyond U+FFFF as two escapes, YAML as one."""

import json
import re

_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPE = re.compile(rf"{_PAIR.pattern}|\\.")


def joined(text: str) -> str:
    r"""The text with `\ud83d\ude00` written as `\U0001f600`, if the text is JSON.

    Every node starts at the same code point as before: a string that gets shorter is followed by
    spaces, which mean nothing in JSON. What is not JSON comes back as it is.
    """
    if not _PAIR.search(text) or not _is_json(text):
        return text
    return _STRING.sub(lambda found: _string(found.group()), text)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _string(written: str) -> str:
    return _ESCAPE.sub(_escape, written).ljust(len(written))


def _escape(found: re.Match[str]) -> str:
    high, low = found.group(1), found.group(2)
    if high is None:
        return found.group()
    code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
    return f"\\U{code:08x}"
