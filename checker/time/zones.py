"""Time zones: how far a zone's clocks are from UTC at an instant."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from io import BytesIO
from typing import Final

from checker.shorten import shorten
from checker.time.database import zone_data
from checker.time.text import SECOND
from checker.values import CelError, Timestamp

_OFFSET: Final = r"([+-]?)([0-9]{1,2}):([0-9]{2})"
# The names of the database begin with a capital.
_NAME: Final = r"[A-Z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}"
_REMEMBERED: Final = 1_024
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Datetime must hold the local time too, so the first and the last day are read one day inside:
# no zone changes its clocks there.
_FIRST: Final = -62_135_596_800 + 86_400
_LAST: Final = 253_402_300_799 - 86_400


def offset_at(instant: Timestamp, zone: str) -> int:
    """Nanoseconds to add to UTC for the zone's local time: IANA name, or `+hh:mm`, `-hh:mm`.

    Source: CEL specification, "Timezones"; a sign left out is a plus, and an hour may have one
    digit, as in cel-go and cel-cpp.

    Raises:
        CelError: there is no such zone.
    """
    if zone == "UTC":
        return 0
    seconds = min(max(instant.nanoseconds // SECOND, _FIRST), _LAST)
    local = (_EPOCH + timedelta(seconds=seconds)).astimezone(zone_of(zone))
    offset = local.utcoffset()
    return 0 if offset is None else round(offset.total_seconds()) * SECOND


@lru_cache(_REMEMBERED)
def zone_of(zone: str) -> tzinfo:
    """The zone of that name.

    Raises:
        NoDatabaseError: there is no database to look it up.
        CelError: there is none.
    """
    found = look_up(zone)
    if isinstance(found, tzinfo):
        return found
    # 2 ms, for inventories and policies that tell the time in a zone
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    return ZoneInfo.from_file(BytesIO(found), zone)


def look_up(zone: str) -> tzinfo | bytes:
    """The zone of that name, or the file of the database that describes it.

    Raises:
        NoDatabaseError: there is no database to look it up.
        CelError: there is none.
    """
    if zone == "UTC":
        return UTC
    match = re.fullmatch(_OFFSET, zone)
    if match is not None:
        hours, minutes = int(match[2]), int(match[3])
        if hours <= 23 and minutes <= 59:
            offset = timedelta(hours=hours, minutes=minutes)
            return timezone(-offset if match[1] == "-" else offset)
    elif re.fullmatch(_NAME, zone):
        found = zone_data(zone)
        if found is not None:
            return found
    raise CelError(f"no such time zone: '{shorten(zone)}' (an IANA name or an offset as '+01:00')")
