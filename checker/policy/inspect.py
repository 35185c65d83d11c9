"""Inspecting: every expression of a policy parsed and type-checked, and all that was found."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from checker.cel.check.check import check
from checker.cel.check.issue import Issue, Level
from checker.cel.check.schema_types import roots as schema_roots
from checker.cel.check.schema_types import type_of_value
from checker.cel.parse.parse import parse
from checker.cel.parse.tokens import comments
from checker.cel.syntax import CelSyntaxError, Expression
from checker.cel.types import DYN, Field, Kind, Type
from checker.model.roots import roots
from checker.model.schema import composed
from checker.parse.offsets import offsets
from checker.parse.positions import Positions
from checker.policy.slots import Entry, Slot, slots
from checker.record import NamedTuple
from checker.schema.custom import CustomFields
from checker.validate import schema
from checker.validate.rules import rules


class Inspection(NamedTuple):
    """One expression of a policy.

    Attributes:
        expression: None if it does not parse; the diagnostic then says why.
        type: what it yields; DYN if that is not known.
        names: the types of what it may read.
    """

    slot: Slot
    expression: Expression | None
    type: Type
    issues: tuple[Issue, ...]
    names: Mapping[str, Type]

    @property
    def right(self) -> bool:
        """Return whether the expression parses and nothing in it is an error."""
        return all(issue.level is not Level.ERROR for issue in self.issues)


@lru_cache(maxsize=8)
def _schema_types(fields: CustomFields) -> Mapping[str, Type]:
    inventory = schema.load("inventory", fields)
    return schema_roots(composed(inventory, schema.load("facts")), rules(inventory["$defs"]))


def names_of(subject_kind: str, params: Mapping[str, Any], fields: CustomFields) -> dict[str, Type]:
    """The types of what the expressions of a policy may read, its variables aside.

    Args:
        subject_kind: what the policy is for.
        params: in force.
        fields: those that records may have beyond the inventory's schema.
    """
    types = _schema_types(fields)
    names = {name: types[name] for name in roots(subject_kind) if name in types}
    names["params"] = type_of_value(dict(params))._replace(name="params")
    return names


def inspect(
    entry: Entry, positions: Positions, trees: Sequence[Expression] | None = None
) -> list[Inspection]:
    """Every expression of an entry, in the order of `sites`.

    Args:
        entry: the policy.
        positions: of the file that declares it.
        trees: what the expressions were parsed to, where that is known.
    """
    names = names_of(entry.data.get("for", "vendor"), entry.params, entry.fields)
    parsed = list(_parsed(entry, positions, trees))
    given = [node for slot, node in parsed if slot.path[-1] == "when" and slot.variable == ""]
    conditions = [node for node in given if isinstance(node, Expression)]
    variables: dict[str, Field] = {}
    inspections: list[Inspection] = []
    for slot, tree in parsed:
        known = {**names, "variables": variables_type(variables)}
        result = DYN
        issues: tuple[Issue, ...]
        if isinstance(tree, Expression):
            here = () if slot.path[-1] == "when" and not slot.variable else conditions
            result, issues = check(tree, known, want=slot.want, given=here)
            inspections.append(Inspection(slot, tree, result, issues, known))
        else:
            inspections.append(Inspection(slot, None, result, (_error(tree),), known))
        if slot.variable:
            variables[slot.variable] = Field(result, required=True)
    return inspections


def variables_type(known: Mapping[str, Field]) -> Type:
    """The type of `variables`, of which those were declared so far."""
    return Type(Kind.OBJECT, fields=dict(known), name="variables")


def _error(error: CelSyntaxError) -> Issue:
    return Issue(Level.ERROR, error.offset, error.message, error.hint)


def _parsed(
    entry: Entry, positions: Positions, trees: Sequence[Expression] | None
) -> Iterator[tuple[Slot, Expression | CelSyntaxError]]:
    """Each site with its tree, or with why it has none; a message's braces may not match."""
    if trees is not None:
        yield from zip(slots(entry), trees, strict=True)
        return
    try:
        for slot in slots(entry):
            yield slot, _joined(slot, positions) or _tree(slot.text)
    except CelSyntaxError as error:
        message = entry.data["message"]
        yield Slot((*entry.path, "message"), message, 0, message, None, ""), error


def _joined(slot: Slot, positions: Positions) -> CelSyntaxError | None:
    """The problem of a comment that hides the lines below it: YAML joined them, CEL ends at one."""
    if "//" not in slot.text:
        return None
    found = offsets(positions, slot.path, slot.value)[slot.start :]
    for start, end in comments(slot.text):
        last = start + len(slot.text[start:end].rstrip()) - 1
        if positions.at(found[start]).line != positions.at(found[last]).line:
            return CelSyntaxError(
                "a comment that hides the lines below it: YAML joins all lines of this text to one",
                start,
                "write the text as a block behind '|', which keeps its lines",
            )
    return None


def _tree(text: str) -> Expression | CelSyntaxError:
    try:
        return parse(text)
    except CelSyntaxError as error:
        return error
