"""The history of findings, from git alone. `vendorgate history`."""

from collections.abc import Sequence

from checker import clock
from checker.comparing.timeline import Timeline
from checker.errors import InputError, UsageError
from checker.evaluate.again import Again
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.inventory import Inventory
from checker.memory import Memory
from checker.report.gate import ExitCode
from checker.report.history import Event, History, Unread
from checker.report.report import Report
from checker.sources.log import Blobs, Commit, commits
from checker.time.text import SECOND, format_timestamp
from checker.usecases.collector import paused
from checker.usecases.load import Request
from checker.usecases.past import Past
from checker.values import Timestamp
from checker.version import __version__


def history(request: Request, *, until: str = "HEAD", since: str | None = None) -> History:
    """Check every commit that led to a revision, each at its own moment, and the last one now.

    Args:
        request: of the checks; its moment is that up to which it is looked.
        until: a revision.
        since: a revision to begin with; None begins with the first commit.

    Raises:
        UsageError: there is no such revision, or not one of the commits could be read.
    """
    with paused(), Blobs() as blobs:
        walk = _Walk(request, request.as_of or clock.now())
        for commit in commits(until, since, blobs):
            walk.go(commit)
        return walk.ended()


class _Walk:
    """The way from commit to commit."""

    def __init__(self, request: Request, end: Timestamp) -> None:
        self._end = end
        self._memory = Memory()
        self._request = request
        self._past = Past(self._memory)
        self._again = Again(self._memory)
        self._timeline = Timeline()
        self._events: list[Event] = []
        self._unread: list[Unread] = []
        self._moment: int | None = None
        self._last: Commit | None = None
        self._bare: Sequence[Inventory] = ()
        self._report: Report | None = None
        self._commits = 0

    def go(self, commit: Commit) -> None:
        """Go on to a commit."""
        self._memory.turn()
        self._commits += 1
        # Clocks go wrong, and whoever commits can write any moment: time does not run backwards.
        own = max(commit.seconds * SECOND, 0 if self._moment is None else self._moment)
        self._moment = min(own, self._end.nanoseconds)
        moment = Timestamp(self._moment)
        event = Event(commit.id, format_timestamp(moment))
        self._last = None
        try:
            run, self._bare = self._past.run(self._request._replace(as_of=moment), commit)
        except InputError as error:
            # One line: the hints are for whoever checks that commit.
            first = error.problems[0]
            self._unread.append(Unread(event, f"{first.place}: {first.message}"))
        except UsageError as error:
            self._unread.append(Unread(event, str(error)))
        else:
            self._last = commit
            self._events.append(event)
            self._add(event, run)

    def _add(self, event: Event, run: Run) -> None:
        self._report = settle(run, self._again.decide(run, self._bare))
        self._timeline.add(event, self._report)

    def ended(self) -> History:
        """The history, once the last commit is reached."""
        if self._report is None:
            reason = self._unread[-1].reason
            raise UsageError(f"not one of {self._commits} commits could be read (last: {reason})")
        end = Event("", format_timestamp(self._end))
        undecided: tuple[str, ...] = ()
        if self._last is None:
            last = self._unread[-1]
            undecided = (f"commit {last.event.commit[:12]} could not be read: {last.reason}",)
        else:
            # Policies begin and end, and with them what they ask for.
            again = self._last._replace(changed=frozenset())
            run, self._bare = self._past.run(self._request._replace(as_of=self._end), again)
            self._add(end, run)
            undecided = self._report.undecided
        return History(
            version=__version__,
            start=self._events[0],
            end=end,
            commits=self._commits,
            inputs=self._report.inputs,
            standing=tuple(self._timeline.standing(end)),
            ended=tuple(self._timeline.ended()),
            months=tuple(self._timeline.months()),
            unread=tuple(self._unread),
            undecided=undecided,
            exit_code=ExitCode.UNDECIDED if undecided else ExitCode.COMPLIANT,
        )
