"""`vendorgate check`: the gate."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from checker import clock
from checker.errors import OutputError, UsageError
from checker.formats.headline import summary_line
from checker.formats.problems import render_usage
from checker.output import STANDARD, deliver, terminal, warn
from checker.pipeline import Request, check
from checker.report.gate import ExitCode
from checker.report.report import Report
from checker.suggest import did_you_mean
from checker.verdict import Severity

FORMATS = ("table", "json")
_FILE_WIDTH = 100


def register(commands: Any) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "check",
        help="check inventories against policies",
        description="Check vendor inventories against policies, and say what has to change.",
        allow_abbrev=False,
    )
    _inputs(parser)
    _selection(parser)
    _report(parser)
    parser.set_defaults(run=run)


def _inputs(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help="inventories, files or folders; - is standard input (default: inventories/)",
    )
    add(
        "-p",
        "--policies",
        action="append",
        default=[],
        metavar="PATH",
        help="policy files or folders; repeatable (default: policies/, else the shipped pack)",
    )
    add(
        "--config",
        metavar="FILE",
        help="overrides of policies (default: vendorgate.yaml, if it is there)",
    )
    add(
        "--stdin-filename",
        default="<stdin>",
        metavar="PATH",
        help="the name of standard input in messages and reports",
    )


def _selection(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--as-of",
        type=_moment,
        metavar="INSTANT",
        help="the moment of evaluation; a date means its last instant in UTC (default: now)",
    )
    add(
        "--fail-on",
        type=Severity,
        default=Severity.LOW,
        metavar="SEVERITY",
        help="the lowest severity that gates: critical, high, medium, low, info (default: low)",
    )
    add(
        "--select",
        action="append",
        default=[],
        metavar="POLICY",
        help="evaluate only this policy; repeatable",
    )
    add(
        "--vendor",
        action="append",
        default=[],
        metavar="ID",
        help="check only this vendor; repeatable",
    )
    add(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="processes that decide; the result is the same for every number (default: 1)",
    )


def _report(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help="table or json, to standard output or to a file; repeatable (default: table)",
    )
    add("-q", "--quiet", action="store_true", help="print no table when compliant")
    add("-v", "--verbose", action="store_true", help="print the whole table also when compliant")
    add("--no-color", action="store_true", help="no colours (also: NO_COLOR)")


def _moment(text: str) -> Any:
    try:
        return clock.as_of(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(f"{error}; try {error.hint}") from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a number of processes (expected 1 to 1024)"
        )
    return int(text)


class _Target(NamedTuple):
    """One `-o`: a format, and the file it goes to (None is standard output)."""

    name: str
    file: str | None


def _targets(outputs: Sequence[str]) -> list[_Target]:
    """What to write where.

    Raises:
        UsageError: a format that is not there, or two reports for one place.
    """
    targets: list[_Target] = []
    for each in outputs or ("table",):
        name, equals, file = each.partition("=")
        if name not in FORMATS:
            raise UsageError(
                f"there is no output format '{name}' (expected {' or '.join(FORMATS)})",
                did_you_mean(name, FORMATS),
            )
        if equals and not file:
            raise UsageError(f"'-o {each}' names no file (expected {name}=FILE)")
        place = None if file in STANDARD or not equals else file
        if any(target.file == place for target in targets):
            where = "standard output" if place is None else f"'{place}'"
            raise UsageError(
                f"two reports cannot share {where}", f"give one a file: -o {name}=FILE"
            )
        targets.append(_Target(name, place))
    return targets


def run(options: argparse.Namespace) -> int:
    """Check, and deliver every report that was asked for.

    Returns:
        The exit code of the run; 2 where a report could not be delivered.
    """
    targets = _targets(options.output)
    report = check(_request(options))
    inputs = [each.path for each in report.inputs]
    code = report.exit_code
    for target in targets:
        text = _render(report, target, options)
        try:
            if text:
                deliver(text, target.file, inputs=inputs)
        except OutputError as error:
            warn(render_usage(error))
            code = ExitCode.UNDECIDED
    return code


def _request(options: argparse.Namespace) -> Request:
    return Request(
        paths=options.paths,
        policies=options.policies,
        config=options.config,
        as_of=options.as_of,
        fail_on=options.fail_on,
        select=options.select,
        vendors=options.vendor,
        jobs=options.jobs,
        stdin=None if sys.stdin is None else sys.stdin.buffer,
        stdin_filename=options.stdin_filename,
    )


def _render(report: Report, target: _Target, options: argparse.Namespace) -> str:
    if target.name == "json":
        from checker.formats import json  # noqa: PLC0415 only who asks for it pays for it

        return json.render(report)
    green = report.exit_code == ExitCode.COMPLIANT
    if green and target.file is None and not options.verbose:
        return "" if options.quiet else f"{summary_line(report)}\n"
    from checker.formats import table  # noqa: PLC0415 a green run needs no table

    if target.file is not None:
        return table.render(report, width=_FILE_WIDTH, colour=False)
    seen = terminal(no_color=options.no_color)
    return table.render(report, width=seen.width, colour=seen.colour)
