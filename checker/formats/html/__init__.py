"""HTML: a report for people, one file that needs no network, no script and no style sheet."""

from checker.formats.html.page import render, render_undone

__all__ = ["render", "render_undone"]
