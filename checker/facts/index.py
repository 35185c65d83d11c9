"""The index of a list: the numbers of its records by the value of a key."""

from bisect import insort
from collections.abc import Mapping, Sequence
from itertools import compress, count
from operator import is_not
from typing import Any, Final

_FEW: Final = 8
"""The records that may differ where an index is mended and not made anew."""


class Index:
    """The numbers of records by the value of a key, None for those that lack it."""

    def __init__(self, records: Sequence[Mapping[str, Any]], key: str) -> None:
        """Read all records."""
        found: dict[str | None, list[int]] = {}
        for number, record in enumerate(records):
            found.setdefault(record.get(key), []).append(number)
        self._records, self._key = records, key
        self._numbers: Mapping[str | None, Sequence[int]] = found
        self._mended: Mapping[str | None, Sequence[int]] = {}

    def get(self, value: str | None) -> Sequence[int]:
        """The numbers of the records with a value, in order."""
        own = self._mended.get(value)
        return self._numbers.get(value, ()) if own is None else own

    def of(self, records: Sequence[Mapping[str, Any]]) -> "Index":
        """The index of other records by the same key; quick where most are the same objects."""
        before, key = self._records, self._key
        if records is before:
            return self
        differing = [*compress(count(), map(is_not, before, records))]
        differing += range(len(before), len(records))
        if len(records) < len(before) or len(differing) > _FEW:
            return Index(records, key)
        own: dict[str | None, list[int]] = {}
        for number in differing:
            if number < len(before):
                value = before[number].get(key)
                own.setdefault(value, [*self.get(value)]).remove(number)
            value = records[number].get(key)
            insort(own.setdefault(value, [*self.get(value)]), number)
        index = Index((), key)
        index._records = records
        index._numbers, index._mended = self._numbers, {**self._mended, **own}
        return index
