"""SOC 2: the numbers of the Trust Services Criteria (2017, points of focus of 2022)."""

from collections.abc import Mapping
from typing import Final

from checker.controls.framework import Framework, numbered, upto

_CRITERIA: Final[Mapping[str, tuple[int, ...]]] = {
    "CC": (5, 3, 4, 2, 3, 8, 5, 1, 2),
    "A": (3,),
    "C": (2,),
    "PI": (5,),
    "P": (1, 1, 2, 3, 2, 7, 1, 1),
}

SOC_2: Final = Framework(
    "soc-2",
    "SOC 2, Trust Services Criteria",
    "a category (CC, A, C, PI, P) and its number",
    "CC9.2",
    frozenset(
        id_
        for category, counts in _CRITERIA.items()
        for series, count in enumerate(counts, start=1)
        for id_ in numbered(f"{category}{series}.", upto(count))
    ),
)
