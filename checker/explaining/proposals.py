"""Ways: what would turn a condition, read backwards from the records that decided it.

Each way is only a proposal. It is right in the clause that it was made for; whether the whole
policy then passes is found out by deciding again.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from checker.cel import operators
from checker.cel.functions.meanings import meanings_of
from checker.cel.syntax import And, Call, Comprehension, Has, Macro, Operation, Or
from checker.cel.trace.dependencies import deciding, dependencies_of
from checker.cel.trace.record import Aspect, Path, Record
from checker.cel.traits import Meaning
from checker.explaining import shape
from checker.explaining.bounds import Side, beyond, reach
from checker.explaining.change import Change, Edit
from checker.explaining.moments import dated
from checker.explaining.plan import Plan, any_of, every
from checker.explaining.shape import Address
from checker.explaining.target import Find, given, is_name, operands_of, settled, target
from checker.explaining.words import word
from checker.time.text import format_timestamp, parse_timestamp
from checker.values import CelError

_MOST_OPTIONS = 12
_FEW_OPTIONS = 6
"""Options that are tried, of more than anybody would read."""

_NOTHING: Final[tuple[Any, ...]] = (None, [], {}, "")

_SIDES: Final = {"<": Side.AT_MOST, "<=": Side.AT_MOST, ">": Side.AT_LEAST, ">=": Side.AT_LEAST}


Fact: TypeAlias = Callable[[Path, bool], list[Plan] | None]
"""From a path of CEL's variables to the plans that make the fact there so; None for a record."""


class Proposals:
    """The ways of records that share others: each is asked for only once."""

    def __init__(self, find: Find, fact: Fact, *, adding: bool = False) -> None:
        self._find = find
        self._fact = fact
        self._adding = adding
        self._known: dict[tuple[int, bool], list[Plan]] = {}

    def to(self, record: Record, *, want: bool) -> list[Plan]:
        """Plans that would bring a condition to the outcome that is wanted, the cheapest first."""
        key = id(record), want
        if key not in self._known:
            self._known[key] = [()] if record.outcome is want else self._turning(record, want=want)
        return self._known[key]

    def _turning(self, record: Record, *, want: bool) -> list[Plan]:
        record, find = settled(record), self._find
        path = target(record)
        match record.node:
            case Has():
                return _recorded(record, find) if want else []
            case _ if path is not None:
                plans = self._fact(path, want)
                return choice(find(path), (want,)) if plans is None else plans
            case And(operands=operands) | Or(operands=operands):
                all_of = isinstance(record.node, And) is want
                if all_of and len(record.children) < len(operands):
                    return []
                return self._junction(record, want=want, all_of=all_of)
            case Comprehension(macro=Macro.ALL | Macro.EXISTS as macro) if record.source:
                plans = self._junction(record, want=want, all_of=(macro is Macro.ALL) is want)
                more = self._adding and want and macro is Macro.EXISTS
                return [*self._another(record.source, want=want), *plans] if more else plans
            case Operation(operator="!"):
                return self.to(record.children[0], want=not want)
            case Operation(operator=sign, operands=(_, _)) if len(operands_of(record)) == 2:
                return _comparison(sign, operands_of(record), find, want=want)
            case Call(function=function) if want and _is_within(function, operands_of(record)):
                return _within(operands_of(record), find)
            case Call() if not _secret(record, find):
                return dated(record, find, want=want)
            case _:
                return []

    def _another(self, source: Record, *, want: bool) -> list[Plan]:
        """The plan that adds a record to a list, of which is yet to be said what it is."""
        path = target(source)
        # Nobody adds to a fact: it follows from records.
        if path is None or self._fact(path, want) is not None or source.failed:
            return []
        document, where, *_ = self._find(path)
        return [(Change(document, where, Edit.ADD, ({},)),)]

    def _junction(self, record: Record, *, want: bool, all_of: bool) -> list[Plan]:
        plans = [self.to(child, want=want) for child in record.children]
        return every(plans) if all_of else any_of(plans)


def _is_within(function: str, operands: Sequence[Record]) -> bool:
    return Meaning.WITHIN in meanings_of(function) and len(operands) == 3


def unrecorded(record: Record, find: Find) -> list[Plan]:
    """Plans that record what a record lacks, whatever it is used for."""
    plans: list[Plan] = []
    for dependency in deciding(record):
        if dependency.aspect is Aspect.ABSENT:
            address = find(dependency.path)
            plans += choice(address, shape.choices(address)) or _any(address)
    return plans


def choice(address: Address, options: Sequence[Any]) -> list[Plan]:
    """The plan that sets a value to one of the options, as far as it may have them."""
    document, path, *_ = address
    if is_name(address) or shape.sensitive(address):
        return []
    # Nothing is not proposed: to say that there is none is a statement that nobody made.
    allowed = tuple(
        each for each in options if each not in _NOTHING and shape.allows(address, each)
    )
    others = len(allowed) > _MOST_OPTIONS
    few = allowed[:_FEW_OPTIONS] if others else allowed
    return [(Change(document, path, Edit.SET, few, others=others),)] if few else []


def _any(address: Address) -> list[Plan]:
    """The plan that records a text, be it which it may."""
    document, path, *_ = address
    texts = shape.samples(address)
    return [(Change(document, path, Edit.SET, texts, free=True),)] if texts else []


def _recorded(record: Record, find: Find) -> list[Plan]:
    """The plan that makes something stand where `has` looked."""
    path = target(record)
    match record.node, record.source:
        case Has(field=field), Record(path=(*above,)):
            path = (*above, field)
    if path is None:
        return []
    address = find(path)
    return choice(address, shape.choices(address)) or _any(address)


def _comparison(sign: str, children: Sequence[Record], find: Find, *, want: bool) -> list[Plan]:
    left, right = children
    match sign:
        case "==" | "!=":
            equal = (sign == "==") is want
            return any_of(
                _equal(moved, still, find, want=equal)
                for moved, still in ((left, right), (right, left))
            )
        case "in":
            return _member(left, right, find, want=want)
        case "<" | "<=" | ">" | ">=":
            side = _SIDES[sign] if want else _SIDES[sign].other
            strict = (sign in {"<", ">"}) is want
            return any_of(
                (
                    _bounded(left, side, right, find, strict=strict),
                    _bounded(right, side.other, left, find, strict=strict),
                )
            )
        case _:
            return []


def _bounded(record: Record, side: Side, bound: Record, find: Find, *, strict: bool) -> list[Plan]:
    if bound.failed or _secret(bound, find):
        return []
    value = beyond(bound.outcome, side) if strict else bound.outcome
    return [] if value is None else reach(record, side, value, find)


def _secret(record: Record, find: Find) -> bool:
    """Return whether saying a value would tell something sensitive."""
    return any(shape.sensitive(find(dependency.path)) for dependency in dependencies_of(record))


def _equal(record: Record, other: Record, find: Find, *, want: bool) -> list[Plan]:
    path = target(record)
    if path is None or not given(other):
        return []
    address = find(path)
    if want:
        return choice(address, (other.outcome,))
    return choice(address, _but(shape.choices(address), [other.outcome])) or _unnamed(
        record, address
    )


def _member(item: Record, container: Record, find: Find, *, want: bool) -> list[Plan]:
    path = target(item)
    if path is not None and given(container) and isinstance(container.outcome, list | dict):
        address, among = find(path), list(container.outcome)
        if want:
            return choice(address, among)
        return choice(address, _but(shape.choices(address), among)) or _unnamed(item, address)
    place = target(container)
    if place is None or not given(item) or not isinstance(container.outcome, list):
        return []
    address = find(place)
    document, where, *_ = address
    if shape.sensitive(address):
        return []
    if want:
        return [(Change(document, where, Edit.ADD, (item.outcome,)),)]
    gone = tuple(
        index
        for index, each in enumerate(container.outcome)
        if operators.equals(each, item.outcome)
    )
    return [(Change(document, where, Edit.DROP, (gone,), word(item.outcome)),)]


def _but(values: Sequence[Any], refused: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(each for each in values if each not in refused)


def _unnamed(record: Record, address: Address) -> list[Plan]:
    """Changes for a value that is missing and must not be a certain text: any other will do."""
    return _any(address) if record.failed else []


def _within(children: Sequence[Record], find: Find) -> list[Plan]:
    """Changes of `within(start, end, limit)`: the end can be earlier."""
    start, end, length = (child.outcome for child in children)
    last = _after(start, length)
    if last is None or any(_secret(child, find) for child in children):
        return []
    took = _between(start, end)
    context = "" if took is None else f"{word(took)}, at most {word(length)}"
    return reach(children[1], Side.AT_MOST, last, find, context)


def _after(start: Any, length: Any) -> str | None:
    try:
        return format_timestamp(operators.add(parse_timestamp(start), length))
    except (CelError, TypeError):
        return None


def _between(start: Any, end: Any) -> Any:
    try:
        return operators.subtract(parse_timestamp(end), parse_timestamp(start))
    except (CelError, TypeError):
        return None
