"""An inventory whose vendors are looked at apart is found valid where it is, and nowhere else."""

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples
from workplace import REPOSITORY

from checker.parse.document import Path, parse
from checker.schema.custom import NO_FIELDS
from checker.validate import apart, consistency, inventory

SHIPPED = {
    path.stem: parse(path.name, path.read_bytes()).data
    for path in sorted((REPOSITORY / "inventories").glob("*.yaml"))
}
GONE = object()


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from paths(value, (*path, step))
        else:
            yield (*path, step)


PLACES = {name: [path for path in paths(data) if path] for name, data in SHIPPED.items()}


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


@st.composite
def inventories(draw: st.DrawFn) -> Any:
    """A shipped inventory, in which a value stands where another stood, or nothing does."""
    name = draw(st.sampled_from(sorted(SHIPPED)))
    data, places = SHIPPED[name], st.sampled_from(PLACES[name])
    others = st.sampled_from(
        [GONE, None, "", "nobody", "2031-02-30", "2001-01-01", 7, [], {}, "XX"]
    )
    value = places.map(lambda path: at(data, path)) | others
    edits = draw(st.lists(st.tuples(places, value), max_size=2))
    changed = edited(data, edits)
    return changed if isinstance(changed.get("vendors"), list) else data


def edited(data: Any, edits: list[tuple[Path, Any]]) -> Any:
    """The data with values replaced, or taken out, as far as their places are still there."""
    data = deepcopy(data)
    for path, value in edits:
        try:
            holder = at(data, path[:-1])
            if value is GONE:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    return data


def sound(data: Any, cuts: list[int]) -> bool:
    """Whether the inventory is found valid, its vendors cut at some places."""
    calendar, vendors = data.get("calendar", {}), data["vendors"]
    ends = sorted({0, len(vendors), *(cut % (len(vendors) + 1) for cut in cuts)})
    parts = [vendors[start:stop] for start, stop in pairwise(ends)]
    told = apart.references(parts, calendar, NO_FIELDS)
    return told is not None and apart.whole(data, calendar, told, NO_FIELDS)


def valid(data: Any) -> bool:
    document = parse("a.json", json.dumps(data).encode())
    return not (
        inventory.problems(document, NO_FIELDS) or consistency.problems([document], NO_FIELDS)
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_inventories_are_sound(name: str) -> None:
    assert sound(SHIPPED[name], [1, 2])
    assert apart.valid(SHIPPED[name], NO_FIELDS)


@given(inventories(), st.lists(st.integers(0, 50), max_size=3))
@examples(600)
def test_an_inventory_is_sound_apart_where_it_is_valid(data: Any, cuts: list[int]) -> None:
    whole = valid(data)

    assert sound(data, cuts) == whole
    assert apart.valid(data, NO_FIELDS) == whole


@pytest.mark.parametrize(
    "path, value",
    [
        (("vendors", 1, "id"), SHIPPED["example-lab"]["vendors"][0]["id"]),
        (("vendors", 0, "ultimate_parent"), "nobody"),
        (("calendar", "zone"), "Europe/Berlni"),
        (("organisations", 0, "parent"), SHIPPED["example-lab"]["organisations"][0]["id"]),
        (("vendors", 0, "hq_country"), "XX"),
        (("inventory", "as_of"), "2031-02-30"),
        (("colour",), "red"),
        (("schema_version",), 1),
    ],
    ids=str,
)
def test_what_is_wrong_anywhere_is_not_sound(path: Path, value: Any) -> None:
    data = edited(SHIPPED["example-lab"], [(path, value)])

    assert not valid(data)
    assert not sound(data, [1])
    assert not apart.valid(data, NO_FIELDS)


def test_a_calendar_that_the_vendors_were_not_told_is_no_proof() -> None:
    data = SHIPPED["example-lab"]
    told = apart.references([data["vendors"]], {"zone": "Pacific/Apia"}, NO_FIELDS)

    assert told is not None
    assert not apart.whole(data, {"zone": "Pacific/Apia"}, told, NO_FIELDS)


def test_each_part_tells_its_own_references_and_no_others() -> None:
    data = SHIPPED["example-lab"]
    parts = [[vendor] for vendor in data["vendors"]]

    told = apart.references(parts, {}, NO_FIELDS)

    assert told == [own for part in parts for own in apart.references([part], {}, NO_FIELDS) or ()]
    assert len({each.parties for each in told}) > 1
