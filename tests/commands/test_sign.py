"""A statement is signed with a key; whoever has the public one can tell, and what has changed."""

import json
from pathlib import Path
from typing import Any

import pytest
from workplace import MOMENT, Workplace

import checker
from tests.data import assert_valid
from tests.signing.test_dsse import KEYS, private, public

AT = ("--as-of", MOMENT)
VERIFY = ("report", "verify", "--key", "key.pub", "signed.json")


@pytest.fixture(params=["ed25519", "P-256"])
def signed(request: Any, workplace: Workplace) -> Workplace:
    """A workplace with a statement of its run, signed."""
    workplace.write("key.pem", private(KEYS[request.param]))
    workplace.write("key.pub", public(KEYS[request.param]))
    workplace.write("other.pub", public(KEYS["P-384"]))
    assert workplace.run("check", *AT, "-o", "intoto=statement.json").code == 0
    done = sign(workplace)
    assert done.code == 0, done.err
    return workplace


def sign(workplace: Workplace, statement: str = "statement.json", key: str = "key.pem") -> Any:
    return workplace.run("report", "sign", statement, "--key", key, "-o", "dsse=signed.json")


def test_the_key_is_told_and_the_files_are_the_same(signed: Workplace) -> None:
    done = signed.run(*VERIFY)

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "same: signed.json is signed by key.pub: PASSED as of 2031-05-15 (end of day, UTC); "
        "3 files, all the\nsame\n"
    )


def test_the_payload_is_the_statement_byte_for_byte(signed: Workplace) -> None:
    import base64

    data = json.loads((signed.folder / "signed.json").read_text())

    assert base64.b64decode(data["payload"]) == (signed.folder / "statement.json").read_bytes()
    assert (
        signed.run("report", "sign", "statement.json", "--key", "key.pem").out
        == (signed.folder / "signed.json").read_text()
    )


def test_another_key_did_not_sign_it(signed: Workplace) -> None:
    done = signed.run("report", "verify", "--key", "other.pub", "signed.json")

    assert (done.code, done.err) == (1, "")
    assert done.out == ("differs: signed.json is not signed by other.pub, or was changed since\n")


@pytest.mark.parametrize("key", ["key.pub", "other.pub"])
def test_a_program_is_told_whose_a_statement_is(
    signed: Workplace, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed.inventory("at_rest: full", "at_rest: none")
    monkeypatch.chdir(signed.folder)

    done = signed.run("report", "verify", "--key", key, "signed.json", "-o", "json")
    found = checker.verify_statement("signed.json", key=Path(key))

    told = json.loads(done.out)
    assert_valid(told, "attestation")
    own = key == "key.pub"
    assert (done.code, done.err) == (1, "")
    assert told == {
        "schema": "vendorgate/attestation/v1",
        "tool": {"name": "vendorgate", "version": "0.1.0"},
        "statement": "signed.json",
        "key": key,
        "commit": None,
        "signed": own,
        "result": "PASSED" if own else None,
        "as_of": "2031-05-15T23:59:59.999999999Z" if own else None,
        "files": 3 if own else 0,
        "changed": ["inventories/ours.yaml"] if own else [],
        "exit_code": 1,
    }
    assert (found.signed, [*found.changed], found.exit_code) == (own, told["changed"], 1)


def test_a_statement_that_cannot_be_read_is_what_the_json_says(signed: Workplace) -> None:
    done = signed.run("report", "verify", "--key=key.pub", "missing.json", "-o", "json=told.json")

    told = json.loads((signed.folder / "told.json").read_text())
    assert_valid(told, "attestation")
    assert (done.code, told["exit_code"]) == (2, 2)
    assert [each["path"] for each in told["problems"]] == ["missing.json"]


def test_a_statement_that_was_changed_is_not_signed(signed: Workplace) -> None:
    import base64

    data = json.loads((signed.folder / "signed.json").read_text())
    payload = base64.b64decode(data["payload"]).replace(b"PASSED", b"FAILED")
    data["payload"] = base64.b64encode(payload).decode()
    signed.write("signed.json", json.dumps(data))

    assert signed.run(*VERIFY).code == 1


def test_files_that_have_changed_are_named(signed: Workplace) -> None:
    signed.inventory("at_rest: full", "at_rest: none")

    done = signed.run(*VERIFY)

    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[1:] == [
        "  other content today: 1 of 3 files",
        "    inventories/ours.yaml",
    ]


def test_a_file_that_is_gone_cannot_be_told(signed: Workplace) -> None:
    (signed.folder / "inventories/ours.yaml").unlink()

    done = signed.run(*VERIFY)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("inventories/ours.yaml: ")


def test_shipped_policies_are_those_of_this_version(signed: Workplace) -> None:
    signed.configuration("").unlink()
    signed.run("check", "-p", "shipped", *AT, "-o", "intoto=statement.json")
    assert sign(signed).code == 0

    done = signed.run(*VERIFY)

    assert (done.code, done.out[:6]) == (0, "same: ")


def test_a_file_outside_of_the_folder_is_not_read(signed: Workplace) -> None:
    statement = json.loads((signed.folder / "statement.json").read_text())
    statement["subject"][0]["name"] = "/etc/passwd"
    signed.write("statement.json", json.dumps(statement))
    assert sign(signed).code == 0

    done = signed.run(*VERIFY)

    assert (done.code, done.out) == (2, "")
    assert "'/etc/passwd', which does not lie in this folder" in done.err


def test_a_signed_statement_without_a_key_says_which_option_lacks(signed: Workplace) -> None:
    done = signed.run("report", "verify", "signed.json")

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "signed.json: this is a signed statement (expected a report)\n"
        "  hint: report verify --key PUBLIC_KEY\n"
        "1 problem in 1 file; nothing was checked\n"
    )


@pytest.mark.parametrize(
    "statement, key, message",
    [
        ("inventories/ours.yaml", "key.pem", "this is no statement of in-toto"),
        ("key.pem", "key.pem", "this is no statement of in-toto"),
        ("report.json", "key.pem", "this is no statement of in-toto"),
        ("missing", "key.pem", "no such file"),
        ("inventories", "key.pem", "is a folder"),
        ("statement.json", "key.pub", "this is no private key"),
        ("statement.json", "missing", "no such file"),
    ],
)
def test_what_cannot_be_signed_is_2_and_leaves_no_envelope_of_yesterday(
    signed: Workplace, statement: str, key: str, message: str
) -> None:
    signed.run("check", *AT, "-o", "json=report.json")

    done = sign(signed, statement, key)

    assert (done.code, done.out) == (2, "")
    assert message in done.err.lower()
    assert "payload" not in (signed.folder / "signed.json").read_text()
    assert signed.run(*VERIFY).code == 2


@pytest.mark.parametrize("member", ["subject", "predicate", "predicateType", "_type"])
@pytest.mark.parametrize("value", [None, 5, [], {}, [1], {"vendorgate": 1}, [{"name": 1}]])
def test_whatever_a_signed_statement_says_nothing_raises(
    signed: Workplace, member: str, value: Any
) -> None:
    from checker.signing.envelope import sealed
    from checker.signing.keys import private_key

    pem = (signed.folder / "key.pem").read_bytes()
    statement = json.loads((signed.folder / "statement.json").read_text())
    statement[member] = value
    signer = private_key("key.pem", pem)
    text = sealed(json.dumps(statement).encode(), signer, "")
    signed.write("signed.json", text)

    assert signed.run(*VERIFY).code == 2


def test_without_the_package_it_says_what_to_install(signed: Workplace, tmp_path: Path) -> None:
    signed.write("without/cryptography.py", "raise ModuleNotFoundError('cryptography')")

    done = signed.python(
        "-m",
        "checker",
        *VERIFY,
        environment={"PYTHONPATH": f"{signed.folder}/without:{signed.environment()['PYTHONPATH']}"},
    )

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "vendorgate: signatures need the package cryptography\n"
        "  hint: pip install 'vendorgate[sign]'\n"
    )
