"""Random conditions and data over a small model of a vendor, for laws that hold for all."""

from typing import Any

from hypothesis import strategies as st

KINDS = ("pii", "code", "public")


def _record(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A map that now and then lacks one of its fields."""
    absent = st.sampled_from([*fields, *(None,) * 3 * len(fields)])
    return st.builds(_without, absent, st.fixed_dictionaries(fields))


def _without(absent: str | None, record: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in record.items() if field != absent}


def _often(likely: st.SearchStrategy[Any], odd: Any) -> st.SearchStrategy[Any]:
    return st.one_of(*[likely] * 9, st.just(odd))


NUMBERS = st.one_of(st.integers(-2, 4), st.sampled_from([0.0, 0.5, 3.0]))
ITEMS = _record(
    kind=st.sampled_from(KINDS),
    n=NUMBERS,
    ok=_often(st.booleans(), 1),
    enc=_often(_record(at_rest=st.booleans(), alg=st.sampled_from(["aes", ""])), "none"),
    tags=st.lists(st.sampled_from(KINDS), max_size=3),
)
VENDORS = _record(
    name=_often(st.sampled_from(["acme", "b", ""]), 7),
    score=_often(NUMBERS, None),
    ok=_often(st.booleans(), "yes"),
    dpo=_often(_record(email=st.sampled_from(["a@b", ""]), ok=st.booleans()), []),
    data=_often(st.lists(ITEMS, min_size=1, max_size=4), {}),
    sizes=st.lists(NUMBERS, min_size=1, max_size=4),
)

_FIELDS = {
    "bool": ("ok", "enc.at_rest"),
    "number": ("n",),
    "string": ("kind", "enc.alg"),
    "strings": ("tags",),
}
_VENDOR_FIELDS = {
    "bool": ("vendor.ok", "vendor.dpo.ok"),
    "number": ("vendor.score", "vendor.data[0].n", "vendor.sizes[1]"),
    "string": ("vendor.name", "vendor.dpo.email", "vendor.data[1].kind"),
    "strings": ("params.kinds",),
}
_HAS = ("vendor.dpo", "vendor.dpo.email", "vendor.data", "vendor.score", "vendor.name.x")


class _Writer:
    """Writes one expression; `draw` chooses, `items` are the local variables that hold items."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.names = 0

    def of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def fresh(self) -> str:
        self.names += 1
        return f"v{self.names}"

    def field(self, sort: str, items: tuple[str, ...]) -> str:
        own = tuple(f"{item}.{field}" for item in items for field in _FIELDS[sort])
        return str(self.of(*own, *own, *_VENDOR_FIELDS[sort]))

    def bool(self, depth: int, items: tuple[str, ...] = ()) -> str:
        if depth == 0:
            return self.atom(items)
        form = self.of(
            "&&", "||", "!", "?", "has", "<", "in", "macro", "macro", "atom", "bind", "=="
        )
        match form:
            case "&&" | "||":
                count = self.of(2, 2, 3)
                parts = [self.bool(depth - 1, items) for _ in range(count)]
                return "(" + f" {form} ".join(parts) + ")"
            case "!":
                return f"!({self.bool(depth - 1, items)})"
            case "?":
                c, a, b = (self.bool(depth - 1, items) for _ in range(3))
                return f"({c} ? {a} : {b})"
            case "has":
                return self.has(items)
            case "<":
                sign = self.of("<", "<=", ">", ">=")
                return f"({self.number(depth - 1, items)} {sign} {self.number(depth - 1, items)})"
            case "==":
                sign = self.of("==", "!=")
                return f"({self.any(depth - 1, items)} {sign} {self.any(depth - 1, items)})"
            case "in":
                return f"({self.string(items)} in {self.strings(depth - 1, items)})"
            case "macro":
                name = self.of("all", "exists", "exists_one")
                source, body = self.loop(depth, items)
                return f"{source}.{name}({body})"
            case "bind":
                name = self.fresh()
                value = self.number(depth - 1, items)
                return f"cel.bind({name}, {value}, {name} > 1 || {self.bool(depth - 1, items)})"
            case _:
                return self.atom(items)

    def atom(self, items: tuple[str, ...]) -> str:
        form = self.of("field", "field", "==", "has", "literal", "variable", "key")
        match form:
            case "==":
                return f'({self.string(items)} == "{self.of(*KINDS)}")'
            case "has":
                return self.has(items)
            case "literal":
                return str(self.of("true", "false", "1"))
            case "variable":
                return "variables.fine"
            case "key":
                return f'("{self.of("score", "gone")}" in vendor)'
            case _:
                return self.field("bool", items)

    def has(self, items: tuple[str, ...]) -> str:
        own = tuple(f"{item}.{field}" for item in items for field in ("n", "enc.alg", "kind.x"))
        name = self.fresh()
        found = f"vendor.data.filter({name}, {name}.ok)[0].n"
        return f"has({self.of(*own, *own, *_HAS, found)})"

    def loop(self, depth: int, items: tuple[str, ...]) -> tuple[str, str]:
        """The source of a macro, and its variable with a condition."""
        name = self.fresh()
        form = self.of("items", "items", "items", "numbers", "strings", "keys", "two")
        match form:
            case "numbers":
                return self.numbers(depth - 1, items), f"{name}, {name} > {self.of(0, 1, 2)}"
            case "strings":
                return self.strings(depth - 1, items), f'{name}, {name} != "{self.of(*KINDS)}"'
            case "keys":
                return "vendor.dpo", f'{name}, {name} != "ok" && vendor.dpo[{name}] != ""'
            case "two":
                second = self.fresh()
                body = self.bool(depth - 1, (*items, second))
                return self.items(depth - 1, items), f"{name}, {second}, {name} > 0 && {body}"
            case _:
                body = self.bool(depth - 1, (*items, name))
                return self.items(depth - 1, items), f"{name}, {body}"

    def items(self, depth: int, items: tuple[str, ...]) -> str:
        form = (
            self.of("all", "filter", "literal", "chosen", "sorted", "variable")
            if depth > 0
            else "all"
        )
        name = self.fresh()
        match form:
            case "filter":
                body = self.bool(depth - 1, (*items, name))
                return f"{self.items(depth - 1, items)}.filter({name}, {body})"
            case "literal":
                return "[vendor.data[0], vendor.dpo]"
            case "chosen":
                return f"({self.bool(0, items)} ? vendor.data : {self.items(0, items)})"
            case "sorted":
                return f"{self.items(depth - 1, items)}.sortBy({name}, {name}.n)"
            case "variable":
                return "variables.named"
            case _:
                return "vendor.data"

    def numbers(self, depth: int, items: tuple[str, ...]) -> str:
        form = self.of("map", "sizes", "where", "sum") if depth > 0 else "sizes"
        name = self.fresh()
        match form:
            case "map":
                return f"{self.items(depth - 1, items)}.map({name}, {name}.n)"
            case "where":
                condition = self.bool(depth - 1, (*items, name))
                return f"{self.items(depth - 1, items)}.map({name}, {condition}, {name}.n)"
            case "sum":
                return f"(vendor.sizes + {self.numbers(depth - 1, items)})"
            case _:
                return "vendor.sizes"

    def strings(self, depth: int, items: tuple[str, ...]) -> str:
        form = self.of("map", "field", "literal") if depth > 0 else "field"
        name = self.fresh()
        match form:
            case "map":
                return f"{self.items(depth - 1, items)}.map({name}, {name}.kind)"
            case "literal":
                return f'["pii", {self.string(items)}]'
            case _:
                return self.field("strings", items)

    def number(self, depth: int, items: tuple[str, ...]) -> str:
        form = self.of("field", "literal", "size", "+", "last", "map") if depth > 0 else "field"
        match form:
            case "literal":
                return str(self.of("0", "1", "2.0"))
            case "size":
                return f"size({self.of(self.items, self.numbers, self.strings)(depth - 1, items)})"
            case "+":
                sign = self.of("+", "-", "*", "/")
                return f"({self.number(depth - 1, items)} {sign} {self.number(depth - 1, items)})"
            case "last":
                numbers = self.numbers(depth - 1, items)
                return f"{numbers}[size({numbers}) - 1]"
            case "map":
                number = self.number(depth - 1, items)
                return f'{{"a": {number}, "b": {self.number(depth - 1, items)}}}.a'
            case _:
                return self.field("number", items)

    def string(self, items: tuple[str, ...]) -> str:
        return str(self.of(self.field("string", items), self.field("string", items), '"pii"'))

    def any(self, depth: int, items: tuple[str, ...]) -> str:
        write = self.of(self.number, self.numbers, self.strings, self.items, None)
        return self.string(items) if write is None else str(write(depth, items))


@st.composite
def conditions(draw: Any, depth: int = 3) -> str:
    """The text of a condition: mostly of sense, now and then of the wrong type."""
    return _Writer(draw).bool(depth)


VARIABLES = {
    "named": 'vendor.data.filter(d, has(d.kind) && d.kind != "public")',
    "fine": "variables.named.all(d, d.ok)",
}
PARAMS = {"kinds": ["pii", "code"]}
