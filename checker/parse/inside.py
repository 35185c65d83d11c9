"""Inside a scalar: where a character of a YAML value stands in the text of the file."""

from checker.parse.positions import Path, Positions
from checker.problems import Place

_BLOCK = "|>"


def place(positions: Positions, path: Path, value: str, index: int) -> Place:
    """The place of the code point `index` of the text at `path`, however YAML wrote it.

    Folding and indentation change white space only, so the other characters are followed
    one by one. An escape in double quotes shifts what comes after it by a column or two.
    """
    text = positions.text
    cursor = positions.offset(path)
    if text[cursor : cursor + 1] in _BLOCK:
        cursor = text.find("\n", cursor) + 1
    elif text[cursor : cursor + 1] in {'"', "'"} and not value.startswith(text[cursor]):
        cursor += 1
    for character in value[: index + 1]:
        if character.isspace():
            continue
        found = text.find(character, cursor)
        if found < 0:
            break
        cursor = found + 1
    at_end = index >= len(value) or value[index : index + 1].isspace()
    return positions.at(cursor if at_end else max(cursor - 1, 0))
