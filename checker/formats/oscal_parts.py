"""Parts of an OSCAL document: its frame, properties, tokens, and UUIDs that are no accident."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha1
from posixpath import normpath
from typing import Any
from urllib.parse import quote

from checker.formats.brief import brief
from checker.formats.json_document import encoded, listed, quoted, template
from checker.report.report import Input
from checker.version import __version__

_VERSION = "1.2.1"
_NAMESPACE = bytes.fromhex("6f0dd0a42c2e5c8e9d4b3f6a3a0b7c11")
_NS = "https://vendorgate.invalid/ns/oscal"
_PROP = template("name", "ns", "value") % ("%s", encoded(_NS), "%s")
_NEIGHBOURS = 64
"""Values and paths that are kept as they are written: findings share them."""
_NO_TOKEN = re.compile(r"[^\w.\-]+")
_PADDED = re.compile(r"-0+(?=\d)")


def document(moment: str, about: str, members: Mapping[str, str], inputs: Sequence[Input]) -> str:
    """The whole document; ends with a line break.

    Args:
        moment: the moment of the run: of every time that is demanded.
        about: the run in a sentence.
        members: the result's, by key, as JSON.
        inputs: the files that the run depends on: what was assessed, and by which policies.
    """
    identity = [moment, about, *(each for file in inputs for each in file)]
    plan = uuid_of("plan", *identity)
    metadata = {
        "title": "vendorgate check",
        "last-modified": moment,
        "version": __version__,
        "oscal-version": _VERSION,
        "remarks": "Written by a program and signed by nobody.",
    }
    result = {
        "uuid": encoded(uuid_of("result", *identity)),
        "title": encoded("Policies on vendor inventories"),
        "description": encoded(about),
        "start": encoded(moment),
        "end": encoded(moment),
        **members,
    }
    whole = {
        "uuid": encoded(uuid_of("document", *identity)),
        "metadata": encoded(metadata),
        "import-ap": encoded({"href": f"#{plan}"}),
        "results": f"[{_object(result)}]",
        "back-matter": encoded({"resources": [_plan(plan, inputs)]}),
    }
    return f'{{\n"assessment-results": {_object(whole)}\n}}\n'


def prop(name: str, value: str) -> dict[str, str]:
    """A property of ours; a value has neither blanks around it nor is it empty."""
    return {"name": name, "ns": _NS, "value": _value(value)}


def encoded_prop(name: str, value: str) -> str:
    """The same as JSON."""
    return _PROP % (quoted(name), quoted(_value(value)))


@lru_cache(maxsize=_NEIGHBOURS)
def _value(text: str) -> str:
    return brief(text).strip() or "-"


def uuid_of(*parts: object) -> str:
    """The UUID (version 5) of what the parts name."""
    name = listed(quoted(str(part)) for part in parts)
    # As `uuid.uuid5`, whose module asks what machine this is.
    digest = bytearray(sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    digits = digest.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


@lru_cache(maxsize=_NEIGHBOURS)
def href(path: str) -> str:
    """A path as a URI reference."""
    return quote(normpath(path or ".").encode("utf-8", "replace"))


def control_token(framework: str, control: str) -> str:
    """A control's id as OSCAL writes ids; in NIST's catalogue AC-6(1) is `ac-6.1`."""
    if framework == "nist-800-53-r5":
        lowered = _PADDED.sub("-", control.lower().replace("(0", "("))
        return _token(lowered.replace("(", ".").replace(")", ""))
    return _token(f"{framework}_{control}")


def _token(text: str) -> str:
    token = _NO_TOKEN.sub("_", brief(text, 200)).strip("_")
    return token if token[:1].isalpha() else f"_{token}"


def _object(members: Mapping[str, str]) -> str:
    body = ",\n".join(f"{encoded(key)}: {value}" for key, value in members.items())
    return f"{{\n{body}\n}}"


def _plan(uuid: str, inputs: Sequence[Input]) -> dict[str, Any]:
    """The plan is the policies in force: there is no document in OSCAL of it."""
    resource: dict[str, Any] = {
        "uuid": uuid,
        "title": "The files of the run",
        "description": "Inventories that were assessed, and the policies that they were put to.",
    }
    links = [
        {"href": href(file.path), "hashes": [{"algorithm": "SHA-256", "value": file.sha256}]}
        for file in inputs
    ]
    return {**resource, "rlinks": links} if links else resource
