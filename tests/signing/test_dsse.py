"""Envelopes are what the specification says, and what an implementation that is not ours reads."""

import base64
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as some
from securesystemslib.dsse import Envelope as Reference
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

from checker.errors import InputError
from checker.signing.envelope import IN_TOTO, encoding, opened, sealed
from checker.signing.keys import Verifier, private_key, public_key

MADE: dict[str, Callable[[], Any]] = {
    "ed25519": Ed25519PrivateKey.generate,
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
}
KEYS = {name: make() for name, make in MADE.items()}
STATEMENT = b'{"_type": "https://in-toto.io/Statement/v1"}\n'


def private(key: Any, password: bytes = b"") -> bytes:
    locked = BestAvailableEncryption(password) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)  # type: ignore[no-any-return]


def public(key: Any) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[no-any-return]


def envelope(key: Any, payload: bytes = STATEMENT) -> str:
    signer = private_key("k", private(key))
    return sealed(payload, signer, signer.public.id)


def test_the_vector_of_the_specification_verifies() -> None:
    x = 46950820868899156662930047687818585632848591499744589407958293238635476079160
    y = 5640078356564379163099075877009565129882514886557779369047442380624545832820
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    raw = base64.b64decode(
        "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="
    )
    signature = encode_dss_signature(*(int.from_bytes(raw[n : n + 32], "big") for n in (0, 32)))

    message = encoding("http://example.com/HelloWorld", b"hello world")

    assert message == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert Verifier(key).verifies(signature, message)


@pytest.mark.parametrize("name", KEYS)
def test_what_is_sealed_is_verified_by_its_key_and_by_no_other(name: str) -> None:
    found = opened("e", envelope(KEYS[name]).encode())

    assert (found.type, found.payload) == (IN_TOTO, STATEMENT)
    for other, key in KEYS.items():
        assert found.signed_by(public_key("k", public(key))) is (other == name)


@pytest.mark.parametrize("name", KEYS)
def test_the_same_key_gives_the_same_bytes(name: str) -> None:
    assert envelope(KEYS[name]) == envelope(KEYS[name])


@pytest.mark.parametrize("name", KEYS)
def test_another_implementation_verifies_ours_and_we_its(name: str) -> None:
    theirs = SSlibKey.from_crypto(KEYS[name].public_key())

    ours = Reference.from_dict(json.loads(envelope(KEYS[name])) | {"signatures": [
        {"keyid": theirs.keyid, "sig": json.loads(envelope(KEYS[name]))["signatures"][0]["sig"]}
    ]})  # fmt: skip
    assert list(ours.verify([theirs], 1)) == [theirs.keyid]

    made = Reference(STATEMENT, IN_TOTO, {})
    made.sign(CryptoSigner(KEYS[name], theirs))
    assert opened("e", json.dumps(made.to_dict()).encode()).signed_by(
        public_key("k", public(KEYS[name]))
    )

    made.payload += b" "
    with pytest.raises(VerificationError):
        made.verify([theirs], 1)
    assert not opened("e", json.dumps(made.to_dict()).encode()).signed_by(
        public_key("k", public(KEYS[name]))
    )


@pytest.mark.parametrize("name", ["ed25519", "P-256"])
def test_openssl_knows_the_signature(name: str, tmp_path: Path) -> None:
    """As somebody does who has neither vendorgate nor Python."""
    (tmp_path / "key.pub").write_bytes(public(KEYS[name]))
    (tmp_path / "message").write_bytes(encoding(IN_TOTO, STATEMENT))
    (tmp_path / "signature").write_bytes(opened("e", envelope(KEYS[name]).encode()).signatures[0])
    more = ["-rawin"] if name == "ed25519" else ["-rawin", "-digest", "sha256"]

    done = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pub", "-sigfile", "signature",
         "-in", "message", *more],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert "Signature Verified Successfully" in done.stdout, done.stderr


@given(payload=some.binary(), other=some.binary(), type_=some.text())
def test_what_is_signed_tells_payload_and_type_apart(
    payload: bytes, other: bytes, type_: str
) -> None:
    one = encoding(IN_TOTO, payload)

    assert (one == encoding(IN_TOTO, other)) is (payload == other)
    assert (one == encoding(type_.encode("utf-8", "replace").decode(), payload)) is (
        type_ == IN_TOTO
    )


@pytest.mark.parametrize("name", ["ed25519", "P-256"])
def test_whatever_byte_is_changed_the_key_has_not_signed_it(name: str) -> None:
    verifier = public_key("k", public(KEYS[name]))
    found = opened("e", envelope(KEYS[name]).encode())
    for index in range(len(found.payload)):
        payload = bytearray(found.payload)
        payload[index] ^= 1
        assert not found._replace(payload=bytes(payload)).signed_by(verifier)
    for index in range(len(found.signatures[0])):
        signature = bytearray(found.signatures[0])
        signature[index] ^= 1
        assert not found._replace(signatures=(bytes(signature),)).signed_by(verifier)
    assert not found._replace(type="application/json").signed_by(verifier)


def test_one_good_signature_among_others_is_enough() -> None:
    one, two = (json.loads(envelope(KEYS[name])) for name in ("ed25519", "P-256"))
    both = json.dumps(one | {"signatures": [*one["signatures"], *two["signatures"]]}).encode()

    for name in ("ed25519", "P-256"):
        assert opened("e", both).signed_by(public_key("k", public(KEYS[name])))
    assert not opened("e", both).signed_by(public_key("k", public(KEYS["P-384"])))


def test_either_alphabet_of_base64_is_read() -> None:
    data = json.loads(envelope(KEYS["ed25519"], b"\xff\xfe\xfb\xef>>>???"))
    assert set("+/") & set(data["payload"])
    data["payload"] = data["payload"].replace("+", "-").replace("/", "_")

    assert opened("e", json.dumps(data).encode()).signed_by(
        public_key("k", public(KEYS["ed25519"]))
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"[" * 100_000,
        b"\xff",
        b'{"payload": "", "payloadType": "t", "signatures": []}',
        b'{"payload": 1, "payloadType": "t", "signatures": [{"sig": ""}]}',
        b'{"payload": "", "payloadType": 1, "signatures": [{"sig": ""}]}',
        b'{"payload": "", "payloadType": "t", "signatures": [{"sig": "?"}]}',
        b'{"payload": "", "payloadType": "t", "signatures": {"sig": ""}}',
        b'{"payload": "a", "payloadType": "t", "signatures": [{"sig": ""}]}',
    ],
)
def test_what_is_no_envelope_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="this is no envelope"):
        opened("e", content)


def test_keys_of_another_kind_are_refused() -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    strange = ec.generate_private_key(ec.SECP256K1())

    for key in (other, strange):
        with pytest.raises(InputError, match="of another kind"):
            private_key("k", private(key))
        with pytest.raises(InputError, match="of another kind"):
            public_key("k", public(key))
    with pytest.raises(InputError, match="encrypted"):
        private_key("k", private(KEYS["ed25519"], b"secret"))
    for pem in (b"", b"-----BEGIN PRIVATE KEY-----\n", public(KEYS["P-256"])):
        with pytest.raises(InputError, match="no private key"):
            private_key("k", pem)
    for pem in (b"", private(KEYS["P-256"])):
        with pytest.raises(InputError, match="no public key"):
            public_key("k", pem)
