"""The page about the Python API shows what Python shows."""

import doctest

import pytest
from pack import REPOSITORY


def test_every_example_of_the_page_is_what_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)

    done = doctest.testfile(str(REPOSITORY / "docs/python.md"), module_relative=False)

    assert (done.failed, done.attempted > 5) == (0, True)
