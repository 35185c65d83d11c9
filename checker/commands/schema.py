"""`vendorgate schema`: the JSON Schema of a file, for editors."""

import argparse
import json

from checker.commands import arguments
from checker.commands.targets import send, targets
from checker.report.gate import ExitCode
from checker.usecases.schema import WRITTEN, reported, schema

FORMATS = ("json",)


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Print the JSON Schema of a file. Those of inventories, policies and suites have the "
        "fields that vendorgate.yaml declares, so that an editor completes and checks them, too."
    )
    parser.epilog = (
        "exit codes: 0 printed, 2 the configuration is not valid or there is no such schema, "
        "3 a bug in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        help=f"of files that people write: {', '.join(WRITTEN)}; of what -o json writes: "
        f"{', '.join(reported())}",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="configuration (default: vendorgate.yaml, if it is there)",
    )
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Print a schema.

    Returns:
        0; 2 where it could not be delivered.
    """
    wanted = targets(options.output, FORMATS)
    printed = schema(options.name, config=options.config)
    return send(
        wanted,
        lambda _target: f"{json.dumps(printed.document, indent=2, ensure_ascii=False)}\n",
        code=ExitCode.COMPLIANT,
        inputs=printed.inputs,
    )
