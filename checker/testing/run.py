"""Running: every case is put to its policy, and those that fail are explained."""

from collections.abc import Mapping, Sequence

from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.gate import ExitCode
from checker.spread import Progress, spread
from checker.step import Step
from checker.testing.case import Case
from checker.testing.reasons import Reasons
from checker.testing.sources import Source
from checker.testing.subjects import Seen, named
from checker.testing.trial import Trial, expected, put
from checker.verdict import Verdict


class Got(NamedTuple):
    """The verdict of one subject of a case, and the expected one.

    Attributes:
        why: the reasons, if that is not the same or the message is not as expected.
    """

    subject: str
    expected: Verdict
    verdict: Verdict
    why: Reasons | None = None


class Outcome(NamedTuple):
    """The result of a case."""

    got: tuple[Got, ...]

    @property
    def passed(self) -> bool:
        """Return whether everything is as expected."""
        return all(got.why is None for got in self.got)


class SuiteReport(NamedTuple):
    """All cases with their outcomes, by policy and then as they are written.

    Attributes:
        policies: those that were tested, in order of id.
        untested: ids of those that no test is about: nothing was proven of them.
    """

    policies: tuple[Policy, ...]
    cases: tuple[Case, ...]
    outcomes: tuple[Outcome, ...]
    untested: tuple[str, ...]

    @property
    def exit_code(self) -> ExitCode:
        """0 if all cases pass, 1 if one fails, 2 if a policy has no test."""
        if self.untested or not self.cases:
            return ExitCode.UNDECIDED
        passed = all(outcome.passed for outcome in self.outcomes)
        return ExitCode.COMPLIANT if passed else ExitCode.NOT_COMPLIANT


def run(
    policies: Sequence[Policy],
    cases: Sequence[Case],
    sources: Mapping[str, Source],
    *,
    jobs: int,
    progress: Progress,
) -> SuiteReport:
    """Put every case to its policy. The result is the same for every `jobs`."""
    by_id = {policy.id: policy for policy in policies}
    trials: dict[str, Trial] = {}

    def work(number: int) -> Outcome:
        case = cases[number]
        if case.policy not in trials:
            trials[case.policy] = Trial(by_id[case.policy])
        return _outcome(trials[case.policy], case, sources[case.policy])

    outcomes: list[Outcome] = []
    for outcome in spread(work, len(cases), jobs, lambda number: _testing(cases[number])):
        outcomes.append(outcome)
        progress(len(outcomes), len(cases))
    tested = {case.policy for case in cases}
    untested = tuple(policy.id for policy in policies if policy.id not in tested)
    return SuiteReport(tuple(policies), tuple(cases), tuple(outcomes), untested)


def _testing(case: Case) -> Step:
    """The putting of a case to its policy, as a message names it."""
    return Step(case.place, f"ran the test '{case.name}' of '{case.policy}'")


def _outcome(trial: Trial, case: Case, source: Source) -> Outcome:
    decided = trial.decided(case)
    names = named(tuple(seen for seen, _ in decided))
    return Outcome(
        tuple(
            _got(trial.policy, case, source, seen, verdict)._replace(subject=name)
            for name, (seen, verdict) in zip(names, decided, strict=True)
        )
    )


def _got(policy: Policy, case: Case, source: Source, seen: Seen, verdict: Verdict) -> Got:
    got = Got(seen.names[0], expected(case, seen), verdict)
    if verdict is got.expected and case.message is None:
        return got
    # Tests that pass, as nearly all do, need no tracking evaluator.
    from checker.testing.why import why  # noqa: PLC0415

    reasons = why(put(policy, case), case, seen, verdict, source)
    if verdict is got.expected and reasons.message == case.message:
        return got
    return got._replace(why=reasons)
