"""All functions of CEL that a policy can call, by name: what the type checker reads."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from checker.cel.functions.location_index import MODULES, overloads_of
from checker.cel.overload import Overload

FUNCTIONS: Final[Mapping[str, tuple[Overload, ...]]] = MappingProxyType(
    {function: overloads_of(function) for function in MODULES}
)
