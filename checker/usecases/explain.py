"""Explaining: why a policy has its verdict on a subject. `vendorgate explain`."""

from checker.errors import UsageError
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.explaining.account import account
from checker.policy.schedule import Standing
from checker.record import NamedTuple
from checker.report.account import Account
from checker.report.report import Report
from checker.report.subjects import find
from checker.suggest import did_you_mean
from checker.usecases.collector import set_apart
from checker.usecases.load import Request, load


def explain(request: Request, policy_id: str, subject: str) -> Account:
    """Read, validate, evaluate one policy, and tell why it has its verdict on one subject.

    A policy that the configuration disables, or whose last day is over, is evaluated all the same.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: a policy or a subject that is not there, or that may be one of several.
    """
    run = load(request._replace(select=(policy_id,)))
    with set_apart():
        report = _judged(run, request.jobs)
        cell = find(subject, report.policies[0], list(report.cells), run.inventories)
        return account(_enforced(run), report, cell, run.policies[0])


class Listed(NamedTuple):
    """The verdicts of a policy, or of a vendor.

    Attributes:
        policy: its id, empty if they are a vendor's.
        vendor: its id, empty if they are a policy's.
    """

    report: Report
    policy: str
    vendor: str


def listed(request: Request, name: str) -> Listed:
    """Read, validate, evaluate one policy, or all of them on one vendor.

    A policy that is named is evaluated though the configuration disables it.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: neither a policy nor a vendor has that name.
    """
    whole = load(request)
    policies = {policy.id for policy in whole.policies}
    vendors = {str(vendor["id"]) for each in whole.inventories for vendor in each.vendors}
    if name not in policies | vendors:
        hint = did_you_mean(name, policies | vendors)
        raise UsageError(f"there is no policy and no vendor '{name}'", hint)
    if name in policies:
        run = load(request._replace(select=(name,)))
        with set_apart():
            return Listed(_judged(run, request.jobs), name, "")
    run = load(request._replace(vendors=(name,)))
    with set_apart():
        return Listed(settle(run, decide(run, request.jobs)), "", name)


def _judged(run: Run, jobs: int) -> Report:
    enforced = _enforced(run)
    return settle(enforced, decide(enforced, jobs))


def _enforced(run: Run) -> Run:
    (policy,) = run.policies
    standing = Standing.COMING if policy.standing is Standing.COMING else Standing.IN_FORCE
    return run._replace(policies=(policy._replace(enabled=True, standing=standing),))
