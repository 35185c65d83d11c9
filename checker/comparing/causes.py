"""Causes: whose change it is that a check came out differently.

A cell is a function of one vendor's record, of what its policy reads besides, of the policy and
its overrides, of waivers, and of the moment. What is the same in both states is no cause. Where
both records and policies differ, the cell is decided anew with the one of the one state and the
other of the other.
"""

from checker.comparing.crossing import Crossing
from checker.comparing.grounds import Grounds, digest
from checker.comparing.pairs import Pair
from checker.comparing.snapshot import Renamed, Side
from checker.comparing.waived import Waived
from checker.report.diff import Cause
from checker.report.matrix import Cell
from checker.report.report import Report
from checker.verdict import Verdict

_OF_INPUTS = {
    "inventory": Cause.INVENTORY,
    "evidence": Cause.INVENTORY,
    "policies": Cause.POLICIES,
    "regimes": Cause.POLICIES,
    "config": Cause.CONFIGURATION,
    "waivers": Cause.WAIVERS,
}
_RULES = frozenset({Cause.POLICIES, Cause.CONFIGURATION})
_ORDER = tuple(Cause)


class Causes:
    """Finds the causes of changes between two states."""

    def __init__(self, before: Side, after: Side, renamed: Renamed) -> None:
        self._sides = before, after
        self._old = {now: then for then, now in renamed.items()}
        self._crossing: tuple[Crossing, Crossing] | None = None
        if before.run is not None and after.run is not None:
            self._crossing = Crossing(after.run, before.run), Crossing(before.run, after.run)
        self._wide: dict[int, str] = {}
        self._waived = Waived(before, after)

    def of(self, pair: Pair) -> tuple[Cause, ...]:
        """The causes of a difference, in the order of `Cause`."""
        before, after = (side.snapshot.grounds for side in self._sides)
        if before is None or after is None:
            found = self._of_files(pair)
        else:
            found = self._of_moments() | self._of_cell(pair, before, after)
        return tuple(sorted(found, key=_ORDER.index))

    def _of_moments(self) -> set[Cause]:
        one, two = (side.report for side in self._sides)
        told = ((one.as_of != two.as_of, Cause.TIME), (one.version != two.version, Cause.VERSION))
        return {cause for differs, cause in told if differs}

    def _of_files(self, pair: Pair) -> set[Cause]:
        """The parts of which whole files differ: more is not known of a report."""
        found = self._of_moments() | files(*(side.report for side in self._sides))
        waived = any(cell and cell.verdict is Verdict.WAIVED for cell in pair[1:])
        return found if waived else found - {Cause.WAIVERS}

    def _of_cell(self, pair: Pair, before: Grounds, after: Grounds) -> set[Cause]:
        if pair.before is None or pair.after is None:
            return self._differing(pair, before, after) | self._waived.of(pair, None, None)
        then, now = self._waived.decided(0, pair.before), self._waived.decided(1, pair.after)
        waived = self._waived.of(pair, then, now)
        if then is now and pair.before.verdict is not pair.after.verdict:
            return waived
        found = self._differing(pair, before, after)
        if not found and before.settings.get("fields") != after.settings.get("fields"):
            found = {Cause.CONFIGURATION}  # they say what is sensitive, and is not shown
        if then is not now and Cause.INVENTORY in found and found & _RULES:
            found = self._crossed(pair.key[0], pair.before, pair.after, now, found)
        return found | waived

    def _differing(self, pair: Pair, before: Grounds, after: Grounds) -> set[Cause]:
        """The parts that a cell depends on and that differ."""
        id_, inventory, vendor, *_ = pair.key
        found = self._of_rule(id_, before, after)
        old = self._old.get(inventory, inventory)
        if self._ground(0, id_, old, vendor) != self._ground(1, id_, inventory, vendor):
            found.add(Cause.INVENTORY)
        return found

    def _of_rule(self, id_: str, before: Grounds, after: Grounds) -> set[Cause]:
        one, two = before.rules.get(id_), after.rules.get(id_)
        if one is None or two is None:
            return self._of_presence(id_, before, after)
        found = set()
        if one.deciding != two.deciding or (
            (one.facts or two.facts) and before.regimes != after.regimes
        ):
            found.add(Cause.POLICIES)
        if one.override != two.override:
            found.add(Cause.CONFIGURATION)
        return found

    def of_policy(self, id_: str) -> tuple[Cause, ...]:
        """The causes for which a policy came, went, or is another one."""
        before, after = (side.snapshot.grounds for side in self._sides)
        if before is None or after is None:
            found = files(*(side.report for side in self._sides)) & _RULES
            return tuple(sorted(found, key=_ORDER.index))
        one, two = before.rules.get(id_), after.rules.get(id_)
        if one is None or two is None:
            return tuple(sorted(self._of_presence(id_, before, after), key=_ORDER.index))
        told = (
            (one.stated != two.stated, Cause.POLICIES),
            (one.override != two.override, Cause.CONFIGURATION),
        )
        return tuple(cause for differs, cause in told if differs)

    def of_severity(self, id_: str) -> tuple[Cause, ...]:
        """The causes for which a policy of both states has another severity."""
        before, after = (side.snapshot.grounds for side in self._sides)
        if before is None or after is None:
            return self.of_policy(id_)
        one, two = before.rules[id_], after.rules[id_]
        told = (
            (one.stated.get("severity") != two.stated.get("severity"), Cause.POLICIES),
            (one.override.get("severity") != two.override.get("severity"), Cause.CONFIGURATION),
        )
        return tuple(cause for differs, cause in told if differs)

    def is_suspect(self, id_: str) -> bool:
        """Return whether a policy of both states may find another reason in the same record."""
        before, after = (side.snapshot.grounds for side in self._sides)
        if before is None or after is None or self._of_rule(id_, before, after):
            return True
        if before.settings.get("fields") != after.settings.get("fields"):
            return True
        reads = after.rules[id_].reads
        if reads is None:
            return self._whole(0, before) != self._whole(1, after)
        return any(
            before.headers[self._old.get(now, now)].get(field) != header.get(field)
            for now, header in after.headers.items()
            if self._old.get(now, now) in before.headers
            for field in reads
        )

    def is_same(self, pair: Pair) -> bool:
        """Return whether nothing that a cell of both states depends on can differ."""
        id_, inventory, vendor, *_ = pair.key
        before, after = (side.snapshot.grounds for side in self._sides)
        old = self._old.get(inventory, inventory)
        if before is None or after is None or self._of_rule(id_, before, after):
            return False
        seen, now = before.seen.get((old, vendor)), after.seen.get((inventory, vendor))
        rules = before.rules[id_], after.rules[id_]
        beside = rules[1].beside
        if seen is None or now is None or beside is None or self._of_moments():
            return False
        header, other = before.headers[old], after.headers[inventory]
        return (
            all(one is two for one, two in zip(seen, now, strict=True))
            and all(header.get(field) == other.get(field) for field in beside)
            and rules[0].params == rules[1].params
            and before.settings.get("fields") == after.settings.get("fields")
        )

    def _of_presence(self, id_: str, before: Grounds, after: Grounds) -> set[Cause]:
        """The reason for which a policy is in force in one state alone."""
        number = 0 if id_ in before.rules else 1
        other = (after, before)[number]
        if id_ in other.declared:
            return {Cause.CONFIGURATION}
        if before.settings.get("packs") == after.settings.get("packs"):
            return {Cause.POLICIES}
        own = next(each for each in self._sides[number].report.policies if each.id == id_)
        has = self._sides[1 - number].has
        there = own.pack == "shipped" or (has is not None and has(own.pack))
        return {Cause.CONFIGURATION} if there else {Cause.CONFIGURATION, Cause.POLICIES}

    def _ground(self, number: int, id_: str, inventory: str, vendor: str) -> object:
        """All of the inventories that a cell depends on, as a value that compares."""
        grounds = self._sides[number].snapshot.grounds
        if grounds is None:
            return None
        rule = grounds.rules.get(id_)
        if rule is not None and rule.reads is None:
            return self._whole(number, grounds)
        record = grounds.records.get((inventory, vendor))
        header = grounds.headers.get(inventory, {})
        reads = () if rule is None or rule.reads is None else rule.reads
        return record and record.digest, [header.get(field) for field in reads]

    def _whole(self, number: int, grounds: Grounds) -> str:
        if number not in self._wide:
            other = self._sides[1 - number].snapshot.grounds
            # The very same record in both states tells them not apart.
            same = set() if other is None else {id(each) for each in other.records.values()}
            own = grounds.records.values()
            records = sorted(each.digest for each in own if id(each) not in same)
            headers = [grounds.headers[id_] for id_ in sorted(grounds.headers)]
            self._wide[number] = digest([records, headers])
        return self._wide[number]

    def _crossed(
        self,
        policy: str,
        before: Cell,
        after: Cell,
        now: Verdict,
        found: set[Cause],
    ) -> set[Cause]:
        """The causes that are left once records and policies are told apart."""
        if self._crossing is None:
            return found
        of_records = self._crossing[0].verdict(policy, after.subject)
        of_rules = self._crossing[1].verdict(policy, before.subject)
        if of_records is now and of_rules is not now:
            return found - _RULES
        if of_rules is now and of_records is not now:
            return found - {Cause.INVENTORY}
        return found


def files(before: Report, after: Report) -> set[Cause]:
    """The parts of a run of which a file has another content."""
    one, two = (
        sorted((each.kind, each.sha256) for each in report.inputs) for report in (before, after)
    )
    unlike = {kind for kind, _ in {*one} ^ {*two}}
    return {_OF_INPUTS[kind] for kind in unlike if kind in _OF_INPUTS}
