"""Signals: a request to stop becomes an exception, once, and an exit code."""

import signal
from types import FrameType
from typing import NoReturn

from checker.report.gate import ExitCode

# A shell says 128 + the number of the signal of whoever did not catch it; whoever does, too.
_CODES = {
    "SIGINT": (ExitCode.INTERRUPTED, "interrupted"),
    "SIGTERM": (ExitCode.TERMINATED, "terminated"),
    "SIGHUP": (ExitCode.HUNG_UP, "hung up"),
}


class StoppedError(KeyboardInterrupt):
    """The run was asked to stop, by an interrupt or by another signal.

    Attributes:
        code: how the run ends.
    """

    def __init__(self, code: ExitCode, word: str) -> None:
        super().__init__(word)
        self.code = code


def arm() -> None:
    """Let the first signal that asks to stop raise `StoppedError`, and all later ones do nothing.

    A signal that whoever started this process has it ignore (nohup) stays ignored.
    """
    for name in _CODES:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def disarm() -> None:
    """Let no signal stop what is left to do."""
    for name in _CODES:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    disarm()
    raise StoppedError(*_CODES[signal.Signals(number).name])
