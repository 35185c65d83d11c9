"""`vendorgate waivers`: every waiver, the days that it has left, and what is wrong with it."""

import argparse

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.report.gate import ExitCode
from checker.report.report import Report
from checker.usecases.check import check

FORMATS = ("table",)


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "List the waivers, the soonest to end first: the days that each has left, what it covers, "
        "and what is wrong with it. For machines: vendorgate check -o json has them all."
    )
    parser.epilog = (
        "exit codes: 0 listed, whatever is wrong with them (check is the gate), 2 could not be "
        "listed, 3 a bug in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
    )
    arguments.inputs(parser)
    arguments.moment(parser)
    arguments.waivers(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """List the waivers.

    Returns:
        0 however they stand; 2 where the list could not be delivered.
    """
    wanted = targets(options.output, FORMATS)
    report = check(arguments.request(options)).report
    return send(
        wanted,
        lambda target: _render(report, target, options),
        code=ExitCode.COMPLIANT,
        inputs=(each.path for each in report.inputs),
    )


def _render(report: Report, target: Target, options: argparse.Namespace) -> str:
    from checker.formats import waivers  # noqa: PLC0415 who asks for it pays for it

    page = target.page(no_color=options.no_color)
    return waivers.render(report, width=page.width, colour=page.colour)
