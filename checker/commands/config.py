"""`vendorgate config`: what is configured, and from where each value comes."""

import argparse

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.formats.config import render
from checker.formats.style import Style
from checker.report.gate import ExitCode
from checker.usecases.config import InForce, config

FORMATS = ("text", "json")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Say what is in force without any arguments: packs with the number of their policies, "
        "inventories, what blocks, what is changed about policies; and where each is written."
    )
    parser.epilog = (
        "exit codes: 0 told, 2 the configuration or a policy is not valid, 3 a bug in vendorgate, "
        "129 hung up, 130 interrupted, 143 terminated"
    )
    arguments.config(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Tell the configuration in force.

    Returns:
        0; 2 where it could not be delivered.
    """
    wanted = targets(options.output, FORMATS)
    in_force = config(options.config, cache=options.cache)
    return send(
        wanted,
        lambda target: _render(in_force, target, options),
        code=ExitCode.COMPLIANT,
        inputs=(file.path for file in in_force.inputs),
    )


def _render(in_force: InForce, target: Target, options: argparse.Namespace) -> str:
    if target.name == "json":
        from checker.formats import config_json  # noqa: PLC0415 only who asks for it pays for it

        return config_json.render(in_force.settings, in_force.packs, in_force.inputs)
    page = target.page(no_color=options.no_color)
    return render(in_force.settings, width=page.width, style=Style(page.colour))
