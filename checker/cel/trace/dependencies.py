"""Dependencies: those reads of the data decided an outcome, told from the reads it merely rests on.

A touch *decides* if changing what is there could change the outcome by itself: of a false `&&`
the false operands, of a false `all` every element that is false. The other touches are what led
there: the condition of a filter, the operands that were true. The law that ties them (and that the
tests hold): data that agrees with all touches of a record has the same outcome.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import assert_never

from checker.cel.functions.meanings import meanings_of
from checker.cel.syntax import And, Call, Comprehension, Has, Index, Macro, Operation, Or, Select
from checker.cel.trace.dependency import Dependency, alike, context, dependency_of, distinct
from checker.cel.trace.record import Aspect, Record
from checker.cel.traits import Meaning


def dependencies_of(record: Record) -> list[Dependency]:
    """Every touch of an outcome; at least one decides, if there are any."""
    return list(_Dependencies().decided(record))


def deciding(record: Record) -> list[Dependency]:
    """Those of all touches that decide; the others are looked at only where none does."""
    return list(_Dependencies(_Dependencies()).decided(record))


class _Dependencies:
    """The dependencies of one record and of all below it, each of which is asked only once.

    Records share others: a variable is read in several places, and an element in many rounds.
    """

    def __init__(self, whole: "_Dependencies | None" = None) -> None:
        # All touches, where these are to be those that decide.
        self._whole = whole
        self._values: dict[int, tuple[Dependency, ...]] = {}
        self._routes: dict[int, tuple[Dependency, ...]] = {}
        self._shapes: dict[int, tuple[Dependency, ...]] = {}

    def decided(self, record: Record) -> Iterable[Dependency]:
        """Every touch of an outcome; at least one decides, if there are any."""
        dependencies = self._value(record)
        if self._whole is not None:
            return dependencies or self._whole.decided(record)
        if any(dependency.deciding for dependency in dependencies):
            return dependencies
        return [dependency._replace(deciding=True) for dependency in dependencies]

    def _aside(
        self, of: Callable[[Record], Iterable[Dependency]], record: Record
    ) -> Iterable[Dependency]:
        """The touches that led to an outcome and did not decide it."""
        return context(of(record)) if self._whole is None else ()

    def _value(self, record: Record) -> tuple[Dependency, ...]:
        """Dependencies that decided the whole value of a record, or that it has none."""
        known = self._values.get(id(record))
        if known is None:
            known = self._values[id(record)] = distinct(self._value_of(record))
        return known

    def _route(self, record: Record) -> tuple[Dependency, ...]:
        """Dependencies that led to the place of a record, without the value there."""
        known = self._routes.get(id(record))
        if known is None:
            known = self._routes[id(record)] = distinct(self._route_of(record))
        return known

    def _shape(self, record: Record) -> tuple[Dependency, ...]:
        """Dependencies that decided how many elements, or which keys, a record's value has."""
        known = self._shapes.get(id(record))
        if known is None:
            known = self._shapes[id(record)] = distinct(self._shape_of(record))
        return known

    def _value_of(self, record: Record) -> Iterator[Dependency]:
        if record.sought is not None:
            yield Dependency(record.sought, Aspect.ABSENT, None)
            yield from self._route(record)
        elif record.origin is not None:
            yield from self._value(record.origin)
            yield from self._surroundings(record)
        elif record.path is not None:
            yield dependency_of(record, record.path)
            yield from self._route(record)
        else:
            yield from self._computed(record)

    def _route_of(self, record: Record) -> Iterator[Dependency]:
        if record.origin is not None:
            yield from self._route(record.origin)
        elif record.path is None and record.sought is None:
            yield from self._shape(record)
        yield from self._surroundings(record)

    def _surroundings(self, record: Record) -> Iterator[Dependency]:
        for child in record.children:
            yield from self._aside(self._value, child)
        if record.source is not None:
            yield from self._aside(self._route, record.source)

    def _shape_of(self, record: Record) -> Iterator[Dependency]:
        if record.origin is not None:
            yield from self._shape(record.origin)
            yield from self._surroundings(record)
        elif record.path is not None:
            dependency = dependency_of(record, record.path)
            yield (
                dependency._replace(aspect=Aspect.SIZE)
                if dependency.aspect is Aspect.VALUE
                else dependency
            )
            yield from self._route(record)
        elif (
            isinstance(record.node, Comprehension)
            and not record.failed
            and record.source is not None
        ):
            yield from self._built(record, record.node.macro, record.source)
        else:
            yield from self._value(record)

    def _built(self, record: Record, macro: Macro, source: Record) -> Iterator[Dependency]:
        """The shape of a list that a macro built."""
        match macro:
            case Macro.FILTER:
                yield from self._conditions(record, source)
            case Macro.MAP:
                yield from self._conditions(record, source)
                for body in (record.parts or {}).values():
                    yield from self._aside(self._value, body)
            case Macro.SORT_BY:
                yield from self._shape(source)
                for key in record.children:
                    yield from self._aside(self._value, key)
            case Macro.ALL | Macro.EXISTS | Macro.EXISTS_ONE:
                yield from self._value(record)
            case _:
                assert_never(macro)

    def _conditions(self, record: Record, source: Record) -> Iterator[Dependency]:
        """The deciding conditions of a choice: the chosen elements'; of none chosen, all."""
        chosen = any(child.outcome is True for child in record.children)
        for child in record.children:
            passed_over = chosen and child.outcome is False
            yield from self._aside(self.decided, child) if passed_over else self.decided(child)
        yield from self._aside(self._shape, source) if record.children else self._shape(source)

    def _computed(self, record: Record) -> Iterator[Dependency]:
        node = record.node
        match node:
            case And():
                yield from self.junction(record, decided=False)
            case Or():
                yield from self.junction(record, decided=True)
            case Has(field=field) if record.source is not None:
                yield from self._presence(record, record.source, field)
            case Comprehension() if record.source is not None and not record.source.failed:
                yield from self._comprehension(record, node.macro, record.source)
            case _ if record.failed:
                yield from self._failure(record)
            case Operation(operator="in"):
                yield from self._membership(*record.children)
            case Call(function=function) if Meaning.SIZE in meanings_of(function):
                yield from self._shape(record.children[0])
            case _:
                for child in record.children:
                    yield from self._value(child)

    def _failure(self, record: Record) -> Iterator[Dependency]:
        """The operand without a value that goes up decides; the others, no errors, are context."""
        for child in record.beyond:
            yield from self._aside(self._value, child)
        *before, last = record.children or (None,)
        if last is None:
            return
        if last.failed:
            for child in before:
                yield from self._aside(self._value, child)
            yield from self._value(last)
        elif isinstance(record.node, Select | Has | Index):
            # Of what is asked for the wrong thing, only the kind or the size matters.
            yield from self._shape(record.children[0])
            for child in record.children[1:]:
                yield from self._value(child)
        else:
            for child in record.children:
                yield from self._value(child)

    def junction(self, record: Record, *, decided: bool) -> Iterator[Dependency]:
        """Dependencies of the operands that came to the outcome that absorbed the others."""
        absorbing = record.outcome is decided
        for child in record.children:
            if alike(child.outcome, record.outcome):
                yield from self.decided(child)
            elif not absorbing:
                yield from self._aside(self._value, child)

    def _presence(self, record: Record, operand: Record, field: str) -> Iterator[Dependency]:
        path = (*(operand.path or ()), field)
        if record.outcome is True:
            yield Dependency(path, Aspect.PRESENT, operand.outcome[field])
        else:
            yield Dependency(path, Aspect.ABSENT, None)
        yield from self._aside(self._route, operand)

    def _membership(self, item: Record, container: Record) -> Iterator[Dependency]:
        yield from self._value(item)
        key = item.outcome
        located = container.path is not None and isinstance(container.outcome, dict)
        if not located or not isinstance(key, str):
            yield from self._value(container)
            return
        path = (*(container.path or ()), key)
        if key in container.outcome:
            yield Dependency(path, Aspect.PRESENT, container.outcome[key])
        else:
            yield Dependency(path, Aspect.ABSENT, None)
        yield from self._aside(self._route, container)

    def _comprehension(self, record: Record, macro: Macro, source: Record) -> Iterator[Dependency]:
        match macro:
            case Macro.ALL | Macro.EXISTS:
                decided = macro is Macro.EXISTS
                told = list(self.junction(record, decided=decided))
                yield from told
                if not told and self._whole is not None:
                    told = list(self._whole.junction(record, decided=decided))
                yield from self._aside(self._shape, source) if told else self._shape(source)
            case Macro.EXISTS_ONE | Macro.FILTER | Macro.MAP | Macro.SORT_BY if record.failed:
                if any(child.failed for child in record.children):
                    yield from self.junction(record, decided=True)
                else:
                    yield from self._failure(record)
                yield from self._aside(self._shape, source)
            case Macro.EXISTS_ONE:
                yield from self._conditions(record, source)
            case Macro.FILTER | Macro.MAP | Macro.SORT_BY:
                built = partial(self._built, macro=macro, source=source)
                keeps = macro is Macro.FILTER or not record.parts
                yield from built(record) if keeps else self._aside(built, record)
                for part in (record.parts or {}).values():
                    yield from self._value(part)
            case _:
                assert_never(macro)
