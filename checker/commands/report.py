"""`vendorgate report`: roll-ups of a check, and whether a report is true, and whose it is."""

import argparse

from checker.commands import rollup, sign, verify

FORMATS = (*rollup.FORMATS["controls"], *sign.FORMATS, "text")
"""Every format of a part."""

_ENDS = "2 could not decide, 3 a bug in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
_EPILOG = f"exit codes: 0 told, whatever was found (check is the gate), {_ENDS}"
_EPILOG_OF_ALL = f"exit codes: 0 told, whatever was found, 1 verify: it differs, {_ENDS}"


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Roll findings up by control, or by owner. The lists of owners in Markdown are files: "
        "-o markdown=DIR writes one for each, one for what nobody owns, and an index. Or verify a "
        "report: make it again, and say what differs; sign a statement, and tell who signed one."
    )
    parser.epilog = _EPILOG_OF_ALL
    kinds = parser.add_subparsers(
        title="parts", metavar="WHAT", dest="what", required=True, prog=parser.prog
    )

    def part(name: str, purpose: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = kinds.add_parser(
            name, help=purpose, allow_abbrev=False, formatter_class=parser.formatter_class
        )
        made.epilog = _EPILOG
        return made

    for name, purpose in rollup.WHAT.items():
        rollup.declare(name, part(name, purpose))
    verify.declare(part("verify", "whether a report is what its inputs give, or who signed it"))
    sign.declare(part("sign", "a statement of check -o intoto, signed"))


def run(options: argparse.Namespace) -> int:
    """Run the part that is named."""
    own = {"verify": verify.run, "sign": sign.run}
    return own.get(options.what, rollup.run)(options)
