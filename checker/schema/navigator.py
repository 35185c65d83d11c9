"""The navigator: the subschema for a path of the data, and whether what stands there is secret."""

from collections.abc import Iterable
from typing import Any

from checker.record import NamedTuple
from checker.schema.reference import Schema, merged, referred


class Navigator(NamedTuple):
    """One subschema of a JSON Schema document (the part of 2020-12 that the acceptor knows).

    Attributes:
        document: the whole schema, which has the definitions.
        written: the subschema as it stands there.
        keywords: with those that its `$ref` leads to; the same keyword beside the `$ref` wins.
        sensitive: it or anything above it is marked `x-sensitive`: its values are never shown.
    """

    document: Schema
    written: Schema
    keywords: Schema
    sensitive: bool

    @property
    def definition(self) -> Schema:
        """The definition that it refers to, alone; itself if it refers to none."""
        return referred(self.written, self.document)

    @property
    def known(self) -> bool:
        """Return whether the schema says anything of it."""
        return bool(self.keywords)

    @property
    def type(self) -> Any:
        """The name of its type, or the names of them; None where the schema does not say."""
        return self.keywords.get("type")

    @property
    def words(self) -> tuple[Any, ...]:
        """The values that it may have, if the schema lists them."""
        values = self.keywords
        return (values["const"],) if "const" in values else tuple(values.get("enum", ()))

    def of_type(self, name: str) -> "Navigator":
        """The same subschema for values of one of its types."""
        return self._replace(keywords={**self.keywords, "type": name})

    def below(self, step: str | int) -> "Navigator":
        """The subschema one step below: of an entry of a list, or of a member of a mapping."""
        if isinstance(step, int):
            found = self.keywords.get("items")
        else:
            others = self.keywords.get("additionalProperties")
            found = self.keywords.get("properties", {}).get(step, others)
        written = found if isinstance(found, dict) else {}
        return _subschema(self.document, written, above=self.sensitive)

    def at(self, path: Iterable[str | int]) -> "Navigator":
        """The subschema at a path from here; one that says nothing where the schema does not."""
        navigator = self
        for step in path:
            navigator = navigator.below(step)
        return navigator


def navigator(document: Schema, part: Schema | None = None) -> Navigator:
    """The root of a schema, or a part of one."""
    return _subschema(document, document if part is None else part, above=False)


def _subschema(document: Schema, written: Schema, *, above: bool) -> Navigator:
    keywords = merged(written, document)
    return Navigator(document, written, keywords, above or bool(keywords.get("x-sensitive")))
