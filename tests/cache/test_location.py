"""The place of the cache: chosen, or the user's own, or none."""

import os
from pathlib import Path

import pytest

from checker.cache import location

KEY = "0" * 64
ROOT = os.geteuid() == 0


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch):
    def change(**environment: object) -> None:
        for name in ("VENDORGATE_CACHE", "XDG_CACHE_HOME", "HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))

    return change


def kept(tmp_path: Path) -> list[str]:
    """The folders of entries below a folder, after something was kept."""
    location.store(wanted=True).put(KEY, [1])
    return sorted(str(each.parent.relative_to(tmp_path)) for each in tmp_path.rglob("*.json"))


@pytest.mark.parametrize(
    "environment,expected",
    [
        ({"VENDORGATE_CACHE": "a"}, ["a"]),
        ({"VENDORGATE_CACHE": "a", "XDG_CACHE_HOME": "x", "HOME": "home"}, ["a"]),
        ({"VENDORGATE_CACHE": "absent/a", "HOME": "home"}, []),
        ({"XDG_CACHE_HOME": "home/x", "HOME": "home"}, ["home/x/vendorgate"]),
        ({"XDG_CACHE_HOME": "absent/x", "HOME": "home"}, []),
        ({"HOME": "home"}, ["home/.cache/vendorgate"]),
        ({"HOME": "absent"}, []),
        ({"HOME": "file"}, []),
    ],
)
def test_the_folder_is_the_chosen_one_or_the_users_own(set_to, tmp_path, environment, expected):
    (tmp_path / "home").mkdir()
    (tmp_path / "file").touch()
    before = {each.name for each in tmp_path.iterdir()}
    set_to(**{name: tmp_path / value for name, value in environment.items()})

    assert kept(tmp_path) == expected
    assert {each.name for each in tmp_path.iterdir()} == before | {
        each.split("/")[0] for each in expected
    }


def test_a_relative_cache_home_is_passed_over(set_to, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    set_to(XDG_CACHE_HOME="x", HOME=tmp_path / "home")

    assert kept(tmp_path) == ["home/.cache/vendorgate"]


@pytest.mark.parametrize("value", ["not/absolute", "", "a\udc80"])
def test_a_home_that_is_none_has_no_cache(set_to, tmp_path, monkeypatch, value):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "not/absolute").mkdir(parents=True)
    set_to(HOME=value)

    assert location._folders() == ()
    assert kept(tmp_path) == []


@pytest.mark.skipif(not ROOT, reason="only root can give a folder away")
@pytest.mark.parametrize("name", ["HOME", "XDG_CACHE_HOME"])
def test_the_home_of_somebody_else_is_left_alone(set_to, tmp_path, name):
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, 12345, -1)
    set_to(**{"HOME": tmp_path / "absent", name: home})

    assert kept(tmp_path) == []
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["HOME", "XDG_CACHE_HOME"])
def test_a_home_that_may_not_be_written_has_no_cache(set_to, tmp_path, name, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    # root may write everywhere: what the system would say of another user
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    set_to(**{"HOME": tmp_path / "absent", name: home})

    assert kept(tmp_path) == []


@pytest.mark.parametrize("value", ["off", ""])
def test_off_keeps_nothing_and_reads_nothing_that_is_shipped(set_to, tmp_path, monkeypatch, value):
    (tmp_path / "home").mkdir()
    monkeypatch.setattr(location, "_shipped", lambda: pytest.fail("asked for what is shipped"))
    set_to(VENDORGATE_CACHE=value, HOME=tmp_path / "home")

    assert kept(tmp_path) == []
    location.store(wanted=True).get(KEY)


def test_who_wants_no_cache_has_none(set_to, tmp_path):
    set_to(VENDORGATE_CACHE=tmp_path / "a")
    location.store(wanted=False).put(KEY, [1])

    assert list(tmp_path.iterdir()) == []
