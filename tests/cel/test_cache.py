import json
import os
import stat
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.cache import cache as module
from checker.cel.cache import serialize
from checker.cel.cache.cache import Cache, default_folder
from checker.cel.depth import DEEPEST
from checker.cel.parse.parse import parse

KEY = "0123456789abcdef" * 4
TEXTS = [
    'has(d.enc) && !d.enc["at"] || d.n in [1, -2, 2.5, null, true, "ü😀"]',
    "s.filter(x, x.y > 1).map(y, y.z, y).transformList(i, v, i).sortBy(k, -k).size() == 3",
    "s.exists_one(i, v, cel.bind(w, v + i, w * w)) ? math.greatest(1, 2) : {1: [], 'a': {}}",
    "type(now) == google.protobuf.Timestamp",
    "-0.0",
]
EXPRESSIONS = [parse(text) for text in TEXTS]
ROOT = os.geteuid() == 0


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "caches" / "vendorgate"


@pytest.fixture
def stored(folder):
    """A cache that holds EXPRESSIONS, and the file in which it holds them."""
    cache = Cache(str(folder))
    cache.store(KEY, EXPRESSIONS)
    assert cache.load(KEY) == EXPRESSIONS
    return cache, folder / f"{KEY}.json"


def signed(body):
    """A file whose first line is as it should be, whatever follows."""
    return module._head(body).encode() + b"\n" + body


def test_what_is_stored_is_loaded_by_everybody_who_knows_the_key(stored, folder):
    assert Cache(str(folder)).load(KEY) == EXPRESSIONS
    assert Cache(str(folder)).load("f" * 64) is None
    assert repr(Cache(str(folder)).load(KEY)[4].root.value) == "-0.0"


def test_folder_and_file_are_the_users_own_and_no_draft_is_left(stored, folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(stored[1].stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == [f"{KEY}.json"]


def test_a_later_list_replaces_an_earlier_one(stored):
    cache, _ = stored
    cache.store(KEY, EXPRESSIONS[:1])

    assert cache.load(KEY) == EXPRESSIONS[:1]


def test_without_a_folder_nothing_is_kept():
    cache = Cache(None)
    cache.store(KEY, EXPRESSIONS)

    assert cache.load(KEY) is None


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "ABC" * 20, "a" * 15, "a" * 20 + "\n"])
def test_a_key_that_is_no_digest_names_no_file(folder, key):
    cache = Cache(str(folder))
    cache.store(key, EXPRESSIONS)

    assert cache.load(key) is None
    assert not folder.exists() or list(folder.iterdir()) == []


@given(st.data())
def test_a_file_that_was_cut_or_changed_is_not_there(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("cache")
    cache = Cache(str(folder))
    cache.store(KEY, EXPRESSIONS)
    file = folder / f"{KEY}.json"
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= data.draw(st.integers(1, 255))
    else:
        del content[place:]
    file.write_bytes(content)

    assert cache.load(KEY) is None


BODY = [[one.text, serialize.dump(one)] for one in EXPRESSIONS]


def test_a_file_of_another_version_is_not_there(stored, monkeypatch):
    cache, _ = stored
    monkeypatch.setattr(module, "_FORMAT", "vendorgate cel 1 9.9.9")

    assert cache.load(KEY) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"{}",
        b"[1]",
        b"[[1, 2]]",
        b'[["a", null]]',
        b"[" * 100_000,
        b"\xff",
        b'[["a", ["n", [0], [1], ["a"]], 1]]',
    ],
)
def test_a_body_of_another_shape_is_not_there(stored, body):
    cache, file = stored
    file.write_bytes(signed(body))

    assert cache.load(KEY) is None


def test_a_huge_file_is_not_there(stored, monkeypatch):
    cache, _ = stored
    monkeypatch.setattr(module, "_MOST_BYTES", 100)

    assert cache.load(KEY) is None


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_may_write_is_not_there(stored, mode):
    cache, file = stored
    file.chmod(mode)

    assert cache.load(KEY) is None


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o1777])
def test_a_folder_that_others_may_write_is_neither_read_nor_written(stored, folder, mode):
    cache, file = stored
    folder.chmod(mode)
    before = file.read_bytes()
    cache.store(KEY, EXPRESSIONS[:1])

    assert cache.load(KEY) is None
    assert file.read_bytes() == before


@pytest.mark.skipif(not ROOT, reason="only root can give a file away")
@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_somebody_else_owns_is_not_there(stored, folder, whose):
    cache, file = stored
    os.chown(file if whose == "file" else folder, 12345, -1)

    assert cache.load(KEY) is None


def test_a_link_in_place_of_the_file_is_not_followed(stored, tmp_path):
    cache, file = stored
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")

    assert cache.load(KEY) is None
    cache.store(KEY, EXPRESSIONS[:2])
    assert cache.load(KEY) == EXPRESSIONS[:2]
    assert not file.is_symlink()


def test_a_pipe_in_place_of_the_file_does_not_hold_up_the_run(stored):
    cache, file = stored
    file.unlink()
    os.mkfifo(file, 0o600)

    assert cache.load(KEY) is None
    writer = os.open(file, os.O_RDWR)
    assert cache.load(KEY) is None
    os.close(writer)


def test_a_folder_in_place_of_the_file_is_no_error(stored):
    cache, file = stored
    file.unlink()
    file.mkdir()
    cache.store(KEY, EXPRESSIONS)

    assert cache.load(KEY) is None
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("kind", ["file", "dangling", "nul", "below a file"])
def test_a_folder_that_cannot_be_is_no_error(tmp_path, kind):
    place = tmp_path / "place"
    if kind in {"file", "below a file"}:
        place.write_text("")
    if kind == "dangling":
        place.symlink_to(tmp_path / "nowhere" / "at all")
    name = {"nul": "a\0b", "below a file": str(place / "inside")}.get(kind, str(place))
    cache = Cache(name)
    cache.store(KEY, EXPRESSIONS)

    assert cache.load(KEY) is None


UNPRIVILEGED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from checker.cel.cache.cache import Cache
from checker.cel.syntax import Expression, Literal, Span
os.chmod(sys.argv[2], 0o500)
if os.geteuid() == 0:
    os.chown(sys.argv[2], 12345, 12345)
    os.setuid(12345)
cache = Cache(sys.argv[2])
cache.store("0" * 64, [Expression("1", Literal(0, Span(0, 1), 1))])
print(cache.load("0" * 64))
"""


def test_a_folder_that_may_not_be_written_is_no_error(tmp_path):
    repository = Path(__file__).resolve().parents[2]
    target = tmp_path / "cache"
    target.mkdir(mode=0o700)
    for parent in target.parents:
        if parent.stat().st_uid == os.geteuid() and parent.is_relative_to("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o111)
    command = [sys.executable, "-B", "-c", UNPRIVILEGED, str(repository), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("None\n", "")


def test_a_full_disk_leaves_nothing_behind(stored, folder):
    cache, _ = stored
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, old[1]))
    try:
        cache.store("a" * 64, EXPRESSIONS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)

    assert [path.name for path in folder.iterdir()] == [f"{KEY}.json"]


def test_the_folder_does_not_grow_without_end(folder):
    cache = Cache(str(folder))
    folder.mkdir(parents=True, mode=0o700)
    (folder / "notes.txt").write_text("not ours to remove")
    for number in range(module._MOST_FILES + 20):
        cache.store(f"{number:064x}", EXPRESSIONS[:1])

    assert len(list(folder.iterdir())) == module._MOST_FILES + 1
    assert cache.load(f"{module._MOST_FILES + 19:064x}") == EXPRESSIONS[:1]
    assert (folder / "notes.txt").exists()


@pytest.mark.parametrize(
    "environment,expected",
    [
        ({"VENDORGATE_CACHE": "/a/b"}, "/a/b"),
        ({"VENDORGATE_CACHE": "", "XDG_CACHE_HOME": "/x"}, None),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/vendorgate"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "/h/.cache/vendorgate"),
        ({"XDG_CACHE_HOME": "", "HOME": "/h"}, "/h/.cache/vendorgate"),
        ({"HOME": "not/absolute"}, None),
    ],
)
def test_the_folder_is_the_chosen_one_or_the_users_own(monkeypatch, environment, expected):
    for name in ("VENDORGATE_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert default_folder() == expected


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=TEXTS)
def test_a_tree_survives_being_data(expression):
    data = json.loads(json.dumps(serialize.dump(expression)))

    assert serialize.load(data, expression.text) == expression


def broken(data, where, value):
    copy = json.loads(json.dumps(data))
    target = copy
    for step in where[:-1]:
        target = target[step]
    target[where[-1]] = value
    return copy


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**65), 2**65),
    st.floats(allow_nan=False),
    st.text("anlsbu?1", max_size=4),
    st.lists(st.integers(0, 3), max_size=3),
    st.dictionaries(st.text(max_size=1), st.integers(), max_size=1),
)


@given(st.sampled_from(EXPRESSIONS), st.integers(0, 3), st.integers(0, 20), JUNK)
def test_data_of_another_shape_is_refused_or_still_a_tree(expression, column, row, junk):
    data = serialize.dump(expression)
    if column == 0 or row >= len(data[column]):
        changed = broken(data, (column,), junk)
    else:
        changed = broken(data, (column, row), junk)
    try:
        loaded = serialize.load(changed, expression.text)
    except ValueError:
        return
    # what was changed into something valid: a name, a number, a position
    assert serialize.dump(loaded) == changed


@pytest.mark.parametrize(
    "data",
    [
        ["n", [0], [1]],
        ["", [], [], []],
        ["nn", [0, 0], [1, 1], ["a", "a"]],
        ["s", [0], [1], ["a"]],
        ["n", [0], [2], ["a"]],
        ["n", [-1], [1], ["a"]],
        ["n", [1], [0], ["a"]],
        ["n", [True], [1], ["a"]],
        ["n", [0], [1], [1]],
        ["z", [0], [1], ["a"]],
        ["un", [0, 0], [1, 1], ["+", "a"]],
        ["bnn", [0, 0, 0], [1, 1, 1], ["!", "a", "a"]],
        ["an", [0, 0], [1, 1], [1, "a"]],
        ["L", [0], [1], [10**9]],
        ["L", [0], [1], [-1]],
        ["M", [0], [1], [0.0]],
        ["l", [0], [1], [2**63]],
        ["l", [0], [1], [[1]]],
        ["hn", [0, 0], [1, 1], [["a", 2], "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["all", ["x", "x"], False], "a", "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["filter", ["x", "y"], False], "a", "a"]],
        ["mnnn", [0] * 4, [1] * 4, [["all", ["x"], True], "a", "a", "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["every", ["x"], False], "a", "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["all", "x", False], "a", "a"]],
        ["c", [0], [1], [["f", 0, 0]]],
        [["n"], [0], [1], ["a"]],
        ["u" * DEEPEST + "n", [0] * (DEEPEST + 1), [1] * (DEEPEST + 1), ["!"] * DEEPEST + ["a"]],
    ],
)
def test_data_that_is_no_tree_is_refused(data):
    with pytest.raises(ValueError, match="not a syntax tree"):
        serialize.load(data, "a")


def test_a_tree_as_deep_as_the_parser_allows_is_loaded():
    expression = parse("!" * (DEEPEST - 1) + "a")

    assert serialize.load(serialize.dump(expression), expression.text) == expression


def test_the_first_line_is_the_checksum_of_the_rest(stored):
    head, _, body = stored[1].read_bytes().partition(b"\n")

    assert head.split()[-1] == str(zlib.crc32(body)).encode()
    assert json.loads(body) == BODY
