"""ISO/IEC 27001:2022 and ISO/IEC 42001:2023: the numbers of their Annex A (the texts are sold)."""

from collections.abc import Mapping
from typing import Final

from checker.controls.framework import Framework, numbered, upto

_FORM: Final = "A, a point, and the number of the control"

ISO_27001: Final = Framework(
    "iso-27001-2022",
    "ISO/IEC 27001:2022, Annex A",
    _FORM,
    "A.8.24",
    frozenset(
        id_
        for theme, last in {5: 37, 6: 8, 7: 14, 8: 34}.items()
        for id_ in numbered(f"A.{theme}.", upto(last))
    ),
)

# The first number of an objective is 2: `.1` is its heading.
_AI: Final[Mapping[str, int]] = {
    "A.2": 4,
    "A.3": 3,
    "A.4": 6,
    "A.5": 5,
    "A.6.1": 3,
    "A.6.2": 8,
    "A.7": 6,
    "A.8": 5,
    "A.9": 4,
    "A.10": 4,
}

ISO_42001: Final = Framework(
    "iso-42001",
    "ISO/IEC 42001:2023, Annex A",
    _FORM,
    "A.10.3",
    frozenset(
        id_
        for objective, last in _AI.items()
        for id_ in numbered(f"{objective}.", range(2, last + 1))
    ),
)
