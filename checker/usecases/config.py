"""The configuration in force, value by value. `vendorgate config`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.parse.positions import Path
from checker.policy.config import Config
from checker.policy.policy import Policy
from checker.problems import Place
from checker.report.setting import Setting
from checker.settings import settings as configured
from checker.sources.disk import Disk
from checker.usecases.load import INVENTORIES
from checker.usecases.rules import Rules, rules
from checker.verdict import FailOn
from checker.waivers.waiver import LIVES


class InForce(NamedTuple):
    """The settings, and the files that they follow from."""

    settings: tuple[Setting, ...]
    inputs: tuple[str, ...]


def config(path: str | None, *, cache: bool = True) -> InForce:
    """Read the configuration and the policies that it puts in force.

    Raises:
        InputError: they cannot be read or are not valid.
    """
    settings = configured(Disk(), path)
    read = rules(Disk(), (), settings, cache=cache)
    inputs = [source.path for source in read.sources]
    if settings.document is not None:
        inputs.append(settings.document.path)
    general, overrides = _general(settings, read), _overrides(settings, read.policies)
    return InForce((*general, *_fields(settings), *overrides), tuple(inputs))


def _general(settings: Config, read: Rules) -> Iterator[Setting]:
    in_force = [policy for policy in read.policies if policy.id in (settings.only or [policy.id])]
    counts = [f"{pack.name} ({pack.policies})" for pack in read.entries(in_force, settings.only)]
    paths = [settings.beside(each) for each in settings.paths or ()] or [INVENTORIES]
    yield Setting("packs", _listed(counts), _place(settings, ("packs",)))
    yield Setting("paths", _listed(paths), _place(settings, ("paths",)))
    yield Setting("only", _listed(settings.only) or "all", _place(settings, ("only",)))
    fail_on = settings.fail_on or FailOn.LOW
    yield Setting("fail_on", fail_on.value, _place(settings, ("fail_on",)))
    for severity, days in {**LIVES, **settings.waiver_lives}.items():
        path = ("waiver_life", severity.value)
        yield Setting(".".join(path), f"{days} days", _place(settings, path))


def _fields(settings: Config) -> Iterator[Setting]:
    """Each field that is declared, with its type and what it says."""
    declared = {} if settings.document is None else settings.document.data.get("fields", {})
    for kind, fields in declared.items():
        for name, field in fields.items():
            path = ("fields", kind, name)
            type_ = field.get("format", field["type"])
            yield Setting(
                ".".join(path), f"{type_}: {field['description']}", _place(settings, path)
            )


def _overrides(settings: Config, policies: Sequence[Policy]) -> Iterator[Setting]:
    """Each change of a policy, with the value that the policy's own file has."""
    for policy in policies:
        for change in policy.overridden:
            key, _, value = change.partition(": ")
            path = ("policies", policy.id, *key.split(".", 1))
            yield Setting(".".join(path), value, _place(settings, path))


def _place(settings: Config, path: Path) -> Place | None:
    if settings.document is None:
        return None
    try:
        return settings.document.positions.key(path)
    except KeyError:
        return None


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values)
