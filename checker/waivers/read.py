"""Reading waivers: a document becomes waivers, or every problem that it has."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from checker.errors import InputError
from checker.parse.document import Document
from checker.problems import Problem
from checker.time.text import parse_day
from checker.validate import schema
from checker.validate.notation import date
from checker.waivers.waiver import EVERYTHING, Waiver


def waivers(document: Document) -> tuple[Waiver, ...]:
    """The waivers that a document holds, in order.

    Raises:
        InputError: it does not match `checker/schemas/waivers.schema.json`, a date is none, or two
            waivers are about the same.
    """
    problems = schema.problems(document, "waivers")
    if problems:
        raise InputError(problems)
    entries: Sequence[dict[str, Any]] = document.data["waivers"]
    problems = [each for n, entry in enumerate(entries) for each in _days(document, n, entry)]
    problems += _shapes(document, entries)
    if problems:
        raise InputError(problems)
    found = tuple(_waiver(document, n, entry) for n, entry in enumerate(entries))
    problems = [*_same_ids(found), *_overlaps(found)]
    if problems:
        raise InputError(problems)
    return found


def _days(document: Document, number: int, entry: dict[str, Any]) -> Iterator[Problem]:
    wrong = False
    for key in ("created", "expires"):
        problem = _date(entry[key])
        if problem is not None:
            wrong = True
            place = document.positions.value(("waivers", number, key))
            yield Problem(place, f"'{key}' {problem.message}", problem.hint)
    if not wrong and entry["expires"] < entry["created"]:
        place = document.positions.value(("waivers", number, "expires"))
        yield Problem(place, "'expires' comes before 'created'")


def _shapes(document: Document, entries: Sequence[dict[str, Any]]) -> Iterator[Problem]:
    for number, entry in enumerate(entries):
        everything = entry.get("subject") == EVERYTHING
        wrong = []
        if "subject" in entry and "vendor" not in entry:
            wrong.append("'subject' without 'vendor' (expected whose it is)")
        if everything and "covers" not in entry:
            wrong.append("subject '*' without 'covers' (expected how many findings were approved)")
        if "covers" in entry and not everything:
            wrong.append("'covers' without subject '*' (one subject is one finding)")
        for message in wrong:
            yield Problem(document.positions.key(("waivers", number)), message)


def _waiver(document: Document, number: int, entry: dict[str, Any]) -> Waiver:
    optional = {key: entry.get(key, "") for key in _OPTIONAL}
    return Waiver(
        id=entry["id"],
        policy=entry["policy"],
        covers=entry.get("covers", 0),
        reason=entry["reason"],
        owner=entry["owner"],
        created=entry["created"],
        expires=entry["expires"],
        first=_day(entry["created"]) or 0,
        last=_day(entry["expires"]) or 0,
        place=document.positions.key(("waivers", number)),
        **optional,
    )


_OPTIONAL = ("inventory", "vendor", "subject", "approved_by", "ticket")


# Thousands of waivers end on few days.
_day = lru_cache(4096)(parse_day)
_date = lru_cache(4096)(date)


def _same_ids(found: Iterable[Waiver]) -> Iterator[Problem]:
    first: dict[str, Waiver] = {}
    for waiver in found:
        known = first.setdefault(waiver.id, waiver)
        if known is not waiver:
            message = f"waiver id '{waiver.id}' stands twice (first at {known.place})"
            yield Problem(waiver.place, message, "give one of them another id")


def _overlaps(found: Iterable[Waiver]) -> Iterator[Problem]:
    """Waivers that are about what an earlier one is about: which of them counts is nobody's guess.

    Raises nothing for two of which one ended before the other begins.
    """
    about: dict[tuple[str, str], dict[str, list[Waiver]]] = {}
    for waiver in found:
        subjects = about.setdefault((waiver.policy, waiver.vendor), {})
        if waiver.subject == EVERYTHING:
            earlier: Iterable[Waiver] = (each for group in subjects.values() for each in group)
        else:
            earlier = [*subjects.get(waiver.subject, ()), *subjects.get(EVERYTHING, ())]
        other = next((each for each in earlier if _meet(each, waiver)), None)
        if other is not None:
            message = f"waiver '{waiver.id}' is about the same as '{other.id}' ({other.place})"
            yield Problem(waiver.place, message, "keep one of them; to renew it, change 'expires'")
        subjects.setdefault(waiver.subject, []).append(waiver)


def _meet(one: Waiver, other: Waiver) -> bool:
    inventories = {one.inventory, other.inventory}
    same = "" in inventories or len(inventories) == 1
    return same and one.first <= other.last and other.first <= one.last
