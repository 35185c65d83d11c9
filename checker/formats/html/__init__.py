"""HTML: a report for people, one file that needs no network, no script and no style sheet."""

from checker.formats.html.page import render, render_undone
from checker.formats.html.split import pages

__all__ = ["pages", "render", "render_undone"]
