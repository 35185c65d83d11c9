"""Coverage: which outcomes of a policy's conditions its tests have shown, and which not.

The tracking evaluator reads every test, also what no longer matters once a verdict is settled;
whatever a sub-expression came to there, it has come to.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any

from checker.cel.outcomes.outcome import Outcome
from checker.cel.syntax import Node
from checker.cel.trace.reader import Scope
from checker.cel.trace.record import Record
from checker.cel.trace.tracer import Tracer
from checker.explaining.judge import judge
from checker.policy.policy import Policy
from checker.problems import Place
from checker.record import NamedTuple
from checker.testing.branches import Branch, branches
from checker.testing.case import Case
from checker.testing.sources import Source
from checker.testing.subjects import subjects
from checker.values import BudgetSpent


class Point(NamedTuple):
    """A sub-expression of a policy, with what it can come to and what the tests made of it.

    Attributes:
        clause: `when`, `require` or `variables.<name>`.
        text: its source, white space as written.
        reached: whether any test evaluated it.
    """

    clause: str
    place: Place
    text: str
    possible: tuple[Outcome, ...]
    missed: tuple[Outcome, ...]
    reached: bool


class PolicyCoverage(NamedTuple):
    """One policy's points, clause by clause."""

    policy: str
    points: tuple[Point, ...]

    @property
    def possible(self) -> int:
        """The number of outcomes to show; never 0."""
        return sum(len(point.possible) for point in self.points)

    @property
    def covered(self) -> int:
        """The number of them that the tests have shown."""
        return self.possible - sum(len(point.missed) for point in self.points)

    @property
    def missed(self) -> tuple[Point, ...]:
        """The points of which an outcome is left to show."""
        return tuple(point for point in self.points if point.missed)


class Coverage(NamedTuple):
    """The coverage of policies by tests, in order of id."""

    policies: tuple[PolicyCoverage, ...]

    @property
    def possible(self) -> int:
        """The number of outcomes of all policies."""
        return sum(coverage.possible for coverage in self.policies)

    @property
    def covered(self) -> int:
        """The number of them that the tests have shown."""
        return sum(coverage.covered for coverage in self.policies)

    def reaches(self, percent: Fraction) -> bool:
        """Whether so many of a hundred outcomes are covered: compared exactly, never rounded."""
        return self.covered * 100 >= percent * self.possible

    def data(self) -> dict[str, Any]:
        """All of it as JSON data."""
        return {
            "possible": self.possible,
            "covered": self.covered,
            "policies": [_data(coverage) for coverage in self.policies],
        }


_NOTED = 100_000
"""Units that noting one subject may cost: a dearer one has shown what it had shown by then."""


def coverage(
    policies: Sequence[Policy], cases: Sequence[Case], sources: Mapping[str, Source]
) -> Coverage:
    """Measure the coverage of the policies by the cases.

    Args:
        policies: what is tested.
        cases: of these policies.
        sources: where each policy is written, by id.
    """
    return Coverage(
        tuple(
            _covered(policy, [case for case in cases if case.policy == policy.id], sources)
            for policy in sorted(policies, key=lambda policy: policy.id)
        )
    )


def _covered(
    policy: Policy, cases: Sequence[Case], sources: Mapping[str, Source]
) -> PolicyCoverage:
    seen: dict[int, set[Outcome]] = {}
    for case in cases:
        for subject in subjects(policy, case):
            if subject.values is not None:
                budget = min(subject.budget, _NOTED)
                with suppress(BudgetSpent):
                    judge(policy, _Noting(subject.values, policy.variables, budget, seen))
    source = sources[policy.id]
    points = (_point(branch, source, seen) for branch in branches(policy))
    return PolicyCoverage(policy.id, tuple(points))


class _Noting(Tracer):
    """Notes what every node comes to, by its identity: a policy's trees share no node."""

    def __init__(
        self, roots: Mapping[str, Any], variables: Any, budget: int, seen: dict[int, set[Outcome]]
    ) -> None:
        super().__init__(roots, variables, budget)
        self._seen = seen

    def read(self, node: Node, scope: Scope) -> Record:
        record = super().read(node, scope)
        self._seen.setdefault(id(node), set()).update(_outcomes(record.outcome))
        return record


def _outcomes(outcome: Any) -> tuple[Outcome, ...]:
    match outcome:
        case True:
            return (Outcome.TRUE, Outcome.VALUE)
        case False:
            return (Outcome.FALSE, Outcome.VALUE)
        case KeyError():
            return (Outcome.MISSING,)
        case Exception():
            return ()
        case _:
            return (Outcome.VALUE,)


def _point(branch: Branch, source: Source, seen: Mapping[int, set[Outcome]]) -> Point:
    name, text = branch.clause.name, branch.clause.expression.text
    start, end = branch.node.span
    shown = seen.get(id(branch.node))
    return Point(
        clause=name,
        place=source.inside(tuple(name.split(".", 1)), text, start),
        text=text[start:end],
        possible=branch.possible,
        missed=tuple(
            outcome for outcome in branch.possible if shown is None or outcome not in shown
        ),
        reached=shown is not None,
    )


def _data(coverage: PolicyCoverage) -> dict[str, Any]:
    return {
        "policy": coverage.policy,
        "possible": coverage.possible,
        "covered": coverage.covered,
        "missed": [_missed(point) for point in coverage.missed],
    }


def _missed(point: Point) -> dict[str, Any]:
    return {
        "clause": point.clause,
        "location": point.place._asdict(),
        "expression": point.text,
        "reached": point.reached,
        "never": [outcome.value for outcome in point.missed],
    }
