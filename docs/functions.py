"""Writes docs/functions.md from the declarations; tests/cel/test_page.py holds it to them.

usage: make docs, or python docs/functions.py
"""

import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checker.cel.functions.declare import signature  # noqa: E402
from checker.cel.functions.location_index import MODULES  # noqa: E402
from checker.cel.functions.table import FUNCTIONS  # noqa: E402
from checker.cel.overload import Overload  # noqa: E402
from checker.cel.traits import Gap  # noqa: E402

PAGE = REPOSITORY / "docs/functions.md"

OPENING = """\
# Functions

Generated from [checker/cel/functions/](../checker/cel/functions) by `make docs`: change those,
not this page. The examples are executed by the tests.

Conditions are written in [CEL](https://github.com/google/cel-spec/blob/master/doc/langdef.md).
Its operators, macros and functions are below, with those of its extensions that other engines
have under the same names (strings, math, lists, sets), those of Kubernetes for text and lists,
and those of vendorgate for moments and deadlines. Values are bool, int (64 bits), double, string,
list, map, timestamp, duration and null; there are no uint and no bytes.

**Missing.** A field that is not recorded has no value. An operator or a function with an operand
that is missing is missing itself; what a missing condition does to a verdict, and which parts do
not matter (`false && missing` is false), is in [verdicts](verdicts.md). Where a function is
missing although all of its arguments are there, its entry says so. An error outranks missing.

**Errors.** Values of other types than those in a signature, integers beyond 64 bits, and texts
and lists longer than 1,000,000 end in an error: the verdict is `error`, never `pass`. `vendorgate
lint` finds wrong types before a run.

**Cost.** One evaluation has a budget of 1,000,000 units. Each step of a macro and each call takes
at least one; the entries say when a call takes more.

"""


class Form(NamedTuple):
    """An operator or a macro, with an example and the value that it has."""

    form: str
    meaning: str
    example: str
    value: str


OPERATORS = (
    Form(
        "a && b",
        "both; false as soon as one is false, whatever the other is",
        "false && 1 / 0 > 0",
        "false",
    ),
    Form(
        "a || b",
        "at least one; true as soon as one is true, whatever the other is",
        "true || 1 / 0 > 0",
        "true",
    ),
    Form(
        "!a",
        "the contrary of a bool; two marks in a row cancel out",
        "!(1 in [2, 3])",
        "true",
    ),
    Form(
        "c ? a : b",
        "a where c is true, b where it is false; the other is not looked at",
        "2 > 1 ? 'yes' : 'no'",
        "'yes'",
    ),
    Form(
        "a == b",
        "equal; values of different types are not, but an int may equal a double",
        "[1, 2] == [1.0, 2.0]",
        "true",
    ),
    Form(
        "a != b",
        "not equal",
        "'EU' != 'eu'",
        "true",
    ),
    Form(
        "a < b",
        "less; also `<=`, `>`, `>=`: of numbers, strings, bools, timestamps, durations",
        "1 < 1.5",
        "true",
    ),
    Form(
        "a in b",
        "among the elements of a list, or the keys of a map",
        "'DE' in ['DE', 'FR']",
        "true",
    ),
    Form(
        "a + b",
        "numbers of one type, strings, lists, timestamps and durations",
        "[1] + [2]",
        "[1, 2]",
    ),
    Form(
        "a - b",
        "numbers of one type, timestamps and durations; `-a` of a number",
        "timestamp('2031-01-02T00:00:00Z') - timestamp('2031-01-01T00:00:00Z')",
        "duration('24h')",
    ),
    Form(
        "a * b",
        "numbers of one type",
        "2.5 * 2.0",
        "5.0",
    ),
    Form(
        "a / b",
        "numbers of one type; of ints toward zero, and by 0 an error",
        "-7 / 2",
        "-3",
    ),
    Form(
        "a % b",
        "the rest of a division of ints, with the sign of `a`",
        "-7 % 2",
        "-1",
    ),
    Form(
        "a.b",
        "the field of a map; missing where it is not there",
        "{'b': 1}.b",
        "1",
    ),
    Form(
        "a[b]",
        "the entry of a map (missing where it is not there), or of a list (else an error)",
        "['x', 'y'][1]",
        "'y'",
    ),
)

MACROS = (
    Form(
        "has(a.b)",
        "whether the field is there",
        "has({'b': 1}.c)",
        "false",
    ),
    Form(
        "list.all(x, condition)",
        "whether it holds for every element; for none at all it does",
        "[1, 2].all(x, x > 0)",
        "true",
    ),
    Form(
        "list.all(i, x, condition)",
        "the same, with the position",
        "[1, 2].all(i, x, x == i + 1)",
        "true",
    ),
    Form(
        "list.exists(x, condition)",
        "whether it holds for some element; also with the position",
        "[1, 2].exists(x, x > 1)",
        "true",
    ),
    Form(
        "list.exists_one(x, condition)",
        "whether it holds for exactly one; also `existsOne`, and with the position",
        "[1, 2].exists_one(x, x > 1)",
        "true",
    ),
    Form(
        "list.filter(x, condition)",
        "the elements for which it holds",
        "[1, 2, 3].filter(x, x != 2)",
        "[1, 3]",
    ),
    Form(
        "list.map(x, value)",
        "a value for each element",
        "[1, 2].map(x, x * 2)",
        "[2, 4]",
    ),
    Form(
        "list.map(x, condition, value)",
        "a value for each element for which the condition holds",
        "[1, 2].map(x, x > 1, x * 2)",
        "[4]",
    ),
    Form(
        "list.transformList(i, x, value)",
        "as `map`, with the position; also with a condition",
        "['a'].transformList(i, x, x + string(i))",
        "['a0']",
    ),
    Form(
        "list.sortBy(x, key)",
        "the elements in the order of their keys",
        "[3, 1].sortBy(x, x)",
        "[1, 3]",
    ),
    Form(
        "cel.bind(name, value, body)",
        "the body, in which the name stands for the value",
        "cel.bind(n, 2, n * n)",
        "4",
    ),
)

KUBERNETES = """\
## What Kubernetes users will look for

The [libraries of Kubernetes](https://kubernetes.io/docs/reference/using-api/cel/), and what became
of each here.

| library | here |
|---|---|
"""

LIBRARIES = (
    (
        "standard functions and macros",
        "the same, without `uint` and `bytes`: inventories are YAML, which has neither",
    ),
    (
        "cross-type comparison of numbers",
        "the same",
    ),
    (
        (
            "strings (`charAt`, `indexOf`, `join`, `lowerAscii`, `replace`, `split`, `substring`,"
            " `trim`, …)"
        ),
        "the same, with `format`, `reverse` and `strings.quote` of cel-go",
    ),
    (
        "lists (`isSorted`, `sum`, `min`, `max`, `indexOf`, `lastIndexOf`)",
        "the same; also `distinct`, `flatten`, `slice`, `sort`, `sortBy`, `reverse` of cel-go",
    ),
    (
        "sets (`sets.contains`, `sets.equivalent`, `sets.intersects`)",
        "the same",
    ),
    (
        "regex (`find`, `findAll`)",
        "the same; patterns are those of RE2",
    ),
    (
        "two-variable comprehensions",
        (
            "`all`, `exists`, `existsOne`, `transformList`; no `transformMap`: a condition asks, "
            "it builds no maps"
        ),
    ),
    (
        "URL (`url`, `isURL`, `getScheme`, `getHost`, `getHostname`, `getPort`)",
        (
            "under the same names; `url` hands on the text, there is no type of URLs. No "
            "`getEscapedPath` and no `getQuery`: nothing in an inventory hangs on them; `find` "
            "reaches them"
        ),
    ),
    (
        "optional (`.?`, `[?`, `optional.of`, `orValue`)",
        (
            "not there: a field that is not recorded makes the verdict `unknown`, and that is the"
            " point; `has(x.y)` where absence is an answer, and `on_missing` for a whole policy"
        ),
    ),
    (
        "IP address (`ip`, `isIP`, …), CIDR (`cidr`, `isCIDR`, …)",
        (
            "not there: no field of an inventory is an IP address. Of a field of "
            "your own, `matches`"
            " tests the form"
        ),
    ),
    (
        "quantity (`quantity`, `isQuantity`, …)",
        (
            "not there: `500m` and `1Gi` are units of resources of a cluster; amounts in an "
            "inventory are numbers with the unit in the name of the field"
        ),
    ),
    (
        "semver (`semver`, `isSemver`, …)",
        "not there: no field of an inventory is a semantic version",
    ),
    (
        "format library (`format.dns1123Label().validate(…)`, …)",
        (
            "not there: it names forms of objects of a cluster. The forms of countries, days, "
            "LEIs and zones are checked when the inventory is read"
        ),
    ),
    (
        "authorizer (`authorizer.path(…)`, …)",
        (
            "not there: there is no API server to ask; a verdict depends on the inventory, the "
            "policies and the moment alone"
        ),
    ),
    (
        "JSON patch, `object.…` types",
        "not there: policies change nothing",
    ),
    (
        'durations of days (`duration("30d")`)',
        (
            "not there, as in CEL; a limit in words has days, months and business days: "
            '`within(a, b, "30 days")`'
        ),
    ),
)

CHAPTERS = {
    "matching": "Search in text",
    "strings": "Text",
    "format": "Text with values in it",
    "quote": "Text as a literal",
    "urls": "URLs",
    "lists": "Lists",
    "aggregates": "Lists of values that have an order",
    "sets": "Lists as sets",
    "moments": "Moments",
    "deadlines": "Deadlines",
    "readable": "Time in words",
    "calendar": "Parts of timestamps and durations",
    "numbers": "Numbers",
    "bits": "Bits",
    "bounds": "Numbers with bounds",
    "conversions": "Conversions, types and sizes",
}
_EXAMPLE = re.compile(r"^    (\S.*?)  // (.+)$")
_GAPS = {
    Gap.NEVER: "",
    Gap.VAGUE: "a date is too coarse for the question, or a calendar is not recorded",
    Gap.EMPTY: "the list is empty",
}


def page() -> str:
    """The whole page."""
    return "".join(
        (
            OPENING,
            *_forms("Operators", OPERATORS),
            *_forms("Macros", MACROS),
            *_chapters(),
            KUBERNETES,
            *(f"| {name} | {here} |\n" for name, here in LIBRARIES),
        )
    )


def _forms(heading: str, forms: Sequence[Form]) -> Iterator[str]:
    yield f"## {heading}\n\n| form | meaning | example | value |\n|---|---|---|---|\n"
    for form in forms:
        cells = (_code(form.form), form.meaning, _code(form.example), _code(form.value))
        yield f"| {' | '.join(cells)} |\n"
    yield "\n"


def _chapters() -> Iterator[str]:
    for module, heading in CHAPTERS.items():
        yield f"## {heading}\n\n"
        for overloads in _functions(module):
            yield from _function(overloads)


def _functions(module: str) -> Iterator[list[tuple[str, Overload]]]:
    """The functions of a module, each with its overloads: one implementation is one function."""
    found: dict[str, list[tuple[str, Overload]]] = {}
    for name, modules in MODULES.items():
        if module in modules:
            for overload in FUNCTIONS[name]:
                if overload.implementation.__module__.endswith(f".{module}"):
                    document = inspect.getdoc(overload.implementation) or ""
                    found.setdefault(document, []).append((name, overload))
    yield from sorted(found.values(), key=lambda overloads: overloads[0][0].lower())


def _function(overloads: Sequence[tuple[str, Overload]]) -> Iterator[str]:
    name, first = overloads[0]
    document = inspect.getdoc(first.implementation) or ""
    signatures = [signature(each, overload) for each, overload in overloads]
    lines = document.splitlines()
    examples = [found for line in lines if (found := _EXAMPLE.match(line))]
    prose = [line for line in lines if line.strip() not in signatures and not _EXAMPLE.match(line)]
    yield f"### `{name}`\n\n"
    yield re.sub(r"\n{3,}", "\n\n", "\n".join(prose)).strip() + "\n\n"
    yield "```\n" + "".join(f"{each}\n" for each in signatures) + "```\n\n"
    yield "| example | value |\n|---|---|\n"
    yield from (f"| {_code(found[1])} | {_code(found[2])} |\n" for found in examples)
    yield f"\n{_traits([overload for _, overload in overloads])}\n\n"


def _traits(overloads: Sequence[Overload]) -> str:
    """One line: what a call takes of the budget, and when it comes to no value."""
    costs = dict.fromkeys(_cost(overload) for overload in overloads)
    gaps = dict.fromkeys(_GAPS[overload.traits.gap] for overload in overloads)
    error = "never" if all(overload.traits.total for overload in overloads) else "see above"
    missing = "; ".join(gap for gap in gaps if gap) or "only if an argument is"
    return f"Cost: {'; or '.join(costs)}. Error: {error}. Missing: {missing}."


def _cost(overload: Overload) -> str:
    if overload.cost is None:
        return "1"
    document = (inspect.getdoc(overload.cost) or "").partition("\n")[0].rstrip(".")
    if not document:
        raise SystemExit(f"the cost of {overload.id} has no docstring")
    return document[:1].lower() + document[1:]


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    escaped = text.replace("|", "\\|")
    return f"{fence}{escaped}{fence}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
