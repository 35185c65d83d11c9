"""The Python API, continued: whether reports are true, and whose they are. As in `checker.api`."""

import json

from checker.commands.counted import counted
from checker.formats.registry import FORMATS
from checker.report.attestation import Attestation
from checker.report.differences import differences
from checker.report.verification import Verification
from checker.sources.disk import Disk
from checker.sources.revision import Revision
from checker.sources.source import Sources
from checker.usecases import arguments
from checker.usecases.arguments import Path
from checker.usecases.check import check
from checker.usecases.load import Request
from checker.usecases.sign import attestation
from checker.usecases.verify import claim, there


def verify(report: Path, *, rev: str | None = None, jobs: int = 1) -> Verification:
    """Make a report again, and compare: `vendorgate report verify`.

    Args:
        report: what `check -o json` wrote, of files below the current folder.
        rev: read everything as git has it at this revision; None means the one that the report
            names, else the work tree.
        jobs: number of processes that decide; the result is the same for every number.

    Returns:
        Whether it is the same, byte for byte, else what differs.

    Raises:
        InputError: it cannot be told; `problems` has all.
        UsageError: an argument that cannot be used, or a revision that is not there.
    """
    return verified(
        arguments.path("report", report),
        None if rev is None else arguments.text("rev", rev),
        Request(jobs=arguments.jobs("jobs", jobs)),
    )


def verify_statement(statement: Path, *, key: Path, rev: str | None = None) -> Attestation:
    """Tell who signed a statement: `vendorgate report verify --key`.

    Args:
        statement: what `report sign` wrote.
        key: a public key in PEM.
        rev: as in `verify`; None means the work tree.

    Returns:
        Whether the key signed it, and which of its files are others today.

    Raises:
        InputError: something cannot be read, or is not what it should be.
        UsageError: an argument that cannot be used, or what verifies is not installed.
    """
    where = files(None if rev is None else arguments.text("rev", rev))
    return attestation(arguments.path("statement", statement), arguments.path("key", key), where)


def verified(path: str, revision: str | None, how: Request) -> Verification:
    """A report, compared with the one that its inputs give.

    Args:
        path: of the report.
        revision: to read everything from; None means that which the report names.
        how: the jobs, the cache and the progress of the run; what is looked at the report says.
    """
    told = claim(path)
    where = files(revision or told.revision)
    request = told.request._replace(
        sources=where, jobs=how.jobs, cache=how.cache, progress=how.progress
    )
    checked = check(request)
    # Where the files are read from today is no part of what is compared.
    report = checked.dated._replace(revision=told.revision)
    text = FORMATS["json"].render(report, counted(checked.explainer(), report, how.progress))
    same = text.encode() == told.content
    if not same:
        there(told, report.inputs, where)
    return Verification(
        path,
        where.commit,
        report.as_of,
        tuple(file.path for file in report.inputs),
        len(report.cells),
        None if same else differences(told.data, json.loads(text)),
    )


def files(revision: str | None) -> Sources:
    """The files as git has them at a revision; None is the work tree."""
    return Disk() if revision is None else Revision(revision)
