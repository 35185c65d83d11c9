"""A message names the first entries of a long list, and counts the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import checked, ours, policy
from thorough import examples

from checker.cel.parse.parse import parse
from checker.explaining.rendering import LONGEST_LIST, text
from checker.policy.template import Template

LISTS = {
    "nothing": ([], "(none)"),
    "a few": (["a", 1, True, None], "a, 1, true, null"),
    "as many as have room": (["abcdefgh"] * 40, ", ".join(["abcdefgh"] * 40)),
    "one more": (["abcdefgh"] * 41, f"{', '.join(['abcdefgh'] * 40)} and 1 more"),
    "one long text": (["x" * 401], "x" * 401),
    "a long text first": (["x" * 500, "y"], f"{'x' * 500} and 1 more"),
    "lists in a list": ([["a"] * 300, []], f"{', '.join(['a'] * 134)} and 166 more and 1 more"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_in_a_message_reads(name: str) -> None:
    value, shown = LISTS[name]

    assert text(value) == shown


@given(st.lists(st.text("abc", min_size=1, max_size=30), min_size=1, max_size=400))
@examples(100)
def test_what_is_named_and_what_is_counted_is_all(words: list[str]) -> None:
    shown = text(words)
    named, _, more = shown.partition(" and ")

    count = int(more.removesuffix(" more").replace(",", "")) if more else 0
    assert named.split(", ") == words[: len(words) - count]
    assert (count > 0) == (len(", ".join(words)) > LONGEST_LIST)
    assert len(named) <= LONGEST_LIST


def test_ten_thousand_affected_clients_are_counted() -> None:
    told = Template((parse("vendor.id"), " tells ", parse("vendor.affected"), " in time"))
    affected = [f"client-{number}" for number in range(10_000)]
    done = checked(
        [policy(require="vendor.affected.size() < 5", message=told)],
        ours({"id": "acme", "affected": affected}),
    )
    (cell,) = done.report.cells

    message = done.explainer().explain(cell).message

    named = message.removeprefix("acme tells ").partition(" and ")[0].split(", ")
    assert named == affected[: len(named)]
    assert message.endswith(f" and {10_000 - len(named):,} more in time")
    assert len(message) < 500
