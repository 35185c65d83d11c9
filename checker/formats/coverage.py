"""Coverage as text: a line for every policy, below it a line for every outcome left to show."""

from collections.abc import Iterator
from fractions import Fraction

from checker.formats.escape import plain
from checker.shorten import shorten
from checker.testing.coverage import Coverage, Point, PolicyCoverage

_LONGEST = 90


def render_coverage(coverage: Coverage, threshold: Fraction | None = None) -> str:
    """The outcomes that tests have shown and those that they have not; ends with a line break.

    Args:
        threshold: the percentage that is demanded, None if none is.
    """
    lines = [line for each in coverage.policies for line in _policy(each)]
    total = f"coverage: {_share(coverage.covered, coverage.possible)}"
    if threshold is not None and not coverage.reaches(threshold):
        total += f"; at least {_percent(threshold)} was demanded"
    return "\n".join([*lines, total, ""])


def _policy(coverage: PolicyCoverage) -> Iterator[str]:
    yield f"{plain(coverage.policy)}: {_share(coverage.covered, coverage.possible)}"
    for point in coverage.missed:
        yield plain(f"  {point.place}: {point.clause}: {_never(point)}: {_quoted(point.text)}")


def _never(point: Point) -> str:
    if not point.reached:
        return "never reached"
    return "never " + ", never ".join(outcome.value for outcome in point.missed)


def _quoted(text: str) -> str:
    return shorten(" ".join(text.split()), _LONGEST)


def _share(covered: int, possible: int) -> str:
    percent = _percent(Fraction(covered * 100, possible))
    return f"{percent} ({covered:,} of {possible:,} outcomes)"


def _percent(percent: Fraction) -> str:
    """Two decimals, cut off and not rounded: only what is whole is 100 %."""
    hundredths = percent.numerator * 100 // percent.denominator
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + " %" if rest else f"{whole} %"
