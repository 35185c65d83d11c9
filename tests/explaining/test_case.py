"""A case: what its policy would read, were a plan carried out."""

from runs import checked, ours, policy

from checker.explaining.case import Case
from checker.explaining.change import Change, Edit
from checker.explaining.recheck import Recheck


def test_a_policy_that_reads_other_vendors_reads_their_facts_anew() -> None:
    hard = {"substitutability": {"level": "not"}}
    rule = policy(require="inventory.vendors.all(v, v.reach.substitutability == 'easily')")
    done = checked([rule], ours({"id": "a", **hard}, {"id": "b", **hard}))
    cell = next(done.report.findings())
    case = Case(done.run, rule, cell.subject, Recheck(rule), 10_000, done.run.portfolio())
    path = ("vendors", 1, "substitutability", "level")

    values = case.values((Change(0, path, Edit.SET, ("easily",)),))

    assert [each["reach"]["substitutability"] for each in values["inventory"]["vendors"]] == [
        "not",
        "easily",
    ]
