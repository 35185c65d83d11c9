"""Everything vendorgate raises on purpose. Each of these ends a run with exit code 2.

VendorgateError
├── UsageError   the command line asks for something that is not there
├── InputError   files that cannot be read or are not valid; carries every problem found
├── OutputError  the report could not be delivered: a closed pipe, a full disk, a folder
└── MachineError the machine took away what the run needs: a process that was killed

Whatever else escapes is a bug in vendorgate, and exit code 3.
"""

from collections.abc import Iterable

from checker.problems import Place, Problem


class VendorgateError(Exception):
    """The root of what vendorgate raises on purpose."""


class UsageError(VendorgateError):
    """The request cannot be carried out as it was made.

    Attributes:
        hint: a way out, if there is one.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class InputError(VendorgateError):
    """Inputs that cannot be read or are not valid.

    Attributes:
        problems: every problem found, sorted by place, never empty.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=_by_place))
        super().__init__("\n".join(map(str, self.problems)))


class OutputError(VendorgateError):
    """The report could not be delivered, whatever it says.

    Attributes:
        hint: a way out, if there is one.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class MachineError(VendorgateError):
    """The machine took away what the run needs; neither an input nor vendorgate is at fault.

    Attributes:
        hint: a way out, if there is one.
        place: where in a file that begins which the run was working at, if that is known.
    """

    def __init__(self, message: str, hint: str | None = None, place: Place | None = None) -> None:
        super().__init__(message if place is None else f"{place}: {message}")
        self.message, self.hint, self.place = message, hint, place


def _by_place(problem: Problem) -> tuple[Place, str, str]:
    return problem.place, problem.message, problem.hint or ""
