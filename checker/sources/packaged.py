"""The files that travel with the product, in a folder or in a zip: schemas, controls, the pack."""

import os
from typing import Any, Final

from checker.sources.source import SUFFIXES, Source

_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_LOADER: Any = __spec__.loader


def content(path: str) -> bytes:
    """A file of the package.

    Args:
        path: below `checker/`, with `/`.

    Raises:
        OSError: there is no such file.
    """
    # Not importlib.resources: it takes 20 ms, and every run reads a schema.
    data: bytes = _LOADER.get_data(os.path.join(_PACKAGE, *path.split("/")))
    return data


def below(folder: str) -> list[Source]:
    """Every YAML and JSON file below a folder of the package, or of the repository around it.

    Each has its path below that folder; empty if there is no such folder.
    """
    return [Source(name, data) for name, data in _below(folder)]


def _below(folder: str) -> list[tuple[str, bytes]]:
    """The path below a folder, and the content, of each of its files."""
    for root in (_PACKAGE, os.path.dirname(_PACKAGE)):
        top = os.path.join(root, folder)
        if os.path.isdir(top):
            return _of_disk(top)
    return _of_archive(folder)


def _of_disk(top: str) -> list[tuple[str, bytes]]:
    found = []
    for folder, _, files in os.walk(top):
        for name in files:
            if name.endswith(SUFFIXES):
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found.append((path[len(top) + 1 :].replace(os.sep, "/"), file.read()))
    return sorted(found)


def _of_archive(folder: str) -> list[tuple[str, bytes]]:
    # Only who runs from a zip pays for this import.
    from importlib.resources import files  # noqa: PLC0415

    found: list[tuple[str, bytes]] = []
    waiting = [("", files("checker").joinpath(folder))]
    while waiting:
        above, item = waiting.pop()
        if item.is_dir():
            waiting += [(f"{above}{each.name}/", each) for each in item.iterdir()]
        elif item.name.endswith(SUFFIXES):
            found.append((above.removesuffix("/"), item.read_bytes()))
    return sorted(found)
