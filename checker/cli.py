"""The command line: one parser, one place where errors become exit codes."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from checker import host, signals
from checker.errors import InputError, MachineError, OutputError, UsageError
from checker.problems import Problem
from checker.report.gate import ExitCode
from checker.report.undone import NOWHERE, Undone
from checker.version import __version__

_EPILOG = """exit codes: 0 compliant, 1 not compliant, 2 could not decide, 3 a bug in vendorgate,
129 hung up, 130 interrupted, 143 terminated; no flag and no output format changes them"""

COMMANDS = {
    "check": "check inventories against policies",
    "test": "run the policies' own tests",
    "lint": "say what is wrong with policies before any inventory is looked at",
    "diff": "say what changes between two revisions, and whose change it is",
    "history": "say since when each finding stands",
    "forecast": "say what will stop passing, and on which day",
    "exposure": "say who and what a breach reaches, and who must be told by when",
    "graph": "draw the supply chain, or write it for other tools",
    "baseline": "write down the findings of today, which then do not block",
    "waive": "accept a finding, for a reason and until a day",
    "waivers": "list the waivers, and the days that each has left",
    "report": "roll findings up by control or owner; verify or sign a report",
    "config": "say what is configured, and where",
    "schema": "print the JSON Schema of a file, for editors",
    "explain": "say why a policy has its verdict on a subject, clause by clause",
}
"""Every command, a file each in `checker.commands`, and what it is for."""


class _MisuseError(Exception):
    """Arguments that are none; it is said already."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints quote arguments harmlessly."""

    def error(self, message: str) -> NoReturn:
        """As argparse says it. What it quotes may come from a script that took it from a file."""
        from checker.formats.escape import plain  # noqa: PLC0415 as in _say_problems
        from checker.output import warn  # noqa: PLC0415 as above

        warn(f"{self.format_usage()}{self.prog}: error: {plain(message)}\n")
        raise _MisuseError(message)


class _Command(_Parser):
    """The parser of one command, or of one of its parts: options may stand between its paths."""

    _within = False

    def parse_known_args(  # type: ignore[override] # the overloads of argparse differ in type only
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as argparse does, and once more, intermixed, if something is left over.

        argparse closes a list of paths at the next option, so that of `POLICY --as-of DAY PATH`
        the path is left. Its intermixed parsing alone would not name all that is missing at once,
        and serves neither parts of commands nor `--`.
        """
        given = list(sys.argv[1:] if args is None else args)
        known, others = super().parse_known_args(given, namespace)
        if not others or self._within or self._subparsers is not None or "--" in given:
            return known, others
        self._within = True
        try:
            return self.parse_known_intermixed_args(given, None)
        finally:
            self._within = False


def _help(prog: str) -> argparse.HelpFormatter:
    """Help for 80 columns: argparse would ask for the terminal's width at every argument."""
    return argparse.HelpFormatter(prog, width=80)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    chosen = _chosen(arguments)
    if chosen is None or arguments[0] != chosen:
        return parser(chosen).parse_args(arguments)
    # The parsers of all the others take a third of the time of a bare interpreter.
    prog = f"vendorgate {chosen}"
    command = _Command(prog=prog, epilog=_EPILOG, allow_abbrev=False, formatter_class=_help)
    _declare(command, chosen)
    return command.parse_args(arguments[1:])


def _declare(command: argparse.ArgumentParser, name: str) -> None:
    module = import_module(f"checker.commands.{name}")
    module.declare(command)
    command.set_defaults(run=module.run)


def parser(chosen: str | None) -> argparse.ArgumentParser:
    """The whole command line; only the chosen command declares its arguments.

    Args:
        chosen: the command that will run: its module is imported, and those of the others not.
    """
    root = _Parser(
        prog="vendorgate",
        description="Policy-as-code for the vendors that a company depends on.",
        epilog=_EPILOG,
        allow_abbrev=False,
        formatter_class=_help,
    )
    root.add_argument("--version", action="version", version=f"vendorgate {__version__}")
    add = root.add_subparsers(
        title="commands", metavar="COMMAND", required=True, prog=root.prog, parser_class=_Command
    ).add_parser
    for name, purpose in COMMANDS.items():
        command = add(name, help=purpose, epilog=_EPILOG, allow_abbrev=False, formatter_class=_help)
        if name == chosen:
            _declare(command, name)
    return root


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        The exit code, from the table in `checker.report.gate` and nowhere else.
    """
    try:
        options = _options(arguments)
        return int(options.run(options))
    except Exception as error:  # noqa: BLE001 the one place where a bug becomes an exit code
        undone = _said(error)
    _leave(arguments, undone)
    return undone.code


def entry() -> NoReturn:
    """The process of the command line, from its arguments to its exit."""
    host.ours = True
    try:
        signals.arm()
        code = main(sys.argv[1:])
        signals.disarm()
    except signals.StoppedError as stopped:
        code = stopped.code
        _say_stopped(stopped)
        _leave(sys.argv[1:], Undone(code, (Problem(NOWHERE, f"the run was {stopped}"),)))
    with suppress(OSError, ValueError):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        # All is said; to take apart what was read, object by object, is a tenth of a run.
        os._exit(code)
    sys.exit(code)


def _chosen(arguments: Sequence[str]) -> str | None:
    return next((each for each in arguments if each in COMMANDS), None)


def _leave(arguments: Sequence[str], undone: Undone) -> None:
    chosen = _chosen(arguments)
    if chosen is None:
        return
    # What ended the run is said, and its code stands, whatever else fails.
    with suppress(Exception):
        # A run that came to its report need not pay for this import.
        from checker.commands.undone import leave  # noqa: PLC0415

        leave(chosen, arguments, undone)


def _said(error: Exception) -> Undone:
    """Say on standard error what ended the run."""
    match error:
        case InputError():
            _say_problems(error)
            return Undone(ExitCode.UNDECIDED, error.problems)
        case MachineError():
            return _told(Problem(error.place or NOWHERE, error.message, error.hint))
        case UsageError() | OutputError():
            return _told(Problem(NOWHERE, str(error), error.hint))
        case _MisuseError():
            return Undone(ExitCode.UNDECIDED, (Problem(NOWHERE, str(error)),))
        case MemoryError() | OSError():
            message = "there is not enough memory"
            if isinstance(error, OSError):
                place = "" if error.filename is None else f" ({os.fsdecode(error.filename)!r})"
                message = f"the system failed: {error.strerror or error}{place}"
            return _told(Problem(NOWHERE, message))
        case _:
            _say_bug()
            message = f"a bug in vendorgate ({type(error).__name__})"
            return Undone(ExitCode.BUG, (Problem(NOWHERE, message),))


def _told(problem: Problem) -> Undone:
    from checker.formats.problems import render_problem  # noqa: PLC0415
    from checker.output import warn  # noqa: PLC0415

    warn(render_problem(problem))
    return Undone(ExitCode.UNDECIDED, (problem,))


def _say_problems(error: InputError) -> None:
    # Explaining is not part of a green run, which must not pay for these imports.
    from checker.formats.problems import render_problems  # noqa: PLC0415
    from checker.output import warn  # noqa: PLC0415

    warn(render_problems(error.problems))


def _say_stopped(stopped: signals.StoppedError) -> None:
    from checker.output import warn  # noqa: PLC0415

    warn(f"{stopped}\n")


def _say_bug() -> None:
    import platform  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    from checker.formats.escape import plain  # noqa: PLC0415
    from checker.output import warn  # noqa: PLC0415

    # A message of an exception may quote an input.
    trace = "\n".join(map(plain, traceback.format_exc().splitlines()))
    versions = f"vendorgate {__version__}, Python {platform.python_version()}, {sys.platform}"
    warn(
        f"{trace}\n\n"
        f"this is a bug in vendorgate; please report it with the lines above and: {versions}\n"
    )
