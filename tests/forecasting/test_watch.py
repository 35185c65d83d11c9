from hypothesis import given
from hypothesis import strategies as st

from checker.forecasting.calls import calling
from checker.forecasting.moving import Moving
from checker.forecasting.watch import Watch
from checker.time.moments import parse_moment
from checker.values import Timestamp

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
    assert all(0 <= each <= SPAN for each in asked)
    assert not near or len(asked) <= 4


def test_of_a_deadline_its_end_is_looked_at_first() -> None:
    watch = Watch()
    watch.start(0, SPAN)
    asked = []

    def overdue(deadline: str, now: Timestamp) -> bool:
        asked.append(now.nanoseconds)
        return now.nanoseconds > parse_moment(deadline).span.last

    overdue_now = calling(watch, "overdue", overdue, [1])

    assert overdue_now("1970-01-31T12:00:00Z", Moving(Timestamp(0), 1)) is False
    last = parse_moment("1970-01-31T12:00:00Z").span.last
    assert (watch.due, asked) == (last + 1, [0, SPAN, last, last + 1])
