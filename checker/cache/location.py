"""The place of the cache: the environment says where it is, and whether there is one."""

import os

from checker.cache.store import Store

OFF = "off"


def store(*, wanted: bool) -> Store:
    """The cache of whoever runs this; one that keeps nothing where none is wanted.

    $VENDORGATE_CACHE names its folder; `off`, or empty, does without, and without what the wheel
    brings along, too. Else it is $XDG_CACHE_HOME/vendorgate or ~/.cache/vendorgate.
    """
    chosen = os.environ.get("VENDORGATE_CACHE")
    if not wanted or chosen in {OFF, ""}:
        return Store()
    return Store(_folders() if chosen is None else (chosen,), shipped=_shipped())


def _folders() -> tuple[str, ...]:
    """The folders that may be made, the cache last; none in a place that is not the user's own.

    A user without a home is given none, and who acts for another (sudo) leaves nothing there.
    """
    caches = os.environ.get("XDG_CACHE_HOME")
    if caches and os.path.isabs(caches):  # relative is invalid, says the XDG specification
        own = caches if os.path.lexists(caches) else os.path.dirname(caches.rstrip("/"))
    else:
        # expanduser makes "/" of an empty one
        own = "" if os.environ.get("HOME") == "" else os.path.expanduser("~")
        caches = os.path.join(own, ".cache")
    return (caches, os.path.join(caches, "vendorgate")) if _is_own(own) else ()


def _is_own(folder: str) -> bool:
    if os.name != "posix" or not os.path.isabs(folder):
        return False
    try:
        found = os.stat(folder)
    except (OSError, ValueError):
        return False
    return found.st_uid == os.geteuid() and os.access(folder, os.W_OK | os.X_OK)


def _shipped() -> str:
    return os.path.join(os.path.dirname(os.path.dirname(__file__)), "prepared")
