"""The module of the functions of policies, as the wheel brings it along."""

from collections.abc import Iterable, Iterator

from checker.evaluate.functions import Writing, condition, message
from checker.forecasting.clockwork import depends_on_now
from checker.forecasting.watching import watching
from checker.policy.policy import Policy

_HEAD = '''"""The functions of the shipped policies, written when the wheel was built."""

from checker.cel.compile.runtime import RUNTIME

globals().update(RUNTIME)

'''


def module(policies: Iterable[Policy]) -> str:
    """The text of a module with the factories of functions by the digest of their key."""
    parts, entries = [_HEAD], list[str]()
    for policy in policies:
        for writing in _needed(policy):
            name = f"f{len(entries)}"
            text = writing.text(name)
            if text is not None:
                parts.append(text)
                entries.append(f"    {writing.key.digest!r}: {name},\n")
    return "".join([*parts, "FACTORIES = {\n", *entries, "}\n"])


def _needed(policy: Policy) -> Iterator[Writing]:
    yield condition(policy)
    yield message(policy)
    if depends_on_now(policy):
        yield watching(policy)
