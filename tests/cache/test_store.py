import hashlib
import json
import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cache import store as module
from checker.cache.store import NOTHING_KEPT, Store

KEY = "0123456789abcdef" * 4
OTHER = "f" * 64
DATA = [["a", 1, -0.0, None, True], {"b": ["ü😀"]}]
ROOT = os.geteuid() == 0


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "caches" / "vendorgate"


def at(folder):
    return Store((str(folder.parent), str(folder)))


@pytest.fixture
def stored(folder):
    """A store that holds DATA, and the file in which it holds them."""
    store = at(folder)
    store.put(KEY, DATA)
    assert store.get(KEY) == DATA
    return store, folder / f"{KEY}.json"


def sealed(key, body):
    """A file whose first line is as it should be, whatever follows."""
    return module._head(key, body).encode() + b"\n" + body


def test_what_is_kept_is_there_for_everybody_who_knows_the_key(stored, folder):
    assert at(folder).get_all([OTHER, KEY, OTHER]) == [None, DATA, None]


def test_folder_and_file_are_the_users_own_and_no_draft_is_left(stored, folder):
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(stored[1].stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == [f"{KEY}.json"]


def test_later_data_replace_earlier_data(stored):
    store, _ = stored
    store.put(KEY, [1])

    assert store.get(KEY) == [1]


def test_without_a_folder_nothing_is_kept():
    NOTHING_KEPT.put(KEY, DATA)

    assert NOTHING_KEPT.get(KEY) is None


def test_no_folder_is_made_but_those_that_are_named(tmp_path):
    store = Store((str(tmp_path / "absent" / "cache"),))
    store.put(KEY, DATA)

    assert store.get(KEY) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "key", ["", "../../etc/passwd", "ABC" * 20 + "ABCD", "a" * 63, "a" * 64 + "\n", "a" * 65]
)
def test_a_key_that_is_no_digest_names_no_file(folder, key):
    store = at(folder)
    store.put(key, DATA)

    assert store.get(key) is None
    assert not folder.exists() or list(folder.iterdir()) == []


def test_the_first_line_is_the_key_and_the_digest_of_the_rest(stored):
    head, _, body = stored[1].read_bytes().partition(b"\n")

    assert head.decode() == f"vendorgate cache {KEY} {hashlib.sha256(body).hexdigest()}"
    assert json.loads(body) == DATA


@given(st.data())
def test_a_file_that_was_cut_or_changed_is_not_there(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("cache")
    store = Store((str(folder),))
    store.put(KEY, DATA)
    file = folder / f"{KEY}.json"
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= data.draw(st.integers(1, 255))
    else:
        del content[place:]
    file.write_bytes(content)

    assert store.get(KEY) is None


def test_an_entry_under_the_name_of_another_is_not_there(stored, folder):
    store, file = stored
    file.rename(folder / f"{OTHER}.json")

    assert store.get(OTHER) is None


@pytest.mark.parametrize("body", [b"", b"[1", b"[" * 100_000, b"\xff"])
def test_a_body_that_is_no_json_is_not_there(stored, body):
    store, file = stored
    file.write_bytes(sealed(KEY, body))

    assert store.get(KEY) is None


def test_a_huge_file_is_not_there(stored, monkeypatch):
    store, _ = stored
    monkeypatch.setattr(module, "_MOST_BYTES", 100)

    assert store.get(KEY) is None


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_may_write_is_not_there(stored, mode):
    store, file = stored
    file.chmod(mode)

    assert store.get(KEY) is None


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o1777])
def test_a_folder_that_others_may_write_is_neither_read_nor_written(stored, folder, mode):
    store, file = stored
    folder.chmod(mode)
    before = file.read_bytes()
    store.put(KEY, [1])

    assert store.get(KEY) is None
    assert file.read_bytes() == before


@pytest.mark.skipif(not ROOT, reason="only root can give a file away")
@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_somebody_else_owns_is_not_there(stored, folder, whose):
    store, file = stored
    os.chown(file if whose == "file" else folder, 12345, -1)

    assert store.get(KEY) is None


def test_a_link_in_place_of_the_file_is_not_followed(stored, tmp_path):
    store, file = stored
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")

    assert store.get(KEY) is None
    store.put(KEY, [2])
    assert store.get(KEY) == [2]
    assert not file.is_symlink()


def test_a_pipe_in_place_of_the_file_does_not_hold_up_the_run(stored):
    store, file = stored
    file.unlink()
    os.mkfifo(file, 0o600)

    assert store.get(KEY) is None
    writer = os.open(file, os.O_RDWR)
    assert store.get(KEY) is None
    os.close(writer)


def test_a_folder_in_place_of_the_file_is_no_error(stored):
    store, file = stored
    file.unlink()
    file.mkdir()
    store.put(KEY, DATA)

    assert store.get(KEY) is None
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("kind", ["file", "dangling", "nul", "below a file"])
def test_a_folder_that_cannot_be_is_no_error(tmp_path, kind):
    place = tmp_path / "place"
    if kind in {"file", "below a file"}:
        place.write_text("")
    if kind == "dangling":
        place.symlink_to(tmp_path / "nowhere" / "at all")
    name = {"nul": "a\0b", "below a file": str(place / "inside")}.get(kind, str(place))
    store = Store((name,))
    store.put(KEY, DATA)

    assert store.get(KEY) is None


UNPRIVILEGED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from checker.cache.store import Store
os.chmod(sys.argv[2], 0o500)
if os.geteuid() == 0:
    os.chown(sys.argv[2], 12345, 12345)
    os.setuid(12345)
store = Store((sys.argv[2],))
store.put("0" * 64, [1])
print(store.get("0" * 64))
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
    store, _ = stored
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, old[1]))
    try:
        store.put("a" * 64, DATA)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)

    assert [path.name for path in folder.iterdir()] == [f"{KEY}.json"]


def test_the_folder_does_not_grow_without_end(folder, monkeypatch):
    monkeypatch.setattr(module, "_MOST_FILES", 30)
    store = at(folder)
    folder.mkdir(parents=True, mode=0o700)
    (folder / "notes.txt").write_text("not ours to remove")
    for number in range(50):
        store.put(f"{number:064x}", [number])

    assert len(list(folder.iterdir())) == 30 + 1
    assert store.get(f"{49:064x}") == [49]
    assert (folder / "notes.txt").exists()


def test_what_is_shipped_comes_first_whoever_owns_it(stored, tmp_path):
    store, file = stored
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / file.name).write_bytes(sealed(KEY, b"[7]"))
    (shipped / file.name).chmod(0o664)

    assert Store(store._folders, shipped=str(shipped)).get_all([KEY, OTHER]) == [[7], None]
    assert Store((), shipped=str(shipped)).get(KEY) == [7]


@pytest.mark.parametrize("content", [b"", b"[7]", sealed(OTHER, b"[7]"), sealed(KEY, b"[7")])
def test_what_is_shipped_and_damaged_is_not_there(stored, tmp_path, content):
    store, file = stored
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / file.name).write_bytes(content)

    assert Store(store._folders, shipped=str(shipped)).get(KEY) == DATA
    assert Store((), shipped=str(shipped)).get(KEY) is None
