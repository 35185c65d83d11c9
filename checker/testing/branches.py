"""Sites: the sub-expressions that tests should exercise, with the outcomes that they can have.

A comparison of required fields never lacks its evidence; nor does one behind its guard, or in a
`require` whose `when` has read the same field. A condition without names has one outcome for ever.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from checker.cel.check.narrow import Path
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Has,
    Index,
    Literal,
    Macro,
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.types import Kind
from checker.cel.walk import children
from checker.inventory import LISTS
from checker.policy.policy import Policy
from checker.testing.clauses import Clause, clauses, reads, variable_of
from checker.testing.outcomes import NONE, OPPOSITE, Outcome, joined, names_in, of_size, vague

_CHOOSERS = frozenset({Macro.ALL, Macro.EXISTS, Macro.EXISTS_ONE, Macro.FILTER})


class Branch(NamedTuple):
    """A sub-expression that tests should exercise, and the outcomes that it can have."""

    clause: Clause
    node: Node
    possible: tuple[Outcome, ...]


class _Around(NamedTuple):
    """The surroundings of a node: recorded reads, and bound names that may lack evidence."""

    known: frozenset[Path]
    bound: Mapping[str, bool]

    def knowing(self, paths: frozenset[Path]) -> "_Around":
        return self._replace(known=self.known | paths)

    def naming(self, names: Mapping[str, bool]) -> "_Around":
        return self._replace(bound={**self.bound, **names})


class _Variable(NamedTuple):
    """A variable: whether its evidence may be missing, and the reads of it if it is not."""

    lacks: bool
    known: frozenset[Path]


def branches(policy: Policy) -> Iterator[Branch]:
    """The conditions of a policy, clause by clause, in the order of the text."""
    parts = {clause.name: clause for clause in clauses(policy)}
    element: frozenset[Path] = frozenset()
    if policy.subject_kind in LISTS:
        element = frozenset({("vendor", LISTS[policy.subject_kind])})
    variables: dict[str, _Variable] = {}
    given = element | _applied(policy, parts)
    early = set() if policy.when is None else reads(policy.when.root, policy.variables)
    for clause in parts.values():
        name = clause.name.removeprefix("variables.")
        reading = _Reading(clause, dict(variables))
        around = _Around(element if clause.name == "when" or name in early else given, {})
        yield from reading.branches(around)
        if clause.name.startswith("variables."):
            variables[name] = reading.variable(around)


def _applied(policy: Policy, parts: Mapping[str, Clause]) -> frozenset[Path]:
    """The reads that are recorded where `when` is true."""
    variables: dict[str, _Variable] = {}
    for name in policy.variables:
        reading = _Reading(parts[f"variables.{name}"], dict(variables))
        variables[name] = reading.variable(_Around(frozenset(), {}))
    if policy.when is None:
        return frozenset()
    return _outer(_Reading(parts["when"], variables).established(policy.when.root, outcome=True))


def _outer(paths: frozenset[Path]) -> frozenset[Path]:
    """The paths that mean the same in every clause: not those of a macro's variables."""
    return frozenset(path for path in paths if "#" not in path[0])


class _Reading:
    """One clause, and the variables before it."""

    def __init__(self, clause: Clause, variables: Mapping[str, _Variable]) -> None:
        self._clause = clause
        self._survey = clause.survey
        self._variables = variables

    def variable(self, around: _Around) -> _Variable:
        """The facts about the variable that the clause is."""
        root = self._clause.expression.root
        return _Variable(self.lacks(root, around), _outer(self.established(root)))

    def branches(self, around: _Around) -> Iterator[Branch]:
        root = self._clause.expression.root
        condition = self._survey.type.kind is Kind.BOOL
        branches = list(self._below(root, around, condition=condition))
        if not condition or not branches:
            possible = (Outcome.VALUE, *self._missing(root, around))
            branches.insert(0, Branch(self._clause, root, possible))
        yield from branches

    def _below(self, node: Node, around: _Around, *, condition: bool) -> Iterator[Branch]:
        condition = condition or self._survey.of(node).kind is Kind.BOOL
        if condition and not _settled(node):
            possible = self._outcomes(node, around)
            if possible:
                yield Branch(self._clause, node, possible)
        for child, beside, boolean in self._parts(node, around, condition=condition):
            yield from self._below(child, beside, condition=boolean)

    def _outcomes(self, node: Node, around: _Around) -> tuple[Outcome, ...]:
        never = self._never(node, around)
        possible = tuple(each for each in (Outcome.TRUE, Outcome.FALSE) if each not in never)
        # What cannot be otherwise is no decision.
        return (*(possible if len(possible) > 1 else ()), *self._missing(node, around))

    def _never(self, node: Node, around: _Around) -> AbstractSet[Outcome]:
        """The outcomes, of true and false, that a condition can never have."""
        if isinstance(node, Has):
            return NONE if self._open(node, around) else {Outcome.FALSE}
        parts = list(self._parts(node, around, condition=True))
        below = [self._never(child, beside) for child, beside, boolean in parts if boolean]
        match node:
            case And():
                return joined(below, absorbing=Outcome.FALSE)
            case Or():
                return joined(below, absorbing=Outcome.TRUE)
            case Operation(operator="!"):
                return {OPPOSITE[outcome] for outcome in below[0]}
            case Comprehension(macro=Macro.ALL):
                return below[0] & {Outcome.FALSE}
            case Comprehension(macro=Macro.EXISTS | Macro.EXISTS_ONE):
                return below[0] & {Outcome.TRUE}
            case Operation():
                return of_size(node, self._survey)
            case _:
                return NONE

    def _missing(self, node: Node, around: _Around) -> tuple[Outcome, ...]:
        return (Outcome.MISSING,) if self.lacks(node, around) else ()

    def lacks(self, node: Node, around: _Around) -> bool:
        """Return whether the evidence for a node may be missing."""
        name = variable_of(node)
        if name is not None and "variables" not in around.bound:
            return name in self._variables and self._variables[name].lacks
        match node:
            case Name(name=name):
                return around.bound.get(name, False)
            case Select() | Index() if self._open(node, around):
                return True
            case Bind(body=body):
                ((_, _, _), (_, inner, _)) = self._parts(node, around, condition=False)
                return self.lacks(body, inner)
            case Call() if vague(node, self._survey):
                return True
            case _:
                parts = self._parts(node, around, condition=False)
                return any(self.lacks(child, beside) for child, beside, _ in parts)

    def _open(self, node: Node, around: _Around) -> bool:
        """Return whether a read may find nothing."""
        optional = self._survey.optional
        return node.id in optional and optional[node.id] not in around.known

    def _parts(
        self, node: Node, around: _Around, *, condition: bool
    ) -> Iterator[tuple[Node, _Around, bool]]:
        """The nodes below, each with what holds where it stands, and whether it is a condition."""
        match node:
            case And() | Or() | Operation(operator="!"):
                for operand in node.operands:
                    yield operand, around, True
            case Conditional():
                yield node.condition, around, True
                for way, branch in ((True, node.then), (False, node.otherwise)):
                    proved = self.established(node.condition, outcome=way)
                    yield branch, around.knowing(proved), condition
            case Comprehension():
                yield node.source, around, False
                inner = around.knowing(self.established(node.source))
                inner = inner.naming(dict.fromkeys(node.variables, False))
                if node.condition is not None:
                    yield node.condition, inner, True
                    inner = inner.knowing(self.established(node.condition, outcome=True))
                yield node.body, inner, node.macro in _CHOOSERS
            case Bind():
                yield node.value, around, False
                inner = around.naming({node.name: self.lacks(node.value, around)})
                yield node.body, inner, condition
            case _:
                for child in children(node):
                    yield child, around, False

    def established(self, node: Node, *, outcome: bool | None = None) -> frozenset[Path]:
        """The reads that are recorded where a node has a value, or this outcome."""
        name = variable_of(node)
        if name is not None:
            return self._variables[name].known if name in self._variables else frozenset()
        match node:
            case And() | Or():
                parts = [self.established(operand, outcome=outcome) for operand in node.operands]
                if outcome is isinstance(node, And):
                    return frozenset().union(*parts)
                return frozenset.intersection(*parts)
            case Operation(operator="!", operands=(operand,)):
                return self.established(operand, outcome=None if outcome is None else not outcome)
            case Conditional():
                ways = (
                    self.established(each, outcome=outcome) for each in (node.then, node.otherwise)
                )
                return self.established(node.condition) | frozenset.intersection(*ways)
            case Comprehension():
                return self.established(node.source)
            case Bind():
                return self.established(node.body, outcome=outcome)
            case _:
                below = frozenset().union(*map(self.established, children(node)))
                path = self._survey.optional.get(node.id)
                proves = path is not None and not (isinstance(node, Has) and outcome is not True)
                return below | {path} if proves and path is not None else below


def _settled(node: Node) -> bool:
    """Return whether the nodes below tell the outcome already, or nothing can change it."""
    match node:
        case Operation(operator="!") | Bind() | Literal():
            return True
        case _:
            return not names_in(node)
