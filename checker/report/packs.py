"""The packs of a run: where its policies come from, and how many are in force."""

from checker.record import NamedTuple

SHIPPED = "shipped"
"""The name of the pack that travels with the product."""


class PackEntry(NamedTuple):
    """A pack of policies.

    Attributes:
        name: `shipped`, or the path that names it.
        policies: how many of it are in force.
        left_out: ids of those that `only` leaves out, in order.
    """

    name: str
    policies: int
    left_out: tuple[str, ...]
