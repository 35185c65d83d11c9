"""URLs are what Kubernetes takes for one, and have the parts that it finds in them.

The expectations are those of Go's `net/url` (its own tests, and the documentation of Kubernetes).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.url import Url, parse_url


@pytest.mark.parametrize(
    "text,scheme,host,hostname,port",
    [
        (
            "https://user:pass@example.com:80/p?q=v#f",
            "https",
            "example.com:80",
            "example.com",
            "80",
        ),
        ("/absolute-path", "", "", "", ""),
        ("//not.a.user@not.a.host/just/a/path", "", "", "", ""),
        ("*", "", "", "", ""),
        ("http://[::1]:80/", "http", "[::1]:80", "::1", "80"),
        ("http://[fe80::1%25en0]:8080/", "http", "[fe80::1%en0]:8080", "fe80::1%en0", "8080"),
        ("http://example.com:/", "http", "example.com:", "example.com", ""),
        ("http://a%C3%A9.example/", "http", "aé.example", "aé.example", ""),
        ("http://münchen.example", "http", "münchen.example", "münchen.example", ""),
        ("http://j@ne:password@google.com/p@th?q=@go", "http", "google.com", "google.com", ""),
        ("mailto:webmaster@golang.org", "mailto", "", "", ""),
        ("http:%2f%2fwww.google.com/?q=go+language", "http", "", "", ""),
        ("HTTP+x.1-2://h", "http+x.1-2", "h", "h", ""),
        ("file:///etc/passwd", "file", "", "", ""),
        ("http://h/a b?%zz", "http", "h", "h", ""),
        ("http://h?x", "http", "h", "h", ""),
    ],
)
def test_a_url_has_these_parts(text, scheme, host, hostname, port):
    url = parse_url(text)

    assert url == Url(scheme, host)
    assert (url.hostname, url.port) == (hostname, port)


@pytest.mark.parametrize(
    "text",
    [
        *("", "foo", "../dir/", ":x", "example.com", "example.com/x", "1http://x", "?x", "#f"),
        *("https://a:b:c/", "http://h:-1/", "http://[::1]:x/", "http://[::1", "http://::1]x/"),
        *(
            "http://a b/",
            "http://h#f",
            "http://%",
            "http://h/%zz",
            "/%1",
            "http://%41/",
            "http://x\n",
        ),
        *(
            "http://u ser@h/",
            "http://%zz@h/",
            "http://[fe80::%41]/",
            "http://h%20x/",
            "http://%ff/",
        ),
    ],
)
def test_this_is_no_url(text):
    assert parse_url(text) is None


@given(st.text(st.sampled_from("ahttp:/?#[]@%25CFé .1"), max_size=30))
def test_whatever_is_written_a_url_or_none_comes_of_it(text):
    url = parse_url(text)

    if url is not None:
        assert url.host == "" or url.scheme
        assert url.hostname in url.host
        assert url.port == "" or url.port.isdecimal()
