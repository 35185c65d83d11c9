"""`vendorgate forecast`: what will stop passing, and on which day."""

import argparse
import re

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.usecases.forecast import Foreseen, forecast

FORMATS = ("table", "json", "ics")
_LENGTH = re.compile(r"([0-9]{1,7})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say which checks will stop passing if nobody acts, and on which day: certificates and "
        "contracts that end, reviews that become due, clocks that run. What fails already is "
        "counted; listed apart is what is unknown and will fail, and what fails and will for "
        "another reason, too. A day is one of the inventory's calendar, or of UTC."
    )
    parser.epilog = (
        "exit codes: 0 looked ahead, 1 something stops passing within --fail-within, 2 could not "
        "decide, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    arguments.inputs(parser)
    parser.add_argument(
        "--within",
        type=_length,
        metavar="TIME",
        help="how far to look ahead, as in 36h, 90d or 12w (default: 90d)",
    )
    parser.add_argument(
        "--fail-within",
        type=_length,
        metavar="TIME",
        help="exit with 1 if something stops passing so soon (default: never)",
    )
    arguments.moment(parser)
    arguments.fail_on(parser)
    arguments.selection(parser)
    arguments.waivers(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Look ahead, and deliver every report that was asked for.

    Returns:
        The exit code of the run; 2 where a report could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    foreseen = forecast(
        arguments.request(options), within=options.within, fail_within=options.fail_within
    )
    return send(
        wanted,
        lambda target: _render(foreseen, target, options),
        code=foreseen.forecast.exit_code,
        inputs=(file.path for file in foreseen.forecast.inputs),
    )


def _render(foreseen: Foreseen, target: Target, options: argparse.Namespace) -> str:
    forecast, explainer = foreseen.forecast, foreseen.explainer()
    # Who asks for a format pays for it, and nobody else.
    if target.name == "json":
        from checker.formats import forecast_json  # noqa: PLC0415

        return forecast_json.render(forecast, explainer)
    if target.name == "ics":
        from checker.formats import icalendar  # noqa: PLC0415

        return icalendar.render(forecast, explainer)
    from checker.formats import forecast as table  # noqa: PLC0415

    page = target.page(no_color=options.no_color)
    return table.render(forecast, explainer, width=page.width, colour=page.colour)


def _length(text: str) -> int:
    """Hours."""
    match = _LENGTH.fullmatch(text)
    hours = 0 if match is None else int(match[1]) * _HOURS[match[2]]
    if not hours:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a length of time (expected hours, days or weeks, more than none,"
            " as in 36h, 90d or 12w)"
        )
    return hours
