"""`vendorgate exposure`: who and what a breach reaches, and who must then be told by when."""

import argparse

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.report.gate import ExitCode
from checker.usecases.exposure import Exposed, exposure

FORMATS = ("table", "json")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say who and what a breach at a vendor, or at anybody behind one, reaches: which vendors "
        "and clients, through whom, which data of whom, how many people, who must be told by "
        "when, and what is not recorded and would change the answer. Of a client: who stands "
        "behind it. Of a category of data: who holds it, and who can reach it there."
    )
    parser.epilog = (
        "exit codes: 0 told, whatever it is, 2 could not be told, 3 a bug in vendorgate, "
        "129 hung up, 130 interrupted, 143 terminated"
    )
    parser.add_argument(
        "what",
        metavar="WHAT",
        help="the id or the name of a party (vendor, client, anybody behind a vendor), or a "
        "category of data like government_id",
    )
    arguments.inputs(parser)
    parser.add_argument(
        "--incident",
        default="",
        metavar="ID",
        help="tell of this recorded incident (default: of a breach detected at --as-of, and of "
        "incidents that are not over)",
    )
    arguments.moment(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Follow the chain, and deliver every report that was asked for.

    Returns:
        0; 2 where a report could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    told = exposure(arguments.request(options), options.what, incident=options.incident)
    return send(
        wanted,
        lambda target: _render(told, target, options),
        code=ExitCode.COMPLIANT,
        inputs=(file.path for file in told.inputs),
    )


def _render(told: Exposed, target: Target, options: argparse.Namespace) -> str:
    # Who asks for a format pays for it, and nobody else.
    if target.name == "json":
        from checker.formats import exposure_json  # noqa: PLC0415

        return exposure_json.render(told.exposure, told.locate, told.inputs)
    from checker.formats import exposure as table  # noqa: PLC0415

    page = target.page(no_color=options.no_color)
    return table.render(told.exposure, told.locate, width=page.width, colour=page.colour)
