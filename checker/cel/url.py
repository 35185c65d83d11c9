"""URLs as Kubernetes takes them apart: Go's `net/url`, `ParseRequestURI` (after RFC 3986)."""

import re
from typing import Final

from checker.record import NamedTuple

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_PORT: Final = re.compile(r":[0-9]*")
_USER: Final = re.compile(r"[A-Za-z0-9\-._:~!$&'()*+,;=%@]*")
# Bytes beyond ASCII, and `%25`, are what may be escaped in the name of a host.
_HOST: Final = re.compile(
    r"(?:[^\x00-\x7f]|[A-Za-z0-9\-_.~!$&'()*+,;=:\[\]<>\"]|%25|%[89A-Fa-f].)*"
)
_ZONE: Final = re.compile(r"(?:[^\x00-\x7f]|[A-Za-z0-9\-_.~!$&'()*+,;=:\[\]<>\"]|%..)*")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class Url(NamedTuple):
    """The parts of a URL; what is absent is empty.

    Attributes:
        scheme: in small letters.
        host: with the port, and an IPv6 address in brackets; escapes are resolved.
    """

    scheme: str
    host: str

    @property
    def hostname(self) -> str:
        """The host without the port and without the brackets of an IPv6 address."""
        name = self.host[: len(self.host) - len(self._colon_port())]
        return name[1:-1] if name.startswith("[") and name.endswith("]") else name

    @property
    def port(self) -> str:
        """The digits behind the host."""
        return self._colon_port()[1:]

    def _colon_port(self) -> str:
        colon = self.host.rfind(":")
        behind = self.host[colon:] if colon >= 0 else ""
        return behind if _PORT.fullmatch(behind) else ""


def parse_url(text: str) -> Url | None:
    """Take apart an absolute URI or an absolute path; None if the text is neither."""
    if not text or _CONTROL.search(text) or text.startswith(":"):
        return None
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else ""
    rest = text[match.end() :] if match else text
    hierarchy = rest.partition("?")[0]
    if not hierarchy.startswith("/"):
        return Url(scheme, "") if scheme or text == "*" else None
    if not scheme or not hierarchy.startswith("//"):
        return None if _BAD_ESCAPE.search(hierarchy) else Url(scheme, "")
    authority, _, path = hierarchy[2:].partition("/")
    user, _, written = authority.rpartition("@")
    if _BAD_ESCAPE.search(path) or _BAD_ESCAPE.search(user) or not _USER.fullmatch(user):
        return None
    host = _host(written)
    return None if host is None else Url(scheme, host)


def _host(written: str) -> str | None:
    """The host with its escapes resolved; None if it is not one."""
    if _BAD_ESCAPE.search(written):
        return None
    if written.startswith("["):
        end = written.rfind("]")
        if end < 0 or not _PORT.fullmatch(written[end + 1 :] or ":"):
            return None
        address, mark, zone = written[: end + 1].partition("%25")
        if not _HOST.fullmatch(address) or not _ZONE.fullmatch(zone):
            return None
        return _resolved(address + mark + zone + written[end + 1 :])
    colon = written.rfind(":")
    if colon >= 0 and not _PORT.fullmatch(written[colon:]):
        return None
    return _resolved(written) if _HOST.fullmatch(written) else None


def _resolved(text: str) -> str | None:
    """The text without escapes; None where they stand for no characters."""
    try:
        return _ESCAPES.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode(), text)
    except UnicodeDecodeError:
        return None
