"""`vendorgate history`: since when each finding stands."""

import argparse

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.report.history import History
from checker.usecases.history import history

FORMATS = ("table", "json", "html")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say since when each finding stands, how long those that were fixed stood, and how many "
        "there were at the end of each month, from git alone: each commit on the way of first "
        "parents is checked as of its own moment, and the last one as of --as-of, too. Commits "
        "that cannot be read are counted."
    )
    parser.epilog = (
        "exit codes: 0 looked back, 2 could not look or the last commit cannot be decided, "
        "3 a bug in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
    )
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        default=[],
        metavar="PATH",
        help="inventories, files or folders (default: as configured, else inventories/)",
    )
    add(
        "--since",
        metavar="REV",
        help="begin with this revision (default: with the first commit)",
    )
    add("--rev", default="HEAD", metavar="REV", help="end with this revision (default: HEAD)")
    arguments.rules(parser)
    arguments.waivers(parser)
    arguments.moment(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Look back, and deliver every report that was asked for.

    Returns:
        The exit code; 2 where a report could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    until, since, options.rev, options.since = options.rev, options.since, None, None
    found = history(arguments.request(options), until=until, since=since)
    return send(
        wanted,
        lambda target: _render(found, target, options),
        code=found.exit_code,
        inputs=(file.path for file in found.inputs),
    )


def _render(found: History, target: Target, options: argparse.Namespace) -> str:
    # Who asks for a format pays for it, and nobody else.
    match target.name:
        case "json":
            from checker.formats import history_json  # noqa: PLC0415

            return history_json.render(found)
        case "html":
            from checker.formats.html import history as page_of  # noqa: PLC0415

            return page_of.render(found)
        case _:
            from checker.formats import history as table  # noqa: PLC0415

            page = target.page(no_color=options.no_color)
            return table.render(found, width=page.width, colour=page.colour)
