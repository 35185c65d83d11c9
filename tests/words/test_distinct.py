"""Values that differ in type are unequal, however alike their fields are."""

from itertools import permutations

from checker.cel.syntax import And, Literal, Or, Span
from checker.values import Duration, Timestamp, TypeValue

ONE = Literal(1, Span(0, 1), value=True)
ALIKE = (
    And(0, Span(0, 1), (ONE, ONE)),
    Or(0, Span(0, 1), (ONE, ONE)),
    (0, Span(0, 1), (ONE, ONE)),
)


def test_nodes_and_moments_of_different_types_are_unequal() -> None:
    for values in (ALIKE, (Timestamp(5), Duration(5), (5,)), (TypeValue("int"), ("int",))):
        for one, other in permutations(values, 2):
            if type(one) is not tuple:
                assert one != other
                assert not one == other  # noqa: SIM201


def test_equal_values_are_equal_and_found_by_their_hash() -> None:
    assert Timestamp(5) == Timestamp(5)
    assert {Timestamp(5): "five"}[Timestamp(5)] == "five"
    assert And(0, Span(0, 1), (ONE,)) == And(0, Span(0, 1), (ONE,))
    assert And(0, Span(0, 1), (ONE,)) != And(1, Span(0, 1), (ONE,))
