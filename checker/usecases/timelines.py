"""Timelines of a run: the obligations that the incidents of its vendors made."""

from checker.evaluate.run import Run
from checker.exposing.timelines import Timeline, timelines
from checker.usecases.portfolio import portfolio_of
from checker.usecases.rules import facts_of


def timelines_of(run: Run) -> tuple[Timeline, ...]:
    """The obligations of each incident of a vendor that is checked, the worst first.

    None where no policy asks for obligations: then nobody says under which regimes they arise.
    """
    facts = facts_of(run.policies)
    if facts is None:
        return ()
    checked = {(each.id, str(vendor["id"])) for each in run.inventories for vendor in each.vendors}
    views = {each.id: each.view for each in run.inventories}

    def is_checked(timeline: Timeline) -> bool:
        place = timeline.place
        vendor = views[place.inventory]["vendors"][place.path[1]]
        return (place.inventory, str(vendor["id"])) in checked

    told = timelines(portfolio_of(run.inventories, facts.regimes, run.as_of))
    return tuple(filter(is_checked, told))
