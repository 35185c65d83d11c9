"""`vendorgate report verify`: whether a report is what its inputs give."""

import argparse

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.progress import progress
from checker.report.attestation import Attestation
from checker.report.verification import Verification
from checker.spread import usable
from checker.usecases.load import Request
from checker.usecases.sign import attestation
from checker.verification import files, verified

FORMATS = ("text", "json")

EPILOG = (
    "exit codes: 0 the same, byte for byte, 1 it differs, 2 cannot be told (a file that is not "
    "there or cannot be read), 3 a bug in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
)


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Make a report again, of the files that it names, at its moment, with its selection and "
        "--fail-on, and say what differs. With --key, tell whether a statement is signed by that "
        "key, and whether the files that it names are the same. Run it at the root of the "
        "repository."
    )
    parser.epilog = EPILOG
    parser.add_argument("report", metavar="REPORT", help="what check -o json wrote, or report sign")
    parser.add_argument(
        "--key", metavar="FILE", help="a public key in PEM: REPORT is a signed statement"
    )
    parser.add_argument(
        "--rev",
        metavar="REV",
        help="read everything as git has it at this revision (default: the one that the report "
        "names, else the work tree)",
    )
    arguments.cache(parser)
    arguments.jobs(parser)
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Make the report again, compare, and deliver what was found out.

    Returns:
        0 if it is the same, 1 if it differs; 2 where that could not be delivered.

    Raises:
        InputError: it cannot be told.
    """
    wanted = targets(options.output, FORMATS)
    if options.key is not None:
        return _attested(options, wanted)
    with progress() as tell:
        how = Request(jobs=usable(options.jobs), cache=options.cache, progress=tell)
        found = verified(options.report, options.rev, how)
    return send(
        wanted,
        lambda target: _verified(found, target),
        code=found.exit_code,
        inputs=(options.report, *found.inputs),
    )


def _verified(found: Verification, target: Target) -> str:
    if target.name == "json":
        from checker.formats import verification_json  # noqa: PLC0415 only who asks for it pays

        return verification_json.render(found)
    from checker.formats.verification import render  # noqa: PLC0415 as above

    return render(found, width=target.page(no_color=True).width)


def _attested(options: argparse.Namespace, wanted: list[Target]) -> int:
    """Tell whether a statement is signed, and whether its files are the same."""
    where = files(options.rev)
    found = attestation(options.report, options.key, where)
    return send(
        wanted,
        lambda target: _told(found, where.commit, target, options),
        code=found.exit_code,
        inputs=(options.report, options.key),
    )


def _told(
    found: Attestation, commit: str | None, target: Target, options: argparse.Namespace
) -> str:
    if target.name == "json":
        from checker.formats import verification_json  # noqa: PLC0415 as above

        return verification_json.of_attestation(options.report, options.key, commit, found)
    from checker.formats.attestation import render  # noqa: PLC0415 as above

    width = target.page(no_color=True).width
    return render(options.report, options.key, found, width=width)
