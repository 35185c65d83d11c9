"""Aiming: the cells that a waiver is about, or why there are none."""

from collections.abc import Iterator, Mapping, Sequence

from checker.record import NamedTuple
from checker.report.addresses import Addresses, Located
from checker.report.subject import WHOLES
from checker.suggest import did_you_mean
from checker.waivers.waiver import EVERYTHING, Waiver


class Scope(NamedTuple):
    """The names of a run.

    Attributes:
        known: ids of all policies, also of those that were not asked for.
        policies: the index of each policy of the run.
        subject_kinds: what each of them is for.
        vendors: by inventory the ids of all of its vendors, also of those that are not checked.
    """

    known: frozenset[str]
    policies: Mapping[str, int]
    subject_kinds: Sequence[str]
    vendors: Mapping[str, frozenset[str]]


class Aim(NamedTuple):
    """The cells of a waiver.

    Attributes:
        cells: none where it is wrong, or not about this run.
        wrong: why there can be none, empty if there can.
        elsewhere: whether it is about what was not asked for.
    """

    cells: tuple[Located, ...] = ()
    wrong: str = ""
    elsewhere: bool = False


ELSEWHERE = Aim(elsewhere=True)


def aim(waiver: Waiver, scope: Scope, addresses: Addresses) -> Aim:
    """The cells that a waiver is about, whatever their verdicts."""
    if waiver.policy not in scope.known:
        return _no("policy", waiver.policy, scope.known)
    policy = scope.policies.get(waiver.policy, -1)
    if policy < 0 or (waiver.inventory and waiver.inventory not in scope.vendors):
        return ELSEWHERE
    kind = scope.subject_kinds[policy]
    if kind in WHOLES:
        return _whole(waiver, kind, policy, addresses)
    if not waiver.vendor:
        return Aim(wrong=f"it names no vendor, and policy '{waiver.policy}' is for: {kind}")
    keepers = [
        inventory
        for inventory, vendors in scope.vendors.items()
        if waiver.inventory in {"", inventory} and waiver.vendor in vendors
    ]
    if not keepers:
        own = (v for i, v in scope.vendors.items() if waiver.inventory in {"", i})
        return _no("vendor", waiver.vendor, frozenset().union(*own))
    if len(keepers) > 1:
        several = " and ".join(f"'{each}'" for each in keepers)
        return Aim(wrong=f"vendor '{waiver.vendor}' stands in inventories {several}: name one")
    return _of_vendor(waiver, policy, keepers[0], addresses)


def _whole(waiver: Waiver, kind: str, policy: int, addresses: Addresses) -> Aim:
    if waiver.vendor:
        return Aim(wrong=f"it names a vendor, and policy '{waiver.policy}' is for: {kind}")
    if kind == "inventory" and not waiver.inventory:
        return Aim(wrong=f"it names no inventory, and policy '{waiver.policy}' is for: {kind}")
    return Aim(tuple(addresses.of_whole(policy, waiver.inventory)))


def _of_vendor(waiver: Waiver, policy: int, inventory: str, addresses: Addresses) -> Aim:
    if not addresses.checks(inventory, waiver.vendor):
        return ELSEWHERE
    found = tuple(addresses.of_vendor(policy, inventory, waiver.vendor))
    if waiver.subject == EVERYTHING:
        return Aim(found)
    exact = tuple(each for each in found if named(each) == waiver.subject)
    if exact or not found:
        return Aim(exact)
    if not waiver.subject:
        listed = ", ".join(_few([named(each) for each in found]))
        return Aim(wrong=f"it names no subject of vendor '{waiver.vendor}' (there is: {listed})")
    return _no(f"subject of vendor '{waiver.vendor}'", waiver.subject, [*map(named, found)])


def named(located: Located) -> str:
    """The subject as a waiver names it: what stands behind the vendor."""
    subject = located.subject
    return f"{subject.collection}/{subject.id}" if subject.collection else ""


def _no(noun: str, name: str, known: Sequence[str] | frozenset[str]) -> Aim:
    hint = did_you_mean(name, sorted(known))
    return Aim(wrong=f"there is no {noun} '{name}'" + (f"; {hint}" if hint else ""))


def _few(names: Sequence[str]) -> Iterator[str]:
    yield from names[:5]
    if len(names) > 5:
        yield f"and {len(names) - 5} more"
