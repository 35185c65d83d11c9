"""The inquiry: from a policy and a subject to the account of its verdict (`vendorgate explain`)."""

from checker.evaluate.evaluate import evaluate
from checker.explain.account import account
from checker.pipeline import Request, collector_paused, load, set_apart
from checker.report.account import Account
from checker.report.subjects import find
from checker.version import __version__


def explain(request: Request, policy_id: str, subject: str) -> Account:
    """Read, validate, evaluate one policy, and tell why it has its verdict on one subject.

    A policy that the configuration disables is evaluated all the same.

    Raises:
        InputError: files that cannot be read or are not valid.
        UsageError: a policy or a subject that is not there, or that may be one of several.
    """
    with collector_paused():
        loaded = load(request._replace(select=(policy_id,)))
    with set_apart():
        (policy,) = loaded.policies
        report = evaluate(
            [policy._replace(enabled=True)],
            loaded.inventories,
            version=__version__,
            inputs=loaded.inputs,
            as_of=loaded.as_of,
            fail_on=request.fail_on,
            jobs=request.jobs,
        )
        cell = find(subject, report.policies[0], list(report.cells), loaded.inventories)
        return account(policy, report, cell, loaded.inventories, loaded.as_of)
