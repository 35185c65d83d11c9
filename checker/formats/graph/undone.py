"""A run that came to no graph: an empty one that says so, in each format."""

from importlib import import_module

from checker.formats.problems import render_problem
from checker.picture.picture import Picture
from checker.report.undone import Undone


def render(format_: str, undone: Undone) -> str:
    """The whole document; ends with a line break."""
    head = f"No graph, as the run ended with exit code {undone.code:d}"
    told = [" ".join(render_problem(problem).split()) for problem in undone.problems]
    empty = Picture(f"{head}: {told[0]}" if told else head, "", (), (), notes=tuple(told))
    text: str = import_module(f"checker.formats.graph.{format_}").render(empty)
    return text
