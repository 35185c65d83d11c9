"""Misfits: what a valid test says that does not fit its policy, or what it gives itself."""

from collections.abc import Iterator, Mapping, Sequence

from checker.inventory import DERIVED, LISTS
from checker.policy.declared import sort
from checker.policy.policy import Policy
from checker.problems import Problem
from checker.report.gate import FINDINGS
from checker.suggest import did_you_mean, which
from checker.testing.case import Case
from checker.testing.given import recorded_kind
from checker.testing.references import reference_problems
from checker.testing.subjects import Seen, named, subjects
from checker.verdict import Verdict

_MOST_NAMES = 4
"""Subjects that a hint names: enough to see how they are called."""


def case_problems(policy: Policy, case: Case) -> Iterator[Problem]:
    """The reasons for which a case could not mean what it says."""
    yield from _params(policy, case)
    yield from reference_problems(case)
    kind = recorded_kind(policy.subject_kind)
    collection = LISTS.get(kind, "")
    if kind in case.given and collection in case.given.get("vendor", {}):
        message = f"'{kind}' stands beside the vendor's own '{collection}'"
        hint = f"give one of them; of '{collection}', `expect` says a verdict for each by its name"
        yield Problem(case.where(("vendor", collection)), message, hint)
        return
    seen = subjects(policy, case)
    if isinstance(case.expect, Verdict):
        yield from _one(policy, case, seen, case.expect)
    else:
        yield from _several(policy, case, seen, case.expect)


def _params(policy: Policy, case: Case) -> Iterator[Problem]:
    for name, value in case.params.items():
        place = case.document.positions.key((*case.path, "params", name))
        if name not in policy.params:
            message = f"policy '{policy.id}' has no parameter '{name}'"
            yield Problem(place, message, which(name, policy.params, "parameters"))
        elif sort(value) != sort(policy.params[name]):
            expected = f"{sort(policy.params[name])}, as in the policy"
            yield Problem(place, f"parameter '{name}' is {sort(value)} (expected {expected})")


def _one(policy: Policy, case: Case, seen: Sequence[Seen], expect: Verdict) -> Iterator[Problem]:
    positions = case.document.positions
    several = policy.subject_kind in DERIVED and len(seen) > 1
    if len(seen) != 1 and not several:
        few = f"{len(seen)} subjects" if seen else "no subject"
        message = f"'given' has {few} for policy '{policy.id}' (expected one)"
        hint = (
            f"expect: {{{_entries(named(seen))}}}"
            if seen or policy.subject_kind in DERIVED
            else None
        )
        yield Problem(positions.value((*case.path, "expect")), message, hint)
    elif case.message is not None and expect not in FINDINGS:
        message = f"a {expect.value} has no message (expected fail, unknown or error)"
        yield Problem(positions.value((*case.path, "message")), message)


def _several(
    policy: Policy, case: Case, seen: Sequence[Seen], expect: Mapping[str, Verdict]
) -> Iterator[Problem]:
    """Names that do not meet the subjects that are given, one for one.

    Facts that a test does not name must be skipped, as those of another kind are.
    """
    positions = case.document.positions
    names = named(seen)
    if case.message is not None:
        place = positions.value((*case.path, "message"))
        yield Problem(place, "a message for several subjects (expected one verdict)")
    bearers = {name: [each for each in seen if name in each.names] for name in expect}
    for name, found in bearers.items():
        place = positions.key((*case.path, "expect", name))
        if not found:
            hint = did_you_mean(name, names) or f"given: {', '.join(names[:_MOST_NAMES]) or 'none'}"
            yield Problem(place, f"there is no subject '{name}' in what is given", hint)
        elif len(found) > 1:
            one_of = " or ".join(each.names[-1] for each in found)
            yield Problem(place, f"'{name}' is the name of {len(found)} subjects", one_of)
    if not all(bearers.values()):
        return  # a wrong name is why another has no verdict
    place = positions.value((*case.path, "expect"))
    for each, name in zip(seen, names, strict=True):
        told = [alias for alias in each.names if alias in expect]
        if not told and policy.subject_kind not in DERIVED:
            yield Problem(place, f"'expect' says nothing of '{name}'", _entries((name,)))
        elif len(told) > 1:
            yield Problem(place, f"'{told[0]}' and '{told[1]}' are the same subject")


def _entries(names: Sequence[str]) -> str:
    """A verdict for each name, as YAML writes it."""
    shown = [f"'{name}': pass" if "[" in name else f"{name}: pass" for name in names[:_MOST_NAMES]]
    return ", ".join([*shown, *(["…"] if len(names) > _MOST_NAMES else [])])
