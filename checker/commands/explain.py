"""`vendorgate explain`: why this verdict, clause by clause."""

import argparse

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.report.account import Account
from checker.report.gate import ExitCode
from checker.usecases.explain import explain

FORMATS = ("text", "json")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say why a policy has its verdict on a subject: the condition clause by clause, what "
        "decided, and the lines of the inventory that say so."
    )
    parser.epilog = (
        "exit codes: 0 explained, whatever the verdict (check is the gate, explain is not), "
        "2 could not be explained, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    parser.add_argument("policy", metavar="POLICY", help="the id of the policy")
    parser.add_argument(
        "subject",
        metavar="SUBJECT",
        help="what a report prints: vendor, vendor/data/id, the id of an inventory, portfolio; "
        "also vendor/data[2] and vendor/id",
    )
    arguments.inputs(parser)
    arguments.moment(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Explain one verdict.

    Returns:
        0 whatever the verdict is; 2 where the account could not be delivered.
    """
    wanted = targets(options.output, FORMATS)
    account = explain(arguments.request(options), options.policy, options.subject)
    return send(
        wanted,
        lambda target: _render(account, target, options),
        code=ExitCode.COMPLIANT,
        inputs=(each.path for each in account.inputs),
    )


def _render(account: Account, target: Target, options: argparse.Namespace) -> str:
    if target.name == "json":
        from checker.formats import explanation_json  # noqa: PLC0415 who asks for it pays for it

        return explanation_json.render(account)
    from checker.formats import explanation  # noqa: PLC0415 as above

    page = target.page(no_color=options.no_color)
    return explanation.render(account, width=page.width, colour=page.colour)
