"""`vendorgate graph`: the supply chain as a picture, or as a file for other tools."""

import argparse
from importlib import import_module

from checker.commands import arguments
from checker.commands.targets import send, targets
from checker.report.gate import ExitCode
from checker.usecases.graph import graph

FORMATS = ("svg", "dot", "mermaid", "graphml", "cyclonedx")
"""Each is the module of its name in `checker.formats.graph`."""


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Draw who relies on whom, over all inventories: clients, vendors, and everybody behind "
        "them. A column is a rank, a line is as wide as the clients that depend through it, red is "
        "where an incident is open and which ways it takes. svg and mermaid fold what is too much "
        "to read, and say so; dot, graphml and cyclonedx have every party and every line. No "
        "policy is asked: -p is for the regimes beside them, which inventories may name."
    )
    parser.epilog = (
        "exit codes: 0 drawn, 2 could not be drawn, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    arguments.inputs(parser)
    arguments.moment(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Draw, and deliver every file that was asked for.

    Returns:
        0; 2 where a file could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    drawn = graph(arguments.request(options))
    return send(
        wanted,
        # Who asks for a format pays for it, and nobody else.
        lambda target: str(
            import_module(f"checker.formats.graph.{target.name}").render(drawn.picture)
        ),
        code=ExitCode.COMPLIANT,
        inputs=(file.path for file in drawn.inputs),
    )
