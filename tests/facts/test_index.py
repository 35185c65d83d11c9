"""The index of a list, read from its start or from the index of a list that is almost the same."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checker.facts.index import Index

_RECORDS = st.lists(
    st.fixed_dictionaries({}, optional={"client": st.sampled_from("abc")}), max_size=12
)


@given(_RECORDS, st.data())
def test_the_index_of_changed_records_is_that_of_reading_them_anew(
    records: list[dict[str, Any]], data: st.DataObject
) -> None:
    before = records
    index = Index(before, "client")
    for _ in range(data.draw(st.integers(1, 3))):
        others = data.draw(_RECORDS)
        after = [
            data.draw(st.sampled_from([old, deepcopy(old), *others[:1]])) for old in before
        ] + data.draw(st.sampled_from([[], others]))
        after = after[: data.draw(st.integers(max(len(after) - 1, 0), len(after)))]

        index = index.of(after)

        anew = Index(after, "client")
        assert [[*index.get(value)] for value in ("a", "b", "c", None)] == [
            [*anew.get(value)] for value in ("a", "b", "c", None)
        ]
        before = after
