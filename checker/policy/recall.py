"""Recall policies that were prepared before, without reading their YAML again."""

from collections.abc import Callable, Sequence

from checker.cache.store import Store
from checker.facts.regime import Regimes
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.declared import Elsewhere, case_problems
from checker.policy.policies import build, prepare
from checker.policy.policy import Policy
from checker.policy.prepared import (
    Basis,
    Prepared,
    basis,
    basis_of_suites,
    changes,
    keep,
    restored,
    restored_all,
)
from checker.policy.suites import is_suite, rules
from checker.sources.source import Source


def recall(
    sources: Sequence[Source],
    config: Config,
    read: Callable[[], Sequence[Document]],
    *,
    store: Store,
    regimes: Regimes,
    elsewhere: Elsewhere = dict,
) -> tuple[Policy, ...]:
    """The policies of all files, in order of id.

    Args:
        sources: files of policies, and the suites of tests beside them.
        read: the documents of the sources; called only where one of them is not in the cache.
        regimes: those that facts are worked out with.
        elsewhere: policies that the configuration may speak of though they are in no source.

    Raises:
        InputError: every problem of every file and of the configuration.
    """
    suites = basis_of_suites(source.sha256 for source in sources if is_suite(source.path))
    declaring = [source for source in sources if not is_suite(source.path)]
    prepared = _recalled(declaring, suites, config, store)
    if prepared is not None:
        data = [policy.data for policy in prepared]
        distinct = len({policy["id"] for policy in data}) == len(data)
        if not distinct or any(case_problems(data, config, elsewhere)):
            prepared = None
    if prepared is None:
        prepared = prepare(rules(read()), config, store=store, elsewhere=elsewhere)
        keep((), suites, store)
    return build(prepared, config, regimes)


def _recalled(
    sources: Sequence[Source], suites: Basis, config: Config, store: Store
) -> list[Prepared] | None:
    """The policies of all files, if all are in the cache."""
    prepared: list[Prepared] = []
    tests, *files = restored_all(
        [suites, *(basis(each.sha256, fields=config.fields) for each in sources)], store
    )
    if tests != ():
        return None
    for source, policies in zip(sources, files, strict=True):
        changed = changes([each.data for each in policies or ()], config)
        known = (
            restored(basis(source.sha256, changed, config.fields), store) if changed else policies
        )
        if known is None:
            return None
        prepared.extend([policy.of(source.path) for policy in known])
    return prepared
