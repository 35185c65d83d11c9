"""The diff of two sides: every check that came out differently, of which kind, and by whom."""

from collections.abc import Iterator

from checker.comparing.causes import Causes, files
from checker.comparing.pairs import Pair, Pairs
from checker.comparing.records import records, renamed
from checker.comparing.rules import rules
from checker.comparing.snapshot import Renamed, Side
from checker.report.diff import CellChange, Diff, Kind
from checker.report.gate import FINDINGS, ExitCode, exit_code, gates
from checker.report.matrix import Cell
from checker.report.report import PolicyEntry, fingerprint
from checker.verdict import FailOn, Severity, Verdict
from checker.version import __version__

_FAILING = frozenset({Verdict.FAIL, Verdict.ERROR})
_AGAINST = frozenset({*FINDINGS, Verdict.WAIVED})
_ORDER = tuple(Kind)


def diff(before: Side, after: Side, *, fail_on_new: FailOn) -> Diff:
    """The difference of two states.

    Args:
        fail_on_new: the lowest severity of a new finding that blocks.
    """
    comparison = _Comparison(before, after, fail_on_new)
    changes = sorted(comparison.changes(), key=_order)
    changed_rules = tuple(rules(before, after, comparison.causes, fail_on_new))
    found = Diff(
        version=__version__,
        before=before.state(),
        after=after.state(),
        fail_on_new=fail_on_new,
        changes=tuple(changes),
        others=comparison.others,
        records=tuple(records(before, after, comparison.names)),
        rules=changed_rules,
        notes=tuple(_notes(before, after)),
        exit_code=ExitCode.COMPLIANT,
    )
    code = exit_code(undecided=after.report.undecided, gating=found.gating)
    return found._replace(exit_code=code)


class _Comparison:
    """Two sides while they are compared.

    Attributes:
        others: after `changes`, the number of checks that differ and are no findings.
    """

    def __init__(self, before: Side, after: Side, fail_on_new: FailOn) -> None:
        self._before, self._after, self._fail_on_new = before, after, fail_on_new
        self.names: Renamed = renamed(before.report, after.report)
        self.causes = Causes(before, after, self.names)
        self.others = 0
        self._policies = tuple(
            {each.id: each for each in side.report.policies} for side in (before, after)
        )

    def changes(self) -> Iterator[CellChange]:
        """Every change that matters."""
        pairs = Pairs(self._before, self._after, self.names)
        for pair in pairs.differing(*self._suspects()):
            if self._left_out(pair):
                continue
            change = self._change(pair)
            if change is not None:
                yield change
            elif _verdict(pair.before) is not _verdict(pair.after):
                self.others += 1
        self.others += pairs.others

    def _left_out(self, pair: Pair) -> bool:
        """Whether a cell is not there because nobody asked for it."""
        sides = ((pair.before, self._before), (pair.after, self._after))
        return any(cell is None and any(side.report.left_out) for cell, side in sides)

    def _suspects(self) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
        """The vendors and policies of which the same verdict may have another reason."""
        shared = self._policies[0].keys() & self._policies[1].keys()
        one, two = self._before.snapshot.grounds, self._after.snapshot.grounds
        if one is None or two is None:
            moved = self._before.report.as_of != self._after.report.as_of
            differs = moved or files(self._before.report, self._after.report)
            return frozenset(), frozenset(shared if differs else ())
        now = {
            (self.names.get(inventory, inventory), vendor): record
            for (inventory, vendor), record in one.records.items()
        }
        vendors = {key for key, record in two.records.items() if key in now and now[key] != record}
        policies = {id_ for id_ in shared if self.causes.is_suspect(id_)}
        raised = {id_ for id_ in shared if self._severity(0, id_) != self._severity(1, id_)}
        return frozenset(vendors), frozenset(policies | raised)

    def _severity(self, number: int, id_: str) -> Severity:
        return self._policies[number][id_].severity

    def _change(self, pair: Pair) -> CellChange | None:
        kind, messages = self._kind(pair), None
        if kind is Kind.REASON:
            messages = self._messages(pair)
            if messages is None:
                return None
        told = pair.after or pair.before
        id_ = pair.key[0]
        old, new = (policies.get(id_) for policies in self._policies)
        policy = new or old
        if kind is None or told is None or policy is None:
            return None
        before, after = _verdict(pair.before), _verdict(pair.after)
        return CellChange(
            kind=kind,
            policy=id_,
            severity=policy.severity,
            subject=told.subject,
            before=before,
            after=after,
            causes=self.causes.of_severity(id_) if kind is Kind.RAISED else self.causes.of(pair),
            is_new=after in FINDINGS and before not in FINDINGS and policy.reach.counts,
            gating=self._gates(before, after, old, new),
            cell=pair.after,
            fingerprint=fingerprint(id_, told.subject),
            messages=messages,
        )

    def _kind(self, pair: Pair) -> Kind | None:
        before, after = _verdict(pair.before), _verdict(pair.after)
        if after in FINDINGS and (before is after or {before, after} == _FAILING):
            id_ = pair.key[0]
            raised = self._severity(1, id_).rank < self._severity(0, id_).rank
            return Kind.RAISED if raised else Kind.REASON
        if before is after:
            return None
        if after in _FAILING:
            return Kind.FAILING
        if after is Verdict.UNKNOWN:
            return Kind.UNKNOWN
        if after is Verdict.WAIVED:
            return Kind.WAIVED
        if before not in _AGAINST:
            return None
        return Kind.FIXED if after is Verdict.PASS else Kind.DROPPED

    def _messages(self, pair: Pair) -> tuple[str, str] | None:
        """The messages before and after, if they differ."""
        if pair.before is None or pair.after is None or self.causes.is_same(pair):
            return None
        before, after = self._before.reason(pair.before), self._after.reason(pair.after)
        return None if before == after else (before, after)

    def _gates(
        self,
        before: Verdict | None,
        after: Verdict | None,
        old: PolicyEntry | None,
        new: PolicyEntry | None,
    ) -> bool:
        """Whether a check blocks: a change that lowers a severity does not open its own gate."""
        level, known = self._fail_on_new, [each.severity for each in (old, new) if each]
        if after is None or not known or (new is not None and not new.reach.counts):
            return False
        blocked = old is not None and before is not None and gates(before, old.severity, level)
        return not blocked and gates(after, min(known, key=lambda each: each.rank), level)


def _verdict(cell: Cell | None) -> Verdict | None:
    return None if cell is None else cell.verdict


def _order(change: CellChange) -> tuple[int, int, str, str, str, str]:
    subject = change.subject
    severity = change.severity.rank
    return (
        _ORDER.index(change.kind),
        severity,
        change.policy,
        subject.inventory,
        subject.vendor,
        str(subject),
    )


def _notes(before: Side, after: Side) -> Iterator[str]:
    """The things to know about the states."""
    if before.report.inventories:
        for reason in before.report.undecided:
            yield f"before, it could not be decided: {reason}"
    else:
        yield "there was no inventory before: everything is new"
    if before.report.as_of != after.report.as_of:
        yield f"the states are of two moments: {before.report.as_of} and {after.report.as_of}"
    if before.snapshot.grounds is None or after.snapshot.grounds is None:
        yield "of a report only whole files are known: a cause is any kind of file that differs"
    if any(before.report.left_out) or any(after.report.left_out):
        yield "a part was not asked for, and is not compared"
