"""Explaining: why a policy has its verdict on a subject. `vendorgate explain`."""

from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.explaining.account import account
from checker.report.account import Account
from checker.report.report import Report
from checker.report.subjects import find
from checker.usecases.collector import set_apart
from checker.usecases.load import Request, load


def explain(request: Request, policy_id: str, subject: str) -> Account:
    """Read, validate, evaluate one policy, and tell why it has its verdict on one subject.

    A policy that the configuration disables is evaluated all the same.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: a policy or a subject that is not there, or that may be one of several.
    """
    run = load(request._replace(select=(policy_id,)))
    with set_apart():
        report = _judged(run, request.jobs)
        cell = find(subject, report.policies[0], list(report.cells), run.inventories)
        return account(_enforced(run), report, cell, enabled=run.policies[0].enabled)


def subjects(request: Request, policy_id: str) -> Report:
    """Read, validate, evaluate one policy; a policy that is disabled is evaluated all the same.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: a policy that is not there.
    """
    run = load(request._replace(select=(policy_id,)))
    with set_apart():
        return _judged(run, request.jobs)


def _judged(run: Run, jobs: int) -> Report:
    enforced = _enforced(run)
    return settle(enforced, decide(enforced, jobs))


def _enforced(run: Run) -> Run:
    (policy,) = run.policies
    return run._replace(policies=(policy._replace(enabled=True),))
