"""Texts in XML are those of the standard library, of which a run need not pay for the import."""

from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given
from hypothesis import strategies as st

from checker.formats.oscal_parts import uuid_of
from checker.formats.xml import attribute, escaped

TEXTS = st.text(st.one_of(st.sampled_from("&<>\"'\n\r\t#:"), st.characters()))


@given(TEXTS)
def test_a_text_is_escaped_as_the_standard_library_does(text: str) -> None:
    assert escaped(text) == escape(text)


@given(TEXTS)
def test_an_attribute_is_quoted_as_the_standard_library_does(text: str) -> None:
    others = {"##": "#&#35;", "::": ":&#58;"}

    assert attribute(text) == quoteattr(text)
    blanks = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    assert attribute(text, others) == quoteattr(text, {**blanks, **others})


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\#')))
def test_a_uuid_is_of_version_5(name: str) -> None:
    namespace = UUID("6f0dd0a4-2c2e-5c8e-9d4b-3f6a3a0b7c11")

    assert uuid_of("finding", name) == str(uuid5(namespace, f'["finding", "{name}"]'))
