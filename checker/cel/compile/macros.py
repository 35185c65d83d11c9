"""Source of the comprehensions: all, exists, exists_one, filter, map, sortBy, and cel.bind.

The variable of a comprehension is a local variable that a `for` statement assigns.
"""

from collections.abc import Sequence

from checker.cel.compile.body import Body
from checker.cel.compile.lookup import WORTH_AN_INDEX
from checker.cel.compile.source import Code, Write
from checker.record import NamedTuple


class Loop(NamedTuple):
    """The elements that a comprehension goes over.

    Attributes:
        among: the name of their list.
        target: the variable or two that a `for` statement assigns.
    """

    among: str
    target: str


class Search(NamedTuple):
    """A field that only some elements of a long list have the right value in.

    Attributes:
        wanted: the value that the field must equal; reading it costs nothing.
    """

    field: str
    wanted: Write


def loop(body: Body, source: Code, variables: Sequence[str]) -> Loop:
    """A loop over the elements of a list or the keys of a map; of two variables over pairs."""
    among = body.local(source.text)
    if len(variables) == 1:
        body.write(f"if type({among}) is not list: {among} = elements({among})")
    else:
        body.write(f"{among} = pairs({among})")
    return Loop(among, ", ".join(variables))


def quantifier(body: Body, over: Loop, predicate: Write, *, decisive: bool) -> Code:
    """`all` (decided by a false) or `exists` (decided by a true); a decisive element absorbs."""
    holds, rest, failures = body.local(f"{decisive}"), body.source.name(), body.local("None")
    body.write(f"{rest} = iter({over.among})")
    with body.block(f"for {over.target} in {rest}:"):
        _ask(body, predicate, failures, decisive=decisive)
    _undecided(body, over, holds, failures, decisive=decisive)
    with body.block(f"if {holds if decisive else f'not {holds}'}:"):
        body.spend(f"len({over.among}) - left_of({rest})")
    return Code(holds, boolean=True, settled=True)


def exists_where(body: Body, over: Loop, predicate: Write, search: Search) -> Code:
    """`exists`, asking only the elements at some places: elsewhere the predicate is false."""
    holds, rest, failures = body.local("True"), body.source.name(), body.local("None")
    asked, found = body.local(over.among), body.local("None")
    with body.block(f"if len({over.among}) >= {WORTH_AN_INDEX}:"):
        wanted = body.local("None")
        with body.block("try:"):
            body.write(f"{wanted} = {search.wanted().text}")
        with body.block("except FAILURE:"):
            body.write("pass")
        body.write(
            f"{found} = {body.source.made(f'places({search.field!r})')}({over.among}, {wanted})"
        )
        body.write(f"if {found} is not None: {asked} = [{over.among}[place] for place in {found}]")
    body.write(f"{rest} = iter({asked})")
    with body.block(f"for {over.target} in {rest}:"):
        _ask(body, predicate, failures, decisive=True)
    _undecided(body, over, holds, failures, decisive=True)
    with body.block(f"if {holds}:"):
        count = body.local(f"len({asked}) - left_of({rest})")
        body.spend(f"{count} if {found} is None else {found}[{count} - 1] + 1")
    return Code(holds, boolean=True, settled=True)


def _ask(body: Body, predicate: Write, failures: str, *, decisive: bool) -> None:
    """Ask one element; one that decides ends the loop."""
    where = f"the predicate of {'exists' if decisive else 'all'}"
    with body.block("try:"):
        value = predicate()
        if value.boolean:
            body.write(f"if {value.text if decisive else f'not {value.text}'}: break")
        else:
            name = body.named(value)
            body.write(f"if {name} is {decisive}: break")
            body.write(
                f"if {name} is not {not decisive}:"
                f" {failures} = caught({failures}, not_bool({name}, {where!r}))"
            )
    with body.block("except FAILURE as raised:"):
        body.write(f"{failures} = caught({failures}, raised)")


def _undecided(body: Body, over: Loop, holds: str, failures: str, *, decisive: bool) -> None:
    """Write the end of a loop that no element ended."""
    with body.block("else:"):
        body.spend(f"len({over.among})")
        body.write(f"if {failures}: raise {failures}.pop()")
        body.write(f"{holds} = {not decisive}")


def exactly_one(body: Body, over: Loop, predicate: Write) -> Code:
    """`exists_one`: the predicate must have a value for every element."""
    chosen = _collected(body, over, None, predicate, "the predicate of exists_one")
    return Code(f"(len({chosen}) == 1)", boolean=True)


def filtered(body: Body, over: Loop, predicate: Write, element: str) -> Code:
    """`filter`: the elements, or keys, for which the predicate is true."""
    element_of = Code(element, settled=True)
    found = _collected(body, over, lambda: element_of, predicate, "the predicate of filter")
    return Code(found, settled=True)


def mapped(body: Body, over: Loop, value: Write, condition: Write | None) -> Code:
    """`map`, of all elements or of those that the condition chooses."""
    found = _collected(body, over, value, condition, "the condition of map")
    return Code(found, settled=True)


def sorted_by(body: Body, source: Code, variable: str, key: Write) -> Code:
    """`sortBy`: the elements of a list in the order of their keys, equal ones as they were."""
    among = body.settle(source)
    body.write(f"if type({among}) is not list: raise sortable({among})")
    keys = _collected(body, Loop(among, variable), key, None, "")
    return Code(f"sort_by({among}, {keys})")


def _collected(
    body: Body, over: Loop, value: Write | None, condition: Write | None, where: str
) -> str:
    """The values for the elements that a condition chooses; an error outranks a missing value.

    Args:
        value: None where only the number of elements matters.
        where: of the condition, for an error that says that it is no bool.
    """
    found, missing = body.local("[]"), body.local("None")
    body.spend(f"len({over.among})")
    with body.block(f"for {over.target} in {over.among}:"):
        with body.block("try:"):
            _collect(body, found, value, condition, where)
        with body.block("except KeyError as raised:"):
            body.write(f"{missing} = caught({missing}, raised)")
    body.write(f"if {missing}: raise {missing}.pop()")
    return found


def _collect(
    body: Body, found: str, value: Write | None, condition: Write | None, where: str
) -> None:
    if condition is not None:
        chooses = condition()
        name = body.settle(chooses)
        if not chooses.boolean:
            body.write(f"if type({name}) is not bool: raise not_bool({name}, {where!r})")
        with body.block(f"if {name}:"):
            body.write(f"{found}.append({'None' if value is None else value().text})")
    elif value is not None:
        body.write(f"{found}.append({value().text})")
