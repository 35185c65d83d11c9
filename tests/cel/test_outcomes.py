"""Folding is sound: what a condition comes to on any data is among what it was said to come to."""

from collections import Counter
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from thorough import examples

from checker.cel.check.issue import Level
from checker.cel.compile.compile import Compiler
from checker.cel.outcomes.outcome import Outcome, junction
from checker.linting.conditions import analysis
from checker.parse import document
from checker.policy.inspect import inspect
from checker.policy.slots import Entry
from checker.values import CelError

CLASSES = ["public", "internal", "confidential", "restricted", "secret"]
NOWHERE = document.parse("p.yaml", b"{}").positions
PARAMS = {"n": 1, "most": 2, "classes": ["secret", "public"], "none": [], "on": True}

_class = st.sampled_from(CLASSES).map(lambda each: f'"{each}"')
_number = st.sampled_from(["-1", "0", "1", "2", "params.n", "params.most"])
_count = st.sampled_from(
    ["data.records", "data.bytes", "size(vendor.clients)", "vendor.clients.size()", "variables.v"]
)
_order = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
_atom = st.one_of(
    st.builds("data.classification {} {}".format, st.sampled_from(["==", "!="]), _class),
    st.builds(
        "{}data.classification in {}".format,
        st.sampled_from(["", "!"]).map(lambda sign: sign and "!! "),
        st.sampled_from(["params.classes", "params.none", str(CLASSES).replace("'", '"'), "[]"]),
    ),
    st.builds("({} {} {})".format, _count, _order, st.one_of(_number, _count)),
    st.builds("({} {} {})".format, _number, _order, _count),
    st.builds("{} {} {}".format, _number, _order, _number),
    st.sampled_from(
        [
            "has(data.records)",
            "has(data.classification)",
            "has(vendor.clients)",
            "has(data.category)",
            '"records" in data',
            "has(data.records) && data.records > 1",
            "!has(data.bytes) || data.bytes == data.records",
            "cel.bind(r, data.records, has(data.bytes) || r == 2)",
            "cel.bind(r, data.records, has(data.records) && r < 1)",
            "cel.bind(v, vendor.clients.size(), v < 0 || v > params.n)",
            "(has(data.records) ? data.records : params.n) > 0",
            'vendor.clients.filter(c, has(c.since)).all(c, c.since == "2031")',
            "vendor.clients.map(c, c.since).size() > 0",
            "[data.records, data.bytes].max() > 1",
            "vendor.id.size() > -1",
            "dyn(data.records) && true",
            "data.records - data.bytes < 1",
            "data.special_category",
            "params.on",
            "true",
            "false",
            "1 / 0 == 1",
            "data.records / params.n == 1",
            "params.classes[5] == 'a'",
            "variables.c",
            'vendor.id.startsWith("a")',
            'vendor.id == "a"',
            "vendor.id == data.id",
            "data.id == vendor.id",
            "params.classes.all(c, c == data.classification)",
            "params.none.exists(c, c == data.classification)",
            "vendor.clients.exists(c, c.client == vendor.id)",
            'vendor.clients.exists(c, c.client == "a" && c.client == "b")',
            'vendor.clients.all(c, c.client == "a" || c.segregation != c.segregation)',
            'vendor.clients.exists_one(c, c.segregation == "none" && has(c.since))',
            "vendor.clients.all(c, has(c.segregation))",
            'vendor.clients.filter(c, c.client == "a").size() > 0',
        ]
    ),
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
        inner.map("!({})".format),
        st.builds("cel.bind(b, {}, {} || b)".format, inner, inner),
        inner.map("vendor.clients.all(k, {})".format),
        inner.map("vendor.clients.exists(k, {})".format),
    )


CONDITIONS = st.recursive(_atom, _compound, max_leaves=6)

_CLIENTS = st.lists(
    st.fixed_dictionaries(
        {"client": st.sampled_from("ab")},
        optional={"segregation": st.sampled_from(["none", "logical"]), "since": st.just("2031")},
    ),
    max_size=2,
)
_DATA = st.fixed_dictionaries(
    {"id": st.sampled_from("ab"), "category": st.just("health")},
    optional={
        "classification": st.sampled_from(CLASSES),
        "records": st.integers(0, 3),
        "bytes": st.integers(0, 3),
        "special_category": st.booleans(),
    },
)
_VENDOR = st.fixed_dictionaries({"id": st.sampled_from("ab")}, optional={"clients": _CLIENTS})


def policy_of(when: str, require: str, variable: str) -> dict[str, Any]:
    return {
        "for": "data",
        "params": PARAMS,
        "variables": {"v": "data.records", "c": variable},
        "when": when,
        "require": require,
        "message": "m",
    }


def outcome(compiled: Any, compiler: Compiler, roots: list[Any]) -> Outcome:
    frame = compiler.frame()
    frame[1:4] = roots
    try:
        value = compiled(frame)
    except CelError:
        return Outcome.ERROR
    except KeyError:
        return Outcome.MISSING
    return Outcome.TRUE if value is True else Outcome.FALSE if value is False else Outcome.ERROR


@example(
    "(has(data.records) && has(data.records))",
    "(!has(data.bytes) || !has(data.bytes))",
    "params.on",
    [({"id": "a"}, {"id": "a", "category": "health", **rest}) for rest in ({}, {"bytes": 1})],
)
@given(CONDITIONS, CONDITIONS, _atom, st.lists(st.tuples(_VENDOR, _DATA), min_size=3, max_size=6))
@examples(400)
def test_no_outcome_happens_that_was_ruled_out(
    when: str, require: str, variable: str, data: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    variable = "has(data.bytes)" if "variables.c" in variable else variable
    inspected = inspect(Entry((), policy_of(when, require, variable), PARAMS), NOWHERE)
    if any(each.level is Level.ERROR for one in inspected for each in one.issues):
        return
    parsed = [(one, one.expression) for one in inspected if one.expression is not None]
    for analysed in (analysis(parsed, PARAMS), analysis(parsed, None)):
        slots = {one.slot.path[-1]: (one.slot, tree) for one, tree in parsed}
        said = {}
        for name in ("when", "require", "c"):
            folding, scope = analysed[f"{name}@0"]
            said[name] = folding.outcomes(slots[name][1].root, scope)
        compiler = Compiler(("vendor", "data", "params"))
        for name in ("v", "c"):
            compiler.variable(name, slots[name][1])
        compiled = {name: compiler.compile(slots[name][1]) for name in said}
        for vendor, element in data:
            roots = [vendor, element, PARAMS]
            seen = {name: outcome(each, compiler, roots) for name, each in compiled.items()}
            assert seen["when"] in said["when"]
            if seen["when"] is Outcome.TRUE:
                assert seen["require"] in said["require"]
                assert seen["c"] in said["c"]


def test_a_junction_comes_to_what_its_operands_can() -> None:
    true, false, missing = (
        frozenset({each}) for each in (Outcome.TRUE, Outcome.FALSE, Outcome.MISSING)
    )
    seen = Counter(
        {
            "false decides": junction([false, missing], decisive=Outcome.FALSE) == false,
            "true needs all": junction([true, missing | true], decisive=Outcome.FALSE)
            == missing | true,
            "true decides": junction([true, false], decisive=Outcome.TRUE) == true,
            "false needs all": junction([false, missing], decisive=Outcome.TRUE) == missing,
        }
    )

    assert seen == Counter(dict.fromkeys(seen, 1))
