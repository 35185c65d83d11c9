"""How long the campaigns are: some seconds each, or `VENDORGATE_FUZZ` times as long."""

import os

import pytest

TIMES = int(os.environ.get("VENDORGATE_FUZZ", "1"))


def seeds(count: int) -> pytest.MarkDecorator:
    """The test once for each seed; a failing one is run again by its id."""
    return pytest.mark.parametrize("seed", range(count * TIMES))
