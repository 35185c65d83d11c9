"""Marks: the sign, the word and the colour of a verdict. The colour never says anything alone."""

from collections.abc import Mapping

from checker.formats.style import Colour, Style
from checker.verdict import Severity, Verdict

MARKS: Mapping[Verdict, str] = {
    Verdict.ERROR: "!",
    Verdict.FAIL: "✗",
    Verdict.UNKNOWN: "?",
    Verdict.WAIVED: "~",
    Verdict.PASS: "✓",
    Verdict.SKIP: "-",
}
"""Worst first: what stands for several cells is the first of these that occurs."""

NOTHING = "·"
"""The mark of a vendor that states that it has nothing a policy is about."""

COLOURS: Mapping[Verdict, Colour] = {
    Verdict.ERROR: Colour.ALARM,
    Verdict.FAIL: Colour.RED,
    Verdict.UNKNOWN: Colour.YELLOW,
    Verdict.WAIVED: Colour.YELLOW,
    Verdict.PASS: Colour.GREEN,
    Verdict.SKIP: Colour.DIM,
}

SEVERITIES: Mapping[Severity, Colour] = {
    Severity.CRITICAL: Colour.ALARM,
    Severity.HIGH: Colour.RED,
    Severity.MEDIUM: Colour.YELLOW,
    Severity.LOW: Colour.BOLD,
    Severity.INFO: Colour.DIM,
}


def marked(verdict: Verdict, style: Style) -> str:
    """A verdict's sign and word, in its colour."""
    return style(COLOURS[verdict], f"{MARKS[verdict]} {verdict.value}")
