"""The answer to who and what a breach reaches as a page, with a picture."""

from typing import Final

from checker.exposing.places import Locate
from checker.formats.exposure import UNKNOWN
from checker.formats.exposure_parts import Telling, named
from checker.formats.graph.svg import drawn
from checker.formats.html.template import Html, document
from checker.picture.picture import Picture
from checker.version import __version__

ROWS: Final = 1_000
"""Rows of a part."""


def render(telling: Telling, locate: Locate, picture: Picture | None) -> str:
    """The answer as one HTML file that ends with a line break.

    Args:
        locate: finds where to record what is not.
        picture: of everybody whom it is about, if there is one.
    """
    return document(
        "exposure.html",
        telling=telling,
        # It is escaped where it is drawn, as every picture.
        picture=None if picture is None else Html(drawn(picture)),
        unknown=[
            (each.text, named(each.about), str(locate(each.places[0])))
            for each in telling.unknown[:ROWS]
        ],
        title=UNKNOWN,
        rows=ROWS,
        version=__version__,
    )
