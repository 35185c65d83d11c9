"""What NIST publishes: CSF 2.0, SP 800-53 Revision 5 (release 5.2.0), the AI RMF 1.0."""

from collections.abc import Iterator, Mapping
from typing import Final

from checker.controls.framework import Framework, numbered, upto

_SUBCATEGORIES: Final[Mapping[str, tuple[int, ...]]] = {
    "GV.OC": (1, 2, 3, 4, 5),
    "GV.RM": (1, 2, 3, 4, 5, 6, 7),
    "GV.RR": (1, 2, 3, 4),
    "GV.PO": (1, 2),
    "GV.OV": (1, 2, 3),
    "GV.SC": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    "ID.AM": (1, 2, 3, 4, 5, 7, 8),
    "ID.RA": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    "ID.IM": (1, 2, 3, 4),
    "PR.AA": (1, 2, 3, 4, 5, 6),
    "PR.AT": (1, 2),
    "PR.DS": (1, 2, 10, 11),
    "PR.PS": (1, 2, 3, 4, 5, 6),
    "PR.IR": (1, 2, 3, 4),
    "DE.CM": (1, 2, 3, 6, 9),
    "DE.AE": (2, 3, 4, 6, 7, 8),
    "RS.MA": (1, 2, 3, 4, 5),
    "RS.AN": (3, 6, 7, 8),
    "RS.CO": (2, 3),
    "RS.MI": (1, 2),
    "RC.RP": (1, 2, 3, 4, 5, 6),
    "RC.CO": (3, 4),
}

CSF: Final = Framework(
    "nist-csf-2.0",
    "NIST Cybersecurity Framework 2.0, subcategories",
    "function, category and two digits",
    "PR.DS-01",
    frozenset(
        id_
        for category, numbers in _SUBCATEGORIES.items()
        for id_ in numbered(f"{category}-", numbers, digits=2)
    ),
)

# The last control of each family, and those withdrawn.
_FAMILIES: Final[Mapping[str, tuple[int, frozenset[int]]]] = {
    "AC": (25, frozenset({13, 15})),
    "AT": (6, frozenset({5})),
    "AU": (16, frozenset({15})),
    "CA": (9, frozenset({4})),
    "CM": (14, frozenset()),
    "CP": (13, frozenset({5})),
    "IA": (13, frozenset()),
    "IR": (9, frozenset()),
    "MA": (7, frozenset()),
    "MP": (8, frozenset()),
    "PE": (23, frozenset({7})),
    "PL": (11, frozenset({3, 5, 6})),
    "PM": (32, frozenset()),
    "PS": (9, frozenset()),
    "PT": (8, frozenset()),
    "RA": (10, frozenset({4})),
    "SA": (24, frozenset({6, 7, 12, 13, 14, 18, 19})),
    "SC": (51, frozenset({9, 14, 19, 33})),
    "SI": (23, frozenset({9})),
    "SR": (12, frozenset()),
}

# Enhancements of the families about suppliers; those of the others are not listed.
_ENHANCEMENTS: Final[Mapping[str, tuple[int, ...]]] = {
    "SA-3": (1, 2, 3),
    "SA-4": (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12),
    "SA-8": tuple(upto(33)),
    "SA-9": (1, 2, 3, 4, 5, 6, 7, 8),
    "SA-10": (1, 2, 3, 4, 5, 6, 7),
    "SA-11": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "SA-15": (1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13),
    "SA-17": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "SA-20": (),
    "SR-2": (1,),
    "SR-3": (1, 2, 3),
    "SR-4": (1, 2, 3, 4),
    "SR-5": (1, 2),
    "SR-6": (1,),
    "SR-9": (1,),
    "SR-11": (1, 2, 3),
}
_LISTED: Final = ("SA-", "SR-")


def _controls() -> Iterator[str]:
    for family, (last, withdrawn) in _FAMILIES.items():
        yield from numbered(f"{family}-", [each for each in upto(last) if each not in withdrawn])


def _enhancements() -> Iterator[str]:
    for control, numbers in _ENHANCEMENTS.items():
        yield from (f"{control}({number})" for number in numbers)


SP_800_53: Final = Framework(
    "nist-800-53-r5",
    "NIST SP 800-53 Revision 5; enhancements are listed for the families SA and SR",
    "family and number, and the enhancement in parentheses",
    "SR-3(1)",
    frozenset((*_controls(), *_enhancements())),
    frozenset(each for each in _controls() if not each.startswith(_LISTED)),
)

_AI_RMF: Final[Mapping[str, tuple[int, ...]]] = {
    "GOVERN": (7, 3, 2, 3, 2, 2),
    "MAP": (6, 3, 5, 2, 2),
    "MEASURE": (3, 13, 3, 3),
    "MANAGE": (4, 4, 2, 3),
}

AI_RMF: Final = Framework(
    "nist-ai-rmf",
    "NIST AI Risk Management Framework 1.0, subcategories",
    "a function in capitals, a space, category and subcategory",
    "GOVERN 6.2",
    frozenset(
        id_
        for function, counts in _AI_RMF.items()
        for category, count in enumerate(counts, start=1)
        for id_ in numbered(f"{function} {category}.", upto(count))
    ),
)
