"""`vendorgate check`: the gate."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from types import ModuleType

from checker import host
from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.errors import UsageError
from checker.formats import registry
from checker.formats.summary import summary_line
from checker.output import warn
from checker.progress import Tell, progress
from checker.report.gate import ExitCode
from checker.report.report import Explainer, Report
from checker.usecases.check import Checked, check
from checker.usecases.load import Request
from checker.verdict import FailOn

FORMATS = (*registry.FORMATS, "parquet")

_DATED = 1_000
"""Vendors of which a table tells the next deadline: to look ahead takes half as long as a run."""

_kept: list[Checked] = []
"""A run, where nobody else's code runs: the process ends without taking it apart."""

_VERBOSE = "print the whole table, with all evidence and the matrix, also when compliant"


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = "Check vendor inventories against policies; say what has to change."
    arguments.inputs(parser)
    arguments.moment(parser)
    arguments.fail_on(parser)
    arguments.selection(parser)
    arguments.waivers(parser)
    arguments.since(parser)
    arguments.jobs(parser)
    arguments.output(parser, FORMATS)
    purposes = (f"{each.name}: {each.readers}" for each in registry.FORMATS.values())
    tables = "parquet=DIR: data engines (a folder of tables, docs/queries.md)"
    parser.add_argument_group("output formats", "; ".join((*purposes, tables)))
    add = parser.add_argument
    add(
        "--baseline",
        metavar="FILE",
        help="findings that were known before, and do not block "
        "(vendorgate baseline write; default: as configured, else none)",
    )
    add(
        "--baseline-strict",
        action="store_true",
        help="block on findings of the baseline that are fixed, until they are taken out",
    )
    add(
        "--executor",
        metavar="URL",
        help="have a cluster read and decide: dask://HOST:PORT, the address of its scheduler; "
        "the result is the same (default: this machine)",
    )
    add("-q", "--quiet", action="store_true", help="print nothing when compliant")
    add("-v", "--verbose", action="store_true", help=_VERBOSE)


def run(options: argparse.Namespace) -> int:
    """Check, and deliver every report that was asked for.

    Returns:
        The exit code of the run; 2 where a report could not be delivered.
    """
    folders = arguments.folders(options)
    wanted = targets(options.output, FORMATS, folders)
    for target in wanted:
        if target.name == "parquet":
            others = (other.file for other in wanted if other is not target)
            _parquet().refuse(target.file, folders, others)
    with progress(quiet=options.quiet) as tell:
        checked = _checked(arguments.request(options)._replace(progress=tell), options)
    if host.ours:
        _kept.append(checked)
    if len(wanted) > 1:
        checked.share()
    report = checked.report

    def rendered(target: Target) -> str | Iterator[str]:
        if target.name != "parquet" and registry.FORMATS[target.name].streamed:
            return pieces(target)
        # Erased before the report is written: both may go to one terminal.
        with progress(quiet=options.quiet) as tell:
            return _render(checked, target, options, _explained(checked, tell, wanted))

    def pieces(target: Target) -> Iterator[str]:
        format_ = registry.FORMATS[target.name]
        with progress(quiet=options.quiet) as tell:
            told = checked.dated if format_.dated else report
            yield from format_.pieces(told, _explained(checked, tell, wanted)())

    code = send(
        wanted,
        rendered,
        code=report.exit_code,
        inputs=(file.path for file in report.inputs),
    )
    if report.exit_code and all(target.file for target in wanted):
        # A red run whose reports all went to files must not look like a green one.
        from checker.formats.headline import answer  # noqa: PLC0415 a green run does not need it

        _, text = answer(report)
        warn(text)
    return code


def _checked(request: Request, options: argparse.Namespace) -> Checked:
    if options.executor is None:
        return check(request)
    if options.jobs > 1:
        raise UsageError("--executor and --jobs were both given (expected one of them)")
    # Who has no cluster need not pay for the import.
    from checker.usecases.executor.check import check_by  # noqa: PLC0415
    from checker.usecases.executor.cluster import connected  # noqa: PLC0415

    with connected(options.executor) as cluster:
        return check_by(request, *cluster)


def _parquet() -> ModuleType:
    # As below: only who asks for tables needs their module.
    return import_module("checker.commands.parquet")


def _spared(report: Report) -> bool:
    """Return whether findings are shown that gate only because nothing may (`--fail-on never`)."""
    return report.fail_on is FailOn.NEVER and any(report.findings())


def _render(
    checked: Checked,
    target: Target,
    options: argparse.Namespace,
    explainer: Callable[[], Explainer],
) -> str:
    report = checked.report
    if target.name == "parquet":
        _parquet().deliver(checked, target.file or "", explainer())
        return ""
    format_ = registry.FORMATS[target.name]
    if target.name == "html":
        from checker.commands.html import html  # noqa: PLC0415 templates are dear

        return html(checked, target.file, explainer())
    if target.name != "table":
        told = checked.dated if format_.dated else report
        return format_.render(told, explainer())
    green = report.exit_code == ExitCode.COMPLIANT and not _spared(report)
    if green and target.file is None and not options.verbose:
        return "" if options.quiet else f"{summary_line(report)}\n"
    from checker.formats import table  # noqa: PLC0415 a green run needs no table

    page = target.page(no_color=options.no_color)
    return table.render(
        checked.dated if report.summary.vendors <= _DATED else report,
        explainer(),
        width=page.width,
        colour=page.colour,
        verbose=options.verbose,
        foresee=checked.foresee,
    )


def _explained(checked: Checked, tell: Tell, wanted: Sequence[Target]) -> Callable[[], Explainer]:
    """Make an explainer; it remembers, if there is another format to explain the same to."""
    formats = (registry.FORMATS.get(each.name) for each in wanted)  # tables are none of them
    remedies = any(format_ is not None and format_.remedies for format_ in formats)
    explain = checked.remembered if len(wanted) > 1 else checked.explainer

    def explainer() -> Explainer:
        # A green run explains nothing.
        from checker.commands.counted import counted  # noqa: PLC0415

        return counted(explain(remedies=remedies), checked.report, tell)

    return explainer
