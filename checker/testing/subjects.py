"""Scenes: what a policy sees of what a case gives, subject by subject."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.cel.compile.compile import BUDGET
from checker.inventory import LISTS, identity
from checker.parse.positions import Path
from checker.policy.policy import BUDGET_A_VENDOR, WHOLES, Policy, roots
from checker.testing.case import Case


class Seen(NamedTuple):
    """One subject of a case.

    Attributes:
        names: what it can be called, as reports print it and by its index; the first is best.
        path: where it stands in what is given.
        values: the policy's CEL variables, `variables` aside; None where a vendor lacks the whole
            list that the policy is for, and no expression is asked.
        budget: what deciding it may cost.
    """

    names: tuple[str, ...]
    path: Path
    values: Mapping[str, Any] | None
    budget: int = BUDGET


class Fixture(NamedTuple):
    """A vendor with its surroundings and its subjects; no vendor where the policy is for a whole.

    Attributes:
        vendors: how many vendors the inventory, or the portfolio, has.
    """

    vendor: Mapping[str, Any] | None
    inventory: Mapping[str, Any]
    portfolio: Mapping[str, Any]
    vendors: int
    seen: tuple[Seen, ...]


class _Stage(NamedTuple):
    """A vendor, where it stands in what is given, and what to call it if it has no id."""

    vendor: Mapping[str, Any]
    path: Path
    name: str
    inventory: Mapping[str, Any]


def fixtures(policy: Policy, case: Case) -> tuple[Fixture, ...]:
    """The scenes of a case, in the order in which the policy decides them."""
    portfolio = _portfolio(policy.kind, case.given)
    params = {**policy.params, **case.params}
    around = {"portfolio": portfolio, "params": params, "now": case.now}
    if policy.kind in WHOLES:
        return tuple(_wholes(policy.kind, case.given, around))
    return tuple(
        _fixture(policy.kind, stage, case.given, around)
        for stage in _stages(policy.kind, case.given)
    )


def subjects(policy: Policy, case: Case) -> tuple[Seen, ...]:
    """Every subject of a case."""
    return tuple(seen for fixture in fixtures(policy, case) for seen in fixture.seen)


def named(seen: Sequence[Seen]) -> tuple[str, ...]:
    """For each subject the first of its names that no other has."""
    taken = [name for each in seen for name in each.names]
    return tuple(
        next((name for name in each.names if taken.count(name) == 1), each.names[-1])
        for each in seen
    )


def _vendor(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The one vendor that is given, with the element that is given as all that its list holds."""
    vendor = dict(given.get("vendor", {}))
    if kind in LISTS and kind in given:
        vendor[LISTS[kind]] = [given[kind]]
    return vendor


def _inventory(kind: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    return _view({"vendors": [_vendor(kind, given)], **given.get("inventory", {})})


def _portfolio(kind: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    if "portfolio" not in given:
        return {"inventories": [_inventory(kind, given)]}
    portfolio = dict(given["portfolio"])
    if "inventories" in portfolio:
        portfolio["inventories"] = [_view(each) for each in portfolio["inventories"]]
    return portfolio


def _view(inventory: Mapping[str, Any]) -> Mapping[str, Any]:
    """An inventory as CEL sees it: a calendar is there even if nobody wrote one."""
    return {"calendar": {}, **inventory}


def _stages(kind: str, given: Mapping[str, Any]) -> Iterator[_Stage]:
    """The vendor that is given; if none is, every vendor of the inventory or of the portfolio."""
    inventory = given.get("inventory", {})
    if kind in given or "vendor" in given or ("vendors" not in inventory and not _many(given)):
        yield _Stage(_vendor(kind, given), ("vendor",), "vendor", _inventory(kind, given))
    elif "vendors" in inventory:
        yield from _each(_inventory(kind, given), ("inventory",))
    else:
        inventories = _portfolio(kind, given).get("inventories", ())
        for index, each in enumerate(inventories):
            yield from _each(each, ("portfolio", "inventories", index))


def _many(given: Mapping[str, Any]) -> bool:
    return "portfolio" in given and "inventory" not in given


def _each(inventory: Mapping[str, Any], path: Path) -> Iterator[_Stage]:
    for index, vendor in enumerate(inventory.get("vendors", ())):
        yield _Stage(vendor, (*path, "vendors", index), f"vendors[{index}]", inventory)


def _fixture(
    kind: str, stage: _Stage, given: Mapping[str, Any], around: Mapping[str, Any]
) -> Fixture:
    vendor = stage.vendor
    values = {"vendor": vendor, "inventory": stage.inventory, **around}
    own = str(vendor.get("id", stage.name))
    seen: Iterator[Seen]
    if kind == "vendor":
        seen = iter([Seen((own, spelt(stage.path)), stage.path, _only(kind, values))])
    elif LISTS[kind] not in vendor:
        seen = iter([Seen((own, spelt(stage.path)), stage.path, None)])
    else:
        alone = kind in given and stage.path == ("vendor",)
        seen = _elements(kind, own, (kind,) if alone else None, stage, values)
    return Fixture(vendor, stage.inventory, around["portfolio"], 1, tuple(seen))


def _elements(
    kind: str, own: str, alone: Path | None, stage: _Stage, values: Mapping[str, Any]
) -> Iterator[Seen]:
    collection = LISTS[kind]
    for index, element in enumerate(stage.vendor[collection]):
        path = alone or (*stage.path, collection, index)
        names = (f"{own}/{collection}[{index}]", spelt(path))
        told = _identity(collection, element)
        yield Seen(
            names if told is None else (f"{own}/{collection}/{told}", *names),
            path,
            _only(kind, {**values, kind: element}),
        )


def _identity(collection: str, element: dict[str, Any]) -> str | None:
    """The name of an element in reports; an example may leave out its identity."""
    try:
        return identity(collection, element)
    except KeyError:
        return None


def _wholes(kind: str, given: Mapping[str, Any], around: Mapping[str, Any]) -> Iterator[Fixture]:
    portfolio = around["portfolio"]
    if kind == "portfolio":
        count = sum(len(each.get("vendors", ())) for each in portfolio.get("inventories", ()))
        values = _only(kind, around)
        seen = Seen(("portfolio",), ("portfolio",), values, BUDGET + BUDGET_A_VENDOR * count)
        yield Fixture(None, {}, portfolio, count, (seen,))
        return
    several = _many(given)
    all_of = portfolio.get("inventories", ()) if several else [_inventory(kind, given)]
    for index, inventory in enumerate(all_of):
        path: Path = ("portfolio", "inventories", index) if several else ("inventory",)
        count = len(inventory.get("vendors", ()))
        name = str(inventory.get("id", "inventory"))
        values = _only(kind, {"inventory": inventory, **around})
        seen = Seen((name, spelt(path)), path, values, BUDGET + BUDGET_A_VENDOR * count)
        yield Fixture(None, inventory, portfolio, count, (seen,))


def _only(kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: values[name] for name in roots(kind)}


def spelt(path: Path) -> str:
    """`inventory.vendors[1].data[0]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
