"""One notion of an integer, at the door: what is written with a point or an exponent is none."""

import pytest

from checker.parse import document
from checker.validate import schema
from tests.workplace import INVENTORY


@pytest.mark.parametrize(
    "written, shown, hint",
    [
        ("90.0", "90.0", "write 90"),
        ("1e3", "1000.0", "write 1000"),
        ("-0.0", "-0.0", "write 0"),
        ("-3.0", "-3.0", None),
        ("1.5", "1.5", None),
        ("1e19", "1e+19", None),
    ],
)
def test_a_double_is_no_count(written: str, shown: str, hint: str | None) -> None:
    text = f"{INVENTORY}    clients_declared: {written}\n"

    (found,) = schema.problems(document.parse("a.yaml", text.encode()), "inventory")

    expected = "(expected "
    assert found.message.startswith(f"'clients_declared' is the number {shown} {expected}")
    assert found.hint == hint
    if hint is not None:
        right = text.replace(written, hint.removeprefix("write "))
        assert schema.problems(document.parse("a.yaml", right.encode()), "inventory") == []


def test_a_number_that_is_no_count_may_be_whole() -> None:
    text = f"{INVENTORY}    contracts: [{{ref: A, annual_cost: {{amount: 10, currency: EUR}}}}]\n"

    assert schema.problems(document.parse("a.yaml", text.encode()), "inventory") == []
