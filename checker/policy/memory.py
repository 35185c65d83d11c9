"""Memory: a pack that was loaded before, as it was then, without reading its YAML again.

Half of a pack's text is the tests of its policies, and a run of `check` needs none of it. What is
remembered depends on every byte of every file, on the overrides, and on what they were checked
against.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from checker.cel.cache import serialize
from checker.cel.cache.cache import Cache
from checker.files import Source
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.policies import Vetted, build, vetted
from checker.policy.policy import Policy
from checker.policy.suites import is_suite, rules
from checker.validate import schema

_NEEDLESS = frozenset({"tests"})


def recall(
    sources: Sequence[Source],
    config: Config,
    read: Callable[[], Sequence[Document]],
    *,
    version: str,
    cache: Cache,
) -> tuple[Policy, ...]:
    """The policies of all files, in order of id.

    Args:
        sources: files of policies, and the suites of tests beside them.
        read: the documents of the sources; called only where nothing is remembered of them.

    Raises:
        InputError: every problem of every file and of the configuration.
    """
    key = _key(sources, config, version)
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        return build(_remembered(cache.get(key)), config)
    found = vetted(rules(read()), config, version=version, cache=cache)
    cache.put(key, [_plain(each) for each in found])
    return build(found, config)


def _key(sources: Sequence[Source], config: Config, version: str) -> str:
    parts = [version, schema.digest("inventory"), schema.digest("policies")]
    parts += [f"{source.sha256} {is_suite(source.path)}" for source in sources]
    overrides = {id_: dict(each.changes) for id_, each in config.overrides.items()}
    parts.append(json.dumps(overrides, sort_keys=True))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _plain(each: Vetted) -> list[Any]:
    data = {name: value for name, value in each.data.items() if name not in _NEEDLESS}
    return [data, serialize.dump_all(each.expressions)]


def _remembered(stored: Any) -> Iterator[Vetted]:
    if not isinstance(stored, list):
        raise TypeError("nothing is remembered")
    for data, trees in stored:
        yield Vetted(data, tuple(serialize.load_all(trees)))
