"""The Herfindahl-Hirschman index (HHI) of weights of which only bounds are known.

The HHI is the sum of the squared shares: 1 where one has everything, 1/n where n have the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from checker.facts.bounds import Bounds, Range
from checker.record import NamedTuple


class Concentration(NamedTuple):
    """The concentration of weights.

    Attributes:
        normalised: the HHI, stretched to 0 where all have the same.
        effective: how many equal ones would have that HHI.
        largest: the greatest share of one.
    """

    hhi: Bounds
    normalised: Bounds
    effective: Bounds
    largest: Bounds


def concentration(weights: Sequence[Range]) -> Concentration | None:
    """The concentration of weights; None where there is nothing to have a share of."""
    count = len(weights)
    if all(weight.high == 0 for weight in weights):
        return None
    if all(weight.low == weight.high for weight in weights):
        total = sum(weight.low for weight in weights)
        exact = sum(weight.low**2 for weight in weights) / total**2
        hhi = Bounds(exact, exact)
        greatest = max(weight.low for weight in weights) / total
        largest = Bounds(greatest, greatest)
    else:
        largest = _largest(weights)
        hhi = Bounds(_least(weights), max(_least(weights), _most(weights, largest.at_most)))
    return Concentration(
        hhi,
        Bounds(*(_normalised(value, count) for value in hhi)),
        Bounds(1 / hhi.at_most, 1 / hhi.at_least),
        largest,
    )


def _normalised(hhi: float, count: int) -> float:
    return max(0.0, (hhi - 1 / count) / (1 - 1 / count)) if count > 1 else 1.0


def _greatest_shares(weights: Sequence[Range]) -> list[float]:
    """The greatest share that each can have: all others at their least."""
    lows = sum(weight.low for weight in weights)
    return [
        1.0 if high is None else high / (high + lows - low) if high else 0.0
        for low, high in weights
    ]


def _largest(weights: Sequence[Range]) -> Bounds:
    total = sum(weight.high or 0 for weight in weights)
    endless = [weight for weight in weights if weight.high is None]
    least = 1 / len(weights)
    # Where two have no bound, each may leave the other no share that is worth telling.
    for weight in endless if len(endless) == 1 else () if endless else weights:
        if weight.low:
            least = max(least, weight.low / (weight.low + total - (weight.high or 0)))
    return Bounds(least, max(_greatest_shares(weights)))


def _most(weights: Sequence[Range], largest: float) -> float:
    """A bound from above: the squares of the greatest shares; the greatest one is one, too."""
    return min(1.0, largest, sum(share**2 for share in _greatest_shares(weights)))


def _least(weights: Sequence[Range]) -> float:
    """The least HHI: all weights as near to one and the same as their bounds allow.

    For the weight t that all are to be near to, the sum of w × (w - t) is zero; it falls with t.
    """
    lows = sorted(low for low, _ in weights)
    highs = sorted(high for _, high in weights if high is not None)
    points = sorted({*lows, *highs})
    low_sums, low_squares = _sums(lows)
    high_sums, high_squares = _sums(highs)

    def fixed(first_low: int, last_high: int) -> tuple[int, int]:
        """The squares and the sum of those at their bounds."""
        squares = low_squares[-1] - low_squares[first_low] + high_squares[last_high]
        return squares, low_sums[-1] - low_sums[first_low] + high_sums[last_high]

    start, stop = 0, len(points)
    while stop - start > 1:
        middle = (start + stop) // 2
        point = points[middle]
        squares, total = fixed(bisect_right(lows, point), bisect_left(highs, point))
        start, stop = (middle, stop) if squares >= point * total else (start, middle)
    above, below = bisect_right(lows, points[start]), bisect_right(highs, points[start])
    squares, total = fixed(above, below)
    free = above - below
    if not total:
        return 1 / free
    return squares / (total**2 + free * squares)


def _sums(values: Sequence[int]) -> tuple[list[int], list[int]]:
    return (
        [*accumulate(values, initial=0)],
        [*accumulate((value**2 for value in values), initial=0)],
    )
