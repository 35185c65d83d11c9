"""`vendorgate explain`: why this verdict, clause by clause."""

import argparse
from collections.abc import Sequence

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.errors import UsageError
from checker.report.account import Account
from checker.report.gate import ExitCode
from checker.sources.source import SUFFIXES
from checker.usecases.explain import Listed, explain, listed

FORMATS = ("text", "json")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say why a policy has its verdict on a subject: the condition clause by clause, what "
        "decided, and the lines of the inventory that say so. Without SUBJECT: list the subjects "
        "of the policy with their verdicts. With a vendor alone: list all of its verdicts."
    )
    parser.epilog = (
        "exit codes: 0 explained, whatever the verdict (check is the gate, explain is not), "
        "2 could not be explained, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    parser.add_argument("policy", metavar="POLICY", help="the id of the policy, or of a vendor")
    parser.add_argument(
        "subject",
        nargs="?",
        metavar="SUBJECT",
        help="what a report prints: vendor, vendor/data/id, the id of an inventory, portfolio; "
        "also vendor/data[2] and vendor/id (default: list them; a file is never one)",
    )
    arguments.inputs(parser, "POLICY SUBJECT")
    arguments.moment(parser)
    arguments.waivers(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Explain one verdict, or list them all.

    Returns:
        0 whatever the verdicts are; 2 where the account could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    if options.subject is None or options.subject.lower().endswith(SUFFIXES):
        return _list(options, wanted)
    account = explain(arguments.request(options), options.policy, options.subject)
    return send(
        wanted,
        lambda target: _render(account, target, options),
        code=ExitCode.COMPLIANT,
        inputs=(file.path for file in account.inputs),
    )


def _list(options: argparse.Namespace, wanted: Sequence[Target]) -> int:
    """List the subjects of a policy, or the verdicts of a vendor.

    A subject that ends like a file is one: ids have no dot, and an element whose reference has
    one can be named by its index.
    """
    if any(target.name == "json" for target in wanted):
        raise UsageError(
            "a list of verdicts is for people (expected POLICY and SUBJECT with -o json)",
            "vendorgate check -o json, with --select POLICY or --vendor ID",
        )
    if options.subject is not None:
        options.paths.insert(0, options.subject)
    told = listed(arguments.request(options), options.policy)
    return send(
        wanted,
        lambda target: _render_list(told, target, options),
        code=ExitCode.COMPLIANT,
        inputs=(file.path for file in told.report.inputs),
    )


def _render_list(told: Listed, target: Target, options: argparse.Namespace) -> str:
    from checker.formats import subjects, verdicts  # noqa: PLC0415 as below

    page = target.page(no_color=options.no_color)
    render = verdicts.render if told.vendor else subjects.render
    return render(told.report, width=page.width, colour=page.colour)


def _render(account: Account, target: Target, options: argparse.Namespace) -> str:
    if target.name == "json":
        from checker.formats import explanation_json  # noqa: PLC0415 who asks for it pays for it

        return explanation_json.render(account)
    from checker.formats import explanation  # noqa: PLC0415 as above

    page = target.page(no_color=options.no_color)
    return explanation.render(account, width=page.width, colour=page.colour)
