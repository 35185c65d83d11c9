from hypothesis import given
from hypothesis import strategies as st

from checker.forecasting.watch import Watch

SPAN = 90 * 24 * 3600 * 10**9


@given(
    st.integers(1, SPAN),
    st.lists(st.integers(-SPAN, 2 * SPAN) | st.integers(0, 3), max_size=4),
    st.booleans(),
)
def test_the_first_change_is_found_wherever_it_is_looked_for_first(
    change: int, likely: list[int], near: bool
) -> None:
    watch = Watch()
    watch.start(0, SPAN)
    asked = []

    def function(elapsed: int) -> bool:
        asked.append(elapsed)
        return elapsed >= change

    guesses = [change - 1, change] if near else [change + each for each in likely] + likely
    assert (watch.orderly(function, guesses), watch.due) == (False, change)
    assert not near or len(asked) <= 4
