"""Keys in PEM files, Ed25519 and ECDSA: the only door of cryptography.

What is signed with one key is the same bytes each time, with ECDSA, too (RFC 6979).
"""

from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from checker.errors import InputError
from checker.problems import Place, Problem

_HASHES: Final[dict[str, type[hashes.HashAlgorithm]]] = {
    "secp256r1": hashes.SHA256,
    "secp384r1": hashes.SHA384,
    "secp521r1": hashes.SHA512,
}
"""The curves that are known, each with the hash of its size."""

_KINDS = "expected Ed25519, or ECDSA on P-256, P-384 or P-521, in PEM"


class Verifier:
    """A public key."""

    def __init__(self, key: Ed25519PublicKey | ec.EllipticCurvePublicKey) -> None:
        self._key = key

    @property
    def id(self) -> str:
        """SHA-256 of the key in DER: a name of it, and no proof."""
        der = self._key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return sha256(der).hexdigest()

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Return whether the key signed the message."""
        try:
            if isinstance(self._key, Ed25519PublicKey):
                self._key.verify(signature, message)
            else:
                self._key.verify(signature, message, ec.ECDSA(_hash(self._key.curve)))
        except InvalidSignature:
            return False
        return True


class Signer:
    """A private key."""

    def __init__(self, key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.public = Verifier(key.public_key())

    def sign(self, message: bytes) -> bytes:
        """The signature; that of ECDSA in DER."""
        if isinstance(self._key, Ed25519PrivateKey):
            return self._key.sign(message)
        way = ec.ECDSA(_hash(self._key.curve), deterministic_signing=True)
        return self._key.sign(message, way)


def private_key(path: str, pem: bytes) -> Signer:
    """The key in a file.

    Raises:
        InputError: it is none, of another kind, or encrypted.
    """
    try:
        key = load_pem_private_key(pem, None)
    except TypeError as error:
        raise _refused(path, "the key is encrypted (expected one without password)") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _refused(path, f"this is no private key ({_KINDS})") from error
    if isinstance(key, Ed25519PrivateKey):
        return Signer(key)
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _HASHES:
        return Signer(key)
    raise _refused(path, f"this is a key of another kind ({_KINDS})")


def public_key(path: str, pem: bytes) -> Verifier:
    """The key in a file.

    Raises:
        InputError: it is none, or of another kind.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _refused(path, f"this is no public key ({_KINDS})") from error
    if isinstance(key, Ed25519PublicKey):
        return Verifier(key)
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _HASHES:
        return Verifier(key)
    raise _refused(path, f"this is a key of another kind ({_KINDS})")


def _hash(curve: ec.EllipticCurve) -> hashes.HashAlgorithm:
    return _HASHES[curve.name]()


def _refused(path: str, message: str) -> InputError:
    return InputError([Problem(Place(path, 0, 0), message)])
