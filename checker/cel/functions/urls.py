"""Parts of URLs, under the names that Kubernetes gives them.

There is no type of URLs: `url` hands on the text, and the parts are asked of any text.
"""

from typing import Final

from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import text_cost
from checker.cel.traits import PARTIAL, TOTAL
from checker.cel.types import BOOL, STRING
from checker.cel.url import Url, parse_url
from checker.shorten import shorten
from checker.values import CelError

DECLARED: Final = Functions()


def _parsed(text: str) -> Url:
    url = parse_url(text)
    if url is None:
        raise CelError(
            f"not a URL: '{shorten(text)}' (an absolute one, or an absolute path, was expected)"
        )
    return url


@DECLARED.function("isURL", "is_url_string", (STRING,), BOOL, TOTAL, cost=text_cost)
def is_url(text: str) -> bool:
    """Return whether the text is an absolute URI, or an absolute path.

    isURL(string) -> bool

        isURL("https://user:pass@example.com:80/path?query=val#fragment")  // true
        isURL("/absolute-path")  // true
        isURL("https://a:b:c/")  // false
        isURL("../relative-path")  // false
        isURL("example.com")  // false
    """
    return parse_url(text) is not None


@DECLARED.function("url", "string_to_url", (STRING,), STRING, PARTIAL, cost=text_cost)
def url(text: str) -> str:
    """The text itself, if it is a URL. In Kubernetes a value of a type of its own.

    url(string) -> string

        url("https://example.com/").getHost()  // "example.com"
        url("example.com")  // error
    """
    _parsed(text)
    return text


@DECLARED.method("getScheme", "url_get_scheme", (STRING,), STRING, PARTIAL, cost=text_cost)
def get_scheme(text: str) -> str:
    """The scheme of a URL, in small letters; the empty string for a path.

    string.getScheme() -> string

        "HTTPS://example.com/".getScheme()  // "https"
        "/path".getScheme()  // ""
        "example.com".getScheme()  // error
    """
    return _parsed(text).scheme


@DECLARED.method("getHost", "url_get_host", (STRING,), STRING, PARTIAL, cost=text_cost)
def get_host(text: str) -> str:
    """The host of a URL with its port, an IPv6 address in brackets; the empty string if absent.

    string.getHost() -> string

        "https://example.com:80/".getHost()  // "example.com:80"
        "https://[::1]/".getHost()  // "[::1]"
        "mailto:a@example.com".getHost()  // ""
        "https://a b/".getHost()  // error
    """
    return _parsed(text).host


@DECLARED.method("getHostname", "url_get_hostname", (STRING,), STRING, PARTIAL, cost=text_cost)
def get_hostname(text: str) -> str:
    """The host of a URL without port and brackets; the empty string if absent.

    string.getHostname() -> string

        "https://example.com:80/".getHostname()  // "example.com"
        "https://[::1]:80/".getHostname()  // "::1"
        "/path".getHostname()  // ""
    """
    return _parsed(text).hostname


@DECLARED.method("getPort", "url_get_port", (STRING,), STRING, PARTIAL, cost=text_cost)
def get_port(text: str) -> str:
    """The port that a URL names; the empty string if it names none.

    string.getPort() -> string

        "https://example.com:8443/".getPort()  // "8443"
        "https://example.com/".getPort()  // ""
    """
    return _parsed(text).port
