"""The time zone database, from the `tzdata` package: the same on every machine.

A system's own copy is never asked: its version differs from machine to machine, and so would
verdicts.
"""

from functools import cache

from checker.values import CelError


class NoDatabaseError(CelError):
    """The machine lacks the database: nobody's spelling is wrong."""


def zone_data(name: str) -> bytes | None:
    """The file of a zone (RFC 9636); None: the database has no such name.

    Raises:
        NoDatabaseError: there is no database, or a part of it is missing.
    """
    try:
        return _read(f"zoneinfo/{name}") if name in _names() else None
    except (ImportError, OSError):
        raise NoDatabaseError(
            f"no time zone database: '{name}' cannot be looked up (expected the package"
            " 'tzdata': pip install tzdata)"
        ) from None


def version() -> str:
    """The release of the database, as `2031a`; empty where there is none."""
    try:
        import tzdata  # noqa: PLC0415 as in _read
    except ImportError:
        return ""
    return str(tzdata.IANA_VERSION)


@cache
def _names() -> frozenset[str]:
    # The list, and not the files: a disk that ignores case would know `EUROPE/BERLIN`.
    return frozenset(_read("zones").decode().split())


def _read(path: str) -> bytes:
    """A file of the package, wherever it lies: in a folder or in a zip."""
    # For inventories and policies that name a zone; importlib.resources would take 20 ms.
    import tzdata  # noqa: PLC0415

    content: bytes = tzdata.__loader__.get_data(f"{tzdata.__path__[0]}/{path}")
    return content
