"""`vendorgate report verify`: whether a report is what its inputs give."""

import argparse
import json

from checker.commands import arguments
from checker.commands.counted import counted
from checker.formats.registry import FORMATS
from checker.output import deliver, terminal
from checker.progress import progress
from checker.report.differences import differences
from checker.report.gate import ExitCode
from checker.sources.disk import Disk
from checker.sources.revision import Revision
from checker.sources.source import Sources
from checker.usecases.check import check
from checker.usecases.verify import claim

EPILOG = (
    "exit codes: 0 the same, byte for byte, 1 it differs, 2 cannot be told (a file that is not "
    "there or cannot be read), 3 a bug in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
)


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Make a report again, of the files that it names, at its moment, with its selection and "
        "--fail-on, and say what differs. With --key, tell whether a statement is signed by that "
        "key, and whether the files that it names are the same. Run it at the root of the "
        "repository."
    )
    parser.epilog = EPILOG
    parser.add_argument("report", metavar="REPORT", help="what check -o json wrote, or report sign")
    parser.add_argument(
        "--key", metavar="FILE", help="a public key in PEM: REPORT is a signed statement"
    )
    parser.add_argument(
        "--rev",
        metavar="REV",
        help="read everything as git has it at this revision (default: the one that the report "
        "names, else the work tree)",
    )
    arguments.cache(parser)
    arguments.jobs(parser)


def run(options: argparse.Namespace) -> int:
    """Make the report again, and compare.

    Returns:
        0 if it is the same, 1 if it differs.

    Raises:
        InputError: it cannot be told.
        OutputError: what was found out could not be delivered.
    """
    if options.key is not None:
        return _attested(options)
    from checker.formats.verification import render, render_same  # noqa: PLC0415 explains alone

    told = claim(options.report)
    revision = options.rev or told.revision
    sources: Sources = Disk() if revision is None else Revision(revision)
    with progress() as tell:
        request = told.request._replace(
            sources=sources, jobs=options.jobs, cache=options.cache, progress=tell
        )
        checked = check(request)
        # Where the files are read from today is no part of what is compared.
        report = checked.dated._replace(revision=told.revision)
        text = FORMATS["json"].render(report, counted(checked.explainer(), report, tell))
    width = terminal(no_color=True).width
    source = "the work tree" if revision is None else f"the commit {sources.commit}"
    if text.encode() == told.content:
        deliver(render_same(options.report, report, source, width=width), None)
        return ExitCode.COMPLIANT
    found = differences(told.data, json.loads(text))
    deliver(render(options.report, found, source, width=width), None)
    return ExitCode.NOT_COMPLIANT


def _attested(options: argparse.Namespace) -> int:
    """Tell whether a statement is signed, and whether its files are the same."""
    from checker.formats.attestation import render  # noqa: PLC0415 as above
    from checker.usecases.sign import attestation  # noqa: PLC0415 as above

    sources: Sources = Disk() if options.rev is None else Revision(options.rev)
    found = attestation(options.report, options.key, sources)
    width = terminal(no_color=True).width
    deliver(render(options.report, options.key, found, width=width), None)
    good = found.signed and not found.changed
    return ExitCode.COMPLIANT if good else ExitCode.NOT_COMPLIANT
