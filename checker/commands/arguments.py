"""Arguments that several commands take: the same word means the same everywhere."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from checker import clock
from checker.errors import UsageError
from checker.packs import POLICIES
from checker.sources.addresses import reached
from checker.sources.disk import Disk
from checker.spread import usable
from checker.usecases.load import Request
from checker.usecases.named import INVENTORIES
from checker.verdict import FailOn

_MOST_JOBS = 1024


def inputs(parser: argparse.ArgumentParser, before: str = "") -> None:
    """PATH…, and everything that says what it is checked against.

    Args:
        parser: of the command.
        before: what stands before the paths, as a hint says it.
    """
    parser.set_defaults(command=f"{parser.prog} {before}".strip())
    parser.add_argument(
        "paths",
        nargs="*",
        default=[],
        metavar="PATH",
        help="inventories, files or folders; - is standard input; also s3://… and other addresses "
        "(default: as configured, else inventories/)",
    )
    rules(parser)
    parser.add_argument(
        "--rev",
        metavar="REV",
        help="read everything as git has it at this revision, not from the work tree",
    )
    parser.add_argument(
        "--stdin-filename",
        default="<stdin>",
        metavar="PATH",
        help="the name of standard input in messages and reports",
    )


def rules(parser: argparse.ArgumentParser) -> None:
    """`--policies` and `--config`."""
    parser.add_argument(
        "-p",
        "--policies",
        action="append",
        default=[],
        metavar="PATH",
        help="policy files or folders, or shipped for the pack that travels with vendorgate; "
        "repeatable (default: as configured, else shipped, and policies/ if it is there)",
    )
    config(parser)


def policies(parser: argparse.ArgumentParser, what: str) -> None:
    """POLICY…, of commands that are about the policies themselves."""
    parser.add_argument(
        "policies",
        nargs="*",
        metavar="POLICY",
        help=f"{what}, or shipped for the pack that travels with vendorgate "
        "(default: one's own, as configured or policies/; if there are none, shipped)",
    )


def config(parser: argparse.ArgumentParser) -> None:
    """`--config` and `--no-cache`."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="configuration (default: vendorgate.yaml, if it is there)",
    )
    cache(parser)


def cache(parser: argparse.ArgumentParser) -> None:
    """`--no-cache`."""
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="read nothing that was worked out before (also: VENDORGATE_CACHE=off)",
    )


def moment(parser: argparse.ArgumentParser) -> None:
    """`--as-of`."""
    parser.add_argument(
        "--as-of",
        type=_moment,
        metavar="INSTANT",
        help="the moment of evaluation; a date means its last instant in UTC (default: now)",
    )


def select(parser: argparse.ArgumentParser, verb: str) -> None:
    """`--select`."""
    parser.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="POLICY",
        help=f"{verb} only this policy; repeatable",
    )


def selection(parser: argparse.ArgumentParser) -> None:
    """`--select` and `--vendor`."""
    select(parser, "evaluate")
    parser.add_argument(
        "--vendor",
        action="append",
        default=[],
        metavar="ID",
        help="check only this vendor; repeatable",
    )


def fail_on(parser: argparse.ArgumentParser) -> None:
    """`--fail-on`."""
    parser.add_argument(
        "--fail-on",
        type=severity,
        metavar="SEVERITY",
        help="lowest severity that gates: critical, high, medium, low, info, never "
        "(default: as configured, else low)",
    )


def since(parser: argparse.ArgumentParser) -> None:
    """`--since`."""
    parser.add_argument(
        "--since",
        metavar="REPORT",
        help="say what changed since an earlier report, which -o json wrote",
    )


def waivers(parser: argparse.ArgumentParser) -> None:
    """`--waivers`."""
    parser.add_argument(
        "--waivers",
        metavar="FILE",
        help="findings that somebody accepted "
        "(default: as configured, else waivers.yaml, if it is there)",
    )


def jobs(parser: argparse.ArgumentParser) -> None:
    """`--jobs`."""
    parser.add_argument(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="the most processes to use, of as many as there are processors for them; "
        "the result is the same for every number (default: 1)",
    )


def output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """`--output` and `--no-color`. The first format is the default."""
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=f"{_either(formats)}, to standard output or to a file; "
        f"repeatable, and only what is named is written (default: {formats[0]})",
    )
    parser.add_argument("--no-color", action="store_true", help="no colours (also: NO_COLOR)")


def folders(options: argparse.Namespace) -> tuple[str, ...]:
    """The folders that a command reads with all in them: those it was given, or the usual ones."""
    return (
        *(getattr(options, "paths", ()) or (INVENTORIES,)),
        *(getattr(options, "policies", ()) or (POLICIES,)),
    )


def _either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def request(options: argparse.Namespace) -> Request:
    """The request of a command line; options that the command does not take stay as they are."""
    given = {
        field: getattr(options, option) for field, option in _FIELDS.items() if option in options
    }
    if "jobs" in given:
        given["jobs"] = usable(given["jobs"])
    stdin = None if sys.stdin is None else sys.stdin.buffer
    named = {"stdin_filename": options.stdin_filename} if "stdin_filename" in options else {}
    if (revision := getattr(options, "rev", None)) is None:
        return Request(**given, sources=reached(Disk(stdin, **named), given.get("paths", ())))
    # Most runs read the work tree, and need not pay for the import.
    from checker.sources.revision import Revision  # noqa: PLC0415

    return Request(**given, sources=Revision(revision))


_SAME = (
    *("command", "paths", "policies", "config", "as_of", "fail_on", "select", "jobs", "cache"),
    *("since", "waivers", "baseline", "baseline_strict"),
)
_FIELDS = {**{name: name for name in _SAME}, "vendors": "vendor"}


def _moment(text: str) -> Any:
    try:
        return clock.as_of(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(f"{error}; try {error.hint}") from None


def severity(text: str) -> FailOn:
    """The lowest severity that gates."""
    try:
        return FailOn(text)
    except ValueError:
        known = ", ".join(fail_on.value for fail_on in FailOn)
        raise argparse.ArgumentTypeError(f"'{text}' is no severity (expected {known})") from None


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a number of processes (expected 1 to {_MOST_JOBS})"
        )
    return int(text)
