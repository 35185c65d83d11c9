"""Equivalents: changes of a policy that make no difference, each with the reason for it.

They are named by the lines that change and not by where these stand, so that a list outlives
whatever else is changed in the file.
"""

from checker.errors import InputError
from checker.parse.document import Document
from checker.problems import Place
from checker.record import NamedTuple
from checker.validate import schema


class Key(NamedTuple):
    """The identity of a change; every run of white space in the lines is one space."""

    policy: str
    clause: str
    old: str
    new: str


class Equivalent(NamedTuple):
    """A listed change, where it is listed, and why it makes no difference."""

    key: Key
    place: Place
    why: str


NONE: tuple[Equivalent, ...] = ()


def load(document: Document) -> tuple[Equivalent, ...]:
    """The changes that a document lists.

    Raises:
        InputError: it is no such list.
    """
    problems = schema.problems(document, "equivalents")
    if problems:
        raise InputError(problems)
    return tuple(
        Equivalent(
            Key(each["policy"], each["clause"], spaced(each["old"]), spaced(each["new"])),
            document.positions.value(("equivalents", index)),
            each["why"],
        )
        for index, each in enumerate(document.data["equivalents"])
    )


def spaced(text: str) -> str:
    """A text with one space for every run of white space."""
    return " ".join(text.split())
