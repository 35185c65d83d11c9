"""Sharing: the vendors of a run cut into runs of neighbours, decided by several processes."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from checker.inventory import Inventory
from checker.problems import Place
from checker.report.matrix import Block
from checker.spread import Progress, spread
from checker.step import Step

Cut = tuple[int, int, int]
"""The number of an inventory, and the indexes of the first vendor and of that after the last."""

Decide = Callable[[int, int, int], Block]
"""The cells of the vendors `start` to `stop` of the inventory with this number."""

WORTH_A_PROCESS = 200
"""Fewer vendors are decided sooner than a process is started."""

_WORTH_TELLING = 1_000
_TOLD = 50


def shared(
    decide: Decide,
    sizes: Sequence[int],
    jobs: int,
    progress: Progress,
    about: Callable[[Cut], Step],
) -> list[Block]:
    """The cells of each inventory. How the work was cut does not show in the result.

    Args:
        sizes: the number of vendors of each inventory.
        jobs: the most processes to use.
        progress: is told how many vendors are decided, and of how many.
        about: names the deciding of some vendors.
    """
    processes = jobs if jobs > 1 and sum(sizes) >= WORTH_A_PROCESS else 1
    cuts = cut(sizes, processes)
    blocks = spread(
        lambda number: decide(*cuts[number]),
        len(cuts),
        processes,
        lambda number: about(cuts[number]),
    )
    return merged(zip(cuts, blocks, strict=True), sum(sizes), progress)


def deciding(inventories: Sequence[Inventory], at: Cut) -> Step:
    """The deciding of some vendors, as a message names it."""
    number, start, stop = at
    inventory = inventories[number]
    if start == stop:
        return Step(Place(inventory.document.path, 0, 0), "decided about this inventory")
    first, last = (inventory.vendors[each]["id"] for each in (start, stop - 1))
    place = inventory.document.positions.nearest(("vendors", inventory.numbers[start]))[1]
    return Step(place, f"decided about the vendors from '{first}' to '{last}'")


def cut(sizes: Sequence[int], processes: int) -> list[Cut]:
    """The work cut into runs of neighbours, in order; at least one of each inventory.

    Args:
        sizes: the number of vendors of each inventory.
        processes: how many do the work.
    """
    return [
        (number, start, stop)
        for number, size in enumerate(sizes)
        for start, stop in pairwise(_cuts(size, _pieces(size, processes)))
    ]


def merged(decided: Iterable[tuple[Cut, Block]], total: int, progress: Progress) -> list[Block]:
    """The cells of each inventory.

    Args:
        decided: runs of neighbours, in order, and the cells of each.
        total: the number of vendors of all.
        progress: is told how many vendors are decided, and of how many.
    """
    done, found = 0, list[Block]()
    for (number, start, stop), block in decided:
        if number < len(found):
            found[number] += block
        else:
            found.append(block)
        done += stop - start
        progress(done, total)
    return found


def _pieces(size: int, processes: int) -> int:
    """One for each process, and of a large inventory so many that progress is seen."""
    return max(processes, min(size // _WORTH_TELLING, _TOLD))


def _cuts(size: int, pieces: int) -> list[int]:
    return [size * piece // pieces for piece in range(pieces + 1)]
