"""`vendorgate diff`: what changes between two revisions, and whose change it is."""

import argparse
from collections.abc import Iterator

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.report.diff import ExplainedDiff
from checker.usecases.diff import diff
from checker.verdict import FailOn

FORMATS = ("table", "json", "markdown", "html")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say what changes between two states of an inventory repository: checks that newly fail, "
        "became unknown, were fixed or waived or have another reason, and whose change each is; "
        "policies, regimes, configuration and waivers; vendors and their records. A state is a "
        "revision of git, read with git, a folder with what check reads in it, or a report "
        "that check -o json wrote."
    )
    parser.epilog = (
        "exit codes: 0 compared, 1 something is worse (--fail-on-new), 2 could not compare or "
        "decide, 3 a bug in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
    )
    add = parser.add_argument
    add("before", metavar="BASE", help="a revision, a folder, or a report in JSON")
    add("after", metavar="HEAD", nargs="?", help="as BASE (default: the work tree)")
    add(
        "--path",
        action="append",
        default=[],
        dest="paths",
        metavar="PATH",
        help="inventories, files or folders, in both states; repeatable "
        "(default: as configured, else inventories/)",
    )
    arguments.rules(parser)
    arguments.waivers(parser)
    arguments.moment(parser)
    add(
        "--fail-on-new",
        type=arguments.severity,
        default=FailOn.NEVER,
        metavar="SEVERITY",
        help="exit with 1 if a finding of this severity or above is new: critical, high, medium, "
        "low, info, never (default: never)",
    )
    arguments.jobs(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Compare, and deliver every report that was asked for.

    Returns:
        The exit code; 2 where a report could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    compared = diff(
        options.before,
        options.after,
        arguments.request(options),
        fail_on_new=options.fail_on_new,
    )
    return send(
        wanted,
        lambda target: _render(compared, target, options),
        code=compared.diff.exit_code,
        inputs=_inputs(compared),
    )


def _inputs(compared: ExplainedDiff) -> Iterator[str]:
    """The files that were read: those of the work tree, of a folder, and reports."""
    for state in (compared.diff.before, compared.diff.after):
        yield state.name
        for file in state.inputs:
            yield file.path
            yield f"{state.name.rstrip('/')}/{file.path}"


def _render(compared: ExplainedDiff, target: Target, options: argparse.Namespace) -> str:
    # Who asks for a format pays for it, and nobody else.
    match target.name:
        case "json":
            from checker.formats import diff_json  # noqa: PLC0415

            return diff_json.render(compared.diff, compared.explainer)
        case "markdown":
            from checker.formats import diff_markdown  # noqa: PLC0415

            return diff_markdown.render(compared.diff, compared.explainer)
        case "html":
            from checker.formats.html import diff as page_of  # noqa: PLC0415

            return page_of.render(compared.diff, compared.explainer)
        case _:
            from checker.formats import diff as table  # noqa: PLC0415

            page = target.page(no_color=options.no_color)
            return table.render(
                compared.diff, compared.explainer, width=page.width, colour=page.colour
            )
