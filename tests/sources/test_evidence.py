"""Evidence that an inventory names as a file is there, and is what was recorded."""

import hashlib
import json

import pytest
from workplace import MOMENT, Workplace

AT = ("--as-of", MOMENT)
CONTENT = b"%PDF of an attestation"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
DATA = "encryption: {at_rest: full}"


def recorded(workplace: Workplace, file: str, sha256: str = SHA256) -> None:
    evidence = f"evidence: [{{type: attestation, ref: r, file: {file}, sha256: {sha256}}}]"
    workplace.inventory(f"{DATA}}}", f"{DATA}, {evidence}}}")


def test_a_file_that_is_there_and_matches_is_an_input_of_the_run(workplace: Workplace) -> None:
    workplace.write("inventories/evidence/soc2.pdf", CONTENT)
    recorded(workplace, "evidence/soc2.pdf")

    done = workplace.run("check", "-o", "json", *AT)

    assert done.code == 0
    assert {"path": "inventories/evidence/soc2.pdf", "kind": "evidence", "sha256": SHA256} in (
        json.loads(done.out)["inputs"]
    )


@pytest.mark.parametrize(
    "file,message",
    [
        ("gone.pdf", "evidence 'inventories/gone.pdf': cannot be read: no such file or folder"),
        ("evidence", "evidence 'inventories/evidence': the folder holds no file to read"),
        (
            "../soc2.pdf",
            "'file' is '../soc2.pdf' (expected a path below the inventory's own folder)",
        ),
        (
            "/etc/passwd",
            "'file' is '/etc/passwd' (expected a path below the inventory's own folder)",
        ),
    ],
)
def test_a_file_that_is_not_there_is_a_problem_at_its_line(
    workplace: Workplace, file: str, message: str
) -> None:
    workplace.write("inventories/evidence/soc2.pdf", CONTENT)
    recorded(workplace, file)

    done = workplace.run("check", *AT)

    assert done.code == 2
    assert done.err.startswith(f"inventories/ours.yaml:14:136: {message}")


def test_a_file_that_was_changed_is_a_problem(workplace: Workplace) -> None:
    workplace.write("inventories/evidence/soc2.pdf", CONTENT + b"!")
    recorded(workplace, "evidence/soc2.pdf")

    done = workplace.run("check", *AT)

    assert done.code == 2
    assert "'sha256' is not that of 'inventories/evidence/soc2.pdf' (expected " in done.err
