"""Parts: a report that is a folder of files, replaced whole by that of the next run."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from checker.errors import OutputError
from checker.output import deliver, make_folder
from checker.record import NamedTuple

_PART = re.compile(r"part-[0-9]{5,}\.parquet")


class Layout(NamedTuple):
    """The form of such a folder.

    Attributes:
        listing: the name of the file that lists the others.
        schema: what the index states as its `schema`.
        tables: the names of the folders that hold the others.
    """

    listing: str
    schema: str
    tables: tuple[str, ...]


def replace(
    folder: str,
    layout: Layout,
    files: Iterable[tuple[str, bytes]],
    *,
    inputs: Iterable[str] = (),
) -> None:
    """Write the files of a report below a folder, the index last.

    While they are written there is no index, and so no report; those of an earlier run are removed.

    Args:
        files: paths below the folder, with forward slashes, and contents.

    Raises:
        OutputError: the folder is somebody else's, or something cannot be written or removed.
    """
    protected = tuple(inputs)
    clear(folder, layout)
    for path, content in files:
        make_folder(os.path.join(folder, os.path.dirname(path)))
        deliver(content, os.path.join(folder, path), inputs=protected)


def clear(folder: str, layout: Layout) -> None:
    """Remove the report of an earlier run: its index first.

    Raises:
        OutputError: the folder holds something else, or the report cannot be removed.
    """
    try:
        names = set(os.listdir(folder))
        parts = [*_parts(folder, names & {*layout.tables})]
    except (FileNotFoundError, NotADirectoryError):
        return  # whoever makes it says what is in the way
    except OSError as error:
        raise OutputError(f"the folder '{folder}' cannot be read: {error.strerror}") from error
    index = os.path.join(folder, layout.listing)
    strange = names - {layout.listing, *layout.tables}
    if strange or (layout.listing in names and _schema(index) != layout.schema):
        raise OutputError(
            f"the folder '{folder}' holds something else than an earlier report",
            "name a new folder, or an empty one",
        )
    try:
        for path in ([index] if layout.listing in names else []) + parts:
            os.unlink(path)
    except OSError as error:
        message = f"the earlier report in '{folder}' could not be removed: {error.strerror}"
        raise OutputError(message) from error


def _schema(path: str) -> str:
    """The `schema` that a JSON file states; empty for any other."""
    if os.path.isfile(path):
        with suppress(OSError, ValueError, RecursionError), open(path, "rb") as file:
            data = json.load(file)
            if isinstance(data, dict):
                return str(data.get("schema", ""))
    return ""


def _parts(folder: str, tables: Iterable[str]) -> Iterator[str]:
    for table in sorted(tables):
        below = os.path.join(folder, table)
        if os.path.isdir(below):
            for name in sorted(os.listdir(below)):
                if _PART.fullmatch(name):
                    yield os.path.join(below, name)
