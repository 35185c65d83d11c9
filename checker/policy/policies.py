"""Policies: the files of a pack become vetted policies, with the organisation's overrides."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from checker.cache.store import NOTHING_KEPT, Store
from checker.cel.syntax import Expression
from checker.errors import InputError
from checker.facts.regime import Regimes
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.declared import (
    Declared,
    Elsewhere,
    case_problems,
    declared,
    duplicates,
    entries_of,
    override_of,
    own_problems,
    phases_of,
)
from checker.policy.policy import Policy
from checker.policy.prepared import Prepared, basis, changes, keep, restored
from checker.policy.schedule import ALWAYS, effective_of
from checker.policy.template import Hole, Template, split
from checker.validate import schema
from checker.verdict import OnMissing, Severity

_NO_REGIMES: Regimes = {}


def load(
    documents: Sequence[Document],
    config: Config,
    *,
    store: Store = NOTHING_KEPT,
    regimes: Regimes = _NO_REGIMES,
) -> tuple[Policy, ...]:
    """The policies of all documents, in order of id.

    Args:
        regimes: those that facts are worked out with.

    Raises:
        InputError: every problem of every document and of the configuration.
    """
    return build(prepare(documents, config, store=store), config, regimes)


def prepare(
    documents: Sequence[Document], config: Config, *, store: Store, elsewhere: Elsewhere = dict
) -> list[Prepared]:
    """The policies that documents declare, type-checked with the parameters in force.

    Args:
        elsewhere: policies that the configuration may speak of though no document declares them.

    Raises:
        InputError: every problem of every document and of the configuration.
    """
    problems = [
        problem for document in documents for problem in schema.problems(document, "policies")
    ]
    if problems:
        raise InputError(problems)
    stated = list(declared(documents))
    problems.extend(duplicates(stated))
    problems.extend(own_problems(stated))
    problems.extend(case_problems([each.data for each in stated], config, elsewhere))
    if problems:
        raise InputError(problems)
    prepared: list[Prepared] = []
    for document in documents:
        policies = [each for each in stated if each.document is document]
        try:
            own = _of_file(document, policies, config, store)
            prepared.extend(policy.of(document.path) for policy in own)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return prepared


def _of_file(
    document: Document, policies: Sequence[Declared], config: Config, store: Store
) -> Sequence[Prepared]:
    """The policies of one document, prepared; what was parsed before is not parsed again."""
    changed = changes([declared.data for declared in policies], config)
    own = basis(document.sha256, fields=config.fields)
    found = basis(document.sha256, changed, config.fields)
    known = restored(found, store)
    if known is not None:
        return known
    plain = restored(own, store)
    known_trees = None if plain is None else [each.expressions for each in plain]
    try:
        trees = _vetted(document, policies, config, known_trees)
    except InputError as error:
        # Only what is wrong pays for this import.
        from checker.policy.overrides import placed  # noqa: PLC0415

        raise InputError(placed(error.problems, document, policies, config)) from None
    prepared = [
        Prepared(declared.data, tree, document.positions.value((*declared.path, "id")))
        for declared, tree in zip(policies, trees, strict=True)
    ]
    keep(prepared, found, store)
    if changed and plain is None:
        # `recall` looks here for the ids. Parameters that do not fit their own policy are lint's
        # business; such a file is read anew by each run.
        with suppress(InputError):
            _vetted(document, policies, config.untuned, trees)
            keep(prepared, own, store)
    return prepared


def _vetted(
    document: Document,
    policies: Sequence[Declared],
    config: Config,
    known: Sequence[tuple[Expression, ...]] | None,
) -> list[tuple[Expression, ...]]:
    """The expressions of each policy, which fit the parameters of all of its phases."""
    # A warm run has no use for it.
    from checker.policy.vet import vet  # noqa: PLC0415

    entries = [entries_of(policy, config) for policy in policies]
    numbers = [number for number, phases in enumerate(entries) for _ in phases]
    trees = vet(
        document,
        [entry for phases in entries for entry in phases],
        None if known is None else [known[number] for number in numbers],
    )
    return [trees[numbers.index(number)] for number in range(len(policies))]


def build(prepared: Iterable[Prepared], config: Config, regimes: Regimes) -> tuple[Policy, ...]:
    """Policies as they are in force, in order of id."""
    policies = (_with_facts(_policy(each, config), regimes) for each in prepared)
    return tuple(sorted(policies, key=lambda policy: policy.id))


def _with_facts(policy: Policy, regimes: Regimes) -> Policy:
    return policy._replace(regimes=regimes) if policy.asks_for_facts else policy


def _policy(prepared: Prepared, config: Config) -> Policy:
    data = prepared.data
    changes = override_of(data["id"], config).changes
    phases = phases_of(data, config)
    days = changes if "effective" in changes else data
    trees = iter(prepared.expressions)  # in the order of `sites`
    variables = {name: next(trees) for name in data.get("variables", {})}
    when = next(trees) if "when" in data else None
    require = next(trees)
    policy = Policy(
        id=data["id"],
        title=data["title"],
        severity=Severity(changes.get("severity", data["severity"])),
        subject_kind=data.get("for", "vendor"),
        params=phases[0].params,
        variables=variables,
        when=when,
        require=require,
        message=_template(data["message"], trees),
        on_missing=OnMissing(data.get("on_missing", "unknown")),
        may_be_idle=data.get("may_be_idle", False),
        why=data.get("why", ""),
        fix=data.get("fix", ""),
        controls={name: tuple(ids) for name, ids in data.get("controls", {}).items()},
        enabled=changes.get("enabled", True),
        overridden=(),
        place=prepared.place,
        fields=config.fields,
        declared=data,
        effective=effective_of(days) if "effective" in days else ALWAYS,
        phases=tuple(phases) if len(phases) > 1 else (),
    )
    if not changes:
        return policy
    # Few policies are changed, and the others need not pay for the import.
    from checker.policy.effect import overridden  # noqa: PLC0415

    told = tuple(
        phase._replace(overridden=overridden(policy, data, changes, phase)) for phase in phases
    )
    return policy._replace(overridden=told[0].overridden, phases=told if policy.phases else ())


def _template(message: str, holes: Iterator[Expression]) -> Template:
    return Template(
        tuple(next(holes) if isinstance(piece, Hole) else piece for piece in split(message))
    )
