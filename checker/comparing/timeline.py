"""The timeline: findings begin and end while commit follows commit."""

from collections import Counter
from collections.abc import Iterator, Mapping

from checker.comparing.records import renamed
from checker.record import NamedTuple
from checker.report.addresses import Addresses
from checker.report.gate import FINDINGS
from checker.report.history import Ended, Event, Month, Standing
from checker.report.matrix import Cell
from checker.report.report import PolicyEntry, Report, fingerprint
from checker.report.subject import Subject
from checker.time.text import DAY, parse_timestamp
from checker.verdict import Severity, Verdict

_Key = tuple[str, str, str, str, str]
"""Policy, inventory, vendor, collection, id."""

_YEAR = 12


class _Found(NamedTuple):
    """A finding of a commit."""

    policy: PolicyEntry
    cell: Cell


class _Begun(NamedTuple):
    """A finding that stands, and since when."""

    policy: PolicyEntry
    subject: Subject
    since: Event
    from_start: bool


class _Part(NamedTuple):
    """The findings of one policy, and all that they follow from besides the rosters."""

    policy: PolicyEntry
    number: int
    column: tuple[bytes, ...]
    found: dict[_Key, _Found]


class Timeline:
    """The findings of commits, which are added in their order."""

    def __init__(self) -> None:
        self._last: Report | None = None
        self._parts: dict[str, _Part] = {}
        self._now: dict[_Key, _Found] = {}
        self._open: dict[_Key, _Begun] = {}
        self._ended: list[Ended] = []
        self._counts: list[tuple[str, Counter[Severity]]] = []
        self._began: Counter[str] = Counter()

    def add(self, event: Event, report: Report) -> None:
        """Go on to a commit."""
        first = self._last is None
        if self._last is not None and self._last.inventories != report.inventories:
            self._rename(self._last, report)
        self._parts = dict(self._found(report))
        self._last, self._now = report, {}
        for part in self._parts.values():
            self._now.update(part.found)
        gone = self._open.keys() - self._now.keys()
        if gone:
            addresses = Addresses(report.cells)
            numbers = {policy.id: n for n, policy in enumerate(report.policies)}
            for key in sorted(gone):
                after = _verdict(addresses, numbers.get(key[0], -1), key)
                self._ended.append(_ended(self._open.pop(key), event, after))
        for key, found in self._now.items():
            if key not in self._open:
                self._open[key] = _Begun(found.policy, found.cell.subject, event, first)
                self._began[event.at[:7]] += not first
        counts: Counter[Severity] = Counter()
        for part in self._parts.values():
            counts[part.policy.severity] += len(part.found)
        self._counts.append((event.at, counts))

    def _found(self, report: Report) -> Iterator[tuple[str, _Part]]:
        """The findings by policy; those of the commit before, where nothing about them differs."""
        cells = report.cells
        same = self._last is not None and self._last.cells.rosters == cells.rosters
        for number, policy in enumerate(report.policies):
            if not policy.reach.counts:
                continue
            before = self._parts.get(policy.id) if same else None
            column = cells.column(number)
            if before is None or before[:3] != (policy, number, column):
                before = _Part(policy, number, column, dict(_findings(report, number)))
            yield policy.id, before

    def _rename(self, before: Report, after: Report) -> None:
        """A finding stays what it is where its inventory has another id."""
        names = renamed(before, after)
        if names:
            self._open = {_named(key, names): begun for key, begun in self._open.items()}

    def standing(self, end: Event) -> Iterator[Standing]:
        """The findings that stand, the longest first."""
        order = sorted(
            self._now, key=lambda key: (self._open[key].since.at, self._severity(key), key)
        )
        for key in order:
            begun, (policy, cell) = self._open[key], self._now[key]
            yield Standing(
                policy=policy.id,
                severity=policy.severity,
                subject=cell.subject,
                verdict=cell.verdict,
                since=begun.since,
                from_start=begun.from_start,
                days=_days(begun.since, end),
                fingerprint=fingerprint(policy.id, cell.subject),
            )

    def _severity(self, key: _Key) -> int:
        return self._now[key].policy.severity.rank

    def ended(self) -> Iterator[Ended]:
        """The findings that do not stand any more, the latest first."""
        return reversed(self._ended)

    def months(self) -> Iterator[Month]:
        """Every month from the first commit to the last."""
        if not self._counts:
            return
        fixed = Counter(each.until.at[:7] for each in self._ended if each.is_fixed)
        known = {at[:7]: count for at, count in self._counts}
        count: Counter[Severity] = Counter()
        for name in _months(self._counts[0][0], self._counts[-1][0]):
            count = known.get(name, count)
            standing = {severity: count[severity] for severity in Severity}
            yield Month(name, standing, self._began[name], fixed[name])


def _findings(report: Report, number: int) -> Iterator[tuple[_Key, _Found]]:
    policy = report.policies[number]
    for cell in report.cells.select(number, FINDINGS):
        subject = cell.subject
        key = policy.id, subject.inventory, subject.vendor, subject.collection, subject.id
        yield key, _Found(policy, cell)


def _named(key: _Key, names: Mapping[str, str]) -> _Key:
    policy, inventory, vendor, collection, id_ = key
    own = id_ if vendor or not inventory else names.get(id_, id_)
    return policy, names.get(inventory, inventory), vendor, collection, own


def _verdict(addresses: Addresses, policy: int, key: _Key) -> Verdict | None:
    """The verdict of a check that is no finding any more; None if there is no such check."""
    for each in addresses.of(policy, key[1], key[2]):
        if (each.subject.collection, each.subject.id) == key[3:]:
            return each.verdict
    return None


def _ended(begun: _Begun, until: Event, after: Verdict | None) -> Ended:
    return Ended(
        policy=begun.policy.id,
        severity=begun.policy.severity,
        subject=begun.subject,
        since=begun.since,
        from_start=begun.from_start,
        until=until,
        days=_days(begun.since, until),
        after=after,
        fingerprint=fingerprint(begun.policy.id, begun.subject),
    )


def _days(since: Event, until: Event) -> int:
    ends = (parse_timestamp(each.at).nanoseconds for each in (until, since))
    return (next(ends) - next(ends)) // DAY


def _months(start: str, end: str) -> Iterator[str]:
    """The months from one moment to another, as `2031-05`."""
    year, month = int(start[:4]), int(start[5:7])
    while (name := f"{year:04}-{month:02}") <= end[:7]:
        yield name
        year, month = (year + 1, 1) if month == _YEAR else (year, month + 1)
