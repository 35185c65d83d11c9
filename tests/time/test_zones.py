"""A zone is one of the IANA database or an offset, whatever lies on the disk."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.time.limits import TIMESTAMP_MAX, TIMESTAMP_MIN
from checker.time.text import HOUR, MINUTE, SECOND, parse_timestamp
from checker.time.zones import offset_at
from checker.values import CelError, Timestamp

_ZONES = ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Etc/GMT+5"]


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)), st.sampled_from(_ZONES))  # noqa: DTZ001
def test_an_offset_is_the_one_of_zoneinfo(utc, zone):
    instant = utc.replace(tzinfo=UTC)
    since = instant - datetime(1970, 1, 1, tzinfo=UTC)
    expected = instant.astimezone(ZoneInfo(zone)).utcoffset()
    got = offset_at(Timestamp(since // timedelta(microseconds=1) * 1000), zone)
    assert timedelta(microseconds=got // 1000) == expected


def test_clocks_change_at_their_instant():
    before = parse_timestamp("2024-03-31T00:59:59.999999999Z")
    assert offset_at(before, "Europe/Berlin") == HOUR
    assert offset_at(Timestamp(before.nanoseconds + 1), "Europe/Berlin") == 2 * HOUR


@pytest.mark.parametrize(
    "zone,offset",
    [
        ("UTC", 0),
        ("+00:00", 0),
        ("-00:00", 0),
        ("02:00", 2 * HOUR),
        ("+11:00", 11 * HOUR),
        ("-02:30", -2 * HOUR - 30 * MINUTE),
        ("+23:59", 23 * HOUR + 59 * MINUTE),
    ],
)
def test_offsets_are_written_in_hours_and_minutes(zone, offset):
    assert offset_at(Timestamp(0), zone) == offset


@pytest.mark.parametrize("zone", _ZONES)
@pytest.mark.parametrize("instant", [Timestamp(TIMESTAMP_MIN), Timestamp(TIMESTAMP_MAX)])
def test_the_first_and_the_last_instant_have_offsets(instant, zone):
    assert abs(offset_at(instant, zone)) < 24 * HOUR
    assert offset_at(instant, zone) % SECOND == 0


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "../UTC",
        "../../etc/passwd",
        "Europe/../UTC",
        "/usr/share/zoneinfo/UTC",
        "./UTC",
        "Europe",
        "Europe/",
        "Europe//Berlin",
        "Europe/Atlantis",
        "localtime",
        "posixrules",
        "right/UTC",
        "posix/UTC",
        "zone.tab",
        "tzdata.zi",
        "utc",
        "europe/berlin",
        "UTC\0",
        "UTC\n",
        " UTC",
        "Z",
        "\ud800",
        "X" * 100_000,
        "A/" * 50_000,
        "+1:00",
        "+01",
        "+24:00",
        "+01:60",
        "+99:99",
        "--01:00",
        "+０１:00",
    ],
)
def test_what_is_no_zone_is_refused(zone):
    with pytest.raises(CelError, match="no such time zone") as caught:
        offset_at(Timestamp(0), zone)
    assert len(str(caught.value)) < 200


def test_no_path_reaches_the_disk(monkeypatch):
    opened = []
    monkeypatch.setattr("zoneinfo.ZoneInfo", opened.append)
    for zone in ("../UTC", "/etc/localtime", "a/b", "Europe/../UTC", "A" * 99, "localtime"):
        with pytest.raises(CelError):
            offset_at(Timestamp(0), zone)
    assert opened == []
