"""The digest: SHA-256 of bytes, by which files, entries of the cache and findings are known."""

import sys
from importlib import import_module

try:
    # As the standard library's `random` does: `hashlib` loads all of OpenSSL.
    _LEAN = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
except ImportError:
    _LEAN = import_module("hashlib")

_LARGE = 2**20
"""Bytes from which on OpenSSL, five times as fast, is worth its import."""


def sha256(content: bytes) -> str:
    """The digest in hex digits."""
    library = _LEAN if len(content) < _LARGE else import_module("hashlib")
    return str(library.sha256(content).hexdigest())


def identity(*parts: str) -> str:
    """The first half of the digest of some texts, by which a finding is known."""
    text = "\0".join(parts)
    return str(_LEAN.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())[:32]
