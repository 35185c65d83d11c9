"""The run: everything that one invocation is about, as a value."""

from typing import Any

from checker.baseline.file import BaselineFile
from checker.inventory import Inventory, Outline, outline
from checker.model.view import portfolio_of
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.packs import PackEntry
from checker.report.report import Input, LeftOut, Report
from checker.values import Timestamp
from checker.verdict import FailOn
from checker.waivers.waiver import NO_FILE, WaiverFile


class Run(NamedTuple):
    """Policies and the inventories that they are put to, read and valid.

    Attributes:
        policies: in order of id, disabled ones too.
        inventories: of which `vendors` are checked; in order of id.
        inputs: every file that the outcome depends on.
        as_of: the moment of evaluation (`now` in CEL).
        fail_on: the lowest severity that gates.
        left_out: what was there and not asked for.
        version: of vendorgate.
        earlier: the report to compare with, if one was named.
        waivers: findings that somebody accepted.
        packs: where the policies come from.
        baseline: findings that were known before, if a baseline was named.
        revision: the commit that everything was read from; None for the work tree.
        elsewhere: the outlines of the inventories, in order of id, where their records are in other
            processes and `inventories` has none.
    """

    policies: tuple[Policy, ...]
    inventories: tuple[Inventory, ...]
    inputs: tuple[Input, ...]
    as_of: Timestamp
    fail_on: FailOn
    left_out: LeftOut
    version: str
    earlier: Report | None = None
    waivers: WaiverFile = NO_FILE
    packs: tuple[PackEntry, ...] = ()
    baseline: BaselineFile | None = None
    revision: str | None = None
    elsewhere: tuple[Outline, ...] = ()

    def at(self, moment: Timestamp) -> "Run":
        """The same at another moment, with the policies as they stand then."""
        policies = tuple(policy.at(moment) for policy in self.policies)
        return self._replace(as_of=moment, policies=policies)

    @property
    def asks_of_portfolio(self) -> frozenset[str]:
        """The names of the facts of the portfolio that policies ask for."""
        # A policy that is not evaluated has no cell that would read them.
        in_force = (policy for policy in self.policies if policy.evaluated)
        return frozenset(name for policy in in_force for name in policy.asks_of_portfolio)

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """The outline of each inventory, in order of id."""
        return self.elsewhere or tuple(map(outline, self.inventories))

    def vendors(self) -> dict[str, frozenset[str]]:
        """By inventory the ids of all of its vendors, also of those that are not checked."""
        return {each.id: frozenset(each.vendors) for each in self.outlines}

    def portfolio(self) -> dict[str, Any]:
        """The value of `portfolio` in CEL."""
        return portfolio_of(self.inventories)
