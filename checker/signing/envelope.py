"""DSSE envelopes (secure-systems-lab/dsse, version 1.0.2): a payload, and who signed it.

What is signed is the payload and its type together, so that no verifier takes one for another.
"""

import base64
import json
from typing import Any, NamedTuple, Protocol

from checker.errors import InputError
from checker.problems import Place, Problem

IN_TOTO = "application/vnd.in-toto+json"

SIGNATURES = 100
"""Signatures of an envelope that are looked at."""


class Signs(Protocol):
    """Anything that signs bytes."""

    def sign(self, message: bytes) -> bytes:
        """The signature."""
        ...


class Verifies(Protocol):
    """Anything that knows whether a signature is its own."""

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Return whether it signed the message."""
        ...


class Envelope(NamedTuple):
    """A payload with its signatures."""

    type: str
    payload: bytes
    signatures: tuple[bytes, ...]

    def signed_by(self, key: Verifies) -> bool:
        """Return whether one of the signatures is of the key."""
        message = encoding(self.type, self.payload)
        return any(key.verifies(each, message) for each in self.signatures[:SIGNATURES])


def encoding(type_: str, payload: bytes) -> bytes:
    """The bytes that are signed (pre-authentication encoding)."""
    name = type_.encode()
    return b"DSSEv1 %d %s %d %s" % (len(name), name, len(payload), payload)


def sealed(payload: bytes, key: Signs, key_id: str) -> str:
    """An envelope of an in-toto statement; ends with a line break.

    Args:
        payload: the bytes of the statement.
        key: that signs it.
        key_id: a hint for verifiers at which key to try.
    """
    signature = {"keyid": key_id, "sig": _told(key.sign(encoding(IN_TOTO, payload)))}
    envelope = {"payload": _told(payload), "payloadType": IN_TOTO, "signatures": [signature]}
    return f"{json.dumps(envelope, indent=2)}\n"


def opened(path: str, content: bytes) -> Envelope:
    """The envelope in a file; nothing of it is proved.

    Raises:
        InputError: it is none.
    """
    try:
        data = json.loads(content.decode())
        signatures = tuple(_bytes(each["sig"]) for each in data["signatures"])
        payload, type_ = _bytes(data["payload"]), data["payloadType"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(path) from error
    if not isinstance(type_, str) or not type_.isascii() or not signatures:
        raise _refused(path)
    return Envelope(type_, payload, signatures)


def _refused(path: str) -> InputError:
    message = "this is no envelope (expected DSSE: payload, payloadType, signatures)"
    return InputError([Problem(Place(path, 0, 0), message)])


def _told(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: Any) -> bytes:
    """Base64 read, with either of its alphabets.

    Raises:
        ValueError: it is none.
        AttributeError: it is no text.
    """
    return base64.b64decode(text.translate(_STANDARD), validate=True)


_STANDARD = str.maketrans("-_", "+/")
