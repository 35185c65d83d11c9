"""`vendorgate report`: what a check came to by control or by owner; whether a report is true."""

import argparse

from checker.commands import arguments, rollup, verify

WHAT = {
    "controls": "each control that policies cite, and what evidences it",
    "owners": "what each owner has to mend",
}
"""Every roll-up, and what it tells."""

FORMATS = rollup.FORMATS["controls"]
"""Every format of a roll-up."""


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Roll findings up by control, or by owner. The lists of owners in Markdown are files: "
        "-o markdown=DIR writes one for each, one for what nobody owns, and an index. Or verify a "
        "report: make it again, and say what differs."
    )
    parser.epilog = (
        "exit codes: 0 told, whatever was found (check is the gate), 2 could not decide, 3 a bug "
        "in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
    )
    kinds = parser.add_subparsers(
        title="parts", metavar="WHAT", dest="what", required=True, prog=parser.prog
    )
    for name, purpose in WHAT.items():
        kind = kinds.add_parser(
            name, help=purpose, allow_abbrev=False, formatter_class=parser.formatter_class
        )
        kind.epilog = parser.epilog
        arguments.inputs(kind)
        arguments.moment(kind)
        arguments.fail_on(kind)
        arguments.waivers(kind)
        if name == "controls":
            kind.add_argument(
                "--framework",
                metavar="NAME",
                help="one framework, with its controls without a policy",
            )
        arguments.output(kind, rollup.FORMATS[name])
    verify.declare(
        kinds.add_parser(
            "verify",
            help="whether a report is what its inputs give",
            allow_abbrev=False,
            formatter_class=parser.formatter_class,
        )
    )


def run(options: argparse.Namespace) -> int:
    """Run the part that is named."""
    return verify.run(options) if options.what == "verify" else rollup.run(options)
