"""Baselines: read for a run, and written of one. `vendorgate baseline write`."""

from checker.baseline.compare import Compared, findings
from checker.baseline.file import digests
from checker.errors import UsageError
from checker.evaluate.baseline import compared
from checker.evaluate.decide import decide
from checker.record import NamedTuple
from checker.report.baseline import Recorded
from checker.settings import settings as configured
from checker.sources.addresses import on_disk
from checker.time.text import format_timestamp
from checker.usecases.load import Request, load
from checker.usecases.opened import opened
from checker.verdict import Verdict

FILENAME = "baseline.json"


class Draft(NamedTuple):
    """A baseline to be written.

    Attributes:
        kept: how many of its findings the file holds already.
        added: how many it does not.
        fixed: what the file holds and is not found any more.
        refused: how many findings are new and were not asked to be added.
    """

    path: str
    version: str
    as_of: str
    policies: dict[str, str]
    findings: tuple[Recorded, ...]
    kept: int
    added: int
    fixed: int
    refused: int


def draft(request: Request, *, add: bool) -> Draft:
    """Read, validate, decide, and make a baseline of what is found, before waivers.

    A baseline that is there may only shrink.

    Args:
        add: whether findings that it does not hold are put into it.

    Raises:
        InputError: files that cannot be read or are not valid, the baseline among them.
        UsageError: a policy cannot be evaluated: what it would find is not known.
    """
    settings = configured(request.sources, request.config)
    path = request.baseline or settings.baseline or FILENAME
    on_disk(path, "the baseline")
    run = load(request._replace(baseline="", waivers=""))
    matrix = decide(run, request.jobs)
    for number, policy in enumerate(run.policies):
        if matrix.count(number, Verdict.ERROR):
            message = f"policy '{policy.id}' cannot be evaluated, and a baseline hides no error"
            raise UsageError(message, "correct the policy")
    found = tuple(findings(matrix, [policy.id for policy in run.policies]))
    there = request.sources.has(path)
    old = opened(request.sources, path)[0] if there else None
    known, _, gone, elsewhere = (
        Compared(found, (), (), ()) if old is None else compared(run, old, matrix)
    )
    held = {*known}
    kept = tuple(each for each in found if each in held or add)
    more = 0 if old is None else len(found) - len(held)
    # Whose findings were not put in is new still, next time.
    then = {} if old is None else old.policies
    policies = {**then, **digests(run.policies)} if old is None or add else then
    return Draft(
        path,
        run.version,
        format_timestamp(run.as_of),
        dict(sorted(policies.items())),
        tuple(sorted({*kept, *elsewhere})),
        kept=0 if old is None else len(held) + len(elsewhere),
        added=len(found) if old is None else more * add,
        fixed=len(gone),
        refused=more * (not add),
    )
