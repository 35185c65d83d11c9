"""The catalogue: every framework whose ids are known, each a file in `frameworks/`."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from checker.controls.framework import Framework
from checker.digest import sha256
from checker.sources import packaged

NAMES: Final = (
    "eu-ai-act",
    "dora",
    "gdpr",
    "hipaa",
    "iso-27001-2022",
    "iso-42001",
    "nis2",
    "nist-ai-rmf",
    "nist-csf-2.0",
    "nist-800-53-r5",
    "nydfs-500",
    "soc-2",
)
"""The names under which a policy's `controls` cites them, in order."""


@cache
def framework(name: str) -> Framework:
    """One of NAMES. Its file is read here, so that only who asks for it pays for it."""
    found: Mapping[str, Any] = json.loads(_content(name))
    return Framework(
        name=found["name"],
        title=found["title"],
        address=found["address"],
        form=found["form"],
        example=found["example"],
        zero_padded=found["zero_padded"],
        controls=found["controls"],
        open=frozenset(found["open"]),
        withdrawn={id_: tuple(others) for id_, others in found["withdrawn"].items()},
    )


@cache
def digest() -> str:
    """SHA-256 of all frameworks: what was said of controls depends on them."""
    return sha256(b"".join(map(_content, NAMES)))


def _content(name: str) -> bytes:
    return packaged.content(f"controls/frameworks/{name}.json")
