"""Parts of timestamps and durations (CEL specification, "Timestamp and Duration accessors")."""

from typing import Final

from checker.cel.functions.declare import Functions
from checker.cel.traits import PARTIAL, TOTAL, Format, Meaning, Traits, Turn
from checker.cel.types import DURATION, INT, STRING, TIMESTAMP
from checker.time.civil import Date, date_of, day_of_week, day_of_year
from checker.time.text import DAY, HOUR, MINUTE, SECOND
from checker.time.zones import offset_at
from checker.values import Duration, Timestamp

DECLARED: Final = Functions()


def _local(instant: Timestamp, zone: str) -> int:
    return instant.nanoseconds + offset_at(instant, zone or "UTC")  # as cel-go and cel-cpp


def _date(instant: Timestamp, zone: str) -> Date:
    return date_of(_local(instant, zone) // DAY)


def _toward_zero(value: Duration, unit: int) -> int:
    whole = abs(value.nanoseconds) // unit
    return -whole if value.nanoseconds < 0 else whole


_WHOLE: Final = TOTAL._replace(meaning=Meaning.WHOLE)


def _in_utc(turn: Turn) -> Traits:
    return TOTAL._replace(turns=turn)


def _in_zone(turn: Turn) -> Traits:
    return PARTIAL._replace(formats={1: Format.ZONE}, turns=turn)


@DECLARED.method("getFullYear", "timestamp_to_year", (TIMESTAMP,), INT, _in_utc(Turn.YEAR))
@DECLARED.method(
    "getFullYear", "timestamp_to_year_with_tz", (TIMESTAMP, STRING), INT, _in_zone(Turn.YEAR)
)
def get_full_year(instant: Timestamp, zone: str = "UTC") -> int:
    """The year, in UTC or the zone given.

    timestamp.getFullYear() -> int
    timestamp.getFullYear(string) -> int

        timestamp("2023-12-31T23:30:00Z").getFullYear()  // 2023
        timestamp("2023-12-31T23:30:00Z").getFullYear("Europe/Berlin")  // 2024
    """
    return _date(instant, zone).year


@DECLARED.method("getMonth", "timestamp_to_month", (TIMESTAMP,), INT, _in_utc(Turn.MONTH))
@DECLARED.method(
    "getMonth", "timestamp_to_month_with_tz", (TIMESTAMP, STRING), INT, _in_zone(Turn.MONTH)
)
def get_month(instant: Timestamp, zone: str = "UTC") -> int:
    """The month, from 0 for January.

    timestamp.getMonth() -> int
    timestamp.getMonth(string) -> int

        timestamp("2024-02-29T12:00:00Z").getMonth()  // 1
    """
    return _date(instant, zone).month - 1


@DECLARED.method(
    "getDate", "timestamp_to_day_of_month_1_based", (TIMESTAMP,), INT, _in_utc(Turn.DAY)
)
@DECLARED.method(
    "getDate",
    "timestamp_to_day_of_month_1_based_with_tz",
    (TIMESTAMP, STRING),
    INT,
    _in_zone(Turn.DAY),
)
def get_date(instant: Timestamp, zone: str = "UTC") -> int:
    """The day of the month, from 1.

    timestamp.getDate() -> int
    timestamp.getDate(string) -> int

        timestamp("2024-02-29T12:00:00Z").getDate()  // 29
        timestamp("2024-02-29T23:00:00Z").getDate("+02:00")  // 1
    """
    return _date(instant, zone).day


@DECLARED.method("getDayOfMonth", "timestamp_to_day_of_month", (TIMESTAMP,), INT, _in_utc(Turn.DAY))
@DECLARED.method(
    "getDayOfMonth",
    "timestamp_to_day_of_month_with_tz",
    (TIMESTAMP, STRING),
    INT,
    _in_zone(Turn.DAY),
)
def get_day_of_month(instant: Timestamp, zone: str = "UTC") -> int:
    """The day of the month, from 0.

    timestamp.getDayOfMonth() -> int
    timestamp.getDayOfMonth(string) -> int

        timestamp("2024-02-29T12:00:00Z").getDayOfMonth()  // 28
    """
    return _date(instant, zone).day - 1


@DECLARED.method("getDayOfYear", "timestamp_to_day_of_year", (TIMESTAMP,), INT, _in_utc(Turn.DAY))
@DECLARED.method(
    "getDayOfYear", "timestamp_to_day_of_year_with_tz", (TIMESTAMP, STRING), INT, _in_zone(Turn.DAY)
)
def get_day_of_year(instant: Timestamp, zone: str = "UTC") -> int:
    """The day of the year, from 0.

    timestamp.getDayOfYear() -> int
    timestamp.getDayOfYear(string) -> int

        timestamp("2024-12-31T12:00:00Z").getDayOfYear()  // 365
    """
    return day_of_year(_date(instant, zone))


@DECLARED.method("getDayOfWeek", "timestamp_to_day_of_week", (TIMESTAMP,), INT, _in_utc(Turn.DAY))
@DECLARED.method(
    "getDayOfWeek", "timestamp_to_day_of_week_with_tz", (TIMESTAMP, STRING), INT, _in_zone(Turn.DAY)
)
def get_day_of_week(instant: Timestamp, zone: str = "UTC") -> int:
    """The day of the week, from 0 for Sunday.

    timestamp.getDayOfWeek() -> int
    timestamp.getDayOfWeek(string) -> int

        timestamp("2024-02-29T12:00:00Z").getDayOfWeek()  // 4
    """
    return day_of_week(_local(instant, zone) // DAY)


@DECLARED.method("getHours", "timestamp_to_hours", (TIMESTAMP,), INT, _in_utc(Turn.HOUR))
@DECLARED.method(
    "getHours", "timestamp_to_hours_with_tz", (TIMESTAMP, STRING), INT, _in_zone(Turn.HOUR)
)
@DECLARED.method("getHours", "duration_to_hours", (DURATION,), INT, _WHOLE)
def get_hours(value: Timestamp | Duration, zone: str = "UTC") -> int:
    """The hour of the day; of a duration all its whole hours.

    timestamp.getHours() -> int
    timestamp.getHours(string) -> int
    duration.getHours() -> int

        timestamp("2024-03-01T12:30:00Z").getHours("Asia/Kathmandu")  // 18
        duration("72h30m").getHours()  // 72
    """
    if isinstance(value, Duration):
        return _toward_zero(value, HOUR)
    return _local(value, zone) % DAY // HOUR


@DECLARED.method("getMinutes", "timestamp_to_minutes", (TIMESTAMP,), INT, _in_utc(Turn.MINUTE))
@DECLARED.method(
    "getMinutes", "timestamp_to_minutes_with_tz", (TIMESTAMP, STRING), INT, _in_zone(Turn.MINUTE)
)
@DECLARED.method("getMinutes", "duration_to_minutes", (DURATION,), INT, _WHOLE)
def get_minutes(value: Timestamp | Duration, zone: str = "UTC") -> int:
    """The minute of the hour; of a duration all its whole minutes.

    timestamp.getMinutes() -> int
    timestamp.getMinutes(string) -> int
    duration.getMinutes() -> int

        timestamp("2024-03-01T12:30:00Z").getMinutes("Asia/Kathmandu")  // 15
        duration("1h10s").getMinutes()  // 60
    """
    if isinstance(value, Duration):
        return _toward_zero(value, MINUTE)
    return _local(value, zone) % HOUR // MINUTE


@DECLARED.method("getSeconds", "timestamp_to_seconds", (TIMESTAMP,), INT, _in_utc(Turn.SECOND))
@DECLARED.method(
    "getSeconds", "timestamp_to_seconds_tz", (TIMESTAMP, STRING), INT, _in_zone(Turn.SECOND)
)
@DECLARED.method("getSeconds", "duration_to_seconds", (DURATION,), INT, _WHOLE)
def get_seconds(value: Timestamp | Duration, zone: str = "UTC") -> int:
    """The second of the minute; of a duration all its whole seconds.

    timestamp.getSeconds() -> int
    timestamp.getSeconds(string) -> int
    duration.getSeconds() -> int

        timestamp("2024-03-01T12:30:05Z").getSeconds()  // 5
        duration("1h2.5s").getSeconds()  // 3602
    """
    if isinstance(value, Duration):
        return _toward_zero(value, SECOND)
    return _local(value, zone) % MINUTE // SECOND


@DECLARED.method(
    "getMilliseconds", "timestamp_to_milliseconds", (TIMESTAMP,), INT, _in_utc(Turn.MILLISECOND)
)
@DECLARED.method(
    "getMilliseconds",
    "timestamp_to_milliseconds_with_tz",
    (TIMESTAMP, STRING),
    INT,
    _in_zone(Turn.MILLISECOND),
)
@DECLARED.method("getMilliseconds", "duration_to_milliseconds", (DURATION,), INT, TOTAL)
def get_milliseconds(value: Timestamp | Duration, zone: str = "UTC") -> int:
    """The milliseconds of the second; of a duration too, unlike its hours, minutes and seconds.

    timestamp.getMilliseconds() -> int
    timestamp.getMilliseconds(string) -> int
    duration.getMilliseconds() -> int

        timestamp("2024-03-01T12:30:05.123456789Z").getMilliseconds()  // 123
        duration("-1.5s").getMilliseconds()  // -500
    """
    if isinstance(value, Duration):
        milliseconds = abs(value.nanoseconds) % SECOND // 10**6
        return -milliseconds if value.nanoseconds < 0 else milliseconds
    return _local(value, zone) % SECOND // 10**6
