"""The parts of an exposure in words: what a table, a comment and a page tell alike."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from checker.exposing.data import SENSITIVE
from checker.exposing.exposure import (
    Client,
    Data,
    Duty,
    Exposure,
    Organisation,
    People,
    State,
    Target,
    Unknown,
)
from checker.formats.moment import moment
from checker.formats.summary import number
from checker.record import NamedTuple

_ALARMS: Final = {State.OVERDUE: True, State.LATE: True, State.SENT: False}
_ABOUT: Final = 6
"""Names that stand behind a text at once."""
_OFFSET: Final = re.compile(r"[+-]\d\d:\d\d$")


class Part(NamedTuple):
    """A part: a title, columns, and rows.

    Attributes:
        alarms: of rows that have one, by their number: whether it is one; a colour says it again.
        note: what a reader must know to read it.
        none: what is told where there are no rows.
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    alarms: Sequence[bool | None] = ()
    note: str = ""
    none: str = "nobody, as far as recorded"


class Telling(NamedTuple):
    """An answer in words: a sentence, lines below it, parts, and what is not recorded."""

    headline: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    unknown: tuple[Unknown, ...]


def telling(exposure: Exposure) -> Telling:
    """The exposure in words."""
    lines = [f"as of {moment(exposure.as_of)}"]
    if exposure.recorded and not exposure.incident:
        told = named([f"{each.id} ({each.status or '?'})" for each in exposure.recorded])
        lines.append(f"incidents there (--incident ID): {told}")
    return Telling(headline(exposure), tuple(lines), tuple(_parts(exposure)), exposure.unknown)


def headline(exposure: Exposure) -> str:
    """The answer in a sentence."""
    about = exposure.about
    name = about.name if about.name == about.id else f"{about.name} ({about.id})"
    match about.target:
        case Target.PARTY:
            head = f"A breach at {name} reaches"
            if exposure.incident:
                head = f"{exposure.incident}, from {name}, reaches"
        case Target.CLIENT:
            head = f"Behind {name} stand"
        case Target.CATEGORY:
            head = f"Data of the category {name} are with"
    return f"{head} {_counts(exposure)}"


def _counts(exposure: Exposure) -> str:
    others = [each for each in exposure.organisations if each.id != exposure.about.id]
    vendors = sum(each.is_vendor for each in others)
    told = [number(vendors, "vendor") if vendors else "no other vendor"]
    if len(others) > vendors:
        told.append(number(len(others) - vendors, "other party", "other parties"))
    if exposure.about.target is not Target.CLIENT:
        told.append(number(len({each.id for each in exposure.clients}), "client"))
    sensitive = sum(each.classification in SENSITIVE for each in exposure.data)
    kinds = f"{number(len(exposure.data), 'kind')} of data ({sensitive} secret or restricted)"
    told.append(kinds if exposure.data else "no data on record")
    return f"{', '.join(told)}, {people(exposure.total)}"


def people(count: People) -> str:
    """`40,000 people`, `1,200 to 3,000 people`, `at least 40,000 people, no limit recorded`."""
    if count.most is None:
        least = f"at least {_persons(count.least)}, at most not recorded"
        return least if count.least else "how many people is not recorded"
    if count.least == count.most:
        return _persons(count.most)
    return f"{count.least:,} to {_persons(count.most)}"


def _persons(count: int) -> str:
    return f"{count:,} {'person' if count == 1 else 'people'}"


def _parts(exposure: Exposure) -> Iterator[Part]:
    """Everything that is told, in the order in which it is asked."""
    yield _who(exposure)
    if exposure.about.target is not Target.CLIENT:
        yield _clients(exposure.clients)
    if exposure.data:
        yield _data(exposure)
    yield _duties(exposure)


def _who(exposure: Exposure) -> Part:
    counts = dict(exposure.people)
    asked = exposure.about.id
    rows = [
        (each.id, _through(each), _range(counts.get(each.id)))
        for each in exposure.organisations
        if each.id != asked or each.is_vendor
    ]
    several = sum(own != (0, 0) for _, own in exposure.people) > 1
    note = "Somebody whose data two vendors have counts twice." if several else ""
    return Part("Who", ("who", "through", "people"), rows, note=note)


def _through(organisation: Organisation) -> str:
    way = " > ".join(organisation.path[:-1])
    kinds = ", ".join(kind.replace("_", " ") for kind in organisation.kinds)
    return f"{way} ({kinds})" if way and kinds else way


def _clients(clients: Sequence[Client]) -> Part:
    """A row a client: at whom it is reached, and what keeps it apart there."""
    found: dict[str, list[Client]] = {}
    for client in clients:
        found.setdefault(client.id, []).append(client)
    rows = [(id_, own[0].name, ", ".join(map(_apart, own))) for id_, own in found.items()]
    return Part("Clients", ("client", "name", "at (kept apart by)"), rows)


def _apart(client: Client) -> str:
    told = client.segregation.replace("_", " ") or "?"
    return f"{client.vendor} ({told}{', not affected' if client.affected is False else ''})"


def _range(count: People | None) -> str:
    if count is None:
        return ""
    if count.most is None:
        return f"{count.least:,} or more" if count.least else "?"
    return f"{count.least:,}" if count.least == count.most else f"{count.least:,} to {count.most:,}"


def _data(exposure: Exposure) -> Part:
    rows = [
        (
            f"{each.vendor}/{each.id}",
            each.classification or "?",
            each.owner or "?",
            "?" if each.records is None else f"{each.records:,}",
            _protected(each),
            each.reach.value,
        )
        for each in exposure.data
    ]
    note = (
        "held: by whoever is breached. reachable: the way in leads to it, as recorded. possible: "
        "where the way leads is not recorded. beside: at the same vendor, not on the way."
    )
    columns = ("data", "class", "whose", "records", "at rest (keys)", "reach")
    return Part("Data", columns, rows, note=note)


def _protected(data: Data) -> str:
    keys = data.keys.replace("_", " ")
    return f"{data.at_rest or '?'} ({keys})" if keys else data.at_rest or "?"


def _duties(exposure: Exposure) -> Part:
    several = not exposure.incident and any(each.incident for each in exposure.duties)
    told = 5 if several else 4
    rows = [
        (
            state(each),
            when(each.due) or "?",
            f"{each.sender} to {each.client if each.to == 'client' else each.to}",
            terms(each),
            each.incident,
        )[:told]
        for each in exposure.duties
    ]
    arises = any(each.state is State.ARISES for each in exposure.duties)
    note = ""
    if arises:
        note = (
            "would arise: at the earliest, if the breach was detected, and everybody knew of it, "
            f"at {when(exposure.as_of)}."
        )
    alarms = [_ALARMS.get(each.state) for each in exposure.duties]
    columns = ("", "due", "who tells whom", "within", "incident")
    return Part("Who must tell whom", columns[:told], rows, alarms, note)


def state(duty: Duty) -> str:
    """The state of a duty in words: `late by 34 h`, `sent`; with a `?` where it may not be owed."""
    if duty.state is State.LATE and duty.late_by:
        return f"late by {duty.late_by}"
    return duty.state.value if duty.sure else f"{duty.state.value}?"


def terms(duty: Duty) -> str:
    """The time for a duty, from what on, and who says so."""
    return duty.terms.partition(": ")[2]


def when(moment: str) -> str:
    """A moment or a span of moments, to the minute."""
    return " to ".join(_minute(end) for end in moment.split("/")) if moment else ""


def _minute(moment: str) -> str:
    """`2031-04-01 08:00Z`; what ends a minute, as `23:59:59.999999999Z`, is in it."""
    day, _, clock = moment.partition("T")
    if _OFFSET.search(clock):
        with suppress(ValueError, OverflowError):  # near the first or the last year there is
            there = datetime.fromisoformat(f"{day}T{clock[:5]}{clock[-6:]}")
            return f"{there.astimezone(UTC):%Y-%m-%d %H:%M}Z"
    return f"{day} {clock[:5]}Z" if clock.endswith("Z") else moment


def named(about: Sequence[str]) -> str:
    """The names, or the first of them and how many more there are."""
    more = len(about) - _ABOUT
    return ", ".join(about[:_ABOUT]) + (f" and {more:,} more" if more > 0 else "")
