"""Findings of lint as text: where, what, the line with a caret, and the way out."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import columns
from checker.linting.diagnostic import Diagnostic, Stretch
from checker.linting.lint import LintReport
from checker.linting.rule import Level

_COLOURS = {Level.ERROR: Colour.RED, Level.WARNING: Colour.YELLOW, Level.INFO: Colour.DIM}
_LONGEST = 100


def render(linted: LintReport, *, verbose: bool, style: Style) -> str:
    """Errors and warnings, infos where `verbose`, and how many there are."""
    lines: list[str] = []
    for diagnostic in linted.diagnostics:
        if verbose or diagnostic.rule.level is not Level.INFO:
            lines += [*_diagnostic(diagnostic, style), ""]
    return "\n".join([*lines, _sum(linted, verbose=verbose, style=style), ""])


def _diagnostic(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    level = style(_COLOURS[diagnostic.rule.level], diagnostic.rule.level.value)
    place, rule = plain(str(diagnostic.stretch.start)), diagnostic.rule.id
    yield f"{place}: {level}: {plain(diagnostic.message)} [{rule}]"
    yield from _excerpt(diagnostic.stretch, style)
    if diagnostic.hint is not None:
        yield f"  hint: {plain(diagnostic.hint)}"


def _excerpt(stretch: Stretch, style: Style) -> Iterator[str]:
    """The line, cut to what is near, and carets under what is meant."""
    line, start = stretch.excerpt, stretch.start.column - 1
    if not line or not 0 <= start <= len(line):
        return
    same = stretch.end.line == stretch.start.line
    end = min(stretch.end.column - 1 if same else len(line), len(line))
    first = 0 if len(line) <= _LONGEST else max(0, min(start - 30, len(line) - _LONGEST))
    before, meant = line[first:start], line[start:end]
    after = line[end : first + _LONGEST] if first + _LONGEST > end else ""
    meant = meant[: _LONGEST - len(before)]
    shown = [plain(each.replace("\t", " ")) for each in (before, meant, after)]
    carets = "^" * max(columns(shown[1]), 1)
    yield f"    {'… ' if first else ''}{''.join(shown)}"
    yield f"    {'  ' if first else ''}{' ' * columns(shown[0])}{style(Colour.GREEN, carets)}"


def _sum(linted: LintReport, *, verbose: bool, style: Style) -> str:
    errors, warnings, infos = (linted.count(level) for level in Level)
    about = number(linted.policies, "policy", "policies")
    text = f"{about}: {number(errors, 'error')}, {number(warnings, 'warning')}"
    colour = Colour.ALARM if errors else Colour.YELLOW if warnings else Colour.GREEN
    text = style(colour, text)
    if not infos:
        return text
    return f"{text}, {number(infos, 'note')}" + ("" if verbose else " (--verbose shows them)")
