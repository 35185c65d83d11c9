"""Deadlines: until when something that began at a moment has time.

Hours run on the clock. Days, months and business days end with their last day, and the day of the
event is not counted (Regulation (EEC, Euratom) No 1182/71, article 3); a month ends on the day of
the same number, or on its last. Hours are counted from the event and not, as there, from the next
full hour: what is in time here is in time there.
"""

from functools import lru_cache
from typing import Final

from checker.time.calendars import Calendar
from checker.time.civil import date_of, day_number, days_in_month
from checker.time.days import EAST, WEST, Span, day_at, days_at, days_of, time_on
from checker.time.moments import Moment
from checker.time.periods import Period, Unit
from checker.time.text import DAY, HOUR
from checker.values import CelError, Missing

_NOON: Final = 12 * HOUR
_MOST_DAYS: Final = 400
_REMEMBERED: Final = 4_096


def deadline(start: Moment, period: Period, calendar: Calendar) -> Span:
    """The last instant that is in time, as exact as the start and the calendar are.

    Raises:
        Missing: it depends on holidays that are not recorded.
        CelError: it depends on national holidays that are not known.
    """
    if period.unit is Unit.TIME:
        return Span(start.span.first + period.number, start.span.last + period.number)
    if calendar.zone is not None:
        first, last = start.days or tuple(day_at(end, calendar.zone) for end in start.span)
        ends = (_last_day(day, period, calendar) for day in (first, last))
        return Span(*(days_of(day, day, calendar.zone).last for day in ends))
    if start.days is not None:
        first, last = ((_last_day(day, period, calendar) + 1) * DAY - 1 for day in start.days)
        return Span(first - EAST, last - WEST)
    return Span(
        min(
            (_last_day(place.day, period, calendar) + 1) * DAY - 1 - place.most
            for place in days_at(start.span.first)
        ),
        max(
            (_last_day(place.day, period, calendar) + 1) * DAY - 1 - place.least
            for place in days_at(start.span.last)
        ),
    )


def _last_day(day: int, period: Period, calendar: Calendar) -> int:
    """The last day of a period that begins after a day."""
    match period.unit:
        case Unit.BUSINESS_DAYS:
            for _ in range(period.number):
                day = calendar.next_working_day(day)
            return day
        case Unit.MONTHS:
            year, month, number = date_of(day)
            years, month = divmod(month - 1 + period.number, 12)
            year, month = year + years, month + 1
            return day_number(year, month, min(number, days_in_month(year, month)))
        case _:
            return day + period.number


def ending(due: Moment, calendar: Calendar) -> Span:
    """The end of a deadline that somebody wrote down: a day is in time until it is over."""
    if due.days is None:
        return due.span
    whole = days_of(*due.days, calendar.zone)
    if calendar.zone is not None:
        return Span(whole.last, whole.last)
    return Span(whole.last - (EAST - WEST), whole.last)


@lru_cache(_REMEMBERED)
def relief(due: Moment, calendar: Calendar) -> Span:
    """A deadline, moved to noon of the next business day where it falls on none.

    Source: Delegated Regulation (EU) 2025/301, article 5(4).

    Raises:
        Missing: the zone of the calendar decides it and is not declared, or holidays do.
        CelError: it depends on national holidays that are not known.
    """
    zone, span = calendar.zone, ending(due, calendar)
    if zone is None:
        return _relief_anywhere(due.text, span, calendar)
    first, last = (day_at(end, zone) for end in span)
    if last - first > _MOST_DAYS:
        raise CelError(f"'{due.text}' is too vague for relief (expected a span of some days)")
    moved = []
    for day in range(first, last + 1):
        if calendar.works(day):
            hours = days_of(day, day, zone)
            moved.append(Span(max(hours.first, span.first), min(hours.last, span.last)))
        else:
            noon = time_on(calendar.next_working_day(day), _NOON, zone)
            moved.append(Span(noon, noon))
    return Span(min(each.first for each in moved), max(each.last for each in moved))


def _relief_anywhere(due: str, span: Span, calendar: Calendar) -> Span:
    first, last = days_at(span.first)[0].day, days_at(span.last)[-1].day
    if last - first <= _MOST_DAYS and all(map(calendar.works, range(first, last + 1))):
        return span
    raise Missing(f"whether '{due}' falls on a day without business (calendar.zone was expected)")
