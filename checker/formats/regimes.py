"""The tests of regimes as text: a line for each that fails, and how many there are."""

from checker.formats.escape import plain
from checker.testing.regimes import Tried


def render_regimes(tried: Tried) -> str:
    """The outcome of the tests of regimes; ends with a line break."""
    lines = [
        plain(f"{failure.place}: {failure.regime}: {failure.name}: {failure.text}")
        for failure in tried.failures
    ]
    failed = len({(failure.regime, failure.name) for failure in tried.failures})
    summary = f"{tried.tests} tests of {tried.regimes} regimes"
    lines.append(f"{summary} pass" if not failed else f"{failed} of {summary} fail")
    return "\n".join([*lines, ""])
