"""Rules of the United States: HIPAA (45 CFR 164) and the cybersecurity regulation of New York."""

from collections.abc import Iterable
from typing import Final

from checker.controls.framework import Framework, numbered, upto

_HIPAA: Final[Iterable[int]] = (
    *(102, 103, 104, 105, 106),
    *(302, 304, 306, 308, 310, 312, 314, 316, 318),
    *(400, 402, 404, 406, 408, 410, 412, 414),
    *(500, 501, 502, 504, 506, 508, 509, 510, 512, 514, 520, 522, 524, 526, 528, 530, 532, 534),
    535,
)
_SECTIONS: Final = frozenset(numbered("164.", _HIPAA))

HIPAA: Final = Framework(
    "hipaa",
    "HIPAA, 45 CFR Part 164; paragraphs of a section are not listed",
    "a section, and its paragraphs in parentheses",
    "164.312(e)(1)",
    _SECTIONS,
    _SECTIONS,
)

_NYDFS: Final = frozenset(numbered("500.", upto(24)))

NYDFS: Final = Framework(
    "nydfs-500",
    "New York, 23 NYCRR Part 500; paragraphs of a section are not listed",
    "a section, and its paragraphs in parentheses",
    "500.11(b)(2)",
    _NYDFS,
    _NYDFS,
)
