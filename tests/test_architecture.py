"""The structure is what docs/architecture.md says: rooms, arrows, doors, the world."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "checker"
DOCUMENT = (REPOSITORY / "docs/architecture.md").read_text()
FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "policies"
)
ROOT_FILE = "__init__"


def name_of(path: Path) -> str:
    """`cel/parse` for checker/cel/parse.py; a package is named by its folder."""
    name = path.relative_to(PACKAGE).with_suffix("").as_posix()
    return name.removesuffix("/__init__")


NAMES = {name_of(path): path for path in FILES}


def table(heading: str) -> list[list[str]]:
    section = DOCUMENT.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def rooms() -> dict[str, tuple[set[str], set[str]]]:
    found = {}
    for room, files, _, uses in table("Rooms and arrows"):
        members: set[str] = set()
        for pattern in re.findall(r"`([^`]+)`", files):
            if pattern.endswith("/*"):
                folder = pattern.removesuffix("/*")
                members |= {n for n in NAMES if n == folder or re.fullmatch(rf"{folder}/[^/]+", n)}
            else:
                members.add(pattern)
        found[room] = (members, set(uses.split()))
    return found


@pytest.fixture(scope="module", autouse=True)
def _parsed_once() -> Iterator[None]:
    yield
    nodes.cache_clear()


@cache
def nodes(path: Path) -> list[ast.AST]:
    """The syntax tree of a file, flat."""
    return [*ast.walk(ast.parse(path.read_text()))]


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every absolute name that a file imports, wherever the import stands."""
    names: list[str] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module is not None
            names.append(node.module)
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def inner(path: Path) -> set[str]:
    """The modules of the package that a file imports."""
    found = set()
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "checker" and len(parts) > 1:
            candidate = "/".join(parts[1:])
            if candidate in NAMES:
                found.add(candidate)
    return {name for name in found if NAMES[name].name != "__init__.py"}


ROOMS = rooms()
ROOM_OF = {member: room for room, (members, _) in ROOMS.items() for member in members}


def test_every_file_stands_in_exactly_one_room() -> None:
    listed = [member for members, _ in ROOMS.values() for member in members]

    assert sorted(listed) == sorted(NAMES)


def test_arrows_are_those_of_the_table() -> None:
    crossing = {
        f"{name} -> {other}"
        for name, path in NAMES.items()
        for other in inner(path)
        if ROOM_OF[other] not in ROOMS[ROOM_OF[name]][1] | {ROOM_OF[name]}
    }

    assert crossing == set()


def test_rooms_use_only_rooms_above_them() -> None:
    order = list(ROOMS)

    backwards = {
        f"{room} -> {other}"
        for room, (_, uses) in ROOMS.items()
        for other in uses
        if order.index(other) >= order.index(room)
    }

    assert backwards == set()


def test_no_file_is_part_of_a_cycle() -> None:
    arrows = {name: inner(path) for name, path in NAMES.items()}
    settled: set[str] = set()
    while True:
        ready = {n for n, uses in arrows.items() if n not in settled and uses <= settled | {n}}
        if not ready:
            break
        settled |= ready

    assert set(arrows) - settled == set()


def test_each_dependency_has_one_door() -> None:
    importers: dict[str, set[str]] = {}
    for name, path in NAMES.items():
        for imported in imports(path):
            importers.setdefault(imported.split(".")[0], set()).add(name)
    doors = {row[0].strip("`"): {row[1].strip("`")} for row in table("Doors")}

    assert {dependency: importers.get(dependency) for dependency in doors} == doors
    # lark, which celpy brings along, has the same door.
    assert importers.get("lark", {"cel/parse/parse"}) == {"cel/parse/parse"}


CALLS = {"print", "exit", "quit", "open", "input", "eval", "exec"}
WORLD = {"os", "time", "sys", "pathlib", "subprocess", "multiprocessing", "socket", "shutil"}


def test_only_the_listed_modules_touch_the_world() -> None:
    listed = {row[0].strip("`") for row in table("The world")}

    touching = {
        name
        for name, path in NAMES.items()
        if any(imported.split(".")[0] in WORLD for imported in imports(path))
    }

    assert touching - listed == set()


def test_nothing_prints_and_only_the_command_line_exits() -> None:
    found = set()
    for name, path in NAMES.items():
        for node in nodes(path):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in CALLS:
                found.add((name, called.id))
            if isinstance(node, ast.Attribute) and node.attr == "exit":
                found.add((name, "exit"))

    assert found <= {
        ("cel/compile/source", "exec"),
        ("cli", "exit"),
        ("sources/disk", "open"),
        ("sources/packaged", "open"),
        ("cache/store", "open"),
        ("output", "open"),
        ("pages", "open"),
        ("parts", "open"),
    }


def test_a_file_is_under_250_lines_and_a_function_under_40() -> None:
    long = []
    for name, path in NAMES.items():
        text = path.read_text()
        if len(text.splitlines()) > 250:
            long.append(name)
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                told = ast.get_docstring(node) is not None and len(node.body) > 1
                if node.end_lineno - node.body[told].lineno + 1 > 40:
                    long.append(f"{name}.{node.name}")

    assert long == []


def test_input_is_never_judged_by_assert_and_no_import_dodges_a_cycle() -> None:
    found = set()
    for name, path in NAMES.items():
        text = path.read_text()
        if "TYPE_CHECKING" in text:
            found.add((name, "TYPE_CHECKING"))
        if any(isinstance(node, ast.Assert) for node in nodes(path)):
            found.add((name, "assert"))

    assert found == set()


def test_no_room_is_named_for_nothing() -> None:
    empty = {"utils", "helpers", "common", "base", "manager", "misc"}

    assert [name for name in NAMES if empty & {*name.split("/")}] == []
