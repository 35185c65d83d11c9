"""What every test may ask for: the reference material, a folder to work in."""

import gc
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import thorough  # noqa: F401 registers the profiles that --hypothesis-profile names
from workplace import Workplace

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE = Path(os.environ.get("VENDORGATE_REFERENCE", REPOSITORY.parent / "shared/reference"))


_PERSONAL = re.compile(
    r"COLUMNS|LINES|TERM|TZ|LANG|LANGUAGE|LC_.*|NO_COLOR|FORCE_COLOR|XDG_.*|GIT_.*"
    r"|VENDORGATE_(?:CACHE|CONFIG)|PYTHON(?!PATH|HASHSEED).*"
)
"""What the environment of whoever runs the tests says; they and their processes never see it."""

for _name in [name for name in os.environ if _PERSONAL.fullmatch(name)]:
    del os.environ[_name]
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
os.umask(0o022)
# Thousands of collected tests are no garbage, however often they are looked at.
gc.set_threshold(100_000)


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """Collect garbage once: pytest then looks for it five times among all that there is."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home and a cache that belong to these tests."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        changed.setenv("VENDORGATE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
        yield


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder of a user, with an inventory and a policy that it complies with."""
    place = Workplace(tmp_path / "workplace")
    place.inventory()
    place.policy()
    return place
