"""A zone is one of the IANA database or an offset, whatever lies on the disk."""

import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
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
        ("-0:30", -30 * MINUTE),
        ("1:00", HOUR),
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
    monkeypatch.setattr("checker.time.zones.zone_data", opened.append)
    for zone in ("../UTC", "/etc/localtime", "a/b", "Europe/../UTC", "A" * 99, "localtime"):
        with pytest.raises(CelError):
            offset_at(Timestamp(0), zone)
    assert opened == []


@pytest.mark.parametrize("zone", ["EUROPE/BERLIN", "Europe/berlin", "Utc"])
def test_a_name_is_one_of_the_list_and_not_of_the_disk(zone):
    with pytest.raises(CelError, match="no such time zone"):
        offset_at(Timestamp(0), zone)


def asked(program: str, *, path: Path | None = None, **environment: str) -> str:
    """What a fresh interpreter prints: the modules of this one have read their database."""
    lines = [f"import sys; sys.path.insert(0, {str(path)!r})" if path else "", _ASKS, program]
    return subprocess.run(
        [sys.executable, "-P", "-c", "\n".join(lines)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


_ASKS = """
import sys
from checker.time.zones import offset_at
from checker.values import CelError, Timestamp

def ask(zone):
    try:
        print(offset_at(Timestamp(0), zone) // 10**9)
    except CelError as error:
        print(error)
"""


def test_a_database_of_the_machine_decides_nothing(tmp_path):
    (tmp_path / "Europe").mkdir()
    honolulu = files("tzdata").joinpath("zoneinfo/Pacific/Honolulu").read_bytes()
    for name in ("Europe/Berlin", "Mars"):
        (tmp_path / name).write_bytes(honolulu)

    told = asked("ask('Europe/Berlin'); ask('Mars')", PYTHONTZPATH=str(tmp_path))

    assert told.splitlines() == [
        "3600",
        "no such time zone: 'Mars' (an IANA name or an offset as '+01:00')",
    ]


def test_a_database_in_a_zip_is_read(tmp_path):
    path = tmp_path / "packages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("__init__.py", "zones", "zoneinfo/Europe/Berlin"):
            archive.writestr(f"tzdata/{name}", files("tzdata").joinpath(name).read_bytes())

    told = asked("ask('Europe/Berlin'); import tzdata; print(tzdata.__file__)", path=path)

    assert told.splitlines() == ["3600", str(path / "tzdata" / "__init__.py")]


def test_a_machine_without_a_database_is_told_so_and_utc_needs_none():
    told = asked("sys.modules['tzdata'] = None; ask('Europe/Berlin'); ask('UTC'); ask('-01:00')")

    assert told.splitlines() == [
        (
            "no time zone database: 'Europe/Berlin' cannot be looked up"
            " (expected the package 'tzdata': pip install tzdata)"
        ),
        "0",
        "-3600",
    ]


def test_a_database_of_which_a_part_is_missing_is_told_as_that(tmp_path):
    (tmp_path / "tzdata").mkdir()
    (tmp_path / "tzdata" / "__init__.py").write_text("")
    (tmp_path / "tzdata" / "zones").write_text("Europe/Berlin\n")

    assert asked("ask('Europe/Berlin')", path=tmp_path).startswith("no time zone database")


def test_an_inventory_is_not_blamed_for_a_machine_without_a_database():
    told = asked(
        "sys.modules['tzdata'] = None; from checker.validate.notation import zone;"
        " print(zone('Europe/Berlin').message)"
    )

    assert told == (
        "is 'Europe/Berlin': no time zone database"
        " (expected the package 'tzdata': pip install tzdata)"
    )
