"""Layers: the cells of one run that were decided apart, policies by policies, become one matrix."""

from collections.abc import Sequence

from checker.inventory import LISTS
from checker.report.matrix import Block, Matrix
from checker.report.roster import Roster


def merged(layers: Sequence[Matrix]) -> Matrix:
    """The matrix of a run.

    Args:
        layers: at least one, of the same inventories and policies; in each cell of the run one of
            them has a verdict, and the others have none.
    """
    rosters = zip(*(layer.rosters for layer in layers), strict=True)
    blocks = zip(*(layer.blocks for layer in layers), strict=True)
    wholes = zip(*(layer.wholes for layer in layers), strict=True)
    return Matrix(
        layers[0].subject_kinds,
        tuple(map(roster, rosters)),
        tuple(map(block, blocks)),
        tuple(map(b"".join, wholes)),
    )


def roster(same: tuple[Roster, ...]) -> Roster:
    """The roster of one inventory, of which each layer has what its policies are about."""
    elements = {kind: own for each in same for kind, own in each.elements.items()}
    return same[0]._replace(elements={kind: elements[kind] for kind in LISTS if kind in elements})


def block(same: tuple[Block, ...]) -> Block:
    """The cells of one inventory, of which each layer has those of some policies."""
    columns = zip(*(each.columns for each in same), strict=True)
    return Block(tuple(map(b"".join, columns)))
