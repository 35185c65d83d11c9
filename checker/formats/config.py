"""The configuration in force as text: a value a paragraph, and where it is written."""

from collections.abc import Iterator, Sequence

from checker.formats.escape import plain
from checker.formats.style import Colour, Style
from checker.formats.width import hanging
from checker.report.setting import Setting


def render(settings: Sequence[Setting], *, width: int, style: Style) -> str:
    """Every setting, in order."""
    return "".join(f"{line}\n" for setting in settings for line in _lines(setting, width, style))


def _lines(setting: Setting, width: int, style: Style) -> Iterator[str]:
    where = "default" if setting.place is None else str(setting.place)
    yield f"{style(Colour.BOLD, plain(setting.name))}  {plain(where)}"
    yield from hanging("  ", plain(setting.told), width)
