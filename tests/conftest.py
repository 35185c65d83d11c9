"""What every test may ask for: the reference material, a folder to work in."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import thorough  # noqa: F401 registers the profiles that --hypothesis-profile names
from workplace import Workplace

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE = Path(os.environ.get("VENDORGATE_REFERENCE", REPOSITORY.parent / "shared/reference"))


@pytest.fixture(scope="session")
def reference() -> Callable[..., Path]:
    """A path in the reference material; skips where it is absent, but never where CI is set."""

    def find(*parts: str) -> Path:
        path = REFERENCE.joinpath(*parts)
        if not path.exists():
            message = f"reference material is absent: {path} (set VENDORGATE_REFERENCE)"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        return path

    return find


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORGATE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder of a user, with an inventory and a policy that it complies with."""
    place = Workplace(tmp_path / "workplace")
    place.inventory()
    place.policy()
    return place
