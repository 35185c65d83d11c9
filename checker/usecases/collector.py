"""The garbage collector: what it costs to walk what was read, again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """An inventory is a large tree without cycles: walking it again and again finds nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


_CYCLES = 10_000
"""The number of new objects after which reference cycles are looked for among them."""


@contextmanager
def set_apart() -> Iterator[None]:
    """Freeze loaded data for the collector; cycles of failed decisions are still collected."""
    running, thresholds = gc.isenabled(), gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_CYCLES)
    gc.enable()
    try:
        yield
    finally:
        if not running:
            gc.disable()
        gc.set_threshold(*thresholds)
        gc.unfreeze()
