"""A change of an inventory that nobody made: what if this value were another one."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from checker.explaining import shape
from checker.explaining.shape import Address
from checker.inventory import Inventory
from checker.model.places import at, stands
from checker.model.view import in_view
from checker.parse.positions import Path
from checker.record import NamedTuple


class Edit(Enum):
    """The edit that a change makes to the value at its path.

    Attributes:
        SET: the option takes its place.
        ADD: the option becomes the last element of the list.
        DROP: the option names the elements of the list, by index, that go.
    """

    SET = "set"
    ADD = "add"
    DROP = "drop"


class Change(NamedTuple):
    """One change, with everything that would do.

    Attributes:
        document: index of the document, and `path` in it.
        options: alternatives, each enough; the first is tried first.
        limit: what bounds the value (`at most 72`), empty where only the options do.
        context: what is too large or small (`120 h, at most 72 h`), if it is not the value itself.
        free: any value will do, and the options are mere samples.
        far: a value far on the right side of the limit, which must do as well.
        others: whether others would do than the options, which are too many to be told.
    """

    document: int
    path: Path
    edit: Edit
    options: tuple[Any, ...]
    limit: str = ""
    context: str = ""
    free: bool = False
    far: Any = None
    others: bool = False

    @property
    def address(self) -> tuple[int, Path]:
        """The document of the change, and the path in it."""
        return self.document, self.path

    @property
    def blank(self) -> bool:
        """Return whether a record is added of which other changes say what is in it."""
        return self.edit is Edit.ADD and self.options == ({},)

    def is_of(self, added: "Change", inventories: Sequence[Inventory]) -> bool:
        """Return whether the change says something of a record that another one adds."""
        return self.document == added.document and in_added(self.path, added, inventories)


def in_added(path: Path, added: Change, inventories: Sequence[Inventory]) -> bool:
    """Return whether a path leads into the record that a change adds."""
    size = len(added.path)
    if path[:size] != added.path or len(path) < size + 2:
        return False
    return path[size] == len(at(inventories[added.document], added.path))


class Unfit(Exception):  # noqa: N818
    """There is no such place to change, or what would stand there is not allowed."""


def applied(inventories: Sequence[Inventory], changes: Iterable[Change]) -> list[Inventory]:
    """The inventories with each change's first option; what is not changed is shared, facts too.

    Raises:
        Unfit: a change has no place, or the schema does not allow what would stand there.
    """
    changed = list(inventories)
    # Elements go last, and from behind, so that no change moves another one's place.
    for change in sorted(changes, key=lambda each: (each.edit is Edit.DROP, *_behind(each.path))):
        inventory = changed[change.document]
        view = _edited(inventory.view, in_view(change.path), change)
        changed[change.document] = inventory._replace(view=view)
    return changed


def _behind(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)


def fits(inventories: Sequence[Inventory], changed: Sequence[Inventory], change: Change) -> bool:
    """Whether the schema allows what a change put in its place, and around it where all is new."""
    if change.edit is Edit.DROP:
        return True
    document, path = change.address
    fields = inventories[document].fields
    if change.edit is Edit.ADD:
        # What else a plan says of the element is in it.
        added = at(changed[document], path)[-1]
        return shape.allows(Address(document, (*path, 0), fields), added)
    while len(path) > 1 and not stands(inventories[document], path[:-1]):
        path = path[:-1]
    return shape.allows(Address(document, path, fields), at(changed[document], path))


def _edited(value: Any, path: Path, change: Change) -> Any:
    if not path:
        return _replaced(value, change)
    step, *rest = path
    if isinstance(step, int):
        if not isinstance(value, list) or step >= len(value):
            raise Unfit
        elements = list(value)
        elements[step] = _edited(elements[step], tuple(rest), change)
        return elements
    if not isinstance(value, dict):
        raise Unfit
    return {**value, step: _edited(value.get(step, {} if rest else None), tuple(rest), change)}


def _replaced(value: Any, change: Change) -> Any:
    option = change.options[0]
    match change.edit:
        case Edit.SET:
            return option
        case Edit.ADD if isinstance(value, list):
            return [*value, option]
        case Edit.DROP if isinstance(value, list):
            return [each for index, each in enumerate(value) if index not in option]
        case _:
            raise Unfit
