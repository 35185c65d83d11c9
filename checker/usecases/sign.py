"""Signing a statement, and telling who signed one. `vendorgate report sign`, `verify --key`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checker import packs
from checker.errors import InputError, UsageError
from checker.problems import Place, Problem
from checker.report.attestation import Attestation
from checker.signing.envelope import IN_TOTO, opened, sealed
from checker.sources.disk import Disk
from checker.sources.folders import path_problem
from checker.sources.source import Source, Sources
from checker.usecases.verify import OURS, within_reach

_STATEMENT = "https://in-toto.io/Statement/v1"
_PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"
_EXPECTED = "expected what vendorgate check -o intoto wrote"
_SHAPE = (LookupError, TypeError, ValueError, AttributeError, RecursionError)


def sign(statement: str, key: str) -> str:
    """The envelope of a statement.

    Args:
        statement: the path of what `check -o intoto` wrote.
        key: the path of a private key.

    Raises:
        InputError: one of them cannot be read, or is none.
        UsageError: what signs is not installed.
    """
    content, pem = _read(statement).content, _read(key).content
    _stated(statement, content)
    signer = _keys().private_key(key, pem)
    return sealed(content, signer, signer.public.id)


def attestation(path: str, key: str, where: Sources) -> Attestation:
    """The statement of an envelope, if the key signed it, and its files that are others today.

    Args:
        path: of the envelope.
        key: the path of a public key.
        where: the files are read from there.

    Raises:
        InputError: something cannot be read, or is not what it should be.
        UsageError: what verifies is not installed.
    """
    envelope = opened(path, _read(path).content)
    if envelope.type != IN_TOTO:
        message = f"the payload is of the type '{envelope.type}' (expected {IN_TOTO})"
        raise InputError([path_problem(path, message)])
    if not envelope.signed_by(_keys().public_key(key, _read(key).content)):
        return Attestation(signed=False)
    data = _stated(path, envelope.payload)
    try:
        files = dict(_files(data))
        told = data["predicate"]["vendorgate"]
        result, as_of = str(data["predicate"]["result"]), str(told.get("as_of", ""))
    except _SHAPE as error:
        raise _no_statement(path) from error
    changed = tuple(_changed(path, files, where))
    return Attestation(signed=True, result=result, as_of=as_of, files=len(files), changed=changed)


def _read(path: str) -> Source:
    sources, problems = Disk().read([path])
    if problems:
        raise InputError(problems)
    if [each.path for each in sources] != [path]:
        raise InputError([path_problem(path, "is a folder (expected a file)")])
    return sources[0]


def _stated(path: str, content: bytes) -> Mapping[str, Any]:
    """The statement in a file, as far as it says that it is one."""
    try:
        data = json.loads(content.decode())
        kinds = data["_type"], data["predicateType"]
    except _SHAPE as error:
        raise _no_statement(path) from error
    if kinds != (_STATEMENT, _PREDICATE) or not isinstance(data, dict):
        raise _no_statement(path)
    return data


def _no_statement(path: str) -> InputError:
    message = f"this is no statement of in-toto ({_EXPECTED})"
    return InputError([Problem(Place(path, 0, 0), message)])


def _files(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not data["subject"]:
        raise ValueError("a statement is about something")
    for file in (*data["subject"], *data["predicate"]["configuration"]):
        name, digest = file["name"], file["digest"]["sha256"]
        if not isinstance(name, str) or not isinstance(digest, str):
            raise TypeError("no text")
        yield name, digest


def _changed(path: str, files: Mapping[str, str], where: Sources) -> Iterator[str]:
    own = [name for name in files if not name.startswith(OURS)]
    within_reach(path, own)
    sources, problems = where.read(own)
    if problems:
        raise InputError(problems)
    known = {source.path: source.sha256 for source in (*sources, *packs.shipped())}
    # The reasons of a run that read no inventory are in no file.
    return (
        name
        for name, digest in files.items()
        if known.get(name) != digest and name != "vendorgate: undecided"
    )


def _keys() -> Any:
    """The door of the package that signs, which is an extra."""
    try:
        from checker.signing import keys  # noqa: PLC0415 few sign, and others need no cryptography
    except ModuleNotFoundError as error:
        raise UsageError(
            "signatures need the package cryptography", "pip install 'vendorgate[sign]'"
        ) from error
    return keys
