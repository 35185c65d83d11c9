"""`vendorgate baseline write`: findings that are known from today on, and do not block."""

import argparse

from checker.commands import arguments
from checker.errors import UsageError
from checker.formats.escape import plain
from checker.formats.summary import number
from checker.output import deliver
from checker.report.gate import ExitCode
from checker.usecases.baseline import draft

FORMATS = ()


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Write the findings of today into a file; check --baseline FILE then blocks on new ones "
        "only. A file that is there may only shrink: what is fixed is taken out, and what is new "
        "is put in with --add alone. Errors are never put in."
    )
    parser.epilog = (
        "exit codes: 0 written, 2 not written, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    parser.add_argument("action", choices=["write"], help="what to do")
    arguments.inputs(parser, "write")
    parser.add_argument("--add", action="store_true", help="put new findings in, too")
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="the file to write (default: as configured, else baseline.json)",
    )
    arguments.moment(parser)


def run(options: argparse.Namespace) -> int:
    """Write the baseline.

    Returns:
        0: it is written.

    Raises:
        UsageError: it was not written.
    """
    if options.rev is not None:
        raise UsageError("a baseline is written into the work tree (expected no --rev)")
    made = draft(arguments.request(options), add=options.add)
    from checker.formats.baseline import render  # noqa: PLC0415 who writes one pays for it

    deliver(render(made.version, made.as_of, made.policies, made.findings), made.path)
    left = f"; {number(made.refused, 'new finding')} not added (--add)" if made.refused else ""
    told = f"{made.kept} kept, {made.added} added, {made.fixed} fixed and taken out{left}"
    deliver(f"{plain(made.path)}: {number(len(made.findings), 'finding')}: {told}\n", None)
    return ExitCode.COMPLIANT
