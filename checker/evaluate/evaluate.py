"""Evaluating: every policy on every subject of a run, and what that amounts to."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from checker.cel.times import format_timestamp
from checker.cel.values import Timestamp
from checker.evaluate.decide import Decider, Surroundings, decide
from checker.evaluate.share import shared
from checker.inventory import LISTS, Inventory, portfolio
from checker.policy.policy import WHOLES, Policy
from checker.report.explanation import Explanation
from checker.report.gate import exit_code
from checker.report.matrix import Block, Matrix, starts
from checker.report.report import (
    FINDINGS,
    Cell,
    Cells,
    Input,
    PolicyEntry,
    Reach,
    Report,
    Summary,
    gates,
)
from checker.verdict import Severity, Verdict


def evaluate(
    policies: Sequence[Policy],
    inventories: Sequence[Inventory],
    *,
    version: str,
    inputs: Sequence[Input],
    as_of: Timestamp,
    fail_on: Severity,
    jobs: int,
) -> Report:
    """The report of a run: a pure function of its arguments, the same for every `jobs`.

    Args:
        policies: in order of id, disabled ones too.
        inventories: of which `vendors` are checked; in order of id.
    """
    cells = _cells(policies, inventories, as_of, jobs)
    reaches = [_reach(policy, cells, number, inventories) for number, policy in enumerate(policies)]
    gating = sum(
        cells.count(number, verdict)
        for number, policy in enumerate(policies)
        for verdict in FINDINGS - {Verdict.ERROR}
        if gates(verdict, policy.severity, fail_on)
    )
    undecided = tuple(_undecided(policies, reaches, inventories, cells))
    return Report(
        version=version,
        as_of=format_timestamp(as_of),
        fail_on=fail_on,
        inputs=tuple(sorted(inputs)),
        policies=tuple(map(_entry, policies, reaches)),
        cells=cells,
        summary=_summary(policies, inventories, cells, gating),
        undecided=undecided,
        exit_code=exit_code(undecided=undecided, gating=gating),
        explain=_explainer(policies, inventories, as_of),
    )


def _explainer(
    policies: Sequence[Policy], inventories: Sequence[Inventory], now: Timestamp
) -> Callable[[Cell], Explanation]:
    known: list[Callable[[Cell], Explanation]] = []

    def explain(cell: Cell) -> Explanation:
        if not known:
            # A run without findings explains nothing, and need not pay for the import.
            from checker.explain.explain import explainer  # noqa: PLC0415

            known.append(explainer(policies, inventories, now))
        return known[0](cell)

    return explain


def _cells(
    policies: Sequence[Policy], inventories: Sequence[Inventory], now: Timestamp, jobs: int
) -> Matrix:
    whole = portfolio(inventories)
    deciders = [Decider(policy) if policy.enabled else None for policy in policies]
    kinds = [policy.kind for policy in policies]
    each = [
        None if kind in WHOLES else decider for decider, kind in zip(deciders, kinds, strict=True)
    ]

    def block(number: int, start: int, stop: int) -> Block:
        inventory = inventories[number]
        around = Surroundings(inventory.view, whole, now)
        vendors = inventory.vendors[start:stop]
        return Block(decide(each, vendors, around))

    return Matrix(
        kinds=kinds,
        inventories=inventories,
        blocks=shared(block, [len(inventory.vendors) for inventory in inventories], jobs),
        wholes=[
            b"" if decider is None else bytes(_whole(decider, kind, inventories, whole, now))
            for decider, kind in zip(deciders, kinds, strict=True)
        ],
    )


def _whole(
    decider: Decider, kind: str, inventories: Sequence[Inventory], whole: object, now: Timestamp
) -> Iterator[int]:
    if kind == "inventory":
        for inventory in inventories:
            around = Surroundings(inventory.view, whole, now)
            yield decider.whole(around, len(inventory.view["vendors"]))
    elif kind == "portfolio" and inventories:
        total = sum(len(inventory.view["vendors"]) for inventory in inventories)
        yield decider.whole(Surroundings(None, whole, now), total)


def _reach(policy: Policy, cells: Cells, number: int, inventories: Sequence[Inventory]) -> Reach:
    if not policy.enabled:
        return Reach.DISABLED
    total = sum(cells.count(number, verdict) for verdict in Verdict)
    skipped = cells.count(number, Verdict.SKIP)
    if total > skipped:
        return Reach.APPLIED
    return Reach.NOTHING if skipped or _stated_empty(policy, inventories) else Reach.IDLE


def _stated_empty(policy: Policy, inventories: Sequence[Inventory]) -> bool:
    """Whether some vendor says that it has none of what the policy is for."""
    collection = LISTS.get(policy.kind)
    return collection is not None and any(
        vendor.get(collection) == [] for inventory in inventories for vendor in inventory.vendors
    )


def _undecided(
    policies: Sequence[Policy],
    reaches: Sequence[Reach],
    inventories: Sequence[Inventory],
    cells: Cells,
) -> Iterator[str]:
    """Why the run cannot be trusted to have decided; empty if it did (the first law)."""
    for inventory in inventories:
        if not inventory.view["vendors"]:
            yield f"inventory '{inventory.id}' lists no vendor: nothing was checked in it"
    for number, (policy, reach) in enumerate(zip(policies, reaches, strict=True)):
        errors = cells.count(number, Verdict.ERROR)
        if errors:
            subjects = "1 subject" if errors == 1 else f"{errors:,} subjects"
            yield f"policy '{policy.id}' cannot be evaluated on {subjects}"
        # A policy about vendors is idle where there are none, and that was said once, above.
        if reach is Reach.IDLE and not policy.may_be_idle and policy.kind in WHOLES:
            yield f"policy '{policy.id}' met no {policy.kind} (`may_be_idle: true` allows that)"
    if Reach.APPLIED not in reaches:
        disabled = set(reaches) == {Reach.DISABLED}
        why = "every policy is disabled" if disabled else "no policy applied to anything"
        yield f"{why}: nothing was checked"


def _entry(policy: Policy, reach: Reach) -> PolicyEntry:
    return PolicyEntry(
        id=policy.id,
        title=policy.title,
        severity=policy.severity,
        kind=policy.kind,
        controls=policy.controls,
        why=policy.why,
        fix=policy.fix,
        overridden=policy.overridden,
        reach=reach,
    )


def _summary(
    policies: Sequence[Policy], inventories: Sequence[Inventory], cells: Cells, gating: int
) -> Summary:
    enabled = [policy for policy in policies if policy.enabled]
    return Summary(
        verdicts={
            verdict: sum(cells.count(number, verdict) for number in range(len(policies)))
            for verdict in Verdict
        },
        gating=gating,
        vendors=sum(len(inventory.vendors) for inventory in inventories),
        policies=len(enabled),
        subjects=_subjects({policy.kind for policy in enabled}, inventories),
    )


def _subjects(kinds: AbstractSet[str], inventories: Sequence[Inventory]) -> int:
    """How many different subjects have a cell."""
    lists = kinds & set(LISTS)
    count = len(inventories) if "inventory" in kinds else 0
    count += 1 if "portfolio" in kinds and inventories else 0
    for inventory in inventories:
        count += sum(
            "vendor" in kinds or any(LISTS[kind] not in vendor for kind in lists)
            for vendor in inventory.vendors
        )
        for kind in lists:
            absent = sum(LISTS[kind] not in vendor for vendor in inventory.vendors)
            count += starts(inventory.vendors, kind)[-1] - absent
    return count
