"""Law of the European Union: GDPR, DORA, NIS2 and the AI Act, by article."""

from collections.abc import Iterable, Mapping
from typing import Final

from checker.controls.framework import law


def _articles(first: int, counts: Iterable[int]) -> dict[int, int | None]:
    """The number of paragraphs of each article, from the first on."""
    return dict(enumerate(counts, start=first))


def _unlisted(first: int, last: int) -> dict[int, int | None]:
    return dict.fromkeys(range(first, last + 1))


GDPR: Final = law(
    "gdpr",
    "General Data Protection Regulation, (EU) 2016/679",
    "32(1)(a)",
    paragraphs={
        **_articles(1, (3, 4, 3)),
        **_unlisted(4, 4),  # the definitions, numbered like paragraphs
        **_articles(5, (2, 4, 4, 3, 4, 0, 2)),
        **_articles(12, (8, 4, 5, 4, 0, 3, 3, 0, 4, 6, 4, 2)),
        **_articles(24, (3, 3, 3, 5, 10, 0, 5, 0, 4, 5, 4, 11, 5, 7, 6, 2, 11, 6, 8, 9)),
        **_articles(44, (0, 9, 5, 3, 0, 6, 0)),
        **_articles(51, (4, 6, 4, 2, 3, 6, 4, 6, 0)),
        **_articles(60, (12, 9, 7, 0, 8, 6, 4, 0, 6, 2, 4, 2, 2, 2, 2, 6, 2)),
        **_articles(77, (2, 4, 2, 2, 3, 6, 9, 2, 3, 0, 0, 3, 4, 2, 2, 5, 3, 2, 0, 0, 5, 0, 2)),
    },
    points={
        "5(1)": "f",
        "6(1)": "f",
        "9(2)": "j",
        "28(3)": "h",
        "30(1)": "g",
        "30(2)": "d",
        "32(1)": "d",
        "33(3)": "d",
        "34(3)": "c",
        "35(3)": "c",
        "35(7)": "d",
        "37(1)": "c",
        "39(1)": "e",
        "46(2)": "f",
        "46(3)": "b",
        "50": "d",
    },
)

DORA: Final = law(
    "dora",
    "Digital Operational Resilience Act, (EU) 2022/2554, articles 5 to 45",
    "30(2)(c)",
    paragraphs={
        **_articles(5, (4, 10, 0, 7, 4, 4)),
        **_unlisted(11, 18),
        **_articles(19, (8,)),
        **_unlisted(20, 27),
        **_articles(28, (10, 2, 5)),
        **_unlisted(31, 45),
    },
    points={
        "7": "d",
        "28(1)": "b",
        "28(4)": "e",
        "28(7)": "d",
        "29(1)": "b",
        "30(2)": "i",
        "30(3)": "f",
    },
)

NIS2: Final = law(
    "nis2",
    "NIS2 Directive, (EU) 2022/2555, articles 20 to 23",
    "21(2)(d)",
    paragraphs=_articles(20, (2, 5, 2, 11)),
    points={"21(2)": "j", "23(4)": "e"},
)

_AI_ACT: Final[Mapping[int, int | None]] = {
    **_unlisted(1, 113),
    **_articles(10, (6,)),
    **_articles(17, (4,)),
    **_articles(25, (5,)),
}

AI_ACT: Final = law(
    "eu-ai-act",
    "AI Act, (EU) 2024/1689; paragraphs are listed for articles 10, 17 and 25",
    "25(4)",
    paragraphs=_AI_ACT,
    points={"10(2)": "h", "17(1)": "m"},
)
