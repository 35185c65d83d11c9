"""Mutations of texts and of arguments, such as people, programs and attackers make."""

import random
import re
from collections.abc import Callable

SCALARS = (
    "", "~", "null", "true", "NO", "0", "-1", "90.0", "1e3", "1e400", "9223372036854775808",
    ".nan", ".inf", "0o17", "017", "2031-02-30", "2031-05-15", "24:00", "''", '""', "[]", "{}",
    "[[]]", "- x", "a: b", "*none", "&a x", "!!python/object:os.system x", "!x y", "|", ">-", "%",
    "@", "`", "\\", "?", '"\\u0000"', '"\\ud800"', '"\\x1b[2J"', "\u202e", "\ufeff", "\u00a0",
    "\U0001f600", "\x85", "\t", "none", "unknown", "UK", "EU", "Mars/X", "encrypted", "$ref",
    "__class__", "<<: *a", "x" * 300,
)  # fmt: skip
EXPRESSIONS = (
    "", "true", "1", "null", "(", ")", "vendor", "data", "data.x", "vendor.data[0]", "1 / 0",
    "now", "vendor.data.all(d, d.ok)", "has(vendor.data)", "'a'.matches('(')", "[1, 2][9]",
    "{'a': 1}.b", "timestamp('now')", "duration('x')", "size(vendor)", "a ? b : c", "x" * 200,
    "((((((((1))))))))", '"\\u00e9" == \'\\x41\'', "true // note", "!" * 40 + "true",
    "-" * 40 + "1", "variables.v", "inventory.vendors.map(v, v.id)",
    "portfolio.inventories.exists(i, i.id == 'x')", "params.a.b", "due('2031-05-15', '1 month')",
    "within(now, now, '0 days')", "lists.range(1000000)",
)  # fmt: skip
CHARACTERS = (
    "\0\t\n\r\x1b \"'#%&*,-.:<>?@[]`{|}~\x7f\x85\xa0\u2028\ud7ff\ufeff\ufffe\U0001f600äß0aZ"
)
ARGUMENTS = (
    "", "-", "--", "-o", "-o=json", "json", "table", "json=", "json=out.json", "json=inventories",
    "--as-of", "--as-of=2031-02-30", "--as-of=9999-12-31", "--as-of=0001-01-01", "now",
    "--select", "--vendor", "--fail-on", "critical", "urgent", "--jobs", "1", "-1", "--config",
    "vendorgate.yaml", "-p", "policies", "policies/own.yaml", "inventories", "inventories/a.yaml",
    "nowhere", ".", "-v", "-q", "--no-color", "--strict", "--coverage", "--threshold=50",
    "--equivalents", "x.yaml", "--within", "90d", "0d", "9" * 30, "--fail-within=1w", "ics",
    "acme", "a/b[0]", "\x1b[2J", "\udcff", "--stdin-filename", "--help", "--version", "--junit",
    "--select=", "--vendor=é",
)  # fmt: skip

Mutation = Callable[[str, random.Random], str]


def mutated(text: str, chance: random.Random) -> bytes:
    """The text with a few things wrong, in UTF-8 or nearly so."""
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        text = chance.choice(MUTATIONS)(text, chance)
    content = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.03:
        at = chance.randint(0, len(content))
        content = content[:at] + bytes(chance.choices(range(256), k=3)) + content[at:]
    return content


def _value(text: str, chance: random.Random) -> str:
    """Another scalar behind some colon."""
    return _replaced(text, r"(?<=: )[^\n,}]+", SCALARS, chance)


def _expression(text: str, chance: random.Random) -> str:
    """Another condition where one stands."""
    pattern = r"(?<=require: )[^\n]+|(?<=when: )[^\n]+|(?<=message: )[^\n]+"
    return _replaced(text, pattern, EXPRESSIONS, chance)


def _key(text: str, chance: random.Random) -> str:
    """A key that stands elsewhere in the text."""
    keys = re.findall(r"[a-z_]+(?=:)", text) or ["x"]
    return _replaced(text, r"[a-z_]+(?=:)", keys, chance)


def _token(text: str, chance: random.Random) -> str:
    """A word or sign of the text in the place of another."""
    pattern = r"\w+|[^\w\s]+"
    return _replaced(text, pattern, re.findall(pattern, text) or ["x"], chance)


def _replaced(
    text: str, pattern: str, others: list[str] | tuple[str, ...], chance: random.Random
) -> str:
    places = [*re.finditer(pattern, text)]
    if not places:
        return text
    place = chance.choice(places)
    return text[: place.start()] + chance.choice(others) + text[place.end() :]


def _lines(text: str, chance: random.Random) -> str:
    """A line gone, doubled, moved, or indented differently."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = " " * chance.randint(1, 5) + lines[at]
        case _:
            lines[at] = lines[at][chance.randint(1, 4) :]
    return "".join(lines)


def _characters(text: str, chance: random.Random) -> str:
    """A character more, or some fewer."""
    at = chance.randint(0, len(text))
    if chance.random() < 0.5:
        return text[:at] + chance.choice(CHARACTERS) + text[at:]
    return text[:at] + text[at + chance.choice([1, 1, 2, 9, 100]) :]


def _cut(text: str, chance: random.Random) -> str:
    """The beginning alone."""
    return text[: chance.randint(0, len(text))]


MUTATIONS: tuple[Mutation, ...] = (
    *(_value,) * 6,
    *(_expression,) * 3,
    *(_key,) * 3,
    *(_token,) * 3,
    *(_lines,) * 4,
    *(_characters,) * 3,
    _cut,
)
