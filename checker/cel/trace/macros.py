"""Macros, tracked: each element keeps the place that it has in the data, whatever chose it."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.cel.functions.lists import sort_by
from checker.cel.operators import type_name
from checker.cel.syntax import Comprehension, Macro
from checker.cel.trace.reader import Reader, Scope, attempt
from checker.cel.trace.record import Aspect, Record, absorbed, pick, worst
from checker.values import CelError


def comprehension(reader: Reader, node: Comprehension, scope: Scope) -> Record:
    """The record of a macro."""
    source = reader.read(node.source, scope)
    if source.failed:
        return Record(node, source.outcome, children=(source,))
    kinds = (list,) if node.macro is Macro.SORT_BY else (list, dict)
    if type(source.outcome) not in kinds:
        name = type_name(source.outcome)
        wanted = "a list was expected" if node.macro is Macro.SORT_BY else "a list or a map"
        return Record(node, CelError(f"{name} has no elements ({wanted})"), children=(source,))
    iterations = [
        (bound[0], {**scope, **dict(zip(node.variables, bound, strict=True))})
        for bound in _bindings(source, len(node.variables))
    ]
    match node.macro:
        case Macro.ALL | Macro.EXISTS:
            return _quantifier(reader, node, source, [inner for _, inner in iterations])
        case Macro.EXISTS_ONE | Macro.FILTER:
            reader.spend(len(iterations))
            return _chosen(reader, node, source, iterations)
        case Macro.MAP:
            reader.spend(len(iterations))
            return _mapped(reader, node, source, [inner for _, inner in iterations])
        case Macro.SORT_BY:
            reader.spend(len(iterations))
            return _sorted(reader, node, source, iterations)


def _bindings(source: Record, variables: int) -> Iterator[tuple[Record, ...]]:
    """The values of the variables, round by round."""
    if isinstance(source.outcome, list):
        for index, value in enumerate(source.outcome):
            element = pick(source.node, source, index, value)
            yield (element,) if variables == 1 else (Record(source.node, index), element)
    else:
        for key, value in source.outcome.items():
            name = _key(source, key)
            yield (name,) if variables == 1 else (name, pick(source.node, source, key, value))


def _key(source: Record, key: Any) -> Record:
    if source.path is None or source.aspect is not Aspect.VALUE:
        return Record(source.node, key, children=(source,))
    path = (*source.path, key)
    return Record(source.node, key, path=path, source=source, aspect=Aspect.PRESENT)


def _quantifier(
    reader: Reader, node: Comprehension, source: Record, scopes: Sequence[Scope]
) -> Record:
    deciding = node.macro is Macro.EXISTS
    children: list[Record] = []
    decided = False
    for scope in scopes:
        if not decided:
            child = reader.condition(node.body, scope, f"the predicate of {node.macro.value}")
            reader.spend(1)
            decided = child.outcome is deciding
        else:
            beyond = reader.aside(node.body, scope)
            if beyond is None:
                break
            child = beyond
        children.append(child)
    outcome = absorbed(children, deciding=deciding)
    return Record(node, outcome, children=tuple(children), source=source)


def _chosen(
    reader: Reader, node: Comprehension, source: Record, iterations: Sequence[tuple[Record, Scope]]
) -> Record:
    children: list[Record] = []
    kept: list[Record] = []
    for element, scope in iterations:
        child = reader.condition(node.body, scope, f"the predicate of {node.macro.value}")
        children.append(child)
        if isinstance(child.outcome, CelError):
            break
        if child.outcome is True:
            kept.append(element)
    failure = worst(children)
    if failure is not None:
        return Record(node, failure, children=tuple(children), source=source)
    if node.macro is Macro.EXISTS_ONE:
        return Record(node, len(kept) == 1, children=tuple(children), source=source)
    return _built(node, source, children, kept)


def _mapped(reader: Reader, node: Comprehension, source: Record, scopes: Sequence[Scope]) -> Record:
    children: list[Record] = []
    results: list[Record] = []
    for scope in scopes:
        if node.condition is not None:
            child = reader.condition(node.condition, scope, "the condition of map")
            children.append(child)
            if isinstance(child.outcome, CelError):
                break
            if child.outcome is not True:
                continue
        results.append(reader.read(node.body, scope))
        if isinstance(results[-1].outcome, CelError):
            break
    failure = worst((*children, *results))
    if failure is not None:
        return Record(node, failure, children=(*children, *results), source=source)
    return _built(node, source, children, results)


def _sorted(
    reader: Reader, node: Comprehension, source: Record, iterations: Sequence[tuple[Record, Scope]]
) -> Record:
    children: list[Record] = []
    for _, scope in iterations:
        child = reader.read(node.body, scope)
        children.append(child)
        if isinstance(child.outcome, CelError):
            break
    failure = worst(children)
    if failure is not None:
        return Record(node, failure, children=tuple(children), source=source)
    keys = [child.outcome for child in children]
    places = attempt(sort_by, list(range(len(keys))), keys)
    if isinstance(places, CelError):
        return Record(node, places, children=tuple(children), source=source)
    return _built(node, source, children, [iterations[place][0] for place in places])


def _built(
    node: Comprehension, source: Record, children: Sequence[Record], elements: Sequence[Record]
) -> Record:
    return Record(
        node,
        [element.outcome for element in elements],
        children=tuple(children),
        source=source,
        parts=dict(enumerate(elements)),
    )
