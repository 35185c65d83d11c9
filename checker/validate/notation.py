"""Notation: whether a value of the right shape names something that exists.

Every function answers None if it does, else what to say and a hint.
"""

from checker.record import NamedTuple
from checker.suggest import did_you_mean
from checker.time.civil import days_in_month
from checker.time.database import NoDatabaseError
from checker.time.moments import parse_days
from checker.time.text import parse_day, parse_timestamp
from checker.time.zones import look_up
from checker.validate.countries import COUNTRIES, INSTEAD
from checker.validate.currencies import CURRENCIES
from checker.validate.currencies import INSTEAD as INSTEAD_OF_CURRENCIES
from checker.validate.lei import has_valid_check_digits
from checker.validate.regions import STATES
from checker.values import CelError


class ValueProblem(NamedTuple):
    """The problem with a value, to follow its key, and the way out if there is one."""

    message: str
    hint: str | None = None


def date(text: str | None) -> ValueProblem | None:
    """A day `YYYY-MM-DD`; None stands for no day."""
    if text is None or _is_day(text):
        return None
    return ValueProblem(f"is '{text}' (expected a day that exists)", _calendar(text))


def moment(text: str) -> ValueProblem | None:
    """A day, a month or a year, two of them as a span, or an instant by RFC 3339."""
    if "/" in text:
        return _span(text)
    if len(text) == len("YYYY-MM-DD"):
        return date(text)
    if len(text) < len("YYYY-MM-DD"):
        return _coarse(text)
    try:
        parse_timestamp(text)
    except CelError:
        return ValueProblem(f"is '{text}' (expected an instant that exists)", _clock(text))
    return None


def _span(text: str) -> ValueProblem | None:
    for end in text.split("/"):
        wrong = moment(end)
        if wrong is not None:
            return wrong
    try:
        parse_days(text)
    except CelError:
        return ValueProblem(f"is '{text}' (expected a span that ends after it begins)")
    return None


def _coarse(text: str) -> ValueProblem | None:
    try:
        parse_days(text)
    except CelError:
        what = "year" if len(text) == len("YYYY") else "month"
        return ValueProblem(f"is '{text}' (expected a {what} that exists)", _calendar(f"{text}-01"))
    return None


def zone(text: str) -> ValueProblem | None:
    """A time zone of the IANA database."""
    try:
        look_up(text)
    except NoDatabaseError:
        return ValueProblem(
            f"is '{text}': no time zone database (expected the package 'tzdata': pip"
            " install tzdata)"
        )
    except CelError:
        hint = "names are of a place, like America/New_York; Etc/UTC is UTC"
        return ValueProblem(f"is '{text}' (expected a time zone by its IANA name)", hint)
    return None


def country(text: str) -> ValueProblem | None:
    """A code of ISO 3166-1."""
    if text in COUNTRIES:
        return None
    expected = "expected a code of ISO 3166-1, like US, DE or NO"
    return ValueProblem(f"is '{text}' ({expected})", INSTEAD.get(text))


def region(text: str) -> ValueProblem | None:
    """A country, or a part of one by ISO 3166-2."""
    code, _, part = text.partition("-")
    if code not in COUNTRIES:
        expected = "expected a country or a part of one, like IE, US-CA or DE-BY"
        hint = f"did you mean US-{text}?" if text in STATES else INSTEAD.get(code)
        return ValueProblem(f"is '{text}' ({expected})", hint)
    if code == "US" and part and part not in STATES:
        return ValueProblem(f"is '{text}' (expected a state of the US, like US-CA)")
    return None


def lei(text: str) -> ValueProblem | None:
    """A Legal Entity Identifier with its check digits."""
    if has_valid_check_digits(text):
        return None
    return ValueProblem(
        f"is '{text}' (expected a Legal Entity Identifier with the right check digits)",
        "a character is wrong, or two have changed places: copy it from search.gleif.org",
    )


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except CelError:
        return False
    return True


def _calendar(day: str) -> str | None:
    if day.startswith("0000"):
        return "years begin with 0001"
    year, month, number = map(int, day.split("-"))
    if not 1 <= month <= 12:
        swapped = f"{day[:5]}{day[8:]}-{day[5:7]}"
        return f"did you mean {swapped}?" if _is_day(swapped) else "months are 01 to 12"
    days = days_in_month(year, month)
    return f"{day[:7]} has {days} days" if number else "days begin with 01"


def _clock(instant: str) -> str | None:
    day, hour, minute, second = instant[:10], instant[11:13], instant[14:16], instant[17:19]
    if not _is_day(day):
        return _calendar(day)
    if hour == "24":
        return "midnight is 00:00:00 of the next day"
    if hour > "23" or minute > "59":
        return "a day ends at 23:59:59"
    if second > "59":
        return "leap seconds are not recorded: write 59"
    if instant[-1] != "Z" and (instant[-5:-3] > "23" or instant[-2:] > "59"):
        return "offsets are -23:59 to +23:59"
    return "years are 0001 to 9999, in UTC"


def currency(code: str) -> ValueProblem | None:
    """A currency by its ISO 4217 code."""
    if code in CURRENCIES:
        return None
    meant = INSTEAD_OF_CURRENCIES.get(code)
    hint = f"write {meant}" if meant else did_you_mean(code, sorted(CURRENCIES))
    return ValueProblem(f"is '{code}' (expected a currency of ISO 4217)", hint)
