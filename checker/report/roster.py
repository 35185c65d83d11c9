"""The roster: the subjects of one inventory, a few flat tuples for all of them."""

from array import array

from checker.record import NamedTuple
from checker.report.subject import Subject


class Elements(NamedTuple):
    """The subjects of one kind, vendor after vendor, as their inventory lists them.

    Attributes:
        collection: the key of the list in a vendor's record.
        ids: of each element its identity; None stands for a vendor that does not record the list.
        starts: the index in `ids` of each vendor's first one; one more at the end. A vendor that
            states an empty list has none.
    """

    collection: str
    ids: tuple[str | None, ...]
    starts: "array[int]"


class Roster(NamedTuple):
    """The subjects of one inventory; vendors in the order of its document.

    Attributes:
        inventory: its id.
        document: its index in the run.
        vendors: the id of each vendor that is checked.
        numbers: the index of each in the document.
        owners: who answers for each, empty where that is not recorded.
        clients: how many clients each serves, None where that is not recorded.
        elements: by kind, for each kind of list that a policy is about.
    """

    inventory: str
    document: int
    vendors: tuple[str, ...]
    numbers: tuple[int, ...]
    owners: tuple[str, ...]
    clients: tuple[int | None, ...]
    elements: dict[str, Elements]

    def whole(self) -> Subject:
        """The inventory itself."""
        return Subject(self.inventory, "", "inventory", "", self.inventory, (), self.document, "")

    def vendor(self, index: int) -> Subject:
        """The vendor with this index in `vendors`."""
        own = self.vendors[index]
        path = ("vendors", self.numbers[index])
        owner = self.owners[index]
        return Subject(self.inventory, own, "vendor", "", own, path, self.document, owner)

    def element(self, vendor: int, subject_kind: str, index: int) -> Subject:
        """An element of a vendor's list; the vendor itself if it does not record the list."""
        elements = self.elements[subject_kind]
        own = elements.ids[elements.starts[vendor] + index]
        if own is None:
            return self.vendor(vendor)
        return Subject(
            self.inventory,
            self.vendors[vendor],
            subject_kind,
            elements.collection,
            own,
            ("vendors", self.numbers[vendor], elements.collection, index),
            self.document,
            self.owners[vendor],
        )
