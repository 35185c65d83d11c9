"""`vendorgate waive`: accept a finding, for a reason and until a day."""

import argparse

from checker.commands import arguments
from checker.errors import UsageError
from checker.formats.escape import plain
from checker.formats.summary import number
from checker.output import deliver
from checker.report.gate import ExitCode
from checker.usecases.waive import Wish, waive

FORMATS = ()


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Accept a finding for a reason and until a day: write an entry at the end of waivers.yaml. "
        "What stands there stays as it is. An entry that nobody but its owner approved is not in "
        "force: --approved-by, or the key 'approved_by' added by whoever approves it."
    )
    parser.epilog = (
        "exit codes: 0 written, 2 not written, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    add = parser.add_argument
    add("policy", metavar="POLICY", help="the id of the policy")
    add("subject", metavar="SUBJECT", help="what a report prints; acme/* for all of a vendor")
    arguments.inputs(parser, "POLICY SUBJECT")
    add("--reason", required=True, metavar="TEXT", help="why it is accepted")
    add("--expires", required=True, metavar="DATE", help="the last day on which it counts, in UTC")
    add(
        "--owner", default="", metavar="NAME", help="who has it ended (default: the vendor's owner)"
    )
    add("--approved-by", default="", metavar="NAME", help="who approved it, not the owner")
    add("--ticket", default="", metavar="TEXT", help="where it is worked on")
    add("--id", default="", metavar="ID", help="its name (default: made of policy and vendor)")
    arguments.moment(parser)
    arguments.waivers(parser)


def run(options: argparse.Namespace) -> int:
    """Write one waiver.

    Returns:
        0: it is written.

    Raises:
        UsageError: it was not written, as there is no such finding.
    """
    if options.rev is not None:
        raise UsageError("a waiver is written into the work tree (expected no --rev)")
    wish = Wish(
        **{field: getattr(options, field) for field in Wish._fields},
    )
    draft = waive(arguments.request(options), wish)
    deliver(draft.text, draft.path)
    entry = draft.entry
    state = "" if entry.approved_by else "; not in force before somebody approves it (approved_by)"
    deliver(
        f"{plain(draft.path)}: waiver '{plain(entry.id)}' until {entry.expires}, about "
        f"{number(draft.covers, 'finding')} of {plain(entry.policy)}{state}\n",
        None,
    )
    return ExitCode.COMPLIANT
