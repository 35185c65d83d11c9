"""Findings of lint as text: where, what, the line with a caret, and the way out."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.paint import Colour, Paint
from checker.formats.summary import number
from checker.formats.width import columns
from checker.lint.finding import Finding, Stretch
from checker.lint.lint import Linted
from checker.lint.rules import Level

_COLOURS = {Level.ERROR: Colour.RED, Level.WARNING: Colour.YELLOW, Level.INFO: Colour.DIM}
_LONGEST = 100


def render(linted: Linted, *, verbose: bool, paint: Paint) -> str:
    """Errors and warnings, infos where `verbose`, and how many there are."""
    lines: list[str] = []
    for finding in linted.findings:
        if verbose or finding.rule.level is not Level.INFO:
            lines += [*_finding(finding, paint), ""]
    return "\n".join([*lines, _sum(linted, verbose=verbose, paint=paint), ""])


def _finding(finding: Finding, paint: Paint) -> Iterator[str]:
    level = paint(_COLOURS[finding.rule.level], finding.rule.level.value)
    place, rule = plain(str(finding.stretch.start)), finding.rule.id
    yield f"{place}: {level}: {plain(finding.message)} [{rule}]"
    yield from _excerpt(finding.stretch, paint)
    if finding.hint is not None:
        yield f"  hint: {plain(finding.hint)}"


def _excerpt(stretch: Stretch, paint: Paint) -> Iterator[str]:
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
    yield f"    {'  ' if first else ''}{' ' * columns(shown[0])}{paint(Colour.GREEN, carets)}"


def _sum(linted: Linted, *, verbose: bool, paint: Paint) -> str:
    errors, warnings, infos = (linted.count(level) for level in Level)
    about = number(linted.policies, "policy", "policies")
    text = f"{about}: {number(errors, 'error')}, {number(warnings, 'warning')}"
    colour = Colour.ALARM if errors else Colour.YELLOW if warnings else Colour.GREEN
    text = paint(colour, text)
    if not infos:
        return text
    return f"{text}, {number(infos, 'note')}" + ("" if verbose else " (--verbose shows them)")
