"""Whether a report is what its inputs give, and who signed a statement, for programs.

Contracts with versions, described by `verification.schema.json` and `attestation.schema.json`.
"""

from typing import Any

from checker.formats.json_document import document, encoded, lines
from checker.report import attestation, verification
from checker.report.attestation import Attestation
from checker.report.differences import Check, Differences
from checker.report.verification import Verification
from checker.version import __version__


def render(found: Verification) -> str:
    """A verification as JSON that ends with a line break."""
    members = {
        "report": encoded(found.path),
        "commit": encoded(found.commit),
        "as_of": encoded(found.as_of),
        "inputs": lines(found.inputs),
        "checks": encoded(found.checks),
        "same": encoded(found.same),
        "differences": "null" if found.differences is None else _differences(found.differences),
        "exit_code": encoded(int(found.exit_code)),
    }
    return document(verification.SCHEMA, __version__, members)


def of_attestation(path: str, key: str, commit: str | None, found: Attestation) -> str:
    """An attestation as JSON that ends with a line break.

    Args:
        path: of the envelope.
        key: of the public key.
        commit: that the files were read from; None is the work tree.
        found: of all of them.
    """
    members = {
        "statement": encoded(path),
        "key": encoded(key),
        "commit": encoded(commit),
        "signed": encoded(found.signed),
        "result": encoded(found.result or None),
        "as_of": encoded(found.as_of or None),
        "files": encoded(found.files),
        "changed": lines(found.changed),
        "exit_code": encoded(int(found.exit_code)),
    }
    return document(attestation.SCHEMA, __version__, members)


def _differences(found: Differences) -> str:
    version = None
    if found.version is not None:
        version = dict(zip(("report", "here"), found.version, strict=True))
    members = {
        "version": encoded(version),
        "inputs": lines({"path": path, "how": how} for path, how in found.inputs),
        "checks": lines(map(_check, found.checks)),
        "members": encoded(list(found.others)),
    }
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in members.items()) + "\n}"


def _check(check: Check) -> dict[str, Any]:
    return {
        "policy": check.policy,
        "subject": check.subject,
        "report": check.told,
        "here": check.made,
        "parts": list(check.parts),
    }
