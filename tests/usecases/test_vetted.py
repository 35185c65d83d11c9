"""An inventory that is read with what is known of another version is what is read at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker.parse import pieces
from checker.parse.document import Document, Path
from checker.policy.config import NO_CONFIG
from checker.sources.source import Source
from checker.usecases.vetted import Vetted, vetted

_HEAD = """\
schema_version: "1"
inventory:
  id: lab
  owner: {name: Lab}
  as_of: 2031-05-14
  perspective: client
  source: register
organisations:
  - {id: lab, name: Lab, country: FR}
vendors:
"""
_MANY = [
    f"""\
  - id: v{number}
    legal_name: "Vendor {number}"
    kind: legal_person
    hq_country: FR
    # of {number}
    subprocessors:
      - {{party: lab, kind: service}}
      - {{party: v{(number * 7) % 30}, kind: service}}
    contracts: []
"""
    for number in range(30)
]
_EDITS = [
    ("legal_name", "legal_nam"), ("  - id: v", "  - id: &a v"), ("hq_country: FR", "hq_country: Q"),
    ("legal_name: ", "legal_name: *a # "), ("\n", "\r\n"), ("\n", "\n\n  # note\n"), ("FR", ""),
    ("    kind: legal_person\n", ""), ("  - id: v1", "  - id: v0"), ("2031", "2001"), (": ", ": [")
]  # fmt: skip


def read(text: str, before: Vetted | None = None) -> Vetted:
    return vetted(Source("in/a.yaml", text.encode()), NO_CONFIG, {}, before)


def told(found: Vetted) -> Any:
    document = found.document
    if document is None:
        return found.problems
    return document[:3], found.parties, [*places(document, document.data, ())]


def places(document: Document, data: Any, path: Path) -> Any:
    positions = document.positions
    yield path, positions.key(path), positions.value(path), positions.extent(path)
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(document, value, (*path, step))


@pytest.fixture(scope="module", autouse=True)
def small_pieces() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_A_PIECE", 2)
        yield


def test_pieces_that_did_not_change_are_the_same_objects() -> None:
    before = read(_HEAD + "".join(_MANY))
    after = read(_HEAD + "".join(_MANY).replace("Vendor 7", "Seven", 1), before)

    assert before.document is not None, before.problems
    assert after.document is not None
    old = {id(vendor) for vendor in before.document.data["vendors"]}
    new = [vendor for vendor in after.document.data["vendors"] if id(vendor) not in old]
    assert 0 < len(new) < len(_MANY) / 2


def test_a_new_vendor_is_validated_beside_known_ones() -> None:
    before = read(_HEAD + "".join(_MANY))
    wrong = _HEAD + "".join(_MANY).replace("legal_name", "legal_nam", 1)

    assert before.document is not None
    assert read(wrong, before).problems == read(wrong).problems != ()


@given(
    st.permutations(range(len(_MANY))),
    st.integers(0, len(_MANY)),
    st.lists(
        st.tuples(st.integers(0, len(_MANY) - 1), st.integers(0, 9), st.sampled_from(_EDITS)),
        max_size=3,
    ),
    st.sampled_from(["", "x: 1\n", "# end", "vendors: []\n"]),
)
@examples(150)
def test_whatever_was_edited_what_is_known_changes_nothing(
    order: list[int], moved: int, edits: list[tuple[int, int, tuple[str, str]]], end: str
) -> None:
    before = read(_HEAD + "".join(_MANY))
    vendors = [*_MANY[: len(_MANY) - moved], *(_MANY[n] for n in order[:moved])]
    for number, skipped, (old, new) in edits:
        index = number % len(vendors)
        parts = vendors[index].split(old)
        at = skipped % len(parts)
        vendors[index] = old.join(parts[: at + 1]) + new + old.join(parts[at + 1 :])
    text = _HEAD + "".join(vendors) + end
    between = read(text, before)
    back = read(_HEAD + "".join(_MANY), between if between.document else before)

    assert told(between) == told(read(text))
    assert told(back) == told(before)
