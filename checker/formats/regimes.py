"""The tests of regimes as text: a line for each that fails, and how many there are."""

from checker.formats.escape import plain
from checker.testing.regimes import Tried


def render_regimes(tried: Tried) -> str:
    """What the tests of regimes came to; ends with a line break."""
    lines = [
        plain(f"{each.place}: {each.regime}: {each.name}: {each.text}") for each in tried.failures
    ]
    failed = len({(each.regime, each.name) for each in tried.failures})
    summary = f"{tried.tests} tests of {tried.regimes} regimes"
    lines.append(f"{summary} pass" if not failed else f"{failed} of {summary} fail")
    return "\n".join([*lines, ""])
