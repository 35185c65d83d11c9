"""The command line: one parser, one place where errors become exit codes."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from checker import signals
from checker.errors import InputError, MachineError, UsageError
from checker.report.gate import ExitCode
from checker.version import __version__

_EPILOG = """exit codes: 0 compliant, 1 not compliant, 2 could not decide, 3 a bug in vendorgate,
129 hung up, 130 interrupted, 143 terminated; no flag and no output format changes them"""

_SELDOM = 1_000_000  # new objects between two looks for garbage

COMMANDS = {
    "check": "check inventories against policies",
    "test": "run the policies' own tests",
    "lint": "say what is wrong with policies before any inventory is looked at",
    "forecast": "say what will stop passing, and on which day",
    "explain": "say why a policy has its verdict on a subject, clause by clause",
}
"""Every command, a file each in `checker.commands`, and what it is for."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints quote arguments harmlessly."""

    def error(self, message: str) -> NoReturn:
        """As argparse says it. What it quotes may come from a script that took it from a file."""
        from checker.formats.escape import plain  # noqa: PLC0415 as in _say_problems
        from checker.output import warn  # noqa: PLC0415 as above

        warn(f"{self.format_usage()}{self.prog}: error: {plain(message)}\n")
        raise SystemExit(int(ExitCode.UNDECIDED))


def _help(prog: str) -> argparse.HelpFormatter:
    """Help for 80 columns: argparse would ask for the terminal's width at every argument."""
    return argparse.HelpFormatter(prog, width=80)


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
    commands = root.add_subparsers(
        title="commands", metavar="COMMAND", required=True, prog="vendorgate"
    )
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(
            name, help=purpose, epilog=_EPILOG, allow_abbrev=False, formatter_class=_help
        )
        if name == chosen:
            module = import_module(f"checker.commands.{name}")
            module.declare(command)
            command.set_defaults(run=module.run)
    return root


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        The exit code, from the table in `checker.report.gate` and nowhere else.
    """
    try:
        chosen = next((each for each in arguments if each in COMMANDS), None)
        options = parser(chosen).parse_args(arguments)
        return int(options.run(options))
    except InputError as error:
        _say_problems(error)
        return ExitCode.UNDECIDED
    except UsageError as error:
        _say_usage(error)
        return ExitCode.UNDECIDED
    except (MachineError, MemoryError) as error:
        _say_failed(str(error) or "there is not enough memory", getattr(error, "hint", None))
        return ExitCode.UNDECIDED
    except OSError as error:
        _say_failed(_told(error))
        return ExitCode.UNDECIDED
    except Exception:  # noqa: BLE001 the one place where a bug becomes an exit code
        _say_bug()
        return ExitCode.BUG


def entry() -> NoReturn:
    """The console script."""
    # Importing makes many objects and no garbage.
    gc.set_threshold(_SELDOM)
    try:
        signals.arm()
        code = main(sys.argv[1:])
        signals.disarm()
    except signals.StoppedError as stopped:
        code = stopped.code
        _say_stopped(stopped)
    with suppress(OSError, ValueError):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        # All is said; to take apart what was read, object by object, is a tenth of a run.
        os._exit(code)
    sys.exit(code)


def _say_problems(error: InputError) -> None:
    # Explaining is not part of a green run, which must not pay for these imports.
    from checker.formats.problems import render_problems  # noqa: PLC0415
    from checker.output import warn  # noqa: PLC0415

    warn(render_problems(error.problems))


def _say_usage(error: UsageError) -> None:
    from checker.formats.problems import render_usage  # noqa: PLC0415
    from checker.output import warn  # noqa: PLC0415

    warn(render_usage(error))


def _say_stopped(stopped: signals.StoppedError) -> None:
    from checker.output import warn  # noqa: PLC0415

    warn(f"{stopped}\n")


def _say_failed(message: str, hint: str | None = None) -> None:
    from checker.formats.problems import render_usage  # noqa: PLC0415
    from checker.output import warn  # noqa: PLC0415

    warn(render_usage(UsageError(message, hint)))


def _told(error: OSError) -> str:
    place = "" if error.filename is None else f" ({os.fsdecode(error.filename)!r})"
    return f"the system failed: {error.strerror or error}{place}"


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
