"""Subjects by name: which cell somebody means who writes what a report prints, or nearly."""

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.errors import UsageError
from checker.inventory import LISTS, SOURCES, Inventory
from checker.report.matrix import Cell
from checker.report.report import PolicyEntry
from checker.report.subject import WHOLES, Subject
from checker.suggest import did_you_mean

_LISTED = 10


def find(text: str, policy: PolicyEntry, cells: Sequence[Cell], runs: Sequence[Inventory]) -> Cell:
    """The cell of a policy about the subject that a text names.

    Args:
        text: `vendor/data/id`, `vendor/data[2]`, `vendor/id`, `vendors[1].data[2]`; `vendor`,
            also where it has only one such element; the id of an inventory; `portfolio`. Where
            several inventories have it, the inventory's id may follow: `vendor (inventory)`.
        cells: those of the policy.
        runs: the inventories that were checked.

    Raises:
        UsageError: it names nothing, or several subjects.
    """
    exact = [cell for cell in cells if text == str(cell.subject)]
    found = exact or [cell for cell in cells if text in _spellings(cell.subject)]
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(text, policy, found, runs)
    raise _nothing(text, policy, cells, runs)


def lacking(policy: PolicyEntry, subject: Subject) -> str:
    """The list of records that a vendor lacks, if its cell of this policy is about that."""
    collection = LISTS.get(policy.subject_kind, "")
    return "" if subject.collection else SOURCES.get(collection, collection)


def names(cells: Sequence[Cell]) -> tuple[str, ...]:
    """A text for each cell of a policy that `find` takes for it and for no other.

    It is what a report prints, with the inventory where several have a subject of that name.
    """
    counts = Counter(str(cell.subject) for cell in cells)
    return tuple(
        name if counts[name] == 1 else f"{name} ({cell.subject.inventory})"
        for cell in cells
        for name in [str(cell.subject)]
    )


def _spellings(subject: Subject) -> Iterator[str]:
    """The names of a subject besides the one that a report prints; some name others, too."""
    yield f"{subject} ({subject.inventory})"
    if not subject.path:
        yield f"({subject.subject_kind})"
        yield f"({subject.subject_kind} {subject.id})"
        return
    yield "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in subject.path
    ).removeprefix(".")
    yield subject.vendor
    if subject.collection:
        yield _by_index(subject)
        yield f"{subject.vendor}/{subject.id}"
        yield f"{subject.vendor}/{subject.collection}"


def _by_index(subject: Subject) -> str:
    return f"{subject.vendor}/{subject.collection}[{subject.path[-1]}]"


def _several(
    text: str, policy: PolicyEntry, cells: Sequence[Cell], runs: Sequence[Inventory]
) -> UsageError:
    documents = sorted({cell.subject.document for cell in cells})
    if len(documents) > 1:
        files = [runs[each].document.path for each in documents]
        return UsageError(
            f"'{text}' stands in {' and '.join(files) if len(files) == 2 else _listed(files)}",
            f"name the one you mean: vendorgate explain {policy.id} {text} {files[0]}",
        )
    names = [str(cell.subject) for cell in cells]
    told = [
        name if names.count(name) == 1 else _by_index(cell.subject)
        for name, cell in zip(names, cells, strict=True)
    ]
    return UsageError(
        f"'{text}' may be {len(cells)} subjects of policy '{policy.id}', which is for: "
        f"{policy.subject_kind}",
        f"name one of them: {_listed(told)}",
    )


def _nothing(
    text: str, policy: PolicyEntry, cells: Sequence[Cell], runs: Sequence[Inventory]
) -> UsageError:
    if policy.subject_kind in WHOLES:
        names = [str(cell.subject) for cell in cells]
        hint = did_you_mean(text, names) or f"name it: {_listed(names)}"
        return UsageError(
            f"'{text}' is no {policy.subject_kind}, which policy '{policy.id}' is for", hint
        )
    known = {str(vendor["id"]): vendor for run in runs for vendor in run.vendors}
    name, _, rest = text.partition("/")
    if name not in known:
        return UsageError(f"there is no vendor '{name}'", did_you_mean(name, known))
    own = [cell.subject for cell in cells if cell.subject.vendor == name]
    collection = LISTS.get(policy.subject_kind, "")
    if not own:
        return UsageError(
            f"vendor '{name}' states that it has no '{collection}': policy '{policy.id}' says "
            "nothing about it"
        )
    names = [str(subject) for subject in own]
    if names == [name]:
        judged = f"policy '{policy.id}' judges the vendor"
        lacking = f"no '{collection}' is recorded for '{name}': {judged}"
        return UsageError(
            lacking if collection else f"{judged}, not '{rest}'",
            f"vendorgate explain {policy.id} {name}",
        )
    other = next((each for each in LISTS.values() if rest.startswith((f"{each}/", f"{each}["))), "")
    if other and other != collection:
        return UsageError(
            f"policy '{policy.id}' is for: {policy.subject_kind}; '{text}' is in '{other}'",
            f"name one of: {_listed(names)}",
        )
    hint = did_you_mean(text, names) or f"there is: {_listed(names)}"
    return UsageError(f"vendor '{name}' has no entry of '{collection}' that is '{text}'", hint)


def _listed(names: Sequence[str]) -> str:
    more = f", and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"
