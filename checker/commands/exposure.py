"""`vendorgate exposure`: who and what a breach reaches, and who must then be told by when."""

import argparse
from typing import TypeAlias

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.errors import UsageError
from checker.exposing.exposure import Exposure
from checker.exposing.places import Locate
from checker.exposing.without import Without
from checker.exposing.worst import MOST, Worst
from checker.formats.exposure_parts import Telling
from checker.picture.picture import Picture
from checker.report.gate import ExitCode
from checker.usecases.exposure import Asked, exposure, without_party, worst_parties
from checker.usecases.graph import picture_of_exposure
from checker.usecases.load import Request

FORMATS = ("table", "json", "markdown", "html")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say who and what a breach at a vendor, or at anybody behind one, reaches: which vendors "
        "and clients, through whom, which data of whom, how many people, who must be told by "
        "when, and what is not recorded and would change the answer. Of a client: who stands "
        "behind it. Of a category of data: who holds it, and who can reach it there. No policy is "
        "asked: -p is for the regimes beside them."
    )
    parser.epilog = (
        "exit codes: 0 told, whatever it is, 2 could not be told, 3 a bug in vendorgate, "
        "129 hung up, 130 interrupted, 143 terminated"
    )
    parser.add_argument(
        "what",
        nargs="?",
        metavar="WHAT",
        help="the id or the name of a party (vendor, client, anybody behind a vendor), or a "
        "category of data like government_id",
    )
    arguments.inputs(parser, "WHAT")
    parser.add_argument(
        "--incident",
        metavar="ID",
        help="tell of this recorded incident (default: of a breach detected at --as-of, and of "
        "incidents that are not over)",
    )
    parser.add_argument(
        "--without",
        metavar="PARTY",
        help="say what is left of critical services without this party, who could take over, and "
        "how long leaving takes",
    )
    parser.add_argument(
        "--worst",
        type=_number,
        metavar="N",
        help="say of which N parties a breach or the loss reaches most, by each measure",
    )
    arguments.moment(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Follow the chain, and deliver every report that was asked for.

    Returns:
        0; 2 where a report could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    what = _what(options)
    asked = _asked(arguments.request(options), what, options)
    return send(
        wanted,
        lambda target: _render(asked, target, options),
        code=ExitCode.COMPLIANT,
        inputs=(file.path for file in asked.inputs),
    )


def _what(options: argparse.Namespace) -> str:
    """The thing that is asked about; of a whole portfolio the first word is a path."""
    given = [
        name for name in ("incident", "without", "worst") if getattr(options, name) is not None
    ]
    if len(given) > 1:
        raise UsageError(f"--{given[0]} and --{given[1]} ask different questions")
    if given in (["without"], ["worst"]):
        options.paths[:0] = [] if options.what is None else [options.what]
        return ""
    if options.what is None:
        raise UsageError(
            "nothing is asked about (expected a party, or a category of data)",
            "vendorgate exposure WHAT, or --without PARTY, or --worst N",
        )
    return str(options.what)


Answered: TypeAlias = Asked[Exposure] | Asked[Without] | Asked[Worst]


def _asked(request: Request, what: str, options: argparse.Namespace) -> Answered:
    if options.without is not None:
        return without_party(request, options.without)
    if options.worst is not None:
        return worst_parties(request, options.worst)
    return exposure(request, what, incident=options.incident or "")


def _render(asked: Answered, target: Target, options: argparse.Namespace) -> str:
    # Who asks for a format pays for it, and nobody else.
    if target.name == "json":
        from checker.formats import exposure_json, whatif_json  # noqa: PLC0415

        match asked.answer:
            case Without() as without:
                return whatif_json.of_without(without, asked.locate, asked.inputs)
            case Worst() as worst:
                return whatif_json.of_worst(worst, asked.locate, asked.inputs)
            case Exposure() as reached:
                return exposure_json.render(reached, asked.locate, asked.inputs)
    from checker.formats import exposure_parts, whatif_parts  # noqa: PLC0415 as above

    match asked.answer:
        case Without() as without:
            return _told(whatif_parts.of_without(without), asked.locate, target, options)
        case Worst() as worst:
            return _told(whatif_parts.of_worst(worst), asked.locate, target, options)
        case Exposure() as reached:
            shown = picture_of_exposure(asked.portfolio, reached) if target.name == "html" else None
            told = exposure_parts.telling(reached)
            return _told(told, asked.locate, target, options, shown)


def _told(
    told: Telling,
    locate: Locate,
    target: Target,
    options: argparse.Namespace,
    shown: Picture | None = None,
) -> str:
    if target.name == "markdown":
        from checker.formats import exposure_markdown  # noqa: PLC0415 as above

        return exposure_markdown.render(told, locate)
    if target.name == "html":
        from checker.formats.html import exposure as page  # noqa: PLC0415 as above

        return page.render(told, locate, shown)
    from checker.formats import exposure as table  # noqa: PLC0415 as above

    size = target.page(no_color=options.no_color)
    return table.render(told, locate, width=size.width, colour=size.colour)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a number of parties (expected 1 to {MOST})"
        )
    return int(text)
