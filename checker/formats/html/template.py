"""Templates: the only door of Jinja2.

Whatever is put into one is made harmless to read (`formats.escape`), cut to size, and then escaped
for HTML. Nothing is marked as safe but what a template made, the two files that are our own, and
pictures, which are escaped where they are drawn (`formats.graph.svg`).
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from checker.formats.escape import plain
from checker.shorten import shorten

Html = Markup
"""Text that is escaped already."""

_NAME = 120

TEXT = 1_000
"""Characters of a text; a name of a megabyte is as recognisable by its beginning."""


def rendered(name: str, /, **values: Any) -> Html:
    """A template with its values, as HTML that another template may hold."""
    return Html(_template(name).render(values))


def document(name: str, /, **values: Any) -> str:
    """A whole page: the style sheet and the script are in it, and no other may run.

    What stands inside `<style>` and `<script>` is exactly what the policy in the head has the
    hashes of.
    """
    style, script = content("style.css"), content("script.js")
    return str(
        rendered(
            name,
            style=Html(style),
            script=Html(script),
            policy=(
                f"default-src 'none'; style-src '{_source(style)}'; "
                f"script-src '{_source(script)}'; base-uri 'none'; form-action 'none'"
            ),
            **values,
        )
    )


def name(text: str) -> str:
    """A name, as long as it is recognised by."""
    return shorten(text, _NAME)


@cache
def content(name: str) -> str:
    """A file that travels with this module."""
    return files("checker.formats.html").joinpath("templates", name).read_text("utf-8")


def _source(text: str) -> str:
    """The hash of an inline block, as a content security policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _template(name: str) -> Template:
    """A template, compiled: thousands of findings share one."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(content),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Html):
        return plain(shorten(value, TEXT))
    return value
