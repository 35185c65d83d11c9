"""Signals: a request to stop becomes an exception, once, and an exit code."""

import signal
from types import FrameType

from checker.report.gate import ExitCode

# A shell says 128 + the number of the signal of whoever did not catch it; whoever does, too.
_CODES = {
    "SIGINT": (ExitCode.INTERRUPTED, "interrupted"),
    "SIGTERM": (ExitCode.TERMINATED, "terminated"),
    "SIGHUP": (ExitCode.HUNG_UP, "hung up"),
}


_LATER = 0.005  # seconds


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
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    for name in _CODES:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    if _importing(frame) and hasattr(signal, "setitimer"):
        # A module in C that was half imported is never whole again, and telling needs modules.
        signal.signal(signal.SIGALRM, lambda _, later: _stop(number, later))
        signal.setitimer(signal.ITIMER_REAL, _LATER)
        return
    disarm()
    raise StoppedError(*_CODES[signal.Signals(number).name])


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_globals.get("__name__") == "importlib._bootstrap":
            return True
        frame = frame.f_back
    return False
