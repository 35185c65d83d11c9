"""Targets: which format goes where (`-o FORMAT[=FILE]`), and sending it there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from checker.errors import OutputError, UsageError
from checker.output import (
    STANDARD,
    Terminal,
    deliver,
    lying_in,
    one_place,
    terminal,
    warn,
    withdraw,
)
from checker.record import NamedTuple
from checker.report.gate import ExitCode
from checker.sources.addresses import on_disk
from checker.sources.source import SUFFIXES
from checker.suggest import did_you_mean

_FILE_WIDTH = 100


class Target(NamedTuple):
    """One `-o`: a format, and the file it goes to (None is standard output)."""

    name: str
    file: str | None

    def page(self, *, no_color: bool) -> Terminal:
        """The width of a text for the target, and whether it is coloured: a file is no terminal."""
        if self.file is None:
            return terminal(no_color=no_color)
        return Terminal(_FILE_WIDTH, colour=False)


def targets(
    outputs: Sequence[str], formats: Sequence[str], folders: Iterable[str] = ()
) -> list[Target]:
    """The targets of a command; the first format to standard output if none is asked for.

    Args:
        folders: those that the command reads whatever lies in them.

    Raises:
        UsageError: a format that is not there, two reports for one place, one that the next run
            would read, or one that is not on the disk.
    """
    read = tuple(folders)
    targets: list[Target] = []
    for each in outputs or (formats[0],):
        name, equals, file = each.partition("=")
        if name not in formats:
            expected = f"{', '.join(formats[:-1])} or {formats[-1]}"
            raise UsageError(
                f"there is no output format '{name}' (expected {expected})",
                did_you_mean(name, formats),
            )
        if equals and not file:
            raise UsageError(f"'-o {each}' names no file (expected {name}=FILE)")
        place = None if file in STANDARD or not equals else file
        on_disk(file, f"the report '-o {name}'")
        if any(one_place(target.file, place) for target in targets):
            where = "standard output" if place is None else f"'{place}'"
            raise UsageError(
                f"two reports cannot share {where}", f"give one a file: -o {name}=FILE"
            )
        folder = None
        if place is not None and place.lower().endswith(SUFFIXES):
            folder = lying_in(place, read)
        if folder is not None:
            raise UsageError(
                f"'{place}' lies in '{folder}', which is read: the next run would take the report "
                "for an input",
                "write it to another folder, such as reports/",
            )
        targets.append(Target(name, place))
    return targets


def send(
    wanted: Sequence[Target],
    render: Callable[[Target], str | Iterator[str]],
    *,
    code: int,
    inputs: Iterable[str] = (),
) -> int:
    """Render and deliver every report.

    Args:
        render: from a target to its report, whole or in pieces.
        code: the exit code of the run.
        inputs: the files that the run read, none of which may be overwritten.

    Returns:
        `code`; 2 where a report could not be delivered.
    """
    protected = tuple(inputs)
    for target in wanted:
        try:
            text = render(target)
            if text:
                deliver(text, target.file, inputs=protected)
        except OutputError as error:
            # Nothing is wrong as a rule, and then need not be told.
            from checker.formats.problems import render_usage  # noqa: PLC0415

            warn(render_usage(error))
            _withdraw(target, protected)
            code = ExitCode.UNDECIDED
    return code


def _withdraw(target: Target, inputs: Iterable[str]) -> None:
    """Remove what an earlier run left, and what this one wrote of a report that is not whole."""
    # A folder of tables is emptied before it is filled: what it holds is not ours.
    if target.file is None or target.name == "parquet":
        return
    withdraw(target.file, inputs=inputs)
    if target.name == "html":
        # As above.
        from checker.pages import folder_of, sweep  # noqa: PLC0415

        # Why the report is not whole is told already, and it is often why a page stays.
        with suppress(OutputError):
            sweep(folder_of(target.file))
