"""libyaml: a text's events, told to functions. The only door of PyYAML.

Of PyYAML only its binding of libyaml is used. The binding makes an object of each event by calling
one of PyYAML's classes, by its name; half of the time of reading went into these objects. So
functions that take what the classes take stand in their place while a text is read. That is a
private matter of PyYAML: where the binding makes objects after all, the functions are told what
the objects say.
"""

import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from operator import attrgetter
from types import ModuleType
from typing import Any

from checker import host
from checker.errors import UsageError

END = "END"
"""The answer of a function to the last event that is to be told."""

_MARKS = ("start_mark", "end_mark")
_NODE = ("anchor", "tag", "implicit")
_EVENTS: Mapping[str, Callable[[Any], tuple[Any, ...]]] = {
    "StreamStartEvent": attrgetter(*_MARKS, "encoding"),
    "StreamEndEvent": attrgetter(*_MARKS),
    "DocumentStartEvent": attrgetter(*_MARKS, "explicit", "version", "tags"),
    "DocumentEndEvent": attrgetter(*_MARKS, "explicit"),
    "AliasEvent": attrgetter("anchor", *_MARKS),
    "ScalarEvent": attrgetter(*_NODE, "value", *_MARKS, "style"),
    "SequenceStartEvent": attrgetter(*_NODE, *_MARKS, "flow_style"),
    "SequenceEndEvent": attrgetter(*_MARKS),
    "MappingStartEvent": attrgetter(*_NODE, *_MARKS, "flow_style"),
    "MappingEndEvent": attrgetter(*_MARKS),
}
"""The arguments that each class is called with, out of the object that it makes."""

_PYTHON_HALF = (
    *("reader", "scanner", "parser", "composer", "constructor"),
    *("emitter", "serializer", "representer", "tokens", "nodes"),
)

Listener = Callable[..., str | None]


class SyntaxProblem(Exception):  # noqa: N818 it is the text that is wrong
    """The grammar is broken; PyYAML's error is its cause."""


def tell(source: str | bytes, listeners: Mapping[str, Listener]) -> None:
    """Call the function of each event of a text, until one answers `END`.

    Args:
        source: what is read.
        listeners: for each class of an event a function, which takes what the class takes and
            answers `END` or None.

    Raises:
        SyntaxProblem: the text is no YAML.
        UsageError: PyYAML comes without libyaml.
    """
    binding = _binding()
    next_event = binding.CParser(source).get_event
    names = vars(binding)
    classes = {name: names[name] for name in _EVENTS if name in names}
    try:
        if _alone():
            names.update(listeners)
        while (event := next_event()) is None:
            pass
        while event is not END:
            name = event.__class__.__name__
            event = listeners[name](*_EVENTS[name](event)) or next_event()
    except binding.YAMLError as error:
        raise SyntaxProblem from error
    finally:
        names.update(classes)


def _alone() -> bool:
    """Whether no other thread could find our functions in the place of PyYAML's classes.

    In a process of our own no other thread reads YAML.
    """
    return host.ours or len(sys._current_frames()) == 1  # noqa: SLF001 there is no other way to ask


def _binding() -> Any:
    try:
        if host.ours and "yaml" not in sys.modules:
            _import_bare_binding()
        else:
            import yaml._yaml  # noqa: F401, PLC0415 it takes as long as a bare interpreter
    except (ImportError, AttributeError):
        raise UsageError(
            "PyYAML was built without libyaml, which reads the files",
            "install a wheel: pip install --force-reinstall --only-binary :all: pyyaml",
        ) from None
    return sys.modules["yaml._yaml"]


class _Names(ModuleType):
    """A module of PyYAML's that is not imported; whatever it is asked for is one class."""

    def __init__(self, name: str, anything: type) -> None:
        super().__init__(name)
        self._anything = anything

    def __getattr__(self, _: str) -> type:
        return self._anything


def _import_bare_binding() -> None:
    """Import the binding without the half of PyYAML that is written in Python, which takes 10 ms.

    The binding takes names from all of its modules and, while it tells events, uses those of
    errors and events only. Nobody else may have a use for PyYAML: its errors are not those that
    the binding raises then.
    """
    if "yaml._yaml" in sys.modules:
        return
    found = find_spec("yaml")
    if found is None:
        raise ImportError("yaml")
    package = ModuleType("yaml")
    package.__path__ = list(found.submodule_search_locations or ())
    sys.modules["yaml"] = package
    try:
        from yaml import error, events  # noqa: F401, PLC0415 the binding asks for both

        for name in _PYTHON_HALF:
            setattr(package, name, _Names(name, error.MarkedYAMLError))
        import yaml._yaml  # noqa: F401, PLC0415
    finally:
        del sys.modules["yaml"]
