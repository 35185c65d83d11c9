"""Subjects of a case: what a policy sees of what a case gives, subject by subject."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.cel.compile.frame import BUDGET
from checker.inventory import DERIVED, LISTS, identities
from checker.model.roots import WHOLES, roots
from checker.parse.positions import Path
from checker.policy.policy import BUDGET_A_VENDOR, Policy
from checker.policy.schedule import ALWAYS
from checker.record import NamedTuple
from checker.testing.case import Case
from checker.testing.given import Given, Stage, given_of


class Seen(NamedTuple):
    """One subject of a case.

    Attributes:
        names: what it can be called, as reports print it and by its index; the first is best.
        path: where it stands in what is given; of a fact, where its vendor does.
        views: the inventories that it is seen in, as CEL sees them; of a vendor's, it alone.
        number: of an element, its index in the vendor's list.
        values: the policy's CEL variables, `variables` aside; None where a vendor lacks the whole
            list that the policy is for, and no expression is asked.
        budget: what deciding it may cost.
    """

    names: tuple[str, ...]
    path: Path
    values: Mapping[str, Any] | None
    views: Sequence[Mapping[str, Any]]
    number: int = 0
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


def fixtures(policy: Policy, case: Case) -> tuple[Fixture, ...]:
    """The fixtures of a case, in the order in which the policy decides them."""
    given = given_of(policy, case.given)
    params = params_at(policy, case)
    around = {"portfolio": given.portfolio(), "params": params, "now": case.now}
    if policy.subject_kind in WHOLES:
        return tuple(_wholes(given, around))
    return tuple(_fixture(given, stage, around) for stage in given.stages())


def params_at(policy: Policy, case: Case) -> dict[str, Any]:
    """The parameters of a case: those of its moment, as if the policy were always in force."""
    return {**policy._replace(effective=ALWAYS).at(case.now).params, **case.params}


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


def _fixture(given: Given, stage: Stage, around: Mapping[str, Any]) -> Fixture:
    subject_kind, vendor = given.subject_kind, stage.vendor
    values = {"vendor": vendor, "inventory": stage.inventory, **around}
    own = str(vendor.get("id", stage.name))
    views = ({**stage.inventory, "vendors": [vendor]},)
    seen: Iterator[Seen]
    if subject_kind == "vendor":
        seen = iter(
            [Seen((own, spelt(stage.path)), stage.path, _only(subject_kind, values), views)]
        )
    elif LISTS[subject_kind] not in vendor:
        seen = iter([Seen((own, spelt(stage.path)), stage.path, None, views)])
    else:
        alone = given.has(subject_kind) and stage.path == ("vendor",)
        found = _elements(subject_kind, own, (subject_kind,) if alone else None, stage, values)
        seen = (each._replace(views=views) for each in found)
    return Fixture(vendor, stage.inventory, around["portfolio"], 1, tuple(seen))


def _elements(
    subject_kind: str, own: str, alone: Path | None, stage: Stage, values: Mapping[str, Any]
) -> Iterator[Seen]:
    collection = LISTS[subject_kind]
    elements = stage.vendor[collection]
    told = _identities(collection, elements)
    for index, element in enumerate(elements):
        path = alone or (*stage.path, collection, index)
        names = [f"{own}/{collection}[{index}]", spelt(path)]
        if told[index] is not None:
            names.insert(0, f"{own}/{collection}/{told[index]}")
        if subject_kind in DERIVED:
            # A fact stands nowhere in what is given; its id, or its rule alone, is name enough.
            path = stage.path
            names[1:1] = [element["id"], *([element["rule"]] if "rule" in element else [])]
        values_of = _only(subject_kind, {**values, subject_kind: element})
        yield Seen(tuple(names), path, values_of, (), index)


def _identities(collection: str, elements: Sequence[dict[str, Any]]) -> list[str | None]:
    """The names of elements in reports; an example may leave out the identity of some."""
    try:
        return [*identities(collection, elements)]
    except KeyError:
        return [_identity(collection, element) for element in elements]


def _identity(collection: str, element: dict[str, Any]) -> str | None:
    try:
        return identities(collection, [element])[0]
    except KeyError:
        return None


def _wholes(given: Given, around: Mapping[str, Any]) -> Iterator[Fixture]:
    subject_kind, portfolio = given.subject_kind, around["portfolio"]
    if subject_kind == "portfolio":
        count = sum(len(each.get("vendors", ())) for each in portfolio.get("inventories", ()))
        values = _only(subject_kind, around)
        views = portfolio.get("inventories", ())
        budget = BUDGET + BUDGET_A_VENDOR * count
        seen = Seen(("portfolio",), ("portfolio",), values, views, budget=budget)
        yield Fixture(None, {}, portfolio, count, (seen,))
        return
    for path, inventory in given.inventories():
        count = len(inventory.get("vendors", ()))
        name = str(inventory.get("id", "inventory"))
        values = _only(subject_kind, {"inventory": inventory, **around})
        budget = BUDGET + BUDGET_A_VENDOR * count
        seen = Seen((name, spelt(path)), path, values, (inventory,), budget=budget)
        yield Fixture(None, inventory, portfolio, count, (seen,))


def _only(subject_kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: values[name] for name in roots(subject_kind)}


def spelt(path: Path) -> str:
    """`inventory.vendors[1].data[0]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
