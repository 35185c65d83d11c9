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
        "--fail-on, and say what differs. Run it at the root of the repository."
    )
    parser.epilog = EPILOG
    parser.add_argument("report", metavar="REPORT", help="what check -o json wrote")
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
