r"""Escaping: text from an inventory, a policy or a path is harmless to a terminal and a CI log.

A terminal obeys control characters, a reader is misled by invisible and reordering ones, and the
runners of CI systems obey commands that they find in a log. What a person can read stays as it
is; everything else is spelt out (`\x1b`, `\u{202e}`, `\n`). The backslash itself is left alone:
escaping is for reading, and doing it twice changes nothing.
"""

import re

_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

# Controls, format and bidi characters, blanks that are not the space, separators of lines,
# surrogates, private use, noncharacters, and what is drawn as nothing although it is a letter or
# a mark. Written out: the tables of `unicodedata` change with the version of Python.
_UNPRINTABLE = (
    "["
    "\x00-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff"
    "]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff"
    "\U0005fffe\U0005ffff\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff"
    "\U0009fffe\U0009ffff\U000afffe\U000affff\U000bfffe\U000bffff\U000cfffe\U000cffff"
    "\U000dfffe\U000dffff]"
)

# GitHub's older runner commands (`##[error]`), Azure's (`##vso[…]`) and TeamCity's are found
# anywhere in a line; GitHub's newer ones (`::error::`) only at its beginning. Any word may come to
# stand there when a text is wrapped, so the beginning of every word counts.
_ANYWHERE = r"(?<=#)#(?=[\w.]*\[)"
_LEADING = r"(?:(?<=\s)|^)::"


def plain(text: str) -> str:
    """The text on one line, without anything that a terminal or a CI runner would obey."""
    if text.isascii() and text.isprintable() and "##" not in text and "::" not in text:
        return text
    text = re.sub(_UNPRINTABLE, _spelt, text)
    return re.sub(_LEADING, r":\\x3a", re.sub(_ANYWHERE, r"\\x23", text))


def _spelt(match: re.Match[str]) -> str:
    character = match.group()
    if character in _NAMED:
        return _NAMED[character]
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{{{code:x}}}"
