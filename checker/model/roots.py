"""Roots: the variables of CEL that a policy reads, and their values on one subject."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from checker.inventory import LISTS, Inventory
from checker.model.view import portfolio_of
from checker.parse.document import Path

WHOLES: Final = ("inventory", "portfolio")
"""The kinds of subjects besides a vendor and the elements of its lists."""


@cache
def roots(subject_kind: str) -> tuple[str, ...]:
    """The variables of a policy about such a subject, `variables` aside."""
    about: tuple[str, ...] = ("vendor", subject_kind)
    if subject_kind == "vendor":
        about = ("vendor",)
    elif subject_kind in WHOLES:
        about = ()
    around = ("portfolio",) if subject_kind == "portfolio" else ("inventory", "portfolio")
    return (*about, *around, "params", "now")


def records(
    subject_kind: str,
    inventories: Sequence[Inventory],
    document: int,
    path: Path,
    portfolio: Mapping[str, Any] | None = None,
) -> Mapping[str, Any]:
    """The values of the variables that inventories give on one subject.

    Args:
        document: the index of the subject's inventory, negative for the portfolio.
        path: of the subject in its document.
        portfolio: the value of `portfolio`, if somebody has it: it holds all inventories.
    """
    whole = portfolio_of(inventories) if portfolio is None else portfolio
    values: dict[str, Any] = {"portfolio": whole}
    if document >= 0:
        view = inventories[document].view
        values["inventory"] = view
        if path:
            values["vendor"] = view["vendors"][path[1]]
        if subject_kind in LISTS and len(path) > 2:
            values[subject_kind] = values["vendor"][path[2]][path[3]]
    names = roots(subject_kind)
    return {name: value for name, value in values.items() if name in names}
