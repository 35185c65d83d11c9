"""Hostile input ends a run with the right code, within seconds, and is never obeyed by a terminal.

The law: whatever files, names and arguments hold, a run ends with the code that the table of exit
codes says, without a traceback, and nothing that it prints holds a raw control character or a
command for the runner of a CI system. Where a row is held by another test, it is named here.

YAML: keys, tags, anchors, cycles, bombs, depth, encodings, escapes
    `YAML` below; every refusal with its place: `validate/test_refusals`, `parse/test_limits`,
    `parse/test_scalars`
JSON Schema: `$ref` to the network or a file
    `test_schema.test_no_reference_is_ever_fetched`
JSON Schema: keywords that are none, formats, dangling references, wrong types in a schema
    `validate/test_schemas_described`; the schemas are shipped, nobody gives one
JSON Schema: patterns that backtrack, line breaks at the end, digits of other scripts, long values
    `SCHEMA` below, `validate/test_accept`
JSON Schema: `uniqueItems` on thousands of objects
    ids are compared by `validate/test_consistency`; the acceptor agrees: `validate/test_accept`
CEL: errors, missing keys, no bool, overflow, times, regexes, depth, growth, loops
    `CEL` below; `cel/test_conformance`, `cel/test_differential`, `cel/test_parse`
output: terminal, CI logs, JSON, JUnit, iCalendar
    `test_nothing_that_is_printed_is_obeyed`; `formats/test_escape`, `formats/test_junit`
output: every format of a report
    `formats/test_every_format`
files: links, loops, pipes, devices, permissions, size, change while reading
    `sources/test_files`, `commands/test_cli`
the same inventory or vendor twice
    `validate/test_consistency`
output: closed, full, a folder, a link, an input
    `output/test_output`, `commands/test_cli`, and `test_a_report_is_never_added_to_an_input`
locale
    `test_output.test_the_same_bytes_whatever_the_locale`
cache
    `cel/test_cache`, `commands/test_cli`
hooks that see a part of the inventory
    `test_hook.test_the_hook_never_checks_a_part_of_the_inventory`
interruption
    `test_cli.test_a_run_that_is_asked_to_stop_says_so_by_its_code`
code, plugins and waivers from the repository that is checked
    there are none: policies are data, the cache is JSON
"""

import json
import os
import re
import time
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from workplace import INVENTORY, MOMENT, POLICY, Workplace

from checker.cel import regex
from checker.cli import main
from checker.commands.exposure import FORMATS as EXPOSURES
from checker.commands.graph import FORMATS as GRAPHS
from checker.formats.registry import FORMATS

LIMIT = 10
"""Seconds, on a slow machine that does other things, too."""

OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
    r"|##(?:\w*\.?\w*)?\[|^::",
    re.MULTILINE,
)
"""What a terminal or the runner of a CI system would obey."""


class Ended(NamedTuple):
    """How a run in this process ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    workplace: Workplace,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Any:
    """Run a command in the workplace, and hold the law."""
    monkeypatch.chdir(workplace.folder)
    monkeypatch.setenv("VENDORGATE_CACHE", "")

    def command(*arguments: str) -> Ended:
        begin = time.process_time()
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        took = time.process_time() - begin
        out, err = (text.decode() for text in capsysbinary.readouterr())
        assert "Traceback" not in out + err, err
        assert OBEYED.search(out.replace("\r\n", "\n")) is None, out
        assert OBEYED.search(err) is None, err
        assert took < LIMIT
        return Ended(code, out, err)

    return command


def field(line: str) -> str:
    """The inventory, its vendor with one line more."""
    return INVENTORY.replace("    owner:", f"    {line}\n    owner:", 1)


LAUGHS = "a0: &a0 [lol]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10)
)
MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 5)}]}}\n" for i in range(1, 10)
)

YAML: dict[str, tuple[str | bytes, int, str]] = {
    "1 a key twice": (field("kind: internal"), 2, "key 'kind' stands twice"),
    "2 keys that are numbers": ("1: a\n1.0: b\ntrue: c\n", 2, "key '1' is not text"),
    "3 Norway": (INVENTORY.replace("US", "NO"), 0, ""),
    "3 yes is text": (field("security: {logging: yes}"), 2, "expected true or false"),
    "4 a time of day is text": (field("trading_name: 12:30:00"), 0, ""),
    "4 sixties": (field("clients_declared: 22:22"), 2, "22:22"),
    "5 a leading zero": (field("clients_declared: 010"), 2, "leading zero"),
    "5 underscores": (field("clients_declared: 1_000"), 2, "1_000"),
    "6 not a number": (field("clients_declared: .nan"), 2, ".nan"),
    "6 infinite": (field("clients_declared: .inf"), 2, ".inf"),
    "6 too large for a float": (field("clients_declared: 1e400"), 2, "1e400"),
    "7 five thousand digits": (field(f"clients_declared: {'9' * 5000}"), 2, "64 bits"),
    "8 a day that is not": (INVENTORY.replace("2031-05-15", "2031-02-30"), 2, "a day that exists"),
    "8 a month that is not": (INVENTORY.replace("2031-05-15", "2031-13-01"), 2, "2031-13-01"),
    "8 the year zero": (INVENTORY.replace("2031-05-15", "0000-01-01"), 2, "0000-01-01"),
    "9 a tag": (field('clients_declared: !!int "x"'), 2, "tag '!!int'"),
    "9 a tag of nothing": (field('clients_declared: !!bool "maybe"'), 2, "tag '!!bool'"),
    "11 an equals sign": (field("trading_name: ="), 0, ""),
    "12 a cycle": ("a: &a\n  self: *a\n", 2, "stands inside its own anchor"),
    "13 a billion laughs": (LAUGHS, 2, "alias"),
    "14 a bomb of merges": (MERGES, 2, "merge key"),
    "15 two thousand brackets": ("[" * 2_000, 2, "nested too deep"),
    "16 thirty thousand brackets": ("[" * 30_000, 2, "nested too deep"),
    "17 a deep block": ("- " * 1_100 + "a", 2, "nested too deep"),
    "18 a merge": ("a: &a {x: 1}\nb:\n  <<: *a\n", 2, "merge key"),
    "19 two documents": (f"{INVENTORY}---\n{INVENTORY}", 2, "a second document"),
    "20 nothing": ("", 2, "nothing was checked"),
    "20 a comment": ("# only\n", 2, "nothing was checked"),
    "20 a word": ("hello\n", 2, "expected a mapping"),
    "20 a list": ("- 1\n", 2, "expected a mapping"),
    "21 a byte order mark": (b"\xef\xbb\xbf" + INVENTORY.encode(), 0, ""),
    "21 UTF-16": (INVENTORY.encode("utf-16"), 2, "expected UTF-8"),
    "21 Latin-1": (INVENTORY.replace("Acme", "Acmé").encode("latin-1"), 2, "byte 0xe9"),
    "22 a terminal sequence": (INVENTORY.replace("Acme", "\x1b[31mA"), 2, "U+001B"),
    "23 an escape": (INVENTORY.replace("Acme Ltd", r'"\e[1A\e[2KPASS"'), 2, "U+001B"),
    "23 a command for a terminal": (INVENTORY.replace("Acme Ltd", r'"\x1b]0;x\a"'), 2, "U+001B"),
    "23 NUL": (INVENTORY.replace("Acme Ltd", r'"A\0"'), 2, "U+0000"),
    "23 half a pair": (INVENTORY.replace("Acme Ltd", r'"A\ud800"'), 2, "no character"),
    "24 a line break of YAML 1.1": (INVENTORY.replace("Acme", "A\x85"), 2, "U+0085"),
    "25 an anchor twice": ("a: &x 1\nb: &x 2\n", 2, "defined twice"),
    "26 code": ("a: !!python/object/apply:os.system [x]\n", 2, "tag '!!python"),
    "27 a list as a key": ("? [a, b]\n: 1\n", 2, "used as a key"),
    "28 no space behind a colon": (INVENTORY.replace("kind: ", "kind:"), 2, "ours.yaml:"),
    "28 a directive": (f"%YAML 1.2\n---\n{INVENTORY}", 2, "a YAML directive"),
    "29 text direction": (INVENTORY.replace("Acme", "A\u202e"), 2, "U+202E"),
    "29 an id that looks like another": (INVENTORY.replace("acme", "аcme"), 2, "ours.yaml:"),
    "29 the same key, composed and not": ("e\u0301: 1\n\xe9: 2\n", 2, "stands twice"),
    "30 two million characters": (INVENTORY.replace("Acme", "A" * 2_000_000), 2, "2,000,004"),
}

SCHEMA: dict[str, tuple[str | bytes, int, str]] = {
    "a pattern that would backtrack": (
        field(f"contacts: [{{role: security, email: {'a' * 30_000}}}]"),
        2,
        "email",
    ),
    "a line break at the end": (INVENTORY.replace("id: acme", r'id: "acme\n"'), 2, "acme"),
    "digits of another script": (INVENTORY.replace("2031-05-15", "٢٠٣١-٠٥-١٥"), 2, "as_of"),
    "a value as long as a book": (INVENTORY.replace("US", "U" * 60_000), 2, "hq_country"),
    "a list for a text": (INVENTORY.replace("Acme Ltd", "[[[{a: 1}]]]"), 2, "legal_name"),
    "a key that is none": (INVENTORY.replace("legal_name", "legal_nam"), 2, "legal_name"),
}


@pytest.mark.parametrize("row", [*YAML, *SCHEMA])
def test_a_hostile_inventory_is_refused_or_means_what_it_says(
    row: str, run: Any, workplace: Workplace
) -> None:
    content, code, said = {**YAML, **SCHEMA}[row]
    workplace.write("inventories/ours.yaml", content)
    done = run("check", "--as-of", MOMENT)
    assert (done.code, said in done.err) == (code, True), done
    # What is wrong is told, not repeated.
    assert max(map(len, done.err.splitlines()), default=0) < 1_000


def loops(depth: int, inner: str) -> str:
    """Loops of a hundred inside each other."""
    opened = "".join(f"lists.range(100).all(x{i}, " for i in range(depth))
    return opened + inner + ")" * depth


DOUBLED = [f"v{i}: '[variables.v{i - 1}, variables.v{i - 1}]'" for i in range(1, 60)]
GROWN = [f"v{i}: variables.v{i - 1} + variables.v{i - 1}" for i in range(1, 60)]

SLOW = "[ab]*a[ab]{400}x"

CEL: dict[str, tuple[str, int, str]] = {
    "an error": ("1 / 0 == 0", 2, "cannot be evaluated"),
    "an error that is absorbed": ("1 / 0 == 1 || true", 0, "compliant"),
    "no bool": ("'false'", 2, "expected bool"),
    "a number for a bool": ("1 + 1", 2, "expected bool"),
    "null is less": ("null < 5", 2, "does not take"),
    "a text is a number": ("1 == '1'", 2, ""),
    "a number is a number": ("1 == 1.0", 0, "compliant"),
    "a field that is none": ("vendor.zzz == 1", 2, "unknown field"),
    "a function that is none": ("false && nope(1)", 2, "nope"),
    "a name that is none": ("true || nope", 2, "nope"),
    "a moment without a zone": ("timestamp('2024-01-01') < now", 2, "not a timestamp"),
    "a leap second": ("timestamp('2016-12-31T23:59:60Z') < now", 2, "not a timestamp"),
    "beyond the end of time": (
        "timestamp('9999-12-31T23:59:59Z') + duration('1s') > now",
        2,
        "cannot be evaluated",
    ),
    "longer than time": ("duration('10000000000000h') > duration('1s')", 2, "too long"),
    "a number in hexadecimal": ("int('0x10') == 16", 2, ""),
    "overflow": ("9223372036854775807 + 1 > 0", 2, "cannot be evaluated"),
    "the least number": ("-9223372036854775808 / -1 > 0", 2, "cannot be evaluated"),
    "a smiley is one": ("size('😀') == 1", 0, "compliant"),
    "a key twice": ("{'a': 1, 'a': 2} == {'a': 2}", 2, ""),
    "brackets": ("(" * 100 + "true" + ")" * 100, 2, "inside each other"),
    "brackets without end": ("(" * 10_000 + "true" + ")" * 10_000, 2, "expression of"),
    "a sum without end": ("+".join("1" * 5_000) + " > 0", 2, "levels"),
    "fields without end": ("vendor" + ".a" * 3_000 + " == 1", 2, "levels"),
    "no without end": ("!" * 10_000 + "true", 2, "levels"),
    "a text without end": (f"'{'a' * 60_000}' == ''", 2, "expression of"),
    "macros without end": (loops(22, "x0 >= 0"), 2, "macros inside each other"),
    "loops in loops": (loops(5, "x0 >= 0"), 2, "cannot be evaluated"),
    "lists that double": ("['a']" + ".map(x, [x, x])" * 30 + ".size() > 0", 0, "compliant"),
    "texts that grow": (
        "'a'" + ".replace('a', 'aaaaaaaaaa')" * 9 + ".size() > 0",
        2,
        "cannot be evaluated",
    ),
    "a list without end": ("lists.range(9223372036854775807).size() > 0", 2, "cannot be evaluated"),
    "a regex that would backtrack": (f"'{'a' * 60}'.matches('(a+)+$')", 0, "compliant"),
    "a regex of a million": ("'a'.matches('((a{100}){100}){100}')", 2, "invalid regular"),
    "a regex that is built": (
        "vendor.id.matches('((a{100}){' + '100}){100}')",
        2,
        "cannot be evaluated",
    ),
    "many regexes that are built": (
        r"lists.range(90000).all(i, 'a'.matches('\\pL{99}' + string(i)) || true)",
        2,
        "cannot be evaluated",
    ),
    "many regexes that are too large": (
        r"lists.range(90000).all(i, 'a'.matches('\\pL{999}' + string(i)) || true)",
        2,
        "cannot be evaluated",
    ),
    "a long search, and again": (
        f"lists.range(90000).all(i, ('{'abbaaab' * 2000}' + string(i)).matches('{SLOW}') || true)",
        2,
        "cannot be evaluated",
    ),
    "a zone that is a file": ("now.getHours('/etc/' + 'localtime') >= 0", 2, "cannot be"),
    "a zone that is above": ("now.getHours('../' + '../etc/passwd') >= 0", 2, "cannot be"),
    "a zone that is a folder": ("now.getHours('Amer' + 'ica') >= 0", 2, "cannot be"),
    "text direction": ("vendor.id == '\u202e'", 2, "U+202E"),
    "text behind the end": ("true true", 2, "own.yaml:"),
    "nothing": ("", 2, "own.yaml:"),
}


def ruled(require: str, variables: list[str]) -> str:
    """The policy, about a vendor, with this condition and these variables."""
    listed = "".join(f"      {each}\n" for each in variables)
    policy = POLICY.replace("for: data", "for: vendor").replace("{data.category} is", "It is")
    policy = policy.replace("{data.encryption.at_rest}", "so")
    condition = f"require: {json.dumps(require, ensure_ascii=False)}"
    policy = policy.replace('require: data.encryption.at_rest == "full"', condition)
    return policy + (f"    variables:\n{listed}" if listed else "")


@pytest.mark.slow
@pytest.mark.parametrize("row", CEL)
def test_a_hostile_condition_ends(row: str, run: Any, workplace: Workplace) -> None:
    require, code, said = CEL[row]
    workplace.write("policies/own.yaml", ruled(require, []))
    done = run("check", "--as-of", MOMENT)
    assert (done.code, said in done.out + done.err) == (code, True), done


@pytest.mark.slow
@pytest.mark.parametrize(
    "variables, require",
    [
        (["v0: '[1]'", *DOUBLED], "variables.v59 == variables.v59"),
        (["v0: '[1]'", *DOUBLED], "size(variables.v59) == 1"),
        (["v0: '[1]'", *DOUBLED], "variables.v59 in [variables.v59]"),
        (["v0: '[1]'", *DOUBLED], '"%s".format([variables.v59]) == ""'),
        (["v0: '[1]'", *GROWN], "variables.v59.size() > 0"),
        (["v0: '\"a\"'", *GROWN], "variables.v59.size() > 0"),
        (["""a: 'variables["a"]'"""], "variables.a"),
        (["""a: 'variables["b"]'""", "b: 'true'"], "variables.a"),
        (["a: 'true'"], "variables == variables"),
        (
            ["v0: 'true'", *(f"v{i}: variables.v{i - 1}" for i in range(1, 2_000))],
            "variables.v1999",
        ),
    ],
)
@pytest.mark.parametrize("command", [("check",), ("forecast",), ("explain", "encrypted", "acme")])
def test_hostile_variables_end(
    variables: list[str], require: str, command: tuple[str, ...], run: Any, workplace: Workplace
) -> None:
    workplace.write("policies/own.yaml", ruled(require, variables))
    # An account of why a policy cannot be evaluated is an account.
    assert run(*command, "--as-of", MOMENT).code == 2 or command[0] == "explain"


NASTY = "::error file=x::forged ##[error]y ##vso[task.setvariable]z [red]{0} %s | <b>"

EVERY = [
    ("check",),
    ("check", "-v"),
    # The commands of `github` are looked at in `formats/test_github`.
    *(("check", "-o", name) for name in FORMATS if name != "github"),
    ("lint", "-v"),
    ("lint", "-o", "json"),
    ("test",),
    ("test", "--coverage"),
    ("test", "-o", "json"),
    ("test", "-o", "junit"),
    ("forecast",),
    ("forecast", "-o", "json"),
    ("forecast", "-o", "ics"),
    *(("graph", "-o", name) for name in GRAPHS),
    ("exposure", "acme"),
    *(("exposure", "acme", "-o", name) for name in EXPOSURES),
    *(("exposure", "--without", "acme", "-o", name) for name in EXPOSURES),
    *(("exposure", "--worst", "3", "-o", name) for name in EXPOSURES),
    ("exposure", f"\x1b[31m\n{NASTY}"),
    ("exposure", "acme", "--incident", f"\x1b[31m\n{NASTY}"),
    ("graph", "-o", f"\x1b[31m\n{NASTY}"),
    ("explain", "encrypted", "acme/data[0]"),
    ("explain", "encrypted", "acme/data[0]", "-o", "json"),
    ("check", "--select", f"\x1b[31m\n{NASTY}"),
    ("check", "--vendor", f"\u202e\n{NASTY}"),
    ("check", "--config", f"\r{NASTY}"),
    ("check", "-p", f"\r{NASTY}"),
    ("check", f"\x9b\n{NASTY}"),
    ("check", "-o", f"\x1b[31m\n{NASTY}"),
    ("check", "-o", f"json=/nowhere/\x1b[31m\n{NASTY}"),
    ("check", f"--\x1b[31m\n{NASTY}"),
    ("check", "--fail-on", f"\x1b[31m\n{NASTY}"),
    ("check", "--as-of", f"\x1b[31m\n{NASTY}"),
    ("check", "--jobs", f"\x1b[31m\n{NASTY}"),
    ("forecast", "--within", f"\x1b[31m\n{NASTY}"),
    ("test", "--threshold", f"\x1b[31m\n{NASTY}"),
    ("test", "--equivalents", f"\x1b[31m\n{NASTY}"),
    ("explain", f"\x1b[31m\n{NASTY}", "acme"),
    ("explain", "encrypted", f"acme/\x1b[31m\n{NASTY}"),
    (f"\x1b[31m\n{NASTY}",),
]


@pytest.mark.parametrize("command", EVERY, ids=lambda command: repr(" ".join(command))[:40])
@pytest.mark.parametrize("rest", ["none", "full"])
def test_nothing_that_is_printed_is_obeyed(
    command: tuple[str, ...], rest: str, run: Any, workplace: Workplace
) -> None:
    """Names of files, vendors, owners, tests; titles, messages, reasons, parameters."""
    text = json.dumps(f"{NASTY}\n{NASTY}")
    (workplace.folder / "inventories/ours.yaml").unlink()
    (workplace.folder / "policies/own.yaml").unlink()
    inventory = INVENTORY.replace("Acme Ltd", json.dumps(NASTY)).replace("full", rest)
    inventory = inventory.replace("data-platform", text).replace("Example Lab", text)
    workplace.write("inventories/x\n::error::##[y]\x1b\u202e.yaml", inventory)
    policy = POLICY.replace("Data is encrypted at rest", text).replace("Ask for encryption.", text)
    policy = policy.replace("A stolen disk then gives nothing away.", text)
    braced = NASTY.replace("{", "{{").replace("}", "}}")
    policy = policy.replace('"{data.category} is', f'"{braced} {{params.a}} is')
    policy += f"    params: {{a: {text}}}\n    tests:\n"
    for expect in ("pass", "fail"):
        given = f"{{vendor: {{owner: {text}}}, data: {{encryption: {{at_rest: {rest}}}}}}}"
        name = json.dumps(f"{expect}\n{NASTY}")
        policy += f"      - {{name: {name}, given: {given}, expect: {expect}}}\n"
    workplace.write("policies/p\n::error::##[y]\x1b\u202e.yaml", policy)
    workplace.configuration(f"policies: {{encrypted: {{params: {{a: {text}}}}}}}\n")
    done = run(*command)
    assert done.code in {0, 1, 2}
    assert done.out + done.err
    if "json" in command:
        # What is spelt so that nobody obeys it comes back as it was.
        assert "##[y]" in str(json.loads(done.out))
    if command == ("test", "-o", "junit"):
        names = [case.get("name") for case in ET.fromstring(done.out).iter("testcase")]
        assert names == [f"{expect}\n{NASTY}" for expect in ("pass", "fail")]


@pytest.mark.parametrize("command", ["check", "lint", "test", "forecast"])
def test_a_configuration_is_one_file(command: str, run: Any, workplace: Workplace) -> None:
    workplace.write("configurations/a.yaml", "policies: {}\n")
    workplace.write("configurations/b.yaml", "policies: {}\n")
    done = run(command, "--config", "configurations")
    assert done.code == 2
    assert "the folder holds 2 files (expected one file)" in done.out + done.err


def test_a_list_of_equivalents_is_one_file(run: Any, workplace: Workplace) -> None:
    workplace.write("lists/a.yaml", "equivalents: []\n")
    workplace.write("lists/b.yaml", "equivalents: []\n")
    done = run("test", "--equivalents", "lists")
    assert (done.code, "the folder holds 2 files" in done.err) == (2, True)


def test_a_configuration_without_a_name_is_not_the_usual_one(
    run: Any, workplace: Workplace
) -> None:
    workplace.configuration("policies: {encrypted: {severity: info}}\n")
    assert run("check", "--config", "").code == 2


@pytest.mark.parametrize("target", ["vendorgate.yaml", "nowhere"])
@pytest.mark.parametrize("command", ["check", "lint", "forecast"])
def test_a_configuration_that_cannot_be_reached_is_not_passed_over(
    command: str, target: str, run: Any, workplace: Workplace
) -> None:
    (workplace.folder / "vendorgate.yaml").unlink()
    (workplace.folder / "vendorgate.yaml").symlink_to(target)
    done = run(command)
    assert done.code == 2
    assert "vendorgate.yaml: " in done.out + done.err
    assert "cannot be read" in done.out + done.err


@pytest.mark.parametrize("command", ["check", "lint", "test", "forecast"])
def test_policies_that_cannot_be_reached_are_not_replaced_by_the_shipped_pack(
    command: str, run: Any, workplace: Workplace
) -> None:
    (workplace.folder / "policies").rename(workplace.folder / "elsewhere")
    (workplace.folder / "policies").symlink_to("nowhere")
    (workplace.folder / "vendorgate.yaml").unlink()
    done = run(command)
    assert done.code == 2
    assert "policies: " in done.out + done.err
    assert "cannot be read" in done.out + done.err


WHOLE = """\
policies:
  - id: few
    title: No two inventories hold one vendor
    severity: high
    for: {kind}
    require: portfolio.inventories.size() < 2
    message: There are two
    why: So.
    fix: So.
"""


@pytest.mark.parametrize("kind", ["vendor", "inventory", "portfolio"])
def test_what_a_policy_sees_does_not_depend_on_which_vendor_is_checked(
    kind: str, run: Any, workplace: Workplace
) -> None:
    other = INVENTORY.replace("id: ours", "id: theirs").replace("id: acme", "id: beta")
    workplace.write("inventories/theirs.yaml", other)
    workplace.write("policies/own.yaml", WHOLE.replace("{kind}", kind))
    assert run("check").code == 1
    assert run("check", "--vendor", "acme").code == 1


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="no folder below /dev")
@pytest.mark.parametrize("beginning", ["", "/dev/../"])
def test_a_report_is_never_added_to_an_input(
    beginning: str, run: Any, workplace: Workplace
) -> None:
    folder = Path("/dev/shm" if not beginning else workplace.folder)
    path = folder / f"vendorgate-{os.getpid()}.yaml"
    path.write_text(INVENTORY)
    target = f"{beginning}{path}"
    try:
        done = run("check", str(path), "--as-of", MOMENT, "-o", f"json={target}")
        assert (done.code, "is an input of this run" in done.err) == (2, True)
        assert path.read_text() == INVENTORY
        for _ in range(2):
            done = run("check", "--as-of", MOMENT, "-o", f"json={target}")
            assert done.code == 0
            assert json.loads(path.read_text())["exit_code"] == 0
    finally:
        path.unlink()


@pytest.mark.parametrize(
    "kind, require",
    [
        ("portfolio", "portfolio.inventories.size() < 1"),
        ("portfolio", "portfolio.inventories == []"),
        ("portfolio", "portfolio == {}"),
        ("portfolio", "portfolio.inventories.filter(i, i.id == 'ours').size() < 1"),
        ("inventory", "inventory.calendar == {'zone': 'UTC'}"),
        ("inventory", "inventory == {}"),
        ("vendor", "vendor == {}"),
    ],
)
def test_what_stands_in_no_line_of_any_file_can_be_told(
    kind: str, require: str, run: Any, workplace: Workplace
) -> None:
    policy = WHOLE.replace("{kind}", kind)
    workplace.write(
        "policies/own.yaml", policy.replace("portfolio.inventories.size() < 2", json.dumps(require))
    )
    assert run("check").code == 1
    assert json.loads(run("check", "-o", "json").out)["exit_code"] == 1
    subject = {"portfolio": "portfolio", "inventory": "ours", "vendor": "acme"}[kind]
    assert run("explain", "few", subject).code == 0
    assert run("explain", "few", subject, "-o", "json").code == 0


def test_a_search_costs_what_it_takes() -> None:
    assert regex.size("a{500}") > 50 * regex.size("a{5}")
    assert regex.size(r"\pL{999}") >= 100_000


@pytest.mark.parametrize(
    "command",
    [
        ("check", "-p", "inventories"),
        ("check", "policies"),
        ("test", "inventories"),
        ("lint", "inventories"),
        ("check", "--config", "inventories/ours.yaml"),
        ("check", "--config", "policies/own.yaml"),
        ("test", "--equivalents", "policies/own.yaml"),
        ("check", "--select", ""),
        ("check", "--vendor", ""),
        ("check", ""),
        ("check", "-p", ""),
        ("explain", "encrypted", ""),
        ("explain", "encrypted", f"acme/data[{'9' * 5_000}]"),
        ("explain", "encrypted", "acme/data[-1]"),
        ("check", "--jobs", "9" * 5_000),
        ("check", "--as-of", "0000-01-01"),
        ("check", "--as-of", "10000-01-01"),
        ("check", "--as-of", "2031-01-01T00:00:00+99:99"),
        ("check", "/etc/passwd"),
        ("check", "--jobs", "٣"),
        ("check", "-o", "json=x.out", "-o", "table=./x.out"),
    ],
)
def test_what_makes_no_sense_is_never_green(command: tuple[str, ...], run: Any) -> None:
    assert run(*command).code in {1, 2} - ({1} if command[0] != "lint" else set())
