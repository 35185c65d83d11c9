"""The view of an inventory, with the facts of the portfolio."""

from runs import ours

from checker.inventory import OF_PORTFOLIO
from checker.model.view import joined, with_facts_of, with_portfolio


def vendor(id_: str, *behind: str) -> dict[str, object]:
    return {"id": id_, "subprocessors": [{"party": each, "name": each} for each in behind]}


def test_a_vendor_alone_has_the_facts_that_it_has_among_all() -> None:
    whole = ours(vendor("a"), vendor("b"), id_="one"), ours(vendor("c"), id_="two")
    (one, two) = with_portfolio(whole, OF_PORTFOLIO)
    changed = one._replace(view={**one.view, "vendors": [vendor("a"), vendor("b", "c", "d")]})
    assert one.portfolio is not None
    facts = one.portfolio.changed([(one.view, changed.view, None)], OF_PORTFOLIO)

    told = with_facts_of([changed, two], facts, 0, 1)

    assert told[0].view["vendors"][1] == joined(changed, 0, facts).view["vendors"][1]
    assert told[0].view["vendors"][1]["chain"]["at_least"] == 1
