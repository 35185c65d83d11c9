"""The laws of the forecast: it finds what stepping through time finds, and the very nanosecond."""

from clock_policies import DAYS, START, Conditions
from hypothesis import given
from hypothesis import strategies as st
from runs import given as about
from runs import ours, policy
from thorough import examples

from checker.evaluate.decide import decide
from checker.evaluate.decider import Decider, Surroundings
from checker.evaluate.settle import settle
from checker.forecasting.forecast import forecast
from checker.inventory import Inventory
from checker.model.view import portfolio_of
from checker.policy.policy import Policy
from checker.report.forecast import Forecast
from checker.report.gate import FINDINGS
from checker.report.matrix import VERDICTS
from checker.time.text import DAY, HOUR, parse_timestamp
from checker.values import Duration, Timestamp
from checker.verdict import Verdict

NOW = Timestamp(int(START.timestamp()) * 10**9)


def looked_ahead(rule: Policy, inventory: Inventory, as_of: Timestamp = NOW) -> Forecast:
    run = about([rule], inventory, as_of=as_of)
    return forecast(run, settle(run, decide(run)), within=Duration(DAYS * DAY), fail_within=None)


class Stepper:
    """Decides the one cell at any moment."""

    def __init__(self, rule: Policy, inventory: Inventory) -> None:
        self._decider = Decider(rule)
        self._inventory = inventory
        self._whole = portfolio_of([inventory])

    def verdict(self, nanoseconds: int) -> Verdict:
        around = Surroundings(self._inventory.view, self._whole, Timestamp(nanoseconds))
        (code,) = self._decider.vendors(self._inventory.vendors, around)
        return VERDICTS[code]


def case(seed: int) -> tuple[Policy, Inventory]:
    conditions = Conditions(seed)
    rule = policy(
        require=conditions.truth(),
        when=conditions.truth(1) if seed % 3 == 0 else None,
        variables={"later": conditions._timestamp(1).replace("variables.later", "now")},
    )
    inventory = ours(conditions.data())
    inventory.view["calendar"] = conditions.calendar()
    return rule, inventory


def first_by_the_hour(stepper: Stepper) -> tuple[int, Verdict] | None:
    """The hour at which a finding is first there; if there is none, at which a pass is gone."""
    hours = [NOW.nanoseconds + hour * HOUR for hour in range(DAYS * 24 + 1)]
    verdicts = [(hour, stepper.verdict(hour)) for hour in hours]
    found = next(((hour, each) for hour, each in verdicts if each in FINDINGS), None)
    if found is None and verdicts[0][1] is Verdict.PASS:
        return next(((hour, each) for hour, each in verdicts if each is Verdict.SKIP), None)
    return found


@examples(250)
@given(st.integers(0, 2**32))
def test_the_forecast_finds_what_stepping_by_the_hour_finds(seed: int) -> None:
    rule, inventory = case(seed)
    stepper = Stepper(rule, inventory)
    now = stepper.verdict(NOW.nanoseconds)

    found = looked_ahead(rule, inventory)

    if now in FINDINGS:
        assert (found.changes, found.counts.found) == ((), 1)
        return
    stepped = first_by_the_hour(stepper)
    if not found.changes:
        assert stepped is None
        return
    (change,) = found.changes
    at = parse_timestamp(change.at).nanoseconds
    assert stepper.verdict(at) is change.verdict
    # Stepping may pass over what lasts less than an hour; it must not find anything sooner.
    if stepped is not None and (stepped[1] in FINDINGS or change.verdict is Verdict.SKIP):
        assert at <= stepped[0]
    if not found.notes:
        assert stepper.verdict(at - 1) in {now, Verdict.PASS, Verdict.SKIP}
