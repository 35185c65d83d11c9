"""Random conditions that look at the clock, and data for them: all moments are near `START`."""

import random
from datetime import datetime, timedelta
from typing import Any

START = datetime.fromisoformat("2031-05-15T12:00:00+00:00")
DAYS = 6
ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "-05:00")
CALENDARS: tuple[dict[str, Any], ...] = (
    {},
    {"zone": "Europe/Berlin"},
    {"zone": "America/New_York", "holidays": ["2031-05-19"]},
    {"holidays": ["2031-05-16", "2031-05-30"]},
)


class Conditions:
    """Writes expressions of CEL, by type; each is right for the type checker."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def data(self) -> dict[str, Any]:
        """A vendor, of which something is not recorded."""
        moments = [self._moment() for _ in range(3)]
        vendor = {
            "id": "v",
            "day": self._day(),
            "at": self._instant(),
            "days": moments,
            "hours": self._chance.randint(0, 200),
        }
        if self._chance.random() < 0.1:
            del vendor[self._chance.choice(["day", "at", "days", "hours"])]
        return vendor

    def calendar(self) -> dict[str, Any]:
        return self._chance.choice(CALENDARS)

    def truth(self, depth: int = 3) -> str:
        """A condition."""
        if depth == 0:
            return self._comparison(1)
        return self._one_of(
            lambda: self._comparison(depth),
            lambda: self._comparison(depth),
            lambda: f"({self.truth(depth - 1)} && {self.truth(depth - 1)})",
            lambda: f"({self.truth(depth - 1)} || {self.truth(depth - 1)})",
            lambda: f"!({self.truth(depth - 1)})",
            lambda: (
                f"({self.truth(depth - 1)} ? {self.truth(depth - 1)} : {self.truth(depth - 1)})"
            ),
            lambda: f"vendor.days.exists(d, before(d, {self._text(1)}, inventory.calendar))",
            lambda: f"vendor.days.all(d, !overdue({self._due('d')}, now, inventory.calendar))",
            lambda: f"vendor.days.filter(d, {self._clock('d')}).size() < 2",
            lambda: f"cel.bind(t, {self._timestamp(1)}, t < {self._timestamp(1)} || t == now)",
            lambda: f"[{self._timestamp(1)}, {self._timestamp(1)}].max() < {self._timestamp(1)}",
            lambda: f"{self._timestamp(1)} in [{self._timestamp(1)}, {self._timestamp(0)}]",
            lambda: f"has(vendor.day) && {self._clock('vendor.day')}",
            lambda: f"[3, 5, 8, 13][{self._number(1)} % 4] > {self._chance.randint(1, 12)}",
            lambda: f"{{{self._number(1)}: 1}}.size() + {self._number(1)} > 3",
        )

    def _comparison(self, depth: int) -> str:
        sign = self._chance.choice(["<", "<=", ">", ">=", "==", "!="])
        order = self._chance.choice(["<", "<=", ">", ">="])
        return self._one_of(
            lambda: f"{self._timestamp(depth)} {order} {self._timestamp(depth)}",
            lambda: f"{self._timestamp(depth)} {order} {self._timestamp(depth)}",
            lambda: f"{self._duration(depth)} {sign} {self._duration(depth)}",
            lambda: f"{self._number(depth)} {sign} {self._number(depth)}",
            lambda: self._clock(self._text(depth)),
            lambda: f"{self._timestamp(0)} {sign} {self._timestamp(0)}",
        )

    def _clock(self, moment: str) -> str:
        other = self._text(1)
        limit = self._limit()
        return self._one_of(
            lambda: f"before({moment}, {other}, inventory.calendar)",
            lambda: f"before({other}, {moment}, inventory.calendar)",
            lambda: f"within({moment}, {other}, {limit}, inventory.calendar)",
            lambda: f"within({other}, {moment}, {limit}, inventory.calendar)",
            lambda: f"overdue({moment}, now, inventory.calendar)",
            lambda: f"overdue(due({moment}, {limit}, inventory.calendar), {self._timestamp(1)})",
        )

    def _due(self, moment: str) -> str:
        return f"due({moment}, {self._limit()}, inventory.calendar)"

    def _limit(self) -> str:
        number = self._chance.randint(0, 5)
        return self._one_of(
            lambda: f'duration("{number * 11}h")',
            lambda: f'"{number * 13} hours"',
            lambda: f'"{number} days"',
            lambda: f'"{number} business days"',
            lambda: f'"{number // 3} months"',
        )

    def _text(self, depth: int) -> str:
        return self._one_of(
            lambda: "string(now)",
            lambda: "string(now)" if depth == 0 else f"string({self._timestamp(depth - 1)})",
            lambda: f'"{self._moment()}"',
            lambda: "vendor.day",
            lambda: "vendor.at",
            lambda: "string(now)" if depth == 0 else self._due(self._text(depth - 1)),
            lambda: f'latest(["{self._moment()}", vendor.day], inventory.calendar)',
        )

    def _timestamp(self, depth: int) -> str:
        if depth <= 0:
            return self._one_of(
                lambda: "now",
                lambda: f'timestamp("{self._instant()}")',
                lambda: "timestamp(vendor.at)",
                lambda: "variables.later",
            )
        return self._one_of(
            lambda: self._timestamp(0),
            lambda: f"({self._timestamp(0)} + {self._duration(depth - 1)})",
            lambda: f"({self._timestamp(0)} - {self._duration(depth - 1)})",
            lambda: f"instant({self._chance.choice(['vendor.at', 'string(now)'])})",
        )

    def _duration(self, depth: int) -> str:
        hours = f'duration("{self._chance.randint(-99, 99)}h{self._chance.choice(["", "30m"])}")'
        if depth <= 0:
            return hours
        return self._one_of(
            lambda: hours,
            lambda: f"({self._timestamp(0)} - {self._timestamp(0)})",
            lambda: f"({self._timestamp(0)} - {self._timestamp(0)} + {hours})",
            lambda: "elapsed(vendor.at, string(now), inventory.calendar)",
            lambda: f"elapsed({self._text(0)}, {self._text(0)}, inventory.calendar)",
        )

    def _number(self, depth: int) -> str:
        zone = self._chance.choice(ZONES)
        part = self._chance.choice(
            ["getFullYear", "getMonth", "getDate", "getDayOfWeek", "getDayOfYear", "getHours"]
        )
        unit = self._chance.choice(["getHours", "getMinutes"])
        constant = str(self._chance.randint(-3, 60))
        if depth <= 0:
            return constant
        return self._one_of(
            lambda: constant,
            lambda: "vendor.hours",
            lambda: f'{self._timestamp(0)}.{part}("{zone}")',
            lambda: f"{self._duration(1)}.{unit}()",
            lambda: f"(int({self._timestamp(0)}) - int({self._timestamp(0)})) / 3600",
            lambda: f"({self._number(depth - 1)} + {self._number(depth - 1)})",
            lambda: f"({self._number(depth - 1)} - {self._number(depth - 1)})",
            lambda: f"{constant} * ({self._duration(1)}.getHours())",
            lambda: f"{self._duration(1)}.getHours() % {self._chance.randint(2, 30)}",
            lambda: f"-({self._duration(1)}.getHours())",
        )

    def _moment(self) -> str:
        return self._one_of(self._instant, self._day, self._day, lambda: "2031-05")

    def _instant(self) -> str:
        minutes = self._chance.randint(-3 * 1440, DAYS * 1440)
        when = START + timedelta(minutes=self._chance.choice([minutes, minutes // 720 * 720]))
        if self._chance.random() < 0.3:
            return when.strftime("%Y-%m-%dT%H:%M:%S+02:00")
        return when.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _day(self) -> str:
        return (START + timedelta(days=self._chance.randint(-4, DAYS))).strftime("%Y-%m-%d")

    def _one_of(self, *ways: Any) -> str:
        return str(self._chance.choice(ways)())
