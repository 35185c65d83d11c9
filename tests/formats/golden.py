"""Golden files: what a person read and found right, byte for byte.

`make goldens` writes them anew. The tests fail then, so that nobody takes such a run for a passing
one; a test that compares is marked `golden`, else it is not run there.
"""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "golden"


def assert_golden(name: str, text: str) -> None:
    path = FOLDER / name
    if os.environ.get("VENDORGATE_GOLDEN") == "write":
        path.write_bytes(text.encode())
        pytest.fail(f"written, to be read: {path}")
    assert text.encode().decode() == path.read_bytes().decode()
