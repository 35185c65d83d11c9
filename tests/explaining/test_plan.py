"""Plans: what they touch."""

import pytest

from checker.explaining.change import Change, Edit
from checker.explaining.plan import touched


def change(*path: str | int, document: int = 0) -> Change:
    return Change(document, path, Edit.SET, ("x",))


def test_a_plan_touches_the_vendors_of_one_document_in_which_it_changes_something() -> None:
    plan = (
        change("vendors", 1, "owner"),
        change("vendors", 4, "data", 0, "category"),
        change("vendors", 1, "kind"),
        change("vendors", 7, "kind", document=1),
    )

    assert touched(plan, 0) == {1, 4}
    assert touched(plan, 1) == {7}


@pytest.mark.parametrize(
    "path",
    [
        ("organisations", 0, "parent"),
        ("inventory", "as_of", "x"),
        ("vendors",),
        ("vendors", 1),
    ],
)
def test_of_a_plan_that_changes_more_than_vendors_it_is_not_known(
    path: tuple[str | int, ...],
) -> None:
    assert touched((change("vendors", 1, "owner"), change(*path)), 0) is None
