"""`vendorgate report sign`: a statement, signed."""

import argparse

from checker.commands import arguments
from checker.commands.targets import send, targets
from checker.report.gate import ExitCode
from checker.usecases.sign import sign

FORMATS = ("dsse",)


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Sign a statement of in-toto, which check -o intoto wrote: a DSSE envelope of it. Sign "
        "where you trust the run. report verify --key tells who signed."
    )
    parser.add_argument("report", metavar="STATEMENT", help="what check -o intoto wrote")
    parser.add_argument(
        "--key",
        required=True,
        metavar="FILE",
        help="a private key in PEM, without password: Ed25519, or ECDSA on P-256, P-384 or P-521",
    )
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Sign, and deliver the envelope.

    Returns:
        0; 2 where it could not be delivered.
    """
    wanted = targets(options.output, FORMATS)
    text = sign(options.report, options.key)
    return send(
        wanted,
        lambda _target: text,
        code=ExitCode.COMPLIANT,
        inputs=(options.report, options.key),
    )
