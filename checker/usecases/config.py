"""The configuration in force, value by value. `vendorgate config`."""

from collections.abc import Iterator, Sequence

from checker.packs import inputs
from checker.parse.positions import Path
from checker.policy.config import Config
from checker.policy.policy import Policy
from checker.policy.schedule import ALWAYS
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.packs import PackEntry
from checker.report.report import Input
from checker.report.setting import Setting
from checker.settings import settings as configured
from checker.sources.disk import Disk
from checker.time.limits import TIMESTAMP_MIN
from checker.usecases.named import INVENTORIES
from checker.usecases.rules import rules
from checker.usecases.waivers import named
from checker.values import Timestamp
from checker.verdict import FailOn
from checker.waivers.waiver import LIVES


class InForce(NamedTuple):
    """The settings, the packs, and the files that they follow from."""

    settings: tuple[Setting, ...]
    packs: tuple[PackEntry, ...]
    inputs: tuple[Input, ...]


def config(path: str | None, *, cache: bool = True) -> InForce:
    """Read the configuration and the policies that it puts in force.

    Raises:
        InputError: they cannot be read or are not valid.
    """
    where = Disk()
    settings = configured(where, path)
    read = rules(where, (), settings, cache=cache)
    in_force = [policy for policy in read.policies if policy.id in (settings.only or [policy.id])]
    packs = tuple(read.entries(in_force, settings.only))
    return InForce(
        (
            *_files(settings, packs, named(where, None, settings)),
            *_limits(settings),
            *_fields(settings),
            *_overrides(settings, read.policies),
        ),
        packs,
        tuple(inputs(read.sources, settings)),
    )


def _files(settings: Config, packs: Sequence[PackEntry], waivers: str | None) -> Iterator[Setting]:
    """The files that a run reads, and the policies in force."""
    names = [pack.name for pack in packs]
    counts = ", ".join(f"{pack.name} ({pack.policies})" for pack in packs)
    paths = [settings.beside(each) for each in settings.paths or ()] or [INVENTORIES]
    only = [*settings.only] or None
    yield Setting("packs", names, counts, _place(settings, ("packs",)))
    yield Setting("paths", paths, ", ".join(paths), _place(settings, ("paths",)))
    yield Setting("only", only, ", ".join(only or ["all"]), _place(settings, ("only",)))
    for name, file in (("waivers", waivers), ("baseline", settings.baseline)):
        yield Setting(name, file, file or "none", _place(settings, (name,)))


def _limits(settings: Config) -> Iterator[Setting]:
    """The severities that block, and the lives of waivers."""
    fail_on = (settings.fail_on or FailOn.LOW).value
    yield Setting("fail_on", fail_on, fail_on, _place(settings, ("fail_on",)))
    for severity, days in {**LIVES, **settings.waiver_lives}.items():
        path = ("waiver_life", severity.value)
        yield Setting(".".join(path), days, f"{days} days", _place(settings, path))


def _fields(settings: Config) -> Iterator[Setting]:
    """Each field that is declared, with its type and what it says."""
    declared = {} if settings.document is None else settings.document.data.get("fields", {})
    for kind, fields in declared.items():
        for name, field in fields.items():
            path = ("fields", kind, name)
            told = f"{field.get('format', field['type'])}: {field['description']}"
            yield Setting(".".join(path), field, told, _place(settings, path))


def _overrides(settings: Config, policies: Sequence[Policy]) -> Iterator[Setting]:
    """Each change of a policy, with the value that the policy's own file has, and its effect."""
    for policy in policies:
        if policy.effective != ALWAYS:
            yield _effective(settings, policy)
        for change in policy.at(_FIRST).overridden:
            path = ("policies", policy.id, *change.name.split(".", 2))
            _, _, told = str(change).partition(": ")
            told = f"{told}: {change.effect.value}"
            yield Setting(".".join(path), change.value, told, _place(settings, path), change)


def _effective(settings: Config, policy: Policy) -> Setting:
    """The days on which a policy is in force, as configured, else as its file says."""
    first, last = policy.effective
    path = ("policies", policy.id, "effective")
    told = [f"from {first}"] if first else []
    told += [f"until {last}"] if last else []
    value = {"from": first or None, "until": last or None}
    place = _place(settings, path) or policy.place
    return Setting(".".join(path), value, " ".join(told), place)


_FIRST = Timestamp(TIMESTAMP_MIN)
"""The moment from which every change of a parameter is still to come."""


def _place(settings: Config, path: Path) -> Place | None:
    if settings.document is None:
        return None
    try:
        return settings.document.positions.key(path)
    except KeyError:
        return None
