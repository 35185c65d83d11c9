"""The subject: what one verdict is about."""

from checker.record import NamedTuple


class Subject(NamedTuple):
    """The subject of one verdict.

    Attributes:
        inventory: id of the inventory, empty for the portfolio.
        vendor: id of the vendor, empty for an inventory or the portfolio.
        subject_kind: vendor, data, client, …, inventory or portfolio.
        collection: the list's key (`data`, `incidents`), empty where the subject is no element.
        id: identity of the element in that list, else of the vendor, inventory or portfolio.
        path: where it stands in its document, as (`vendors`, 3, `data`, 2).
        document: index of its inventory in `Report.inventories`, -1 for the portfolio.
        owner: who answers for the vendor inside the organisation, empty if not recorded.
    """

    inventory: str
    vendor: str
    subject_kind: str
    collection: str
    id: str
    path: tuple[str | int, ...]
    document: int
    owner: str

    def __str__(self) -> str:
        if self.collection:
            return f"{self.vendor}/{self.collection}/{self.id}"
        return self.id


WHOLES = frozenset({"inventory", "portfolio"})
"""The kinds of subjects that are part of no vendor."""

PORTFOLIO = Subject("", "", "portfolio", "", "portfolio", (), -1, "")


def spelt(path: tuple[str | int, ...]) -> str:
    """A path as text: `vendors[3].data[2]`."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(steps).removeprefix(".")
