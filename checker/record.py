"""Records: `NamedTuple` of `typing`, of which a short run can afford a hundred.

That of `typing` writes and compiles the source of a constructor for each class. Here classes with
as many fields share one, which stands below, under names of their own. `record.pyi` tells type
checkers that nothing else differs.
"""

from collections.abc import Iterable
from operator import itemgetter
from types import FunctionType
from typing import Any

try:  # as `collections` does
    from _collections import _tuplegetter
except ImportError:

    def _tuplegetter(index: int, doc: str) -> property:
        return property(itemgetter(index), doc=doc)


class _Record(tuple[Any, ...]):
    """The methods that all records share."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"expected {len(cls._fields)} values, got {len(made)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def _replace(self, **changed: Any) -> Any:
        made = self._make(map(changed.pop, self._fields, self))
        if changed:
            raise TypeError(f"no such fields: {', '.join(changed)}")
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{self.__class__.__name__}({told})"


class _Maker(type):
    """Makes the class of a record from the annotations of its body."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        if not bases:
            return super().__new__(cls, name, bases, body)
        fields = _fields(body)
        defaults = {field: body[field] for field in fields if field in body}
        if tuple(defaults) != fields[len(fields) - len(defaults) :]:
            raise TypeError(f"{name}: a field without a default stands behind one with a default")
        body["__slots__"] = ()
        body["__new__"] = _constructor(fields, tuple(defaults.values()))
        body["_fields"] = body["__match_args__"] = fields
        body["_field_defaults"] = defaults
        for index, field in enumerate(fields):
            body[field] = _tuplegetter(index, f"Field number {index}.")
        return type(name, (_Record,), body)


class NamedTuple(metaclass=_Maker):
    """The base that says that a class is a record."""


def _fields(body: dict[str, Any]) -> tuple[str, ...]:
    """The names that the body annotates, in order."""
    annotations = body.get("__annotations__")
    if annotations is None:  # from Python 3.14 on there is a function that works them out
        annotate = body.get("__annotate_func__", body.get("__annotate__"))
        annotations = {} if annotate is None else annotate(1)
    return tuple(annotations)


def _constructor(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> FunctionType:
    shared = _CONSTRUCTORS[len(fields)]
    code = shared.__code__.replace(co_varnames=("_cls", *fields), co_name="__new__")
    return FunctionType(code, shared.__globals__, "__new__", defaults)


_new = tuple.__new__

# Written out, so that they are compiled once and for all, and not by each run.
_CONSTRUCTORS: tuple[Any, ...] = (
    lambda _cls: _new(_cls, ()),
    lambda _cls, a: _new(_cls, (a,)),
    lambda _cls, a, b: _new(_cls, (a, b)),
    lambda _cls, a, b, c: _new(_cls, (a, b, c)),
    lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
    lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
    lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
    lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
    lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
    lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y, z: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y, z)
    ),
)
"""The constructors of records, by the number of their fields; the names are put in later."""
