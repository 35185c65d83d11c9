"""Rules that came, went or changed: policies, regimes, waivers, keys of the configuration."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checker.comparing.causes import Causes, files
from checker.comparing.grounds import Rule
from checker.comparing.snapshot import Side
from checker.comparing.waived import stated
from checker.report.diff import Cause, Presence, RuleChange
from checker.report.gate import gates
from checker.report.reach import Reach
from checker.report.report import PolicyEntry
from checker.report.waivers import WaiverDefect
from checker.verdict import FailOn, Verdict

_LONGEST = 80
"""Characters of a value; of a longer one only that it differs is told."""


def rules(before: Side, after: Side, causes: Causes, fail_on_new: FailOn) -> Iterator[RuleChange]:
    """Every rule that came, went or changed, by kind and id."""
    yield from _policies(before, after, causes)
    one, two = before.snapshot.grounds, after.snapshot.grounds
    if one is not None and two is not None:
        yield from _values("regime", one.regimes, two.regimes, Cause.POLICIES)
        yield from _values("configuration", one.settings, two.settings, Cause.CONFIGURATION)
    yield from _waivers(before, after)
    yield from _defects(before, after, fail_on_new)


def _policies(before: Side, after: Side, causes: Causes) -> Iterator[RuleChange]:
    one, two = ({each.id: each for each in side.report.policies} for side in (before, after))
    for id_ in sorted(one.keys() | two.keys()):
        presence = _presence(id_, one, two)
        what = tuple(_parts(id_, before, after)) if presence is Presence.CHANGED else ()
        if presence is not Presence.CHANGED or what:
            yield RuleChange(presence, "policy", id_, what, causes.of_policy(id_))


def _presence(id_: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Presence:
    if id_ not in before:
        return Presence.CAME
    return Presence.CHANGED if id_ in after else Presence.WENT


def _parts(id_: str, before: Side, after: Side) -> Iterator[str]:
    """The parts of a policy that differ, those that are in force first."""
    one, two = (_entry(side, id_) for side in (before, after))
    yield from _difference("severity", one.severity.value, two.severity.value)
    enabled = [each.reach is not Reach.DISABLED for each in (one, two)]
    yield from _difference("enabled", *enabled)
    in_force = [each.reach not in {Reach.COMING, Reach.OVER} for each in (one, two)]
    yield from _difference("in force", *in_force)
    grounds = before.snapshot.grounds, after.snapshot.grounds
    if grounds[0] is None or grounds[1] is None:
        yield from _difference("overridden", list(one.overridden), list(two.overridden))
        return
    yield from _stated(grounds[0].rules[id_], grounds[1].rules[id_])


def _stated(one: Rule, two: Rule) -> Iterator[str]:
    for name in sorted(one.params.keys() | two.params.keys()):
        yield from _difference(f"params.{name}", one.params.get(name), two.params.get(name))
    told = {"severity", "params"}
    for key in sorted((one.stated.keys() | two.stated.keys()) - told):
        yield from _difference(key, one.stated.get(key), two.stated.get(key))


def _difference(name: str, before: Any, after: Any) -> Iterator[str]:
    if before == after and type(before) is type(after):
        return
    texts = [_text(value) for value in (before, after)]
    short = all(len(text) <= _LONGEST for text in texts)
    yield f"{name}: {' → '.join(texts)}" if short else f"{name} differs"


def _text(value: Any) -> str:
    if value is None:
        return "(none)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _entry(side: Side, id_: str) -> PolicyEntry:
    return next(each for each in side.report.policies if each.id == id_)


def _values(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], cause: Cause
) -> Iterator[RuleChange]:
    for id_ in sorted(before.keys() | after.keys()):
        if before.get(id_) != after.get(id_):
            presence = _presence(id_, before, after)
            shown = kind == "configuration"
            what = tuple(_difference(id_, before.get(id_), after.get(id_))) if shown else ()
            yield RuleChange(presence, kind, id_, what, (cause,))


def _waivers(before: Side, after: Side) -> Iterator[RuleChange]:
    one, two = ({each.id: each for each in side.report.waivers.entries} for side in (before, after))
    for id_ in sorted(one.keys() | two.keys()):
        presence = _presence(id_, one, two)
        if presence is not Presence.CHANGED:
            yield RuleChange(presence, "waiver", id_, (), (Cause.WAIVERS,))
            continue
        old, new = one[id_], two[id_]
        keys = [key for key in old._fields if key not in {"days_left", "place", "covers", "state"}]
        what = [
            line for key in keys for line in _difference(key, getattr(old, key), getattr(new, key))
        ]
        what += _difference("state", old.state.value, new.state.value)
        if what:
            same = stated(old) == stated(new)
            causes = _moved(before, after) if same else (Cause.WAIVERS,)
            yield RuleChange(presence, "waiver", id_, tuple(what), causes)


def _moved(before: Side, after: Side) -> tuple[Cause, ...]:
    """The causes for which one and the same waiver stands in another way."""
    found = files(before.report, after.report) - {Cause.WAIVERS}
    if before.report.as_of != after.report.as_of:
        found.add(Cause.TIME)
    return tuple(sorted(found, key=list(Cause).index))


def _defects(before: Side, after: Side, fail_on_new: FailOn) -> Iterator[RuleChange]:
    one, two = (
        {(each.rule, each.waiver): each for each in side.report.waivers.defects}
        for side in (before, after)
    )
    for key, defect in {**one, **two}.items():
        if key in one and key in two:
            continue
        presence = Presence.CAME if key in two else Presence.WENT
        yield RuleChange(
            presence,
            "waiver defect",
            defect.waiver,
            (defect.message,),
            _of_defect(defect, before, after),
            gating=presence is Presence.CAME and gates(Verdict.FAIL, defect.severity, fail_on_new),
        )


def _of_defect(defect: WaiverDefect, before: Side, after: Side) -> tuple[Cause, ...]:
    entries = [
        [stated(each) for each in side.report.waivers.entries if each.id == defect.waiver]
        for side in (before, after)
    ]
    return _moved(before, after) if entries[0] == entries[1] else (Cause.WAIVERS,)
