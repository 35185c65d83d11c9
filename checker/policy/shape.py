"""The shape of a policy that comes from the cache: what the schema would say of it, in brief.

The schema itself would cost a warm run more than all the rest of reading policies.
"""

from math import isfinite
from typing import Any

from checker.inventory import LISTS
from checker.model.roots import WHOLES
from checker.time.text import parse_day
from checker.values import CelError
from checker.verdict import OnMissing, Severity

_REQUIRED = frozenset({"id", "title", "severity", "require", "message"})
_TEXTS = _REQUIRED | {"for", "when", "on_missing", "why", "fix"}
_MAPPINGS = frozenset({"params", "variables", "controls", "effective", "params_from"})
_KNOWN = _TEXTS | _MAPPINGS | {"may_be_idle"}
_KINDS = frozenset({"vendor", *LISTS, *WHOLES})
_INT64_MAX = 2**63 - 1


def check_shape(data: Any) -> None:
    """Refuse what no policy file can hold.

    Raises:
        ValueError: it is not the data of a policy, tests aside.
    """
    if data.__class__ is not dict or not _REQUIRED <= data.keys() <= _KNOWN:
        raise ValueError("not a policy")
    for name, value in data.items():
        if name in _TEXTS:
            _expect(value.__class__ is str, name)
        elif name in _MAPPINGS:
            _expect(value.__class__ is dict, name)
        else:
            _expect(value.__class__ is bool, name)
    Severity(data["severity"])
    OnMissing(data.get("on_missing", "unknown"))
    _expect(data.get("for", "vendor") in _KINDS, "for")
    _expect(all(each.__class__ is str for each in data.get("variables", {}).values()), "variables")
    for ids in data.get("controls", {}).values():
        _expect(ids.__class__ is list and all(each.__class__ is str for each in ids), "controls")
    _check_value(data.get("params", {}))
    _check_days(data)


def _check_days(data: Any) -> None:
    effective, phases = data.get("effective", {}), data.get("params_from", {})
    _expect(effective.keys() <= {"from", "until"}, "effective")
    for day in (*effective.values(), *phases):
        _expect(day.__class__ is str and _is_day(day), "a day")
    for params in phases.values():
        _expect(params.__class__ is dict, "params_from")
        _check_value(params)


def _is_day(text: str) -> bool:
    try:
        return parse_day(text) is not None
    except CelError:
        return False


def _check_value(value: Any) -> None:
    """Refuse a number that no file can hold; JSON itself allows nothing else that YAML does not."""
    if value.__class__ is int:
        _expect(-_INT64_MAX - 1 <= value <= _INT64_MAX, "a number")
    elif value.__class__ is float:
        _expect(isfinite(value), "a number")
    elif value.__class__ is list or value.__class__ is dict:
        for each in value.values() if value.__class__ is dict else value:
            _check_value(each)


def _expect(fits: bool, name: str) -> None:  # noqa: FBT001 what is expected stands where it is asked
    if not fits:
        raise ValueError(f"{name} of another shape")
